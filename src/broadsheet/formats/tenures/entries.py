"""What a file says of persons, offices, places and organisations: the one shape of all formats."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from broadsheet.formats.errors import Unreadable
from broadsheet.kit.days import Span

_UNTIL: Final = re.compile(r"(?P<name>.*\S)\s*\((?P<until>\d[\d-]*)\)")


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    others: tuple[str, ...] = ()
    short: str = ""
    born: str = ""
    died: str = ""
    same_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    name: str
    others: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    """names it had, each with its last days in parentheses: `Bombay (1995-11)`"""
    country: str = ""
    region: str = ""
    same_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Organisation:
    name: str
    others: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    sort: str = ""
    same_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Office:
    title: str
    others: tuple[str, ...] = ()
    of: str = ""
    """the country or organisation, by its name"""
    is_of_organisation: bool = False
    is_single: bool = True


@dataclass(frozen=True, slots=True)
class Tenure:
    person: Person
    office: Office
    begins: str = ""
    ends: str = ""
    is_acting: bool = False
    source: str = ""


@dataclass(slots=True)
class Entries:
    """All that a file says, in its order. Persons and offices of tenures need not stand by
    themselves as well.
    """

    persons: list[Person] = field(default_factory=list)
    offices: list[Office] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    organisations: list[Organisation] = field(default_factory=list)
    tenures: list[Tenure] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    """sentences about what could not be taken"""


def apart(line: str) -> tuple[str, str]:
    """A former name, and its last days or nothing."""
    found = _UNTIL.fullmatch(line)
    return (found["name"], found["until"]) if found else (line, "")


def days(text: str, *, line: int | None = None) -> str:
    """A day, month or year as it is written. Raises Unreadable."""
    text = text.strip()
    if text:
        try:
            Span.read(text)
        except ValueError as error:
            raise Unreadable(f"“{text}” is no day, month or year.", line=line) from error
    return text


def formers(lines: tuple[str, ...], *, line: int | None = None) -> tuple[str, ...]:
    """Former names whose last days can be read. Raises Unreadable."""
    for each in lines:
        days(apart(each)[1], line=line)
    return lines


def needed(text: str, what: str, *, line: int | None = None) -> str:
    """A text that must be there. Raises Unreadable."""
    if not text.strip():
        raise Unreadable(f"There is no {what}.", line=line)
    return text.strip()
