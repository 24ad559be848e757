"""When a story is first public, and the day it is filed under.

Asks neither clock nor database, so that a form can know what publishing will come to.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime, tzinfo


@dataclass(frozen=True, slots=True)
class FirstPublication:
    """The moment a story is, or will be, first public, and that day in the paper's zone."""

    at: datetime
    day: date


def settled(
    known: FirstPublication | None,
    *,
    embargo_until: datetime | None,
    zone: tzinfo,
    now: datetime,
) -> FirstPublication:
    """That of a version published now. Once its moment has come it stays; until then it moves."""
    if known is not None and known.at <= now:
        return known
    at = now if embargo_until is None else max(now, embargo_until)
    return FirstPublication(at, at.astimezone(zone).date())
