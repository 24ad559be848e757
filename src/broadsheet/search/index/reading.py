"""The index in use, as one process reads it: opened once, and again when it has changed."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from broadsheet.search.index.opening import Broken, opened, trusted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import tantivy

    from broadsheet.search.index.shelf import Shelf

logger = logging.getLogger(__name__)

Stamp = tuple[str, int, int]


class Missing(Exception):
    """There is no index yet."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An index as it was when somebody began to look."""

    path: Path
    index: tantivy.Index
    searcher: tantivy.Searcher
    stamp: Stamp

    @property
    def schema(self) -> tantivy.Schema:
        return self.index.schema


class IndexReader:
    """Gives whoever asks the index as it was last committed."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self._opened: Opened | None = None
        self._lock = Lock()
        self._mark: int | None = None
        """says for as long as this process lives that it reads here"""
        self._is_unmarked = False

    @contextmanager
    def looking(self) -> Iterator[Opened]:
        """The index in use. Raises Missing; Broken, which its writer is told of as well."""
        path = self.shelf.current
        if path is None:
            raise Missing
        try:
            with trusted(path):
                yield self._newest(path)
        except Broken as error:
            logger.error("search: %s; it is made anew", error)  # noqa: TRY400 - told in a sentence
            self.shelf.give_up(path)
            self._opened = None
            raise

    def _newest(self, path: Path) -> Opened:
        stamp = _stamp(path)
        known = self._opened
        if known is not None and known.stamp == stamp:
            return known
        with self._lock:
            known = self._opened
            if self._mark is None:
                self._mark = self._marked()
            if known is None or known.path != path:
                index = opened(path)
            else:
                index = known.index
                index.reload()
            self._opened = Opened(path, index, index.searcher(), stamp)
            return self._opened

    def _marked(self) -> int | None:
        """Say that we read here; who cannot reads all the same, and says so once."""
        try:
            return self.shelf.mark()
        except OSError as error:
            if not self._is_unmarked:
                logger.warning("search: nobody can see that this index is read: %s", error)
            self._is_unmarked = True
            return None


def numbers(opened: Opened, addresses: Sequence[tantivy.DocAddress]) -> list[int]:
    """The stories at those places. Raises Broken where one has no number."""
    ids = opened.searcher.fast_field_values("id", list(addresses)) if addresses else []
    found = [int(pk) for pk in ids if pk is not None]
    if len(found) < len(addresses):
        raise Broken(f"the search index {opened.path} has stories without a number")
    return found


def _stamp(path: Path) -> Stamp:
    """Another one after each commit: that puts a new file in the place of this one."""
    found = (path / "meta.json").stat()
    return (path.name, found.st_ino, found.st_mtime_ns)
