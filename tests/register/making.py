"""Makes entries of the register, with no more said than a test cares about."""

from __future__ import annotations

import re
from itertools import count
from typing import Any

from broadsheet.checking.known import MOST_TITLE, MOST_WORDS, Named, folded
from broadsheet.register.models import Office, Organisation, Person, Place, Tenure

SOURCE = "https://example.org/offices"
_numbers = count(1)


def make_person(name: str = "", **fields: Any) -> Person:
    name = name or f"Ada Byrne {next(_numbers)}"
    return Person.objects.create(**{"name": name, "short": name.split()[-1], **fields})


def make_place(name: str = "Freedonia", **fields: Any) -> Place:
    return Place.objects.create(name=name, **fields)


def make_organisation(name: str = "Harbour Union", **fields: Any) -> Organisation:
    return Organisation.objects.create(name=name, **fields)


def make_office(title: str = "harbour master", **fields: Any) -> Office:
    return Office.objects.create(title=title, **fields)


def make_tenure(
    person: Person, office: Office, begins: str = "", ends: str = "", **fields: Any
) -> Tenure:
    return Tenure.objects.create(
        **{"person": person, "office": office, "begins": begins, "ends": ends, "source": SOURCE}
        | fields
    )


def named(text: str) -> Named:
    """What a text names, as checks ask for it, in so far as a test needs it."""
    words = re.findall(r"[\w'’.-]+", text)
    runs = [
        words[at : at + length]
        for at in range(len(words))
        for length in range(1, MOST_WORDS + 1)
        if at + length <= len(words)
    ]
    return Named(
        names=frozenset(folded(" ".join(run)) for run in runs if run[0][0].isupper()),
        words=frozenset(folded(" ".join(run)) for run in runs if len(run) <= MOST_TITLE),
    )
