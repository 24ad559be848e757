"""Of which days a sentence speaks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import TYPE_CHECKING, Final

from broadsheet.kit.days import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Reader = Callable[[re.Match[str], str, date], Span | None]

MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
WEEKDAYS: Final = (
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
)  # fmt: skip
_NUMBERS: Final = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip

_MONTH: Final = "|".join(f"{name}|{name[:3]}\\.?" for name in MONTHS)
_TIME: Final = re.compile(
    rf"""
    \b(?:
      (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{_MONTH})
        (?:,?\s+(?P<year>[12]\d{{3}}))?
    | (?P<month2>{_MONTH})\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)
        (?:,?\s+(?P<year2>[12]\d{{3}}))?
    | (?P<month3>{_MONTH})\s+(?P<year3>[12]\d{{3}})
    | the\s+(?:early\s+|mid-|late\s+)?(?P<decade>[12]\d\d0)s
    | (?:[Ll]ast|the\s+previous)\s+(?P<last>year|month|week|decade)
    | (?P<count>\d+|(?i:{"|".join(_NUMBERS)}))\s+
        (?P<unit>year|month|week|day|decade)s?\s+(?:ago|earlier)
    | (?P<bare>(?:19|20)\d\d)(?![\d%.,]\d)
    | (?P<weekday>{"|".join(WEEKDAYS)})
    | (?P<yesterday>[Yy]esterday)
    )(?!\w)
    """,
    re.VERBOSE,
)
_LIKELY: Final = re.compile(r"\d|day|ago|earlier|ast|previous")
"""Of each of them some part, and quickly looked for: most sentences have none."""
_BEFORE_A_YEAR: Final = re.compile(
    r"(?:\b(?:[Ii]n|[Dd]uring|[Tt]hroughout|[Bb]ack\s+in|[Ll]ate|[Ee]arly|[Mm]id|until|since|from|by"
    r"|before|after|between|and|to|(?:summer|autumn|fall|winter|spring|end|start|beginning|year)"
    r"(?:\s+of)?|the)\s+|[-–(/]\s*)$"
)
_BOUNDS: Final = re.compile(
    r"\b(?:since|until|till|by|before|after|from|between)\s+$"
    r"|\b(?:born|elected|re-elected|founded|created|appointed|sworn|inaugurated|took|taken|won|winning"
    r"|became|becoming|came|joined|joining|served|serving|resigned|resigning|left|leaving|died"
    r"|retired|succeeded|ousted|lost|losing|ran|running|began|started|who|which|whose|into)\b",
    re.IGNORECASE,
)
"""What tells that a year is when something began or ended, or belongs to a clause of its own."""


_ONWARDS: Final = frozenset({"to", "until", "and", "through", "-", "–"})
"""Between the beginning and the end of a stretch of time."""


@dataclass(frozen=True, slots=True)
class Time:
    """Some words that say when."""

    start: int
    end: int
    days: Span
    is_bound: bool
    """whether it is when something else began, ended or was"""
    has_year: bool
    """whether it says which year, and leaves nothing to guess"""


def times(text: str, start: int, end: int, *, day: date) -> list[Time]:
    """What part of a passage says of when, read on that day."""
    found: list[Time] = []
    if not _LIKELY.search(text, start, end):
        return found
    for match in _TIME.finditer(text, start, end):
        if (days := _days(match, text, day)) is not None:
            before = found[-1].end if found else start
            since = max(_clause_start(text, start, match.start()), before)
            between = text[since : match.start()]
            bound = bool(_BOUNDS.search(between))
            if found and since == found[-1].end and between.strip() in _ONWARDS:
                bound = found[-1].is_bound
            has_year = not (match["weekday"] or match["yesterday"]) and _says_year(match)
            found.append(Time(match.start(), match.end(), days, bound, has_year))
    return found


def _says_year(match: re.Match[str]) -> bool:
    names = ("year", "year2", "year3", "decade", "bare", "last", "count")
    return any(match[name] for name in names)


def _clause_start(text: str, start: int, at: int) -> int:
    """Where the clause begins, more or less: after the last comma, or dash, or bracket."""
    return max(start, *(text.rfind(sign, start, at) + 1 for sign in ",;:–—("))


def _days(match: re.Match[str], text: str, day: date) -> Span | None:
    try:
        return _days_of(match, text, day)
    except (ValueError, OverflowError):
        return None


def _days_of(match: re.Match[str], text: str, day: date) -> Span | None:
    return next(
        (read(match, text, day) for names, read in _READERS if any(match[name] for name in names)),
        None,
    )


def _read_day(match: re.Match[str], _text: str, day: date) -> Span:
    number = _month(match["month"] or match["month2"])
    of_month = int(match["day"] or match["day2"])
    if year := match["year"] or match["year2"]:
        return Span.of(date(int(year), number, of_month))
    return Span.of(_nearest(number, of_month, day))


def _read_month(match: re.Match[str], _text: str, _day: date) -> Span:
    return Span.read(f"{match['year3']}-{_month(match['month3']):02}")


def _read_decade(match: re.Match[str], _text: str, _day: date) -> Span:
    first = int(match["decade"])
    return Span(date(first, 1, 1), date(first + 9, 12, 31))


def _read_last(match: re.Match[str], _text: str, day: date) -> Span:
    match match["last"]:
        case "year":
            return Span.read(str(day.year - 1))
        case "month":
            before = day.replace(day=1) - timedelta(1)
            return Span(before.replace(day=1), before)
        case "week":
            return Span(day - timedelta(13), day - timedelta(1))
        case _:
            return Span(day.replace(year=day.year - 19, day=1), day)


def _read_ago(match: re.Match[str], _text: str, day: date) -> Span:
    """Roughly then: who says two years ago does not mean to the day."""
    count = match["count"]
    number = int(count) if count.isdigit() else _NUMBERS[count.lower()]
    length = {"day": 1, "week": 7, "month": 31, "year": 366, "decade": 3660}[match["unit"]]
    then, around = day - timedelta(number * length), timedelta(length // 4)
    return Span(then - around, min(then + around, day))


def _read_year(match: re.Match[str], text: str, _day: date) -> Span | None:
    """A number is a year where a word before it says so."""
    before = text[max(0, match.start() - LONGEST_BEFORE) : match.start()]
    return Span.read(match["bare"]) if _BEFORE_A_YEAR.search(before) else None


def _read_weekday(match: re.Match[str], _text: str, day: date) -> Span:
    back = (day.weekday() - WEEKDAYS.index(match["weekday"])) % 7
    return Span(day - timedelta(back), day)


def _read_yesterday(_match: re.Match[str], _text: str, day: date) -> Span:
    return Span.of(day - timedelta(1))


LONGEST_BEFORE: Final = 20
"""Characters of what tells that a number is a year."""
_READERS: Final[
    tuple[tuple[tuple[str, ...], Callable[[re.Match[str], str, date], Span | None]], ...]
] = (
    (("month", "month2"), _read_day),
    (("month3",), _read_month),
    (("decade",), _read_decade),
    (("last",), _read_last),
    (("count",), _read_ago),
    (("bare",), _read_year),
    (("weekday",), _read_weekday),
    (("yesterday",), _read_yesterday),
)


def _month(name: str) -> int:
    return next(n for n, month in enumerate(MONTHS, 1) if month.startswith(name.rstrip(".")))


def _nearest(month: int, of_month: int, day: date) -> date:
    """That day of the year which lies nearest."""
    ways = [date(day.year + years, month, of_month) for years in (-1, 0, 1)]
    return min(ways, key=lambda each: abs(each - day))


def spoken_of(
    text: str, start: int, end: int, *, day: date, happened: date | None = None
) -> Iterator[Span]:
    """The days that part of a passage tells of: those it names, else those of the story."""
    named = [time.days for time in times(text, start, end, day=day) if not time.is_bound]
    if named:
        # Last year, on 12 December: the narrower of two says it.
        yield from (
            days for days in named
            if not any(days != other and other.within(days) for other in named)
        )  # fmt: skip
    else:
        yield Span.of(happened) if happened else Span(day - timedelta(1), day)


class Bound(Enum):
    """How a stretch of time lies to what is told of it."""

    SINCE = "since"
    UNTIL = "until"
    WITHIN = "in"
    FROM_TO = "from … to"


@dataclass(frozen=True, slots=True)
class Stretch:
    """For how long something is told to have been so."""

    bound: Bound
    first: Span
    last: Span


_LEAD: Final = re.compile(
    r"\s*[,(]?\s*(?P<word>since|from|between|until|till|in|on|during|back in|as of)\s+",
    re.IGNORECASE,
)
_THEN: Final = re.compile(r"\s*(?:to|until|till|and|through|-|–)\s*")


def stretch_after(text: str, at: int, end: int, *, day: date) -> Stretch | None:
    """The stretch of time that is told right after some words, if one is: since 2014; from 2010 to
    2014; in May 2012."""
    lead = _LEAD.match(text, at, end)
    if lead is None:
        return None
    found = times(text, lead.end(), end, day=day)
    if not found or found[0].start - lead.end() > len("the early "):
        return None
    first, word = found[0], lead["word"].lower()
    goes_on = len(found) > 1 and _THEN.fullmatch(text[first.end : found[1].start])
    if goes_on and word in {"from", "between"}:
        return Stretch(Bound.FROM_TO, first.days, found[1].days)
    if word in {"since", "from", "as of"}:
        return Stretch(Bound.SINCE, first.days, first.days)
    if word in {"until", "till"}:
        return Stretch(Bound.UNTIL, first.days, first.days)
    return Stretch(Bound.WITHIN, first.days, first.days)
