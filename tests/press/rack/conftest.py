"""A store of its own for each test."""

import pytest

from broadsheet.press.rack.store import Store
from tests.machinery.sheets import MIB


@pytest.fixture
def store(tmp_path):
    store = Store(tmp_path / "sheets", size=64 * MIB)
    yield store
    store.close()
