"""A small register for tests, read from a file beside this module."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from broadsheet.checking.known import Known, Office, Person, Tenure
from broadsheet.kit.days import Span


def _several(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())


ORGANISATIONS = {"the United Nations", "NATO", "the European Commission", "the European Council"}


@cache
def register() -> Known:
    """All of it."""
    persons: dict[str, Person] = {}
    offices: dict[tuple[str, str], Office] = {}
    ofs: dict[str, tuple[str, ...]] = {}
    tenures = []
    for line in Path(__file__).with_name("register.txt").read_text("utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        name, others, short, title, ways, of, of_ways, begins, ends, acting = (
            part.strip() for part in line.split("|")
        )
        ofs.setdefault(of, _several(of_ways))
        person = persons.setdefault(name, Person(len(persons) + 1, name, _several(others), short))
        office = offices.setdefault(
            (title, of),
            Office(
                len(offices) + 1,
                title,
                _several(ways),
                of,
                ofs[of],
                is_of_country=of not in ORGANISATIONS,
            ),
        )
        tenures.append(
            Tenure(
                len(tenures) + 1,
                person.id,
                office.id,
                Span.read(begins) if begins else None,
                Span.read(ends) if ends else None,
                is_acting=acting == "acting",
                source="test",
            )
        )
    people = tuple(persons.values())
    return Known(people, tuple(offices.values()), tuple(tenures), near=people)
