"""Makes this node clean at once, whether or not a worker runs, and waits for the others."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from broadsheet import config
from broadsheet.press import keepers
from broadsheet.press.following import Follower
from broadsheet.press.models import AWAY, Node
from broadsheet.press.pressing import store_of_this_node
from broadsheet.press.rack.opening import Broken

if TYPE_CHECKING:
    from datetime import datetime

    from broadsheet.press.log import Log

logger = logging.getLogger(__name__)

LOOK: Final = 0.02
"""Seconds between two looks at how far the others are."""


@dataclass(frozen=True, slots=True)
class Cleared:
    """How far a withdrawal has come on each node."""

    here: float
    """seconds until this node was clean"""
    stays: tuple[str, ...]
    """where anything stays on this node that cannot be removed"""
    passed: dict[str, float]
    """by node: seconds until it had followed so far"""
    behind: tuple[str, ...] = ()
    """nodes that live, and had not when nobody could wait any longer"""
    silent: tuple[str, ...] = ()
    """nodes that were not heard of lately, and not waited for"""


def seen_at(source: str) -> set[str]:
    """Where readers may come upon a thing now: in sheets that are kept here, and elsewhere."""
    try:
        store = store_of_this_node()
        carried = {at for fact in store.facts_from([source]) for at in store.carrying(fact)}
    except Broken as error:
        logger.warning("press: nobody can tell which pages show it: %s", error)
        carried = set()
    return carried | keepers.addresses_of(source)


def clear_here(log: Log, *, now: datetime) -> tuple[str, ...]:
    """Bring this node up to what is committed, and throw away what it need not keep.

    Returns where anything stays that cannot be removed. Raises Broken: its sheets cannot be judged.
    """
    stays = keepers.clear()
    Follower(store_of_this_node(), log).drain(now)
    return tuple(stays)


def clear(log: Log, place: int, *, now: datetime, patience: float) -> Cleared:
    """Clear this node, and wait until every other that lives has passed that place in the log."""
    began = time.monotonic()
    stays = clear_here(log, now=now)
    here = time.monotonic() - began
    others = _others()
    living = {node.name for node in others if node.seen_at > now - AWAY}
    silent = {node.name for node in others} - living
    passed: dict[str, float] = {}
    while True:
        for node in Node.objects.filter(name__in=living - set(passed)):
            if log.has_passed(node.cleared, place):
                passed[node.name] = time.monotonic() - began
        behind = living - set(passed)
        if not behind or time.monotonic() - began >= patience:
            return Cleared(here, stays, passed, tuple(sorted(behind)), tuple(sorted(silent)))
        time.sleep(LOOK)


def _others() -> list[Node]:
    """Those with sheets that we have not cleared; a worker of this very node may be among them."""
    ours = str(store_of_this_node().folder)
    return [
        node
        for node in Node.objects.order_by("name")
        if node.name != config.node() or node.told.get("folder", ours) != ours
    ]
