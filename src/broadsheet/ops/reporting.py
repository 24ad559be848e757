"""How the press of this node and of all others stands: for `press --status`, and for health."""

from __future__ import annotations

import shutil
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from django.db import DatabaseError, InterfaceError

from broadsheet.press.log import open_log
from broadsheet.press.nodes import standings
from broadsheet.press.pressing import store_of_this_node
from broadsheet.press.rack.opening import Broken
from broadsheet.stories.record import sealing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from broadsheet.press.nodes import Standing
    from broadsheet.press.rack.answers import Status
    from broadsheet.press.rack.store import Store

MIB: Final = 1024 * 1024
FEWEST_FREE: Final = 32 * MIB
"""Bytes free on the disk of the sheets; below it, writing is about to fail."""
FULL: Final = "The disk of the sheets is full: what is new is rendered each time."
UNSEALED: Final = (
    "The record of changes to stories could be altered: `broadsheet manage migrate` seals it anew."
)
NO_DATABASE: Final = "The database does not answer: pages that are kept are served, no others."


@dataclass(frozen=True, slots=True)
class Report:
    """What can be seen of the press from here."""

    at: datetime
    store: Status | None
    nodes: tuple[Standing, ...]
    is_database_there: bool
    troubles: tuple[str, ...]
    """what somebody should see to, a sentence each"""
    wrong: int = 0
    """sheets that wait to be pressed again, where they were counted"""


def report(now: datetime) -> Report:
    """Ask the store and the database; whatever does not answer is among the troubles."""
    store = store_of_this_node()
    status, cursor, troubles = _asked(store, now)
    try:
        with closing(open_log()) as log:
            nodes = tuple(standings(log, now=now, cursor=cursor))
        troubles += [UNSEALED] if sealing.faults() else []
    except (DatabaseError, InterfaceError):
        return Report(now, status, (), is_database_there=False, troubles=(NO_DATABASE, *troubles))
    troubles += _troubles_of(nodes, store.folder, now)
    return Report(now, status, nodes, is_database_there=True, troubles=tuple(troubles))


def whole_report(now: datetime) -> Report:
    """The same, with what is wrong counted, for which every sheet is looked at."""
    told = report(now)
    with suppress(Broken):
        return replace(told, wrong=store_of_this_node().wrong(now.timestamp()))
    return told


def _asked(store: Store, now: datetime) -> tuple[Status | None, bytes | None, list[str]]:
    """The store in numbers, how far it has followed, and what is wrong with it."""
    try:
        store.heal()
        store.used({}, at=now.timestamp())  # whether it can be written to
        status, cursor = store.status(), store.cursor
        free = shutil.disk_usage(store.folder).free
    except (Broken, OSError) as error:
        return None, None, [f"The store is broken, and pages are rendered each time: {error}."]
    is_full = status.size < status.bound and free < FEWEST_FREE
    return status, cursor, [FULL] if is_full else []


def _troubles_of(nodes: tuple[Standing, ...], folder: Path, now: datetime) -> list[str]:
    own = next((node for node in nodes if node.is_this), None)
    if own is None:
        return ["No background worker has been at work on this node: what is kept may grow old."]
    if own.is_away:
        ago = span(now, own.seen_at)
        return [f"The background worker was last seen {ago} ago: what is kept grows old."]
    return [sentence] if (sentence := own.keeps_elsewhere(folder)) else []


# --- in words ---------------------------------------------------------------------------------


def lines(report: Report) -> Iterator[str]:
    """All of it, for a terminal."""
    yield from report.troubles
    if report.store is not None:
        yield from _of_store(report.store, wrong=report.wrong)
    if report.nodes:
        yield "Nodes"
    for node in report.nodes:
        here = " (this one)" if node.is_this else ""
        yield f"  {node.name}{here}, {node.address or 'no address'}: {_of_node(node, report.at)}"


def _of_store(store: Status, *, wrong: int) -> Iterator[str]:
    hits, misses = store.counts.get("hits", 0), store.counts.get("misses", 0)
    asked = hits + misses
    found = store.counts.get("findings", 0)
    yield (
        f"Sheets   {store.sheets:,}, of which {wrong:,} wait to be pressed again and "
        f"{store.missing:,} say that there is nothing"
    )
    yield f"Space    {store.size / MIB:,.1f} MiB of {store.bound / MIB:,.0f} MiB"
    yield (
        f"Hits     {hits / asked:.1%} of {asked:,} requests" if asked else "Hits     none asked for"
    )
    yield f"Audited  {store.counts.get('audited', 0):,} sheets; {found:,} differed"


def _of_node(node: Standing, now: datetime) -> str:
    seen = f"not seen for {span(now, node.seen_at)}" if node.is_away else "at work"
    if node.is_lost:
        return f"{seen}; begins with an empty store, since the log was trimmed"
    if node.pending:
        oldest = span(now, node.oldest) if node.oldest else "?"
        return f"{seen}; {node.pending:,} changes pending, the oldest for {oldest}"
    latency = "" if node.latency is None else f", the last after {node.latency * 1000:.0f} ms"
    return f"{seen}; all changes handled{latency}"


def span(now: datetime, then: datetime) -> str:
    """How long ago, as one says it."""
    seconds = max(0, int((now - then).total_seconds()))
    for size, unit in ((86400, "d"), (3600, "h"), (60, "min")):
        if seconds >= 2 * size:
            return f"{seconds // size} {unit}"
    return f"{seconds} s"
