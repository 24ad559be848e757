"""Says that a folder is in use, for as long as whoever says so lives and keeps the mark open."""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAME: Final = "in-use"
"""Of the file in the folder that is locked."""


def mark(folder: Path) -> int:
    """Say that the folder is in use; an open file that says so until it is closed.

    Raises BlockingIOError while somebody is throwing it away.
    """
    return _locked(folder, fcntl.LOCK_SH)


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Have a folder that nobody uses to oneself, to throw it away.

    Raises BlockingIOError while somebody uses it.
    """
    held = _locked(folder, fcntl.LOCK_EX)
    try:
        yield
    finally:
        os.close(held)


def _locked(folder: Path, kind: int) -> int:
    path = folder / NAME
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o640)
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
        # A lock on a file that is not there any more would keep nobody out.
        if not os.path.samestat(os.fstat(descriptor), path.stat()):
            raise BlockingIOError(f"{folder} was thrown away just now")
    except FileNotFoundError as error:
        os.close(descriptor)
        raise BlockingIOError(f"{folder} was thrown away just now") from error
    except OSError:
        os.close(descriptor)
        raise
    return descriptor
