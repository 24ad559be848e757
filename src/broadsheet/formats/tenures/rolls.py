"""Rolls of offices in TOML, as they are written by hand: an office, and who held it when.

```
[[office]]
title = "president"
others = ["head of state"]
of = "United States"
source = "https://en.wikipedia.org/wiki/List_of_presidents_of_the_United_States"
held = [
  ["George W. Bush", "2001-01-20", "2009-01-20"],
  ["Barack Obama", "2009-01-20", "2017-01-20"],
]

[people]
"Barack Obama" = { short = "Obama", born = "1961-08-04" }
```

`[[place]]` and `[[organisation]]` have the members of these entries. The last day may be left out
while it lasts; a fourth member, "acting", says that it was held for the time being.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields
from typing import TYPE_CHECKING, Any, Final, TypeVar

from broadsheet.formats.errors import Unreadable
from broadsheet.formats.tenures.entries import (
    Entries,
    Office,
    Organisation,
    Person,
    Place,
    Tenure,
    days,
    formers,
    needed,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_Entry = TypeVar("_Entry", Person, Place, Organisation, Office)

NOWHERE: Final = range(0)

_AT: Final = re.compile(r"\(at line (\d+), ")
_HEAD: Final = re.compile(r"\s*\[{1,2}\s*(office|place|organisation|people)\b[^,]*\]\s*(?:#.*)?$")
_OF_AN_OFFICE: Final = {"source", "held"}
_LONGEST: Final = 4
_SHAPES: Final[dict[str, Callable[[Any], bool]]] = {
    "str": lambda value: isinstance(value, str),
    "bool": lambda value: isinstance(value, bool),
    "tuple[str, ...]": lambda value: (
        isinstance(value, list) and all(isinstance(each, str) for each in value)
    ),
}
"""of the members of entries, as they are declared"""
_SAID: Final = {
    "str": "a text in quotation marks",
    "bool": "true or false",
    "tuple[str, ...]": "a list of texts in quotation marks",
}
ACTING: Final = "acting"


def load(raw: bytes) -> Entries:
    """All that the rolls say. Raises Unreadable."""
    try:
        data = tomllib.loads(raw.decode())
    except UnicodeDecodeError as error:
        raise Unreadable("The rolls are not in UTF-8.") from error
    except RecursionError as error:
        raise Unreadable("This is no TOML: it is nested too deeply.") from error
    except tomllib.TOMLDecodeError as error:
        place = _AT.search(str(error))
        line = int(place[1]) if place else raw.count(b"\n") + 1  # at its end
        raise Unreadable(f"This is no TOML: {error}.", line=line) from error
    return _Rolls(data, _Lines(raw.decode())).read()


class _Lines:
    """The lines of a document, from 1 on, and where each of its tables stands among them."""

    def __init__(self, text: str) -> None:
        self._lines = text.splitlines()
        heads = [(at, found[1]) for at, line in self._numbered() if (found := _HEAD.match(line))]
        ends = [*(at for at, _name in heads[1:]), len(self._lines) + 1]
        self._tables = [
            (name, range(at, end)) for (at, name), end in zip(heads, ends, strict=False)
        ]

    def _numbered(self) -> Iterator[tuple[int, str]]:
        return enumerate(self._lines, start=1)

    @property
    def whole(self) -> range:
        return range(1, len(self._lines) + 1)

    def tables(self, name: str) -> list[range]:
        """Where each table of that name stands, with its head."""
        return [there for each, there in self._tables if each == name]

    def find(self, pattern: str, within: range) -> int | None:
        """The first of these lines in which that stands."""
        sought = re.compile(pattern)
        return next((at for at in within if sought.search(self._lines[at - 1])), None)

    def member(self, name: str, within: range) -> int | None:
        """The first of these lines that says what a member is."""
        return self.find(rf'(?:^|[{{,])\s*"?{re.escape(name)}"?\s*=', within)

    def person(self, name: str) -> range:
        """Where somebody is told of: on a line among the people, or in a table of their own."""
        own = rf'^\s*\[\s*people\s*\.\s*"?{re.escape(name)}"?\s*\]'
        for there in self.tables("people"):
            if self.find(own, range(there.start, there.start + 1)):
                return there
            if (at := self.member(name, there)) is not None:
                return range(at, at + 1)
        return NOWHERE


class _Rolls:
    """A document, and its lines, so that what is wrong is found again."""

    def __init__(self, data: dict[str, Any], lines: _Lines) -> None:
        self.data = data
        self.lines = lines

    def read(self) -> Entries:
        if unknown := sorted(set(self.data) - {"office", "people", "place", "organisation"}):
            raise Unreadable(f"Nobody knows “{unknown[0]}”.", line=self.line_of(unknown[0]))
        people = {
            name: self.entry(Person, {"name": name, **told}, within=self.lines.person(name))
            for name, told in self.people()
        }
        found = Entries(
            places=[self.entry(Place, *each) for each in self.tables("place")],
            organisations=[self.entry(Organisation, *each) for each in self.tables("organisation")],
        )
        for told, within in self.tables("office"):
            own = {name: value for name, value in told.items() if name not in _OF_AN_OFFICE}
            office = self.entry(Office, own, within)
            if not told.get("held"):
                found.offices.append(office)
            found.tenures.extend(self.tenures(told, office, people, within))
        held = {tenure.person.name for tenure in found.tenures}
        found.persons = [person for name, person in people.items() if name not in held]
        return found

    def tables(self, name: str) -> list[tuple[dict[str, Any], range]]:
        """The tables of that name, and where each stands. Raises Unreadable."""
        found = self.data.get(name, [])
        if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
            raise Unreadable(f"Write [[{name}]] above each {name}.", line=self.line_of(name))
        there = self.lines.tables(name)
        # Written in another way than line by line, they are read, and no line is told.
        return list(
            zip(found, there if len(there) == len(found) else [NOWHERE] * len(found), strict=True)
        )

    def people(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """What is told of each, by name. Raises Unreadable."""
        found = self.data.get("people", {})
        if not isinstance(found, dict):
            raise Unreadable("Write [people] above them.", line=self.line_of("people"))
        for name, told in found.items():
            if not isinstance(told, dict):
                line = _first(self.lines.person(name))
                raise Unreadable(f"{name}: tell of them in braces: {{ born = … }}.", line=line)
            yield name, told

    def line_of(self, table: str) -> int | None:
        """The first line that has a table of that name, or is a member of it."""
        return self.lines.find(
            rf"^\s*(?:\[+\s*{re.escape(table)}\b|{re.escape(table)}\s*[=.])", self.lines.whole
        )

    def tenures(
        self, told: dict[str, Any], office: Office, people: dict[str, Person], within: range
    ) -> Iterator[Tenure]:
        held, source = told.get("held", []), told.get("source", "")
        if not isinstance(held, list):
            line = self.lines.member("held", within)
            raise Unreadable("held: write a list of holders.", line=line)
        at = self.lines.member("source", within) or _first(within)
        if not isinstance(source, str):
            raise Unreadable("source: write a text in quotation marks.", line=at)
        for holder in held:
            name, begins, ends, acting, line = self.holder(holder, within)
            yield Tenure(
                people.get(name) or Person(needed(name, "name", line=line)),
                office,
                days(begins, line=line),
                days(ends, line=line),
                is_acting=bool(acting),
                source=needed(source, f"source of {office.title}", line=at),
            )

    def holder(self, holder: Any, within: range) -> tuple[str, str, str, str, int | None]:
        """Name, first and last day, and “acting”; then the line. Raises Unreadable."""
        told = holder if isinstance(holder, list) else []
        line = self.lines.find(re.escape(f'"{told[0]}"' if told else str(holder)), within)
        if not 0 < len(told) <= _LONGEST or not all(isinstance(each, str) for each in told):
            raise Unreadable(f"{holder!r}: a holder is a name, from, to, “acting”.", line=line)
        name, begins, ends, acting = (*told, "", "", "")[:_LONGEST]
        if acting not in ("", ACTING):
            raise Unreadable(f"{holder!r}: “{acting}” is not “acting”.", line=line)
        return name, begins, ends, acting, line

    def entry(self, kind: type[_Entry], told: dict[str, Any], within: range) -> _Entry:
        """An entry of that kind from its members. Raises Unreadable."""
        shapes = {field.name: str(field.type) for field in fields(kind)}
        first = next(iter(shapes))
        name = told.get(first, "")

        def at(member: str) -> int | None:
            return self.lines.member(member, within) or _first(within)

        for member, value in told.items():
            if member not in shapes:
                raise Unreadable(f"Nobody knows “{member}”.", line=at(member))
            if not _SHAPES[shapes[member]](value):
                raise Unreadable(f"{member}: write {_SAID[shapes[member]]}.", line=at(member))
        needed(name, f"{first} of this {kind.__name__.lower()}", line=at(first))
        frozen: dict[str, Any] = {
            member: tuple(v) if isinstance(v, list) else v for member, v in told.items()
        }
        for member in ("born", "died"):
            days(frozen.get(member, ""), line=at(member))
        formers(frozen.get("former", ()), line=at("former"))
        return kind(**frozen)


def _first(lines: range) -> int | None:
    return lines.start if lines else None
