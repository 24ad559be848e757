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


LIKELY_YEARS = range(1900, 2200)


def is_likely(moment: date) -> bool:
    """Whether it can be meant: one of the year 1 or 9999 breaks clocks and is a slip."""
    return moment.year in LIKELY_YEARS


def goes_out_at(go_live_at: datetime | None, *, at: datetime) -> datetime:
    """When a version goes out that is published, or scheduled, at that moment."""
    return max(at, go_live_at) if go_live_at and is_likely(go_live_at) else at
