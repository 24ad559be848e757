"""Whether places and organisations are called as they are now, and cities lie where they do."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from broadsheet.checking.known import MOST_WORDS, all_folded, folded
from broadsheet.checking.people import PARTICLES
from broadsheet.checking.reading.articles import with_article
from broadsheet.checking.reading.lexicon import lexicon
from broadsheet.checking.reading.times import spoken_of
from broadsheet.checking.remarks import Fix, Remark, Weight, lighter
from broadsheet.kit.days import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from broadsheet.checking.draft import Draft
    from broadsheet.checking.galley import Galley, Line
    from broadsheet.checking.known import Former, Known, Organisation, Place
    from broadsheet.checking.reading.tokens import Token

T = TypeVar("T")

PLACE, ORGANISATION = "place", "organisation"
_EARLIER: Final = re.compile(
    r"\b(?:former(?:ly)?|then|old|once|known|called|renamed|name[ds]?|previously)\b"
)
NEAR: Final = 40
"""Characters before and after a former name, within which it may be said that it is one."""
_BEFORE: Final = lexicon("the in from to at near of for and on by with via around across old new")
"""What may be written large before a name without being part of it."""


def remarks_on_places(galley: Galley) -> Iterator[Remark]:
    """On former names, and on a city that is put into another country."""
    known = galley.known
    in_countries = _cities(known)
    former, cities = _Names(_former_names(known)), _Names(in_countries)
    # Of what may be a city as well nobody can tell which is meant.
    countries = _Names(
        {name: told for name, told in _countries(known).items() if name not in in_countries}
    )
    for line in galley.lines:
        yield from _former(line, former, galley.draft)
        yield from _elsewhere(line, cities, countries, galley.draft)


def _countries(known: Known) -> dict[str, str]:
    """By every name of a country: how the house writes it."""
    countries = {
        name: place.name
        for place in known.places
        if not place.country
        for name in all_folded((place.name, *place.others))
    }
    for place in known.places:
        for name in all_folded((place.country, *place.country_others)):
            countries.setdefault(name, place.country)
    return countries


def _former_names(known: Known) -> dict[str, tuple[Former, str, str]]:
    """By former name: itself, what it is called now, and its row."""
    things: Sequence[tuple[str, Place | Organisation]] = [
        *((PLACE, each) for each in known.places),
        *((ORGANISATION, each) for each in known.organisations),
    ]
    current = {name for _kind, each in things for name in all_folded((each.name, *each.others))}
    return {
        name: (former, thing.name, f"{kind}:{thing.id}")
        for kind, thing in things
        for former in thing.former
        if (name := folded(former.name)) not in current
    }


def _former(line: Line, former: _Names[tuple[Former, str, str]], draft: Draft) -> Iterator[Remark]:
    passage, sentence = line.passage, line.sentence
    for first, last, (old, now, record) in former.within(sentence.tokens):
        if _is_part(sentence.tokens, first, last):
            continue
        start, end = line.span(first, last)
        around = passage.text[max(0, start - NEAR) : end + NEAR]
        if _EARLIER.search(around) or now in around:
            continue
        if old.until is not None and _was_so_then(old, line, draft):
            continue
        weight = Weight.WARNING
        kind = record.partition(":")[0]
        said = f"The house writes {now}, not {old.name}."
        if old.until is not None:
            said = f"{old.name} was renamed {now} in {old.until.last.year}."
        bare = passage.text[start:end].removesuffix("’s").removesuffix("'s")
        yield Remark(
            passage.place, start, start + len(bare), kind,
            lighter(weight) if line.is_quoted(start, end) else weight,
            said, bare, Fix(now), record=record,
        )  # fmt: skip


def _is_part(some: Sequence[Token], first: int, last: int) -> bool:
    """Whether it is part of another name: its High Court, the Convention of Constantinople."""
    before = some[first - 1] if first and some[first].is_near else None
    after = some[last + 1] if last + 1 < len(some) and not some[last].is_possessive else None
    return bool(
        (before and before.is_capital and before.word not in _BEFORE)
        or (before and before.word == "of" and first > 1 and _is_named(some, first - 2))
        or (after and after.is_near and after.is_capital)
    )


def _is_named(some: Sequence[Token], at: int) -> bool:
    """Whether a word is written large, and not because a sentence begins with it."""
    return at > 0 and some[at].is_capital


def _was_so_then(old: Former, line: Line, draft: Draft) -> bool:
    """Whether the sentence speaks of a time when it had that name, or may have had it."""
    until = old.until.last if old.until else date.max
    text, sentence = line.passage.text, line.sentence
    days = spoken_of(text, sentence.start, sentence.end, day=draft.day, happened=draft.happened)
    today = Span.of(draft.day)
    return any(each.first <= until and not each.meets(today) for each in days)


@dataclass(slots=True)
class _City:
    """All cities of a name."""

    name: str
    """as the house writes it"""
    countries: set[str] = field(default_factory=set)
    """in which there is one, as far as is known"""
    former: Former | None = None
    """that name, if it is one"""


def _cities(known: Known) -> dict[str, _City]:
    """By name, former ones included."""
    found: dict[str, _City] = {}
    former = {name: old for name, (old, _now, _record) in _former_names(known).items()}
    for place in known.places:
        if not place.country:
            continue
        for name in all_folded((place.name, *place.others)):
            found.setdefault(name, _City(place.name)).countries.add(place.country)
        for name in all_folded(each.name for each in place.former):
            if name in former:
                city = found.setdefault(name, _City(place.name, former=former[name]))
                city.countries.add(place.country)
    return found


def _elsewhere(
    line: Line, cities: _Names[_City], countries: _Names[str], draft: Draft
) -> Iterator[Remark]:
    """Kyiv, Russia; Bombay, Russia, unless it tells of a time when borders may have been others."""
    passage, some = line.passage, line.sentence.tokens
    for _first, last, city in cities.within(some):
        if last + 2 >= len(some) or some[last + 1].text != ",":
            continue
        if city.former and _was_so_then(city.former, line, draft):
            continue
        for begin, end, told in countries.within(some[last + 2 : last + 2 + MOST_WORDS]):
            place = last + 2 + end
            after = some[place + 1].text if place + 1 < len(some) else "."
            if begin != 0 or told in city.countries or after not in {",", ".", ";", ")"}:
                break
            if _is_list(some, place):
                break
            start, stop = some[last + 2].start, some[place].end
            right, written = sorted(city.countries), passage.text[start:stop]
            where = " or ".join(map(with_article, right))
            yield Remark(
                passage.place, start, stop, PLACE, Weight.WARNING,
                f"{city.name} is in {where}, not {with_article(told)}.", written,
                Fix(right[0]) if len(right) == 1 else None,
            )  # fmt: skip
            break


def _is_list(some: Sequence[Token], last: int) -> bool:
    """Whether places are only named one after the other."""
    return any(token.word in {"and", "or"} for token in some[last + 1 : last + 4])


class _Names(Generic[T]):
    """What stands under each of some names."""

    def __init__(self, under: Mapping[str, T]) -> None:
        self.under = under
        self.begin = {name.partition(" ")[0] for name in under}
        """their first words"""

    def within(self, some: Sequence[Token]) -> Iterator[tuple[int, int, T]]:
        """Where the longest of them stand, written large, and what stands under these."""
        at = 0
        while at < len(some):
            is_likely = some[at].is_capital and some[at].word in self.begin
            length, name = self._longest(some, at) if is_likely else (0, "")
            if length:
                yield at, at + length - 1, self.under[name]
            at += max(length, 1)

    def _longest(self, some: Sequence[Token], at: int) -> tuple[int, str]:
        run, best = "", (0, "")
        for length, token in enumerate(some[at : at + MOST_WORDS], 1):
            if length > 1 and not (token.is_near or token.is_joined):
                break
            run = f"{run} {token.word}" if run else token.word
            if run in self.under and token.word not in PARTICLES:
                best = length, run
        return best
