"""Keeps this node's index for ever: follows the log, and makes another one where it must."""

from __future__ import annotations

import logging
import os
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.db import DatabaseError, InterfaceError, connection
from django.utils import timezone

from broadsheet import config
from broadsheet.press import log as logs
from broadsheet.press.rounds import make_rounds
from broadsheet.search.index.here import shelf_of_this_node
from broadsheet.search.index.opening import Broken
from broadsheet.search.index.reading import IndexReader
from broadsheet.search.index.schema import Decay
from broadsheet.search.index.writing import Busy, Writer
from broadsheet.search.upkeep.following import Follower
from broadsheet.search.upkeep.likening import find_due
from broadsheet.search.upkeep.making import make

if TYPE_CHECKING:
    import threading
    from collections.abc import Generator
    from pathlib import Path

    from broadsheet.press.log import Log
    from broadsheet.search.index.shelf import Shelf
    from broadsheet.search.upkeep.making import Progress

logger = logging.getLogger(__name__)

LOOK: Final = 1.0
"""Seconds after which the log is read though nothing woke us."""
REST: Final = 0.05
"""Seconds between two looks for what is like others, of which very many may be due."""
HEAD_START: Final = 0.15
"""Seconds that a commit is left to the press alone, which runs in the same process: whether a page
is right is known sooner then, and a story is still found within a second."""
BEAT: Final = timedelta(seconds=5)
"""How often the log is held for us, and old indexes are cleared away."""


def follow(stopping: threading.Event) -> None:
    """Keep this node's index right until asked to stop, whatever goes wrong on the way."""
    half_life = config.search_half_life()
    make_rounds(Worker(shelf_of_this_node(), logs.open_log(), half_life=half_life), stopping)


class Worker:
    """This node's one writer."""

    subject = "search"
    broken: type[Exception] = Broken

    def __init__(self, shelf: Shelf, log: Log, *, half_life: timedelta, name: str = "") -> None:
        self.shelf = shelf
        self.log = log
        self.half_life = half_life
        self.name = f"search at {name or config.node()}"
        self._path: Path | None = None
        self._mark: int | None = None
        """says while we write that the folder is in use"""
        self._writer: Writer | None = None
        self._follower: Follower | None = None
        self._making: Generator[Progress, None, None] | None = None
        self._reader = IndexReader(shelf)
        self._is_likening = False
        """whether there may be more to look for that is like others"""
        self._beaten_at = datetime.min.replace(tzinfo=UTC)

    def round(self, now: datetime, *, patience: float = LOOK) -> None:
        """Wait for something to happen, and see to it."""
        self._open()
        if self._making is None and (reason := self._outlived(now)):
            logger.info("search: %s; a new index is made", reason)
            self._making = make(self.shelf, self.log, half_life=self.half_life, clock=timezone.now)
        self._wait(patience)
        if self._follower is not None:
            self._follow(self._follower, timezone.now())
            if self._making is None and not self._follower.is_behind:
                self._is_likening = find_due(self._reader, at=timezone.now()) > 0
        if self._making is not None:
            self._make(self._making)
        if abs(now - self._beaten_at) >= BEAT:
            self._beat(now)

    def _open(self) -> None:
        """Write the index that is in use; another one may have taken its place."""
        path = self.shelf.current
        if path == self._path and self._writer is not None:
            return
        self._close()
        if path is None:
            return
        try:
            self._mark = self.shelf.mark()
            self._writer = Writer(path, half_life=self.half_life)
            self._follower = Follower(self._writer, self.log, self._writer.place())
        except (Busy, BlockingIOError):
            # Somebody else's process does it, for as long as that lives; or throws it away.
            self._close()
            return
        except Broken as error:
            logger.warning("%s", error)
            self.shelf.give_up(path)
            self._close()
            return
        self._path = path
        self._beaten_at = datetime.min.replace(tzinfo=UTC)  # to have the log held at once

    def _outlived(self, now: datetime) -> str:
        """Why the index in use is not good enough; nothing if it is."""
        path = self.shelf.current
        if path is None:
            return "there is no index"
        if self.shelf.is_given_up(path):
            return "the index is damaged"
        if self._follower is None:
            return ""
        if self._follower.is_lost:
            return "anything may have changed"
        if Decay(self.half_life, self._follower.kept.zero).is_worn(now):
            return "the index is too old to tell new from newer"
        return ""

    def _wait(self, patience: float) -> None:
        if self._making is not None or (self._follower and self._follower.is_behind):
            patience = 0
        elif self._is_likening:
            patience = min(patience, REST)
        if self._follower is None:
            time.sleep(patience)
        elif self.log.wait(patience) and patience:
            time.sleep(HEAD_START)

    def _follow(self, follower: Follower, now: datetime) -> None:
        try:
            follower.note(now)
        except logs.Lost:
            follower.is_lost = True
        follower.renew(now)

    def _make(self, making: Generator[Progress, None, None]) -> None:
        try:
            if next(making, None) is None:
                self._making = None
                logger.info("search: the new index is in use")
        except BaseException:
            self._making = None
            raise

    def _beat(self, now: datetime) -> None:
        # Somebody may have put another database in place of the one we have open.
        self.log.close()
        connection.close()
        if self._follower is not None:
            self._follower.keep()
            logs.hold(self.name, self._follower.kept.cursor, now=now)
        self.shelf.remove_others()
        self._beaten_at = now

    def give_up(self, error: Exception) -> None:
        """What is in use cannot be written: have another one made."""
        logger.warning("%s", error)
        if self._path is not None:
            self.shelf.give_up(self._path)

    def let_go(self) -> None:
        """Close everything, so that the next round begins with what it opens then."""
        if self._making is not None:
            making, self._making = self._making, None
            with suppress(DatabaseError, InterfaceError):
                making.close()
        self._close()
        for each in (self.log, connection):
            with suppress(Exception):
                each.close()

    def _close(self) -> None:
        if self._writer is not None:
            with suppress(Broken):
                self._writer.close()
        if self._mark is not None:
            os.close(self._mark)
        self._path = self._mark = self._writer = self._follower = None
