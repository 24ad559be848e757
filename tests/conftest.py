"""What every test can ask for; each subject of it has a module in `tests/machinery/`."""

import shutil
import signal
from types import FrameType

import hypothesis
import pytest
from django.core.cache import caches

from tests.settings import TEST_FOLDER

pytest_plugins = [
    "tests.machinery.databases",
    "tests.machinery.extras",
    "tests.machinery.markup",
    "tests.machinery.selection",
    "tests.machinery.served",
    "tests.machinery.skips",
    # After `served`, which these build on.
    "tests.machinery.browser",
    "tests.machinery.desks",
    "tests.machinery.members",
    "tests.machinery.sights",
]

# Two busy cores make time a poor judge; the same examples each time make a red run repeatable.
hypothesis.settings.register_profile("steady", deadline=None, derandomize=True)
hypothesis.settings.load_profile("steady")


def pytest_configure() -> None:
    signal.signal(signal.SIGTERM, _stop)


def pytest_unconfigure() -> None:
    shutil.rmtree(TEST_FOLDER, ignore_errors=True)


def _stop(_signal: int, _frame: FrameType | None) -> None:
    """Leave as after Ctrl-C, so that every fixture ends what it started."""
    raise KeyboardInterrupt


@pytest.fixture(autouse=True)
def empty_caches() -> None:
    """Nobody has asked too often yet. What the database counts goes with each test's rows."""
    caches["pace"].clear()
