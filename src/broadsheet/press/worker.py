"""Follows the log for ever, and presses again at once what readers ask for or are about to.

The cold rest is pressed when somebody next asks for it.
"""

from __future__ import annotations

import logging
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import SystemRandom
from typing import TYPE_CHECKING, Any, Final

from django.db import connection
from django.utils import timezone

from broadsheet import config
from broadsheet.press import keepers, kinds
from broadsheet.press import log as logs
from broadsheet.press.auditing import Auditor, Verdict
from broadsheet.press.following import Drained, Follower
from broadsheet.press.models import Node
from broadsheet.press.pressing import press_unless_claimed, store_of_this_node
from broadsheet.press.rack.opening import Broken, remove_others
from broadsheet.press.rack.store import State
from broadsheet.press.recording import FRAME
from broadsheet.press.rendering import Django
from broadsheet.press.rounds import make_rounds
from broadsheet.press.watching import installing, quiet

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Iterable

    from broadsheet.press.log import Log
    from broadsheet.press.pressing import Answer
    from broadsheet.press.rack.entries import Wrong
    from broadsheet.press.rack.store import Store

logger = logging.getLogger(__name__)

LOOK: Final = 1.0
"""Seconds after which the log is read though nothing woke us."""
ROUND: Final = 0.25
"""Seconds of pressing, at most, before the beat and the audit have their turn."""
BEAT: Final = timedelta(seconds=5)
"""How often this node says that it lives."""
STEP: Final = timedelta(seconds=1)
"""By how much a clock is put back now and then, without anybody minding."""
TRIM: Final = timedelta(minutes=1)
AUDIT: Final = timedelta(seconds=5)
"""How often a sheet is rendered again to see whether it is right; not while others wait."""
MOST: Final = 500
"""Addresses that wait to be pressed; beyond it, those asked for least wait for a reader."""
AHEAD: Final = timedelta(minutes=1)
"""For how long what stands for a change is pressed again though nobody asks: what is like a story
is found only after it is published, or the database may fail just then, and an editor waits."""


def follow(stopping: threading.Event, *, tell: Callable[[list[str]], object]) -> None:
    """Keep this node's sheets right until asked to stop, whatever goes wrong on the way.

    `tell` gets what those who keep copies in front of us have to be told, and must not lose it.
    """
    store = store_of_this_node()
    remove_others(store.folder)
    worker = Worker(store, logs.open_log(), render=Django().render, tell=tell)
    make_rounds(worker, stopping)


