"""Follows the log: from what changed to which sheets are wrong, and no more of them than need be.

A change names sources. The facts that kept sheets have read from them are read again, and only
where a fact reads otherwise is a sheet wrong.
"""

from __future__ import annotations

import logging
import os
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import DatabaseError, InterfaceError

from broadsheet.press import kinds
from broadsheet.press.log import Lost
from broadsheet.press.models import NO_COPIES
from broadsheet.press.rack.answers import Overtaken, Unread
from broadsheet.press.recording import ABSENT, FRAME, Fact, recording

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from broadsheet.press.log import Changes, Log
    from broadsheet.press.rack.entries import Wrong
    from broadsheet.press.rack.store import Store

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Drained:
    """What came of following the log to its end."""

    changes: int = 0
    """sources named"""
    touched: frozenset[str] = frozenset()
    """those, and what lies at the positions they name"""
    facts: frozenset[str] = frozenset()
    """those that were read again"""
    wrong: tuple[Wrong, ...] = ()
    is_everything: bool = False
    """every sheet is wrong, or was thrown away"""
    leave_no_copies: bool = False
    """something was withdrawn: nothing that is wrong is left, nor may anybody else leave it"""
    made_at: datetime | None = None
    """when the first of the changes was written"""
    took: float = 0.0
    """seconds"""


class Follower:
    """Brings one store up to what is committed. What is done twice does no harm."""

    def __init__(self, store: Store, log: Log) -> None:
        self.store = store
        self.log = log

    def drain(self, now: datetime) -> Drained:
        """Handle all that was committed until now.

        Others may follow for the same store. What they read is older or newer than what we read,
        so that whoever is second to write begins again.
        """
        while True:
            try:
                return self._drain(now)
            except Overtaken:
                continue

    def _drain(self, now: datetime) -> Drained:
        began = time.perf_counter()
        cursor = self.store.cursor
        if cursor is None:
            return self.begin_anew()
        try:
            changes = self.log.after(cursor)
        except Lost:
            logger.warning("press: the log does not reach back to where we were; starting empty")
            return self.begin_anew()
        if changes.cursor == cursor:
            return Drained()
        lines = changes.sources - {NO_COPIES}
        touched = {source for line in lines for source in kinds.sources_of(line)}
        facts, wrong = self._handle(changes, touched, after=cursor, now=now, began=began)
        return Drained(
            changes=len(changes.sources),
            touched=frozenset(touched),
            facts=frozenset(facts),
            wrong=tuple(wrong),
            is_everything=changes.is_everything,
            leave_no_copies=changes.leave_no_copies,
            made_at=changes.made_at,
            took=time.perf_counter() - began,
        )

    def _handle(
        self, changes: Changes, touched: set[str], *, after: bytes, now: datetime, began: float
    ) -> tuple[dict[str, Fact], list[Wrong]]:
        """The facts read again, and what they make wrong.

        A sheet that was begun before the changes may be kept until they are handled, and carry what
        no other does: that is read as well.
        """
        unread = self.store.facts_from(touched)
        if changes.is_everything and kinds.is_known(FRAME):
            unread.add(FRAME)
        facts: dict[str, Fact] = {}
        while True:
            facts |= read_facts(unread, now)
            try:
                wrong = self.store.handle(
                    touched=touched,
                    facts=facts,
                    cursor=changes.cursor,
                    after=after,
                    everything=changes.is_everything,
                    at=now.timestamp() + time.perf_counter() - began,
                    sweep=changes.leave_no_copies,
                )
            except Unread as more:
                unread = more.keys
            else:
                return facts, wrong

    def begin_anew(self) -> Drained:
        """Throw every sheet away, and follow the log from where it ends now."""
        self.store.start_empty(self.log.head())
        return Drained(is_everything=True, leave_no_copies=True)


def read_facts(keys: Iterable[str], now: datetime) -> dict[str, Fact]:
    """These facts as they are at that moment."""
    facts: dict[str, Fact] = {}
    for name, wanted in kinds.by_kind(keys).items():
        facts |= _read(name, wanted, now)
    return facts


def _read(name: str, keys: set[str], now: datetime) -> dict[str, Fact]:
    try:
        kind = kinds.kind(name)
        with recording() as noted:
            kind.read(keys, now)
    except (DatabaseError, InterfaceError):
        raise  # the change waits in the log
    except Exception:
        # The log must go on, and no sheet may stay wrong: what cannot be read equals nothing.
        logger.exception("press: cannot read %d facts of the kind %r", len(keys), name)
        return {key: Fact(key, _unlike_any(key), frozenset()) for key in keys}
    return {key: noted.facts.get(key) or Fact(key, ABSENT, frozenset()) for key in keys}


def _unlike_any(key: str) -> bytes:
    """A digest that no sheet bears. An edition that is absent, the next sheet brings along."""
    return ABSENT if key == FRAME else os.urandom(len(ABSENT))
