"""A door before a small paper."""

import pytest

from broadsheet.press.door.serving import Door
from broadsheet.press.rack.store import Store
from tests.machinery.small_paper import SmallPaper


@pytest.fixture
def store(tmp_path):
    store = Store(tmp_path / "sheets", size=64 * 1024 * 1024)
    yield store
    store.close()


@pytest.fixture
def paper():
    return SmallPaper()


@pytest.fixture
def door(store, paper):
    return Door(store, lambda: paper)