class Worker:
    """This node's follower, and what is left for it to press."""

    subject = "press"
    broken: type[Exception] = Broken

    def __init__(
        self,
        store: Store,
        log: Log,
        *,
        render: Callable[[str], Answer],
        tell: Callable[[list[str]], object] | None = None,
        name: str = "",
    ) -> None:
        self.store = store
        self.log = log
        self.render = render
        self.tell = tell
        self.name = name or config.node()
        self.address = config.node_address()
        self.follower = Follower(store, log)
        self.auditor = Auditor(store, drain=self.drain, render=render)
        self.waiting: dict[str, float] = {}
        """how often each address that is to be pressed was asked for"""
        self._ahead: dict[str, datetime] = {}
        """until when each address that stands for a change is pressed again unasked"""
        self._is_started = False
        self._is_cleared = False
        """whether all that was withdrawn is thrown away wherever this node keeps copies"""
        self._cleared = ""
        """up to which place in the log it was, the last time"""
        self._stays: list[str] = []
        """where anything of it could not be removed, the last time"""
        self._now = self._beaten_at = self._trimmed_at = datetime.min.replace(tzinfo=UTC)
        self._audited_at: datetime | None = None
        self._draw = SystemRandom().random
        self._last: dict[str, Any] = {}

    def round(self, now: datetime, *, patience: float = LOOK) -> Drained:
        """Wait for something to happen, and see to it."""
        if not self._is_started:
            self.start(now)
        if self._now - now > STEP:
            self.step_back(now)
        self._now = now
        if now - self._beaten_at >= BEAT:
            self.beat(now)
        self.log.wait(0 if self.waiting else patience)
        drained = self.drain(timezone.now())
        self.hand_on()
        self.press_waiting()
        if self._audited_at is None:
            self._audited_at = now
        elif now - self._audited_at >= AUDIT and not self.waiting:
            self._audited_at = now
            self.audit()
        return drained

    def start(self, now: datetime) -> None:
        """What may have happened while nobody followed."""
        if installing.install():
            logger.warning("press: the database did not watch all it should; it does now")
        self.log.wait(0)
        self.beat(now)
        self._is_started = True

    def step_back(self, now: datetime) -> None:
        """The clock was ahead: sheets may tell of what is still to come."""
        logger.warning("press: the clock went back by %s; everything is made anew", self._now - now)
        if cursor := self.store.cursor:
            self.store.handle(touched=(), facts={}, cursor=cursor, everything=True)
        self._ahead.clear()
        self._beaten_at = self._trimmed_at = datetime.min.replace(tzinfo=UTC)

    def beat(self, now: datetime) -> None:
        """Say that this node lives, and how far it is; see to what others left behind."""
        # Somebody may have put another database in place of the one we have open.
        self.log.close()
        connection.close()
        self.store.heal()
        if quiet.settle():
            logger.warning("press: a bulk writer died; everything is made anew")
        if not self._is_cleared and self.store.cursor:
            self._clear(self.store.cursor)
        self._tell(now)
        if now - self._trimmed_at >= TRIM:
            logs.trim(self.log, now=now)
            self._trimmed_at = now
        wanted = self.store.wanted(now.timestamp(), most=MOST)
        self.waiting = dict.fromkeys(wanted, 1.0) | self.waiting
        self._ahead = {address: end for address, end in self._ahead.items() if now < end}
        self.waiting = dict.fromkeys(self._ahead, 0.0) | self.waiting
        self._beaten_at = now

    def _tell(self, now: datetime) -> None:
        """Keep our line among the nodes, which holds the log for us."""
        known = Node.objects.filter(name=self.name)
        self._warn_of_twin(known.first(), now)
        cursor = self.store.cursor
        if cursor is None or not known.update(**self._line(cursor, now)):
            self._begin_anew(now)

    def _line(self, cursor: bytes, now: datetime) -> dict[str, Any]:
        """What is told of us. Whoever withdraws waits until we have cleared up to there."""
        place = cursor.decode()
        told = {
            "folder": str(self.store.folder),
            "site": config.site(),
            "cleared": place if self._is_cleared else self._cleared,
            **self._last,
        }
        return {"cursor": place, "address": self.address, "seen_at": now, "told": told}

    def _begin_anew(self, now: datetime) -> None:
        """Nobody held the log for us: what we have is as good as nothing.

        All is cleared before our place is told: what was withdrawn before that we never read.
        """
        head = self.log.head()
        self.store.start_empty(head)
        self._clear(head)
        line = self._line(head, now)
        Node.objects.bulk_create(
            [Node(name=self.name, **line)],
            update_conflicts=True,
            unique_fields=["name"],
            update_fields=list(line),
        )

    def _warn_of_twin(self, known: Node | None, now: datetime) -> None:
        """Two nodes of one name would each be told of as the other."""
        if known is None or now - known.seen_at >= 2 * BEAT:
            return
        # Another release of this one keeps its sheets beside ours.
        if Path(known.told.get("folder", self.store.folder)).parent != self.store.folder.parent:
            logger.warning(
                "press: there is another node called %r; give each a BROADSHEET_NODE", self.name
            )

    def drain(self, now: datetime) -> Drained:
        """Make wrong what changes and time have made wrong, and note what of it readers ask for."""
        drained = self.follower.drain(now)
        self._note([*drained.wrong, *self.store.expire(now.timestamp())])
        if drained.leave_no_copies and self.store.cursor:
            self._clear(self.store.cursor)
            self._tell(now)
        if 0 < len(drained.touched) <= MOST:
            self._look_ahead(drained.touched, now)
        if drained.is_everything or FRAME in drained.facts:
            wanted = self.store.wanted(now.timestamp(), most=MOST)
            self.waiting |= {address: 1.0 for address in wanted if address not in self.waiting}
        if drained.changes:
            made_at = drained.made_at or now
            self._last = {
                "drained_at": now.isoformat(),
                "lag": max(0.0, (timezone.now() - made_at).total_seconds()),
                "took": drained.took,
                "changes": drained.changes,
                "facts": len(drained.facts),
                "wrong": len(drained.wrong),
            }
        return drained

    def _clear(self, cursor: bytes) -> None:
        """See to it that nothing is left here of what was withdrawn up to that place in the log.

        What stays is told once; it is tried again at each beat.
        """
        self._is_cleared = False
        stays = sorted(keepers.clear())
        if stays and stays != self._stays:
            logger.error("press: of what was withdrawn, this stays: %s", ", ".join(stays))
        self._stays = stays
        self._is_cleared = not stays
        if self._is_cleared:
            self._cleared = cursor.decode()

    def hand_on(self) -> None:
        """Tell others what is wrong, now that nobody gets it from us any more.

        Whoever is killed in between tells it twice; who cannot tell leaves it to who can.
        """
        if self.tell and (owed := self.store.owed()):
            self.tell(list(owed))
            self.store.settle(owed)

    def _note(self, wrong: Iterable[Wrong]) -> None:
        self.waiting |= {
            each.address: each.uses
            for each in wrong
            if each.uses > 0 or each.address in self._ahead
        }
        if len(self.waiting) > MOST:
            by_use = sorted(self.waiting.items(), key=lambda item: item[1], reverse=True)
            self.waiting = dict(by_use[:MOST])

    def _look_ahead(self, touched: Iterable[str], now: datetime) -> None:
        """Press what stands for what has changed: whoever asks first need not wait either."""
        for address in kinds.pages_of(touched):
            self.waiting.setdefault(address, 0.0)
            self._ahead[address] = now + AHEAD
        by_end = sorted(self._ahead.items(), key=lambda item: item[1], reverse=True)
        self._ahead = dict(by_end[:MOST])

    def press_waiting(self, *, seconds: float = ROUND) -> None:
        """Press what waits, most used first, until all is done or the time is up.

        What is committed meanwhile is seen to after the page that is in hand: it makes wrong what
        readers are sent, and they should not be sent it for longer than that takes.
        """
        until = time.monotonic() + seconds
        # In an order that stays: a front that is made wrong again and again lets others by.
        for address in sorted(self.waiting, key=self.waiting.__getitem__, reverse=True):
            if time.monotonic() >= until:
                return
            if self.waiting.pop(address, None) is None:
                continue
            # Some reader may have been faster, or be about to have it.
            found = self.store.find(address, lambda _sheet: None, at=time.time())
            if found.state is not State.RIGHT:
                press_unless_claimed(address, render=self.render, store=self.store)
            if self.log.wait(0):
                self.drain(timezone.now())
                self.hand_on()

    def audit(self) -> None:
        """Compare the sheet that the lot falls on; a finding is told, and mended."""
        address = self.store.draw(self._draw())
        if address is None:
            return
        audited = self.auditor.audit(address)
        if audited.verdict is Verdict.DIFFERS:
            logger.error("press: the sheet of %s was not right: %s", address, audited.reason())
        self._note(audited.others)

    def give_up(self, error: Exception) -> None:
        """Rather no sheets than some that are wrong and cannot be made so."""
        logger.warning("press: %s; every sheet is thrown away", error)
        with suppress(OSError):
            self.store.give_up()

    def let_go(self) -> None:
        """Close everything, so that the next round begins with what it opens then."""
        for each in (self.log, self.store, connection):
            with suppress(Exception):
                each.close()
