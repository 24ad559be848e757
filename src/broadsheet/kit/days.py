"""Days that may be known only by their year or month, as ISO 8601 writes them: `2014`, `2014-05`,
`2014-05-12`.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Final

_WRITTEN: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Some days in a row, the first and the last of them; one day, if both are the same."""

    first: date
    last: date

    @classmethod
    def read(cls, text: str) -> Span:
        """What a year, a month or a day as it is written stands for. Raises ValueError."""
        found = _WRITTEN.fullmatch(text.strip())
        if found is None:
            raise ValueError(f"{text!r} is no day, month or year, as in 2014-05-12")
        year, month, day = (int(part) if part else None for part in found.groups())
        assert year is not None  # noqa: S101 - it is the part that must be there
        if month is None:
            return cls(date(year, 1, 1), date(year, 12, 31))
        if day is None:
            return cls(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
        return cls.of(date(year, month, day))

    @classmethod
    def of(cls, day: date) -> Span:
        return cls(day, day)

    @property
    def is_day(self) -> bool:
        return self.first == self.last

    def within(self, other: Span) -> bool:
        """Whether the other has all its days."""
        return other.first <= self.first and self.last <= other.last

    def meets(self, other: Span) -> bool:
        """Whether they have a day in common."""
        return self.first <= other.last and other.first <= self.last
