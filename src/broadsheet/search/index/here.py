"""The index of this very node."""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING

from broadsheet import config
from broadsheet.search.index.likeness import nearest
from broadsheet.search.index.opening import Broken
from broadsheet.search.index.reading import IndexReader, Missing
from broadsheet.search.index.schema import format_name
from broadsheet.search.index.shelf import Shelf

if TYPE_CHECKING:
    from broadsheet.search.index.likeness import Near


@cache
def shelf_of_this_node() -> Shelf:
    """Where this node keeps its index."""
    return Shelf(config.folder() / "search" / format_name(config.search_half_life()))


@cache
def reader_of_this_node() -> IndexReader:
    """This node's index, as this process reads it."""
    return IndexReader(shelf_of_this_node())


def nearest_here(to: Near, *, most: int) -> list[int]:
    """The stories nearest to a draft, as far as this node knows: none where it has no index."""
    with suppress(Missing, Broken), reader_of_this_node().looking() as opened:
        return nearest(opened, to, most=most)
    return []
