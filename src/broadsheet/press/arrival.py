"""Whether what was changed has arrived: what this node's readers are sent, and which pages show it.

For those who have changed it and want to know. Knows no content.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from typing import TYPE_CHECKING, Final

from broadsheet import config
from broadsheet.press import kinds
from broadsheet.press import log as logs
from broadsheet.press.models import AWAY, Node
from broadsheet.press.pressing import store_of_this_node
from broadsheet.press.rack.opening import Broken
from broadsheet.press.rack.store import State

if TYPE_CHECKING:
    from collections.abc import Iterable

    from broadsheet.press.rack.store import Store

LOOKS_AGAIN: Final = 0.02
"""Seconds."""


class Stage(Enum):
    """How far a change has come."""

    UNKEPT = "unkept"
    """The store does not answer: pages are made for each reader, from what is committed."""
    UNFOLLOWED = "unfollowed"
    """Nobody follows the log, so that pages that are kept stay as they were."""
    UNDER_WAY = "under way"
    HANDLED = "handled"
    """Nobody is sent anything older; some of the pages that stand for it are not made yet."""
    THERE = "there"


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody has changed."""

    sources: frozenset[str]
    facts: frozenset[str]
    """those by which a page shows it"""


@dataclass(frozen=True, slots=True)
class Arrival:
    """What became of it by now."""

    stage: Stage
    at: datetime | None = None
    """since when nobody has been sent anything older, if that is known"""
    shown_at: frozenset[str] = frozenset()
    """addresses of the kept pages that show it"""
    is_kept_as_it_was: bool = False
    """whether any of the pages that stand for it is still sent as it was before"""


def arrival(question: Question, *, now: datetime) -> Arrival:
    """How far it has come."""
    store = store_of_this_node()
    try:
        return _arrival(store, question, now=now)
    except Broken:
        return Arrival(Stage.UNKEPT)


def await_arrival(question: Question, *, now: datetime, patience: float) -> Arrival:
    """The same, after waiting so many seconds at the most, while somebody is at it."""
    until = time.monotonic() + patience
    found = arrival(question, now=now)
    while found.stage in {Stage.UNDER_WAY, Stage.HANDLED} and time.monotonic() < until:
        time.sleep(LOOKS_AGAIN)
        found = arrival(question, now=now)
    return found


def _arrival(store: Store, question: Question, *, now: datetime) -> Arrival:
    is_pending = _is_pending(store.cursor, question.sources)
    # Only now: what was right before a change was handled need not be so afterwards.
    pages = kinds.pages_of(question.sources)
    right = {address for address in pages if _is_right(store, address, now=now)}
    if is_pending:
        stage = Stage.UNDER_WAY if _is_followed(now=now) else Stage.UNFOLLOWED
        return Arrival(stage, is_kept_as_it_was=bool(right))
    moments = [store.handled_at(source) for source in question.sources]
    shown = {address for fact in question.facts for address in store.carrying(fact)}
    return Arrival(
        Stage.THERE if right == pages.keys() else Stage.HANDLED,
        at=_latest(moment for moment in moments if moment),
        shown_at=frozenset(shown),
    )


def _is_right(store: Store, address: str, *, now: datetime) -> bool:
    found = store.find(address, lambda _sheet: None, at=now.timestamp())
    return found.state is State.RIGHT


def _is_pending(cursor: bytes | None, sources: Iterable[str]) -> bool:
    """Whether the log has a change to any of them that was not handled yet."""
    if cursor is None:
        return True
    try:
        changes = logs.open_log().after(cursor)
    except logs.Lost:
        return True
    changed = {line.partition("@")[0] for line in changes.sources}
    return changes.is_everything or not changed.isdisjoint(sources)


def _is_followed(*, now: datetime) -> bool:
    """Whether the worker of this node lives."""
    return Node.objects.filter(name=config.node(), seen_at__gt=now - AWAY).exists()


def _latest(moments: Iterable[float]) -> datetime | None:
    last = max(moments, default=None)
    return None if last is None else datetime.fromtimestamp(last, UTC)
