"""A place of its own for the sheets of a test that withdraws."""

import pytest

from broadsheet.press.pressing import store_of_this_node


@pytest.fixture
def sheets(tmp_path, monkeypatch):
    """The store of this node, with nothing in it."""
    monkeypatch.setenv("BROADSHEET_SHEETS", str(tmp_path / "sheets"))
    store_of_this_node.cache_clear()
    store = store_of_this_node()
    yield store
    store.close()
    store_of_this_node.cache_clear()
