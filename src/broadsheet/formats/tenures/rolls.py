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
    from collections.abc import Iterator

_Entry = TypeVar("_Entry", Person, Place, Organisation, Office)

_AT: Final = re.compile(r"\(at line (\d+), ")
_OF_AN_OFFICE: Final = {"source", "held"}
_LONGEST: Final = 4
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
    try:
        return _Rolls(data, raw.decode().splitlines()).read()
    except (AttributeError, TypeError) as error:
        raise Unreadable("These are no rolls: what should be a list or a table is not.") from error


class _Rolls:
    """A document, and its lines, so that what is wrong is found again."""

    def __init__(self, data: dict[str, Any], lines: list[str]) -> None:
        self.data = data
        self.lines = lines

    def read(self) -> Entries:
        if unknown := sorted(set(self.data) - {"office", "people", "place", "organisation"}):
            raise Unreadable(f"Nobody knows “{unknown[0]}”.", line=self.line_of(f"[{unknown[0]}]"))
        people = {
            name: self.entry(Person, {"name": name, **told})
            for name, told in self.data.get("people", {}).items()
        }
        found = Entries(
            places=[self.entry(Place, each) for each in self.data.get("place", [])],
            organisations=[
                self.entry(Organisation, each) for each in self.data.get("organisation", [])
            ],
        )
        for each in self.data.get("office", []):
            office = self.entry(Office, {k: v for k, v in each.items() if k not in _OF_AN_OFFICE})
            if not each.get("held"):
                found.offices.append(office)
            found.tenures.extend(self.tenures(each, office, people))
        held = {tenure.person.name for tenure in found.tenures}
        found.persons = [person for name, person in people.items() if name not in held]
        return found

    def tenures(
        self, told: dict[str, Any], office: Office, people: dict[str, Person]
    ) -> Iterator[Tenure]:
        for holder in told.get("held", ()):
            line = self.line_of(f'"{holder[0]}"', after=f'"{office.title}"') if holder else None
            if not 0 < len(holder) <= _LONGEST or not all(isinstance(h, str) for h in holder):
                raise Unreadable(f"{holder!r}: a holder is a name, from, to, “acting”.", line=line)
            name, begins, ends, acting = (*holder, "", "", "")[:_LONGEST]
            if acting not in ("", ACTING):
                raise Unreadable(f"{holder!r}: “{acting}” is not “acting”.", line=line)
            yield Tenure(
                people.get(name) or Person(needed(name, "name", line=line)),
                office,
                days(begins, line=line),
                days(ends, line=line),
                is_acting=bool(acting),
                source=needed(told.get("source", ""), f"source of {office.title}", line=line),
            )

    def entry(self, kind: type[_Entry], told: dict[str, Any]) -> _Entry:
        """An entry of that kind from its members. Raises Unreadable."""
        known = {field.name for field in fields(kind)}
        name = str(told.get("name") or told.get("title") or "")
        key = {Person: f'"{name}" =', Office: f'title = "{name}"'}.get(kind, f'name = "{name}"')
        line = self.line_of(key)
        if unknown := sorted(set(told) - known):
            raise Unreadable(f"{name}: nobody knows “{unknown[0]}”.", line=line)
        frozen: dict[str, Any] = {
            key: tuple(v) if isinstance(v, list) else v for key, v in told.items()
        }
        for key in ("born", "died"):
            days(str(frozen.get(key, "")), line=line)
        formers(frozen.get("former", ()), line=line)
        try:
            return kind(**frozen)
        except TypeError as error:
            raise Unreadable(f"{kind.__name__} without a name or title.", line=line) from error

    def line_of(self, written: str, *, after: str = "") -> int | None:
        """The first line that has something written on it, from one that has another."""
        begun = not after
        for number, line in enumerate(self.lines, start=1):
            begun = begun or after in line
            if begun and written in line:
                return number
        return None
