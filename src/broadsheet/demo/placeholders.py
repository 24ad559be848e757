"""Days named in the demo paper’s prose, told from the day a story is published.

`{weekday:-1}` and `{date:-3}` count days, `{workday:-1}` and `{workdate:-1}` count working days
(courts and councils do not sit on Sundays), `{month:2}` counts months, `{year:-1}` years; `{day:1}`
is a date as machines write it. Without a number each means the day of publication.
"""

import re
from datetime import date, timedelta

_PLACEHOLDER = re.compile(r"\{(weekday|date|workday|workdate|month|year|day)(?::([+-]?\d+))?\}")
_BRACE = re.compile(r"[{}]")
_SATURDAY = 5
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def fill(text: str, *, day: date) -> str:
    """The text as it reads when published on that day."""

    def named(match: re.Match[str]) -> str:
        return _name(match[1], int(match[2] or 0), day)

    return _PLACEHOLDER.sub(named, text)


def stray(text: str) -> bool:
    """Whether a brace stands in the text that no placeholder explains."""
    return _BRACE.search(_PLACEHOLDER.sub("", text)) is not None


def _name(kind: str, offset: int, day: date) -> str:  # noqa: PLR0911 - one case a kind
    match kind:
        case "weekday":
            return _WEEKDAYS[(day + timedelta(days=offset)).weekday()]
        case "workday":
            return _WEEKDAYS[_working_day(day, offset).weekday()]
        case "workdate":
            return _dated(_working_day(day, offset), day)
        case "month":
            return _MONTHS[(day.month - 1 + offset) % 12]
        case "year":
            return str(day.year + offset)
        case "day":
            return (day + timedelta(days=offset)).isoformat()
        case _:
            return _dated(day + timedelta(days=offset), day)


def _dated(told: date, day: date) -> str:
    year = "" if told.year == day.year else f" {told.year}"
    return f"{told.day} {_MONTHS[told.month - 1]}{year}"


def _working_day(day: date, offset: int) -> date:
    """So many working days away; the day it starts from is not counted."""
    step = timedelta(days=1 if offset > 0 else -1)
    left = abs(offset)
    while left or day.weekday() >= _SATURDAY:
        day += step
        left -= left > 0 and day.weekday() < _SATURDAY
    return day
