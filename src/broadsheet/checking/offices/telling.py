"""Offices, days and terms in the words of a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from broadsheet.checking.reading.articles import with_article
from broadsheet.checking.reading.times import MONTHS
from broadsheet.kit.days import Span

if TYPE_CHECKING:
    from broadsheet.checking.known import Office, Tenure

FEW: Final = 14
"""Days that are no month."""


def named(office: Office) -> str:
    """The office with what it is of: president of the United States."""
    return f"{office.title} of {with_article(office.of)}" if office.of else office.title


def written(days: Span) -> str:
    """A day, a month or a year, as prose has it."""
    first = days.first
    if days.is_day:
        return f"{first.day} {MONTHS[first.month - 1]} {first.year}"
    if (first.year, first.month) == (days.last.year, days.last.month):
        return f"{MONTHS[first.month - 1]} {first.year}"
    return str(first.year)


def on(days: Span) -> str:
    return f"{'on' if days.is_day else 'in'} {written(days)}"


def told(days: Span) -> str:
    """As of the days that a text speaks of; of a few only the last is told."""
    return on(Span.of(days.last) if (days.last - days.first).days <= FEW else days)


def until(tenure: Tenure) -> str:
    return f" until {written(tenure.ends)}" if tenure.ends else ""


def from_to(tenure: Tenure) -> str:
    """From when to when, as far as that is known; since when, if it lasts."""
    if tenure.begins is None:
        return until(tenure)
    begun = written(tenure.begins)
    return f" from {begun} to {written(tenure.ends)}" if tenure.ends else f" since {begun}"
