"""Sentences that point back in time, to what may have been told before."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from broadsheet.checking.reading.times import MONTHS, times
from broadsheet.checking.reading.tokens import sentences
from broadsheet.kit.days import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_MONTH: Final = re.compile(
    r"\b(?:(?:[Ii]n|[Ss]ince|[Dd]uring|[Ll]ast|[Oo]f\s+this|[Oo]f\s+last|[Ee]arly|[Mm]id|[Ll]ate)"
    rf"[\s-]+)(?P<month>{'|'.join(MONTHS)})\b(?!\s+\d|,\s+\d{{4}})"
)
"""A month without a day or a year; which words may stand before it tells it from a name."""


@dataclass(frozen=True, slots=True)
class Pointer:
    """A sentence, and the days that it points to."""

    text: str
    days: Span


def pointers(text: str, *, day: date) -> list[Pointer]:
    """What of a passage that is read on a day points to days before: of each sentence one."""
    found = []
    for sentence in sentences(text):
        told = _days(text, sentence.start, sentence.end, day=day)
        past = [span for span in told if span.first < day]
        if past:
            narrowest = min(past, key=lambda span: (span.last - span.first, span.first))
            clipped = Span(narrowest.first, min(narrowest.last, day - timedelta(1)))
            found.append(Pointer(text[sentence.start : sentence.end], clipped))
    return found


def _days(text: str, start: int, end: int, *, day: date) -> Iterator[Span]:
    yield from (time.days for time in times(text, start, end, day=day))
    for match in _MONTH.finditer(text, start, end):
        yield _last_time(MONTHS.index(match["month"]) + 1, day=day)


def _last_time(month: int, *, day: date) -> Span:
    """That month as it last was, or is."""
    year = day.year if month <= day.month else day.year - 1
    return Span(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
