"""Tables of the paper itself, watched for the length of a test."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from broadsheet.press.models import Change
from broadsheet.press.watching import installing
from broadsheet.press.watching import watches as registry
from broadsheet.press.watching.watches import Watch


@pytest.fixture
def watching(db, monkeypatch) -> Callable[..., None]:
    """Has just these watched until the test's transaction is rolled back."""

    def install(*watches: Watch) -> None:
        monkeypatch.setattr(registry, "_watches", list(watches))
        installing.install()
        logged()

    return install


def logged() -> list[str]:
    """What was logged since we last asked."""
    sources = sorted(Change.objects.values_list("source", flat=True))
    Change.objects.all().delete()
    return sources
