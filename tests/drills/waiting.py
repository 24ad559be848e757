"""How long a drill lasts, and waits for what has to happen."""

from __future__ import annotations

import time
from collections.abc import Callable

from tests.machinery.selection import IS_DRILL

PATIENCE = 60.0


def size(short: int, long: int) -> int:
    """How many, or for how many seconds: in the suite, and in `make drill`."""
    return long if IS_DRILL else short


def wait_until(is_so: Callable[[], bool], *, patience: float = PATIENCE) -> float:
    """Seconds until it was so."""
    began = time.monotonic()
    while not is_so():
        assert time.monotonic() < began + patience, "it did not happen"
        time.sleep(0.02)
    return time.monotonic() - began
