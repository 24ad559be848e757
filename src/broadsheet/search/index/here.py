"""The index of this very node."""

from __future__ import annotations

from functools import cache

from broadsheet import config
from broadsheet.search.index.reading import IndexReader
from broadsheet.search.index.schema import format_name
from broadsheet.search.index.shelf import Shelf


@cache
def shelf_of_this_node() -> Shelf:
    """Where this node keeps its index."""
    return Shelf(config.folder() / "search" / format_name(config.search_half_life()))


@cache
def reader_of_this_node() -> IndexReader:
    """This node's index, as this process reads it."""
    return IndexReader(shelf_of_this_node())
