"""What is known of whom and what a text names: the part of the register that concerns it.

Whoever has a register fills these; the checks ask for nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from broadsheet.kit.folding import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from broadsheet.kit.days import Span


@dataclass(frozen=True, slots=True)
class Person:
    id: int
    name: str
    """as the house writes it"""
    others: tuple[str, ...] = ()
    """full names in other spellings"""
    short: str = ""
    """what somebody is called who was named in full before: mostly the family name"""
    born: Span | None = None
    died: Span | None = None
    known_on: date | None = None
    """when somebody last saw that all of this is so, offices included; None if nobody says"""


@dataclass(frozen=True, slots=True)
class Office:
    id: int
    title: str
    """as the house writes it, without what it is of: “prime minister”"""
    others: tuple[str, ...] = ()
    """other ways to write it, shortened ones too: “premier”, “PM”"""
    of: str = ""
    """the country or organisation as it stands after “of”: “the United States”; empty for what is
    held of nothing"""
    of_others: tuple[str, ...] = ()
    """other ways to write that, adjectives too: “United States”, “US”, “American”"""
    is_of_country: bool = False
    is_single: bool = True
    """whether one person at a time holds it"""
    known_on: date | None = None
    """as with persons"""


@dataclass(frozen=True, slots=True)
class Tenure:
    id: int
    person: int
    office: int
    begins: Span | None
    """None if it is not known when; so is the end of one that lasts, or whose end is not known"""
    ends: Span | None
    is_acting: bool = False
    source: str = ""
    """where that stands: a publication, or an address"""

    def may_cover(self, days: Span) -> bool:
        """Whether it may have been held on one of those days, for all that is known."""
        return (self.begins is None or self.begins.first <= days.last) and (
            self.ends is None or self.ends.last >= days.first
        )

    def has_ended(self, days: Span) -> bool:
        """Whether it was surely over before the first of those days."""
        return self.ends is not None and self.ends.last < days.first

    def is_to_come(self, days: Span) -> bool:
        """Whether it surely began after the last of those days."""
        return self.begins is not None and self.begins.first > days.last


@dataclass(frozen=True, slots=True)
class Former:
    """A name that something had."""

    name: str
    until: Span | None = None


@dataclass(frozen=True, slots=True)
class Place:
    id: int
    name: str
    others: tuple[str, ...] = ()
    """other spellings that the house does not use, but which are not wrong"""
    former: tuple[Former, ...] = ()
    country: str = ""
    """as the house writes it; empty for a country itself"""
    country_others: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    region: str = ""


@dataclass(frozen=True, slots=True)
class Organisation:
    id: int
    name: str
    others: tuple[str, ...] = ()
    former: tuple[Former, ...] = ()


@dataclass(frozen=True)
class Known:
    """All of it that a text may be about. `tenures` holds every tenure of each of the persons, and
    every tenure of each of the offices that the text names together with what they are of.
    """

    persons: tuple[Person, ...] = ()
    offices: tuple[Office, ...] = ()
    tenures: tuple[Tenure, ...] = ()
    places: tuple[Place, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    near: tuple[Person, ...] = ()
    """persons whose full name the text may have with a wrong letter, named besides or not; their
    tenures are there as well"""
    titles: frozenset[str] = frozenset()
    """titles that the text has, folded, of offices of whatever country"""

    @cached_property
    def person(self) -> Mapping[int, Person]:
        return {each.id: each for each in (*self.near, *self.persons)}

    @cached_property
    def office(self) -> Mapping[int, Office]:
        return {each.id: each for each in self.offices}


@dataclass(frozen=True, slots=True)
class Named:
    """Runs of words of a text under which something may be known, folded, with spaces between."""

    names: frozenset[str]
    """runs that are written as names are, of up to MOST_WORDS words"""
    words: frozenset[str]
    """all runs of up to MOST_TITLE words: titles of offices are written small as well"""


MOST_WORDS = 6
MOST_TITLE = 4


@lru_cache(maxsize=32_768)
def folded(name: str) -> str:
    """A name as it is looked up: `Named` has such runs."""
    return " ".join(words(name))


def all_folded(names: Iterable[str]) -> tuple[str, ...]:
    """The same of several, each once, in their order."""
    return _all_folded(tuple(names))


@lru_cache(maxsize=32_768)
def _all_folded(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(folded, names))))
