"""How the index of this node stands, as anybody can see who reads its folder."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from broadsheet.press.log import Lost
from broadsheet.search.index.reading import IndexReader, Missing
from broadsheet.search.index.schema import every_story
from broadsheet.search.index.writing import place_in

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from broadsheet.press.log import Log
    from broadsheet.search.index.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Standing:
    """An index, and what it has still to handle."""

    path: Path
    stories: int
    pieces: int
    """parts of it that each search looks through"""
    size: int
    """bytes"""
    pending: int
    """changes that it has not handled"""
    oldest: datetime | None
    """when the first of these was made"""
    is_lost: bool
    """The log does not reach back to where it was."""

    def lag(self, now: datetime) -> float:
        """Seconds by which it may be behind the database."""
        return max(0.0, (now - self.oldest).total_seconds()) if self.oldest else 0.0


def standing(shelf: Shelf, log: Log) -> Standing | None:
    """The index in use; none if there is none. Raises Broken."""
    try:
        with IndexReader(shelf).looking() as opened:
            place = place_in(opened.index)
            found: Any = opened.searcher.search(every_story(), 1)
    except Missing:
        return None
    pending, oldest, is_lost = 0, None, False
    try:
        changes = log.after(place.cursor)
        pending, oldest = len(changes.sources), changes.made_at
    except Lost:
        is_lost = True
    return Standing(
        path=opened.path,
        stories=found.count,
        pieces=opened.searcher.num_segments,
        size=sum(file.stat().st_size for file in opened.path.iterdir()),
        pending=pending,
        oldest=oldest,
        is_lost=is_lost,
    )
