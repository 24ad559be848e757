"""An index of its own for each test that asks for one: a real one, in a folder."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest
import time_machine

from broadsheet.search import views, withdrawing
from broadsheet.search.index.asking import Narrowed
from broadsheet.search.index.opening import create
from broadsheet.search.index.reading import IndexReader
from broadsheet.search.index.schema import Decay, Told
from broadsheet.search.index.searching import Results, Window, search
from broadsheet.search.index.shelf import Shelf
from broadsheet.search.index.writing import LogPlace, Writer
from broadsheet.search.language.asked import read
from broadsheet.search.upkeep.documents import KINDS, StoryReader, names

if TYPE_CHECKING:
    from broadsheet.search.index.schema import Named

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
HALF_LIFE = timedelta(days=365)
PLAIN = Told(
    id=0, headline="", standfirst="", text="", names=(), section=1, form="news", topics=(),
    authors=(), published_at=NOON, year=2026,
)  # fmt: skip
_numbers = count(1)


def told(**fields: Any) -> Told:
    """A story as the index is told it."""
    return replace(PLAIN, **{"id": next(_numbers), **fields})


class Library:
    """An index in use, and who looks into it."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.reader = IndexReader(shelf)
        self.zero = Decay.starting(HALF_LIFE, now=NOON).zero

    def fill(self, *stories: Told, names: tuple[Named, ...] = ()) -> None:
        """Use an index of just these."""
        with self.shelf.begin() as path:
            create(path)
            writer = Writer(path, half_life=HALF_LIFE)
            writer.put(stories, zero=self.zero)
            writer.name(names)
            writer.commit(LogPlace(b"sqlite 1 a", NOON, self.zero))
            writer.close()
            self.shelf.use(path)

    def take_in(self) -> None:
        """Use an index of the paper as it is at noon."""
        stories = [told for some in StoryReader().read_all(at=NOON) for told in some]
        self.fill(*stories, names=tuple(named for kind in KINDS for named in names(kind)))

    def search(
        self, typed: str, narrowed: Narrowed | None = None, window: Window | None = None
    ) -> Results:
        return search(self.reader, read(typed), narrowed or Narrowed(), window or Window())

    def found(self, typed: str, **narrowed: Any) -> list[int]:
        """The stories found, the best first."""
        return list(self.search(typed, Narrowed(**narrowed)).ids)


@pytest.fixture
def library(tmp_path) -> Library:
    return Library(Shelf(tmp_path / "search" / "1-test"))


@pytest.fixture
def shown_index(library, monkeypatch):
    """The test's own index is the one that pages are made from, at noon."""
    monkeypatch.setattr(views, "reader_of_this_node", lambda: library.reader)
    monkeypatch.setattr(withdrawing, "shelf_of_this_node", lambda: library.shelf)
    with time_machine.travel(NOON, tick=False):
        yield
