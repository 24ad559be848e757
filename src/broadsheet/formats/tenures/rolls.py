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

_AT: Final = re.compile(r"\(at line (\d+), ")
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
    return _Rolls(data, raw.decode().splitlines()).read()


class _Rolls:
    """A document, and its lines, so that what is wrong is found again."""

    def __init__(self, data: dict[str, Any], lines: list[str]) -> None:
        self.data = data
        self.lines = lines

    def read(self) -> Entries:
        if unknown := sorted(set(self.data) - {"office", "people", "place", "organisation"}):
            raise Unreadable(f"Nobody knows “{unknown[0]}”.", line=self.line_of(f"[{unknown[0]}]"))
        people = {name: self.entry(Person, {"name": name, **told}) for name, told in self.people()}
        found = Entries(
            places=[self.entry(Place, each) for each in self.tables("place")],
            organisations=[self.entry(Organisation, each) for each in self.tables("organisation")],
        )
        for each in self.tables("office"):
            office = self.entry(Office, {k: v for k, v in each.items() if k not in _OF_AN_OFFICE})
            if not each.get("held"):
                found.offices.append(office)
            found.tenures.extend(self.tenures(each, office, people))
        held = {tenure.person.name for tenure in found.tenures}
        found.persons = [person for name, person in people.items() if name not in held]
        return found

    def tables(self, name: str) -> list[dict[str, Any]]:
        """The tables of that name. Raises Unreadable."""
        found = self.data.get(name, [])
        if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
            raise Unreadable(f"Write [[{name}]] above each {name}.", line=self.line_of(name))
        return found

    def people(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """What is told of each, by name. Raises Unreadable."""
        found = self.data.get("people", {})
        if not isinstance(found, dict):
            raise Unreadable("Write [people] above them.", line=self.line_of("people"))
        for name, told in found.items():
            if not isinstance(told, dict):
                line = self.line_of(name)
                raise Unreadable(f"{name}: tell of them in braces: {{ born = … }}.", line=line)
            yield name, told

    def tenures(
        self, told: dict[str, Any], office: Office, people: dict[str, Person]
    ) -> Iterator[Tenure]:
        at = f'"{office.title}"'
        held, source = told.get("held", []), told.get("source", "")
        if not isinstance(held, list):
            raise Unreadable("held: write a list of holders.", line=self.line_of("held", after=at))
        if not isinstance(source, str):
            line = self.line_of("source", after=at)
            raise Unreadable("source: write a text in quotation marks.", line=line)
        for holder in held:
            name, begins, ends, acting, line = self.holder(holder, after=at)
            yield Tenure(
                people.get(name) or Person(needed(name, "name", line=line)),
                office,
                days(begins, line=line),
                days(ends, line=line),
                is_acting=bool(acting),
                source=needed(source, f"source of {office.title}", line=line),
            )

    def holder(self, holder: Any, *, after: str) -> tuple[str, str, str, str, int | None]:
        """Name, first and last day, and “acting”; then the line. Raises Unreadable."""
        told = holder if isinstance(holder, list) else []
        line = self.line_of(f'"{told[0]}"' if told else str(holder), after=after)
        if not 0 < len(told) <= _LONGEST or not all(isinstance(each, str) for each in told):
            raise Unreadable(f"{holder!r}: a holder is a name, from, to, “acting”.", line=line)
        name, begins, ends, acting = (*told, "", "", "")[:_LONGEST]
        if acting not in ("", ACTING):
            raise Unreadable(f"{holder!r}: “{acting}” is not “acting”.", line=line)
        return name, begins, ends, acting, line

    def entry(self, kind: type[_Entry], told: dict[str, Any]) -> _Entry:
        """An entry of that kind from its members. Raises Unreadable."""
        shapes = {field.name: str(field.type) for field in fields(kind)}
        first = next(iter(shapes))
        name = str(told.get(first, ""))
        key = f'"{name}" =' if kind is Person else f'{first} = "{name}"'
        line = self.line_of(key)
        for member, value in told.items():
            if member not in shapes:
                raise Unreadable(f"{name}: nobody knows “{member}”.", line=line)
            if not _SHAPES[shapes[member]](value):
                line = self.line_of(f"{member} =", after=key if line else "") or line
                raise Unreadable(f"{member}: write {_SAID[shapes[member]]}.", line=line)
        needed(name, f"{first} of this {kind.__name__.lower()}", line=line)
        frozen: dict[str, Any] = {
            member: tuple(v) if isinstance(v, list) else v for member, v in told.items()
        }
        for member in ("born", "died"):
            days(frozen.get(member, ""), line=line)
        formers(frozen.get("former", ()), line=line)
        return kind(**frozen)

    def line_of(self, written: str, *, after: str = "") -> int | None:
        """The first line that has something written on it, from one that has another."""
        begun = not after
        for number, line in enumerate(self.lines, start=1):
            begun = begun or after in line
            if begun and written in line:
                return number
        return None
