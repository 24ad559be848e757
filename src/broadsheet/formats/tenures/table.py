"""Tables in CSV: one line a tenure, or one a place, or one an organisation, as their head says.

Several names in a cell have `|` between them. A line without an office tells of a person alone, one
without a person of an office; what is told of either once need not be told again.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

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
    from collections.abc import Mapping, Sequence

MEDIA_TYPE = "text/csv"

PERSON: Final = ("person", "short", "spellings", "born", "died", "same_as")
OFFICE: Final = ("office", "titles", "of", "of_kind", "held_by")
TENURE: Final = ("begins", "ends", "acting", "source")
PLACE: Final = (
    "place", "spellings", "adjectives", "former", "country", "region", "same_as",
)  # fmt: skip
ORGANISATION: Final = ("organisation", "other_names", "former", "kind", "same_as")
_HEADS: Final = {"place": PLACE, "organisation": ORGANISATION, "person": PERSON + OFFICE + TENURE}
_BETWEEN: Final = " | "
_YES: Final = frozenset({"yes", "true", "1", "acting", "x"})
_NO: Final = frozenset({"", "no", "false", "0"})
_KINDS: Final = {"": False, "country": False, "organisation": True}
_HELD: Final = {"": True, "one": True, "many": False}

Row = dict[str, str]


def dump(entries: Entries) -> bytes:
    """Its tenures, and persons and offices that have none."""
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, _HEADS["person"], restval="", lineterminator="\n")
    writer.writeheader()
    for tenure in entries.tenures:
        writer.writerow(
            {
                **_of_person(tenure.person),
                **_of_office(tenure.office),
                "begins": tenure.begins,
                "ends": tenure.ends,
                "acting": "yes" if tenure.is_acting else "",
                "source": tenure.source,
            }
        )
    writer.writerows(map(_of_person, entries.persons))
    writer.writerows(map(_of_office, entries.offices))
    return file.getvalue().encode()


def _of_person(person: Person) -> Row:
    return {
        "person": person.name,
        "short": person.short,
        "spellings": _BETWEEN.join(person.others),
        "born": person.born,
        "died": person.died,
        "same_as": _BETWEEN.join(person.same_as),
    }


def _of_office(office: Office) -> Row:
    return {
        "office": office.title,
        "titles": _BETWEEN.join(office.others),
        "of": office.of,
        "of_kind": "organisation" if office.is_of_organisation else "",
        "held_by": "" if office.is_single else "many",
    }


def load(raw: bytes, *, source: str = "") -> Entries:
    """All that the table says; `source` is that of tenures which name none. Raises Unreadable."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable("The table is not in UTF-8.") from error
    reader = csv.DictReader(io.StringIO(text, newline=""), restval="")
    kind = _kind_of(reader.fieldnames or [])
    found = Entries()
    try:
        for row in reader:
            if None in row:
                raise Unreadable("There are more cells than the head has.", line=reader.line_num)
            cells = {name: value.strip() for name, value in row.items()}
            if any(cells.values()):
                _take(found, kind, cells, line=reader.line_num, source=source)
    except csv.Error as error:
        raise Unreadable(f"The table cannot be read: {error}.", line=reader.line_num) from error
    return found


def _kind_of(head: Sequence[str]) -> str:
    """What the lines tell of, by their head."""
    for kind, known in _HEADS.items():
        if kind in head or (kind == "person" and "office" in head):
            if unknown := sorted(set(head) - set(known)):
                raise Unreadable(f"Nobody knows the column “{unknown[0]}”.", line=1)
            return kind
    raise Unreadable(
        "The first line must name the columns, with “person” and “office”, “place” or "
        "“organisation” among them.",
        line=1,
    )


def _take(found: Entries, kind: str, row: Row, *, line: int, source: str) -> None:
    match kind:
        case "place":
            found.places.append(_place(row, line))
        case "organisation":
            found.organisations.append(_organisation(row, line))
        case _:
            _take_tenure(found, row, line=line, source=source)


def _take_tenure(found: Entries, row: Row, *, line: int, source: str) -> None:
    person = _person(row, line) if row.get("person") else None
    office = _office(row, line) if row.get("office") else None
    if person and office:
        found.tenures.append(
            Tenure(
                person,
                office,
                begins=days(row.get("begins", ""), line=line),
                ends=days(row.get("ends", ""), line=line),
                is_acting=_is(row.get("acting", ""), line),
                source=needed(row.get("source", "") or source, "source of this tenure", line=line),
            )
        )
    elif person:
        found.persons.append(person)
    elif office:
        found.offices.append(office)
    else:
        raise Unreadable("There is neither a person nor an office.", line=line)


def _person(row: Row, line: int) -> Person:
    return Person(
        row["person"],
        _several(row, "spellings"),
        row.get("short", ""),
        days(row.get("born", ""), line=line),
        days(row.get("died", ""), line=line),
        _several(row, "same_as"),
    )


def _office(row: Row, line: int) -> Office:
    return Office(
        row["office"],
        _several(row, "titles"),
        row.get("of", ""),
        _one_of(_KINDS, row, "of_kind", line),
        _one_of(_HELD, row, "held_by", line),
    )


def _place(row: Row, line: int) -> Place:
    return Place(
        needed(row["place"], "place", line=line),
        _several(row, "spellings"),
        _several(row, "adjectives"),
        formers(_several(row, "former"), line=line),
        row.get("country", ""),
        row.get("region", ""),
        _several(row, "same_as"),
    )


def _organisation(row: Row, line: int) -> Organisation:
    return Organisation(
        needed(row["organisation"], "organisation", line=line),
        _several(row, "other_names"),
        formers(_several(row, "former"), line=line),
        row.get("kind", ""),
        _several(row, "same_as"),
    )


def _several(row: Row, name: str) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, row.get(name, "").split("|"))))


def _one_of(known: Mapping[str, bool], row: Row, name: str, line: int) -> bool:
    value = row.get(name, "").lower()
    if value not in known:
        choice = " or ".join(f"“{each}”" for each in known if each)
        raise Unreadable(f"“{row[name]}” under “{name}”: write {choice}.", line=line)
    return known[value]


def _is(value: str, line: int) -> bool:
    if value.lower() not in _YES | _NO:
        raise Unreadable(f"“{value}” under “acting”: write “yes”, or nothing.", line=line)
    return value.lower() in _YES
