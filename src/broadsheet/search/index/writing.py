"""The one writer of an index: stories and names are put and removed, and the place in the log kept.

Stories and place are committed together, so that whoever dies in between has done neither.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from broadsheet.search.index.opening import Broken, opened, trusted
from broadsheet.search.index.schema import Decay, document, keeping, naming, term

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import tantivy

    from broadsheet.search.index.schema import Named, Told

SMALL, LARGE = 30_000_000, 160_000_000
"""Bytes that Tantivy collects before it writes a piece of the index: now and then a few stories, or
all of them."""
PLACE: Final = "place"


class Busy(Exception):
    """Somebody else writes this index."""


@dataclass(frozen=True, slots=True)
class LogPlace:
    """How far an index has followed the paper."""

    cursor: bytes
    """in the log of changes"""
    seen_at: datetime
    """Whatever came or went by itself until then has been seen to."""
    zero: datetime
    """where newer stories begin to count more"""

    def dump(self) -> bytes:
        moments = (self.seen_at.isoformat(), self.zero.isoformat())
        return json.dumps([self.cursor.decode(), *moments]).encode()

    @classmethod
    def load(cls, raw: bytes) -> LogPlace:
        """Raises ValueError."""
        cursor, seen_at, zero = json.loads(raw)
        return cls(cursor.encode(), datetime.fromisoformat(seen_at), datetime.fromisoformat(zero))


class Writer:
    """Writes the index in a folder until it is closed. Raises Broken and Busy."""

    def __init__(self, path: Path, *, half_life: timedelta, heap: int = SMALL) -> None:
        self.path = path
        self._half_life = half_life
        self._index = opened(path)
        try:
            self._writer = self._index.writer(heap, num_threads=1)
        except ValueError as error:
            if "LockBusy" in str(error):
                raise Busy(str(path)) from error
            raise Broken(f"the search index {path} cannot be written: {error}") from error

    def place(self) -> LogPlace:
        """How far the index has come. Raises Broken where it does not say."""
        with trusted(self.path):
            self._index.reload()
            return place_in(self._index)

    def put(self, stories: Iterable[Told], *, zero: datetime) -> int:
        """Put stories that are not in the index; how many that were."""
        decay, count = Decay(self._half_life, zero), 0
        with trusted(self.path):
            for story in stories:
                self._writer.add_document(document(story, decay))
                count += 1
        return count

    def remove(self, ids: Iterable[int]) -> None:
        with trusted(self.path):
            for pk in ids:
                # By term, Tantivy looks for a signed number, and finds none.
                self._writer.delete_documents_by_query(term(self._index.schema, "id", pk))

    def name(self, things: Iterable[Named]) -> None:
        """Put what can be suggested by name, in place of what was there under its key."""
        for thing in things:
            kept = json.dumps([thing.kind, thing.id, thing.name, thing.slug, thing.about]).encode()
            self._replace(thing.key, naming(thing, kept))

    def forget(self, keys: Iterable[str]) -> None:
        """Take names out."""
        with trusted(self.path):
            for key in keys:
                self._writer.delete_documents_by_term("key", key)

    def _replace(self, key: str, made: tantivy.Document) -> None:
        with trusted(self.path):
            self._writer.delete_documents_by_term("key", key)
            self._writer.add_document(made)

    def commit(self, place: LogPlace) -> None:
        """Let readers have it all."""
        self._replace(PLACE, keeping(PLACE, place.dump()))
        with trusted(self.path):
            self._writer.commit()

    def close(self) -> None:
        """Give up the lock; what is not committed is lost. Nobody writes with it any more."""
        with trusted(self.path):
            self._writer.rollback()
            self._writer.wait_merging_threads()


def place_in(index: tantivy.Index) -> LogPlace:
    """How far an index has come. Raises ValueError where it does not say."""
    searcher = index.searcher()
    found = searcher.search(term(index.schema, "key", PLACE), 1).hits
    kept = searcher.doc(found[0][1]).get_first("kept") if found else None
    if kept is None:
        raise ValueError("it does not say how far it has come")
    return LogPlace.load(bytes(kept))
