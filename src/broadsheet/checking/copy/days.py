"""Whether dates, weekdays, ages and “last month” fit the calendar."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from broadsheet.checking.draft import Kind
from broadsheet.checking.reading.times import MONTHS, WEEKDAYS, spoken_of
from broadsheet.checking.remarks import Fix, Remark, Weight, lighter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from broadsheet.checking.draft import Draft, Passage
    from broadsheet.checking.galley import Galley, Line
    from broadsheet.checking.known import Person
    from broadsheet.checking.people import Mention

KIND: Final = "day"

_WEEKDAY: Final = rf"(?P<weekday>{'|'.join(WEEKDAYS)})"
_MONTH: Final = rf"(?P<month>{'|'.join(f'{name}|{name[:3]}[.]?' for name in MONTHS)})"
_DAY: Final = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR: Final = r"(?:,?\s+(?P<year>[12]\d{3}))?"
_NUMBER: Final = re.compile(r"\d")
"""Without one there is no date; most passages have none."""
_DATED: Final = tuple(
    re.compile(rf"\b{pattern}(?!\w)")
    for pattern in (
        rf"{_WEEKDAY},?\s+(?:the\s+)?{_DAY}\s+(?:of\s+)?{_MONTH}{_YEAR}",
        rf"{_WEEKDAY},?\s+{_MONTH}\s+{_DAY}{_YEAR}",
    )
)
_LAST_DAY: Final = r"(?P<day>29|3[01])(?:st|th)?"
_BY_DAY: Final = rf"(?P<told>{_LAST_DAY}\s+(?:of\s+)?{_MONTH}{_YEAR})(?![\w-])"
_BY_MONTH: Final = rf"(?P<told>{_MONTH}\s+{_LAST_DAY}{_YEAR})(?![\w-]|[.,]\d)"
_IS_WHOLE: Final = r"(?=\s*(?:[;:!?)”’\"–—]|[.,](?!\d)|$))"
_LEADS: Final = rf"\b(?:{_WEEKDAY},?|[Oo]n|[Bb]y|[Uu]ntil|[Tt]ill|[Ff]rom|[Ss]ince|[Bb]efore)\s+"
_LAST_DAYS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_LEADS}(?:the\s+(?=\d+[a-z]))?{_BY_DAY}",
        rf"\b(?:{_WEEKDAY},?|[Oo]n)\s+{_BY_MONTH}",
        rf"(?<![\d.,£$€#])\b{_BY_DAY}(?<!\b[A-Z][a-z]{{2}})(?<![.]){_IS_WHOLE}",
        rf"(?<!\b[Ii]n\s)\b{_BY_MONTH}{_IS_WHOLE}",
    )
)
"""Dates, and no numbers of something: 31 June weddings; in April 31 people."""
_A_YEAR: Final = re.compile(r"(?<![\d.,£$€])(?:1[5-9]|20)\d\d(?![\d%]|[.,]\d)")
_HANGING: Final = re.compile(
    rf"\b(?:{'|'.join(WEEKDAYS)}|today|yesterday|tomorrow)\b", re.IGNORECASE
)
_ANY_DATE: Final = re.compile(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{'|'.join(MONTHS)})|(?:{'|'.join(MONTHS)})\s+\d{{1,2}})\b"
)
_LAST_MONTH: Final = re.compile(
    rf"\b[Ll]ast month,?\s+in\s+({'|'.join(MONTHS)})\b"
    rf"|\b[Ii]n\s+({'|'.join(MONTHS)}),?\s+last month\b"
)
LONGEST_AGE: Final = 24
"""Characters of an age before a name."""
_AGE_AFTER: Final = re.compile(r",\s+(?P<age>\d{1,3})(?=[,.;)]|\s+and\b)")
_AGE_BEFORE: Final = re.compile(r"\b(?P<age>\d{1,3})[-‑ ]year[-‑ ]old\s+$")


def remarks_on_days(galley: Galley) -> Iterator[Remark]:
    """On days and ages that cannot be."""
    draft = galley.draft
    for passage in draft.passages:
        if _NUMBER.search(passage.text):
            yield from _weekdays(passage, draft.day)
            yield from _never(passage)
        yield from _last_months(passage, draft.day)
    yield from _ages(galley)
    yield from _hanging(draft)


def _weekdays(passage: Passage, day: date) -> Iterator[Remark]:
    is_of_other_years = any(abs(int(year) - day.year) > 1 for year in _A_YEAR.findall(passage.text))
    for pattern in _DATED:
        for match in pattern.finditer(passage.text):
            told = _date(match, day)
            if told is None or (is_of_other_years and not match["year"]):
                continue
            right = WEEKDAYS[told.weekday()]
            if right != match["weekday"]:
                weight = Weight.ERROR if match["year"] else Weight.WARNING
                start, end = match.span("weekday")
                verb = "was" if told < day else "is"
                said = f"{told.day} {MONTHS[told.month - 1]} {told.year} {verb} a {right}."
                yield Remark(
                    passage.place, start, end, KIND, weight, said, match["weekday"], Fix(right)
                )


def _date(match: re.Match[str], day: date) -> date | None:
    """The date that is told; without a year, that which lies nearest."""
    month = _month(match)
    years = [int(match["year"])] if match["year"] else [day.year - 1, day.year, day.year + 1]
    try:
        ways = [date(year, month, int(match["day"])) for year in years]
    except ValueError:
        return None
    return min(ways, key=lambda each: abs(each - day))


def _month(match: re.Match[str]) -> int:
    name = match["month"].rstrip(".")
    return next(n for n, month in enumerate(MONTHS, 1) if month.startswith(name))


def _never(passage: Passage) -> Iterator[Remark]:
    """On dates that are in no calendar."""
    dates: dict[int, re.Match[str]] = {}
    for pattern in _LAST_DAYS:
        for match in pattern.finditer(passage.text):
            dates.setdefault(match.start("told"), match)
    for match in dates.values():
        if said := _why_never(match):
            start, end = match.span("told")
            yield Remark(passage.place, start, end, KIND, Weight.ERROR, said, match["told"])


def _why_never(match: re.Match[str]) -> str:
    """Empty where there is such a day; without a year, where there may be."""
    month = _month(match)
    _, days = monthrange(int(match["year"] or A_LEAP_YEAR), month)
    if int(match["day"]) <= days:
        return ""
    name, year = MONTHS[month - 1], match["year"]
    if name != "February":
        return f"{name} has {days} days."
    return f"February {year} has {days} days." if year else "February has 29 days at most."


A_LEAP_YEAR: Final = 2000


def _last_months(passage: Passage, day: date) -> Iterator[Remark]:
    right = MONTHS[(day.month - 2) % 12]
    for match in _LAST_MONTH.finditer(passage.text):
        if (match[1] or match[2]) != right:
            yield Remark(
                passage.place, match.start(), match.end(), KIND, Weight.ERROR,
                f"Last month was {right}: the story is dated {day.day} {MONTHS[day.month - 1]}.",
                match[0],
            )  # fmt: skip


def _hanging(draft: Draft) -> Iterator[Remark]:
    """Once: a weekday tells readers of an archive nothing if no date is near."""
    if any(_ANY_DATE.search(passage.text) for passage in draft.passages):
        return
    for passage in draft.passages:
        if match := _HANGING.search(passage.text):
            yield Remark(
                passage.place, match.start(), match.end(), KIND, Weight.HINT,
                "Which day? The story gives no date.", match[0],
            )  # fmt: skip
            return


# --- ages -----------------------------------------------------------------------------------------


def _ages(galley: Galley) -> Iterator[Remark]:
    for line in galley.lines:
        for mention in line.plain:
            person = galley.known.person[mention.persons[0]]
            if mention.was_named and person.born is not None:
                yield from _age(line, mention, person, galley.draft)


def _age(line: Line, mention: Mention, person: Person, draft: Draft) -> Iterator[Remark]:
    passage = line.passage
    start, end = line.span(mention.first, mention.last)
    before = _AGE_BEFORE.search(passage.text, max(0, start - LONGEST_AGE), start)
    found = before or _AGE_AFTER.match(passage.text, end)
    if found is None or passage.kind is Kind.QUOTE or _is_of_another_time(line, draft):
        return
    told = int(found["age"])
    ages = _ages_of(person, draft)
    if told in ages or not ages:
        return
    first, last = found.span("age")
    weight = Weight.WARNING if not line.is_quoted(first, last) else lighter(Weight.WARNING)
    right = str(min(ages)) if len(ages) == 1 else f"{min(ages)} or {max(ages)}"
    yield Remark(
        passage.place, first, last, KIND, weight,
        f"{person.name}, born {_born(person)}, {_was(person, right, draft)}.",
        passage.text[first:last],
        Fix(right) if len(ages) == 1 else None, record=f"person:{person.id}",
    )  # fmt: skip


def _is_of_another_time(line: Line, draft: Draft) -> bool:
    """Whether the sentence tells of days when they were of another age."""
    text, sentence = line.passage.text, line.sentence
    days = spoken_of(text, sentence.start, sentence.end, day=draft.day, happened=draft.happened)
    own = draft.happened or draft.day
    return any(each.last < own - LATELY for each in days)


LATELY: Final = timedelta(days=14)


def _ages_of(person: Person, draft: Draft) -> set[int]:
    """How old they may be on the day of the story, or were at death."""
    assert person.born is not None  # noqa: S101 - the caller has looked
    on = draft.happened or draft.day
    ends = [on] if person.died is None else [person.died.first, person.died.last]
    return {
        age
        for end in ends
        for born in (person.born.first, person.born.last)
        if (age := _years(born, min(end, on))) >= 0
    }


def _years(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _was(person: Person, age: str, draft: Draft) -> str:
    if person.died:
        return f"died at {age}"
    on = draft.happened or draft.day
    return f"was {age} on {on.day} {MONTHS[on.month - 1]} {on.year}"


def _born(person: Person) -> str:
    assert person.born is not None  # noqa: S101 - the caller has looked
    born = person.born
    if born.is_day:
        return f"on {born.first.day} {MONTHS[born.first.month - 1]} {born.first.year}"
    return f"in {born.first.year}"
