"""How far each node has followed the log, as anybody can see who reads the database."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from broadsheet import config
from broadsheet.press.log import Lost
from broadsheet.press.models import AWAY, Node

if TYPE_CHECKING:
    from datetime import datetime

    from broadsheet.press.log import Log


@dataclass(frozen=True, slots=True)
class Standing:
    """A node, and what it has still to handle."""

    name: str
    address: str
    seen_at: datetime
    is_this: bool
    is_away: bool
    pending: int
    """changes that it has not handled"""
    oldest: datetime | None
    """when the first of these was made"""
    is_lost: bool
    """The log does not reach back to where it was: it begins anew when it comes back."""
    latency: float | None
    """seconds from the last change that it handled until all its sheets knew of it"""
    folder: str
    """where it keeps its sheets"""
    site: str
    """and for which public address"""

    def lag(self, now: datetime) -> float:
        """Seconds by which its sheets may be behind the database."""
        return max(0.0, (now - self.oldest).total_seconds()) if self.oldest else 0.0

    def keeps_elsewhere(self, folder: Path) -> str:
        """That sheets in that folder are not those which this node's worker keeps, why they are
        not, and what to do; nothing if they are.
        """
        if self.folder in {"", str(folder)}:
            return ""
        if self.site not in {"", config.site()}:
            return (
                f"This node keeps the pages of {self.site}, and this was started for "
                f"{config.site()}: put BROADSHEET_SITE={self.site} before the command."
            )
        theirs = Path(self.folder)
        if theirs.parent != folder.parent:
            return (
                f"The background worker keeps its sheets in {theirs.parent}, and here they would "
                f"be in {folder.parent}: both need the same BROADSHEET_SHEETS."
            )
        return (
            "The background worker was started with other files, packages or settings of a CDN "
            "than there are now: start `broadsheet serve` anew. If it was started just now, try "
            "again in a few seconds."
        )


def own_standing(log: Log, *, now: datetime) -> Standing | None:
    """This node, if a background worker has ever been at work on it."""
    return next((node for node in standings(log, now=now) if node.is_this), None)


def standings(log: Log, *, now: datetime, cursor: bytes | None = None) -> list[Standing]:
    """All nodes by name; `cursor` is where this one is by now, if its store can be asked."""
    return [_standing(node, log, now=now, own=cursor) for node in Node.objects.order_by("name")]


def _standing(node: Node, log: Log, *, now: datetime, own: bytes | None) -> Standing:
    is_this = node.name == config.node()
    is_away = now - node.seen_at > AWAY
    pending, oldest, is_lost = 0, None, False
    try:
        known = own if is_this and own else node.cursor.encode()
        changes = log.after(known)
    except Lost:
        is_lost = True
    else:
        # A node that works tells its place now and then; what came since is not held against it.
        is_exact = known is own or is_away
        if changes.made_at and (is_exact or changes.made_at <= node.seen_at):
            pending, oldest = len(changes.sources), changes.made_at
    return Standing(
        name=node.name,
        address=node.address,
        seen_at=node.seen_at,
        is_this=is_this,
        is_away=is_away,
        pending=pending,
        oldest=oldest,
        is_lost=is_lost,
        latency=node.told.get("lag"),
        folder=node.told.get("folder", ""),
        site=node.told.get("site", ""),
    )
