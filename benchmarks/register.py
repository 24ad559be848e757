"""How long a draft of a thousand words is checked against a register that is large, and how long
that register takes to tell what the draft names.

`python -m benchmarks.register` makes a register in the database that the environment names, which
should have none, and measures it; `scripts/with-postgres.sh` gives it a server.
"""

from __future__ import annotations

import json
import random
import resource
import statistics
import sys
import time
from datetime import date
from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple

from benchmarks.papers import environment, open_paper, say, told_by

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from broadsheet.checking.draft import Draft

PEOPLE, TENURES = 100_000, 300_000
SURNAMES, FIRST_NAMES, COUNTRIES = 20_000, 2_000, 200
TITLES = ("president", "prime minister", "foreign minister", "chancellor", "governor", "speaker",
          "finance minister", "attorney general", "ambassador", "chief justice")  # fmt: skip
SUBJECTS = 15
"""People whom a text is about; it names some sixty others by office and family name."""
MANY = 40
"""Titles of further offices of each country."""
WORDS, TEXTS, SEED = 1_000, 60, 20_261_126
DAY = date(2018, 5, 3)
BAR = 30
"""Milliseconds for one draft, in the median."""
MEMORY = 300
"""Megabytes of the process that checks."""
SYLLABLES = ("ba", "de", "ko", "li", "mar", "no", "pe", "ri", "sta", "tu", "vel", "wen", "xa", "yo",
             "zim", "gor", "hal", "jin", "kla", "fen")  # fmt: skip
BATCH = 5_000
BINDERS = ("the", "of", "to", "and", "in", "a", "that", "for", "on", "was", "with", "as", "by")
BINDING = 0.45
"""With them a thousand words have as many runs that may be names or titles as the demo paper's."""


def section(folder: Path) -> list[str]:
    """What is written of it, from a register made in a folder of its own."""
    # The first makes it; the second has no more memory than checking needs.
    for _turn in range(2):
        found = told_by("register", "--json", env=environment(folder))
    return report(found)


def report(found: dict[str, Any]) -> list[str]:
    return [
        "## Checking copy",
        "",
        f"{found['people']:,} people and {found['tenures']:,} tenures on {found['database']},",
        f"against which {TEXTS} drafts of {WORDS:,} words are checked, and by {found['rules']}",
        "rules of house style. In milliseconds: of the processor; with a server, of a clock.",
        "",
        "| | measured | bar |",
        "| --- | ---: | ---: |",
        f"| a draft, median / p95 | {found['whole']:.1f} / {found['whole95']:.1f} | {BAR} |",
        f"| the same after a key, median / p95 | {found['again']:.1f} / {found['again95']:.1f} | |",
        f"| of that the register | {found['median']:.1f} / {found['p95']:.1f} | |",
        f"| memory of the process, MB | {found['memory']:.0f} | {MEMORY} |",
        f"| queries, at most | {found['queries']} | |",
        f"| tenures told of a text, median | {found['told']:.0f} | |",
    ]


def word(number: int) -> str:
    """A name of its own for each number."""
    letters = []
    while True:
        number, rest = divmod(number, len(SYLLABLES))
        letters.append(SYLLABLES[rest])
        if not number:
            return "".join(letters).capitalize()


class Makers:
    """Draws what is drawn. The commonest surname is three people's in a thousand, as in the world's
    parliaments, and a name of the text is borne by fifty in the mean.
    """

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)  # noqa: S311
        self.weights = list(accumulate(1 / (rank + 60) for rank in range(SURNAMES)))

    def surname(self) -> str:
        [rank] = self.dice.choices(range(SURNAMES), cum_weights=self.weights)
        return word(400 + rank)

    def name(self) -> str:
        return f"{word(30_000 + self.dice.randrange(FIRST_NAMES))} {self.surname()}"

    def country(self) -> int:
        return self.dice.randrange(COUNTRIES)

    def title(self) -> str:
        return self.dice.choice(TITLES)

    def small(self) -> str:
        """A word within a sentence: as prose has it, nearly half of them only hold it together."""
        if self.dice.random() < BINDING:
            return self.dice.choice(BINDERS)
        return word(self.dice.randrange(3_000)).lower()

    def text(self, known: list[tuple[str, str]]) -> str:
        """A text about so many people of a few countries, in full and by office."""
        people = self.dice.sample(known, SUBJECTS)
        countries = [word(900_000 + self.country()) for _ in range(3)]
        titles = self.dice.sample(TITLES, 4)
        words: list[str] = []
        while len(words) < WORDS:
            (name, short), country = self.dice.choice(people), self.dice.choice(countries)
            title = self.dice.choice(titles)
            words += self.dice.choice(
                (
                    f"{name} met the {title} of {country}",
                    f"{title.title()} {short} said on Monday",
                    f"the {country}ian {title} {self.surname()}",
                    f"in {country} Mr {short}",
                )
            ).split()
            words += (self.small() for _ in range(12))
            words[-1] += "."
        return " ".join(words[:WORDS])


def make(makers: Makers) -> list[tuple[str, str]]:
    """Fill the register, and say under what names some of its people are known."""
    from broadsheet.register.models import Name, Office, Person, Place, Tenure  # noqa: PLC0415

    for number in range(COUNTRIES):
        country = word(900_000 + number)
        Place.objects.create(name=country, adjectives=f"{country}ian", others=f"{country}land")
    titles = [*TITLES, *(f"{word(700 + number)} secretary".lower() for number in range(MANY))]
    for country in Place.objects.all():
        for title in titles:
            Office.objects.create(title=title, country=country)
        Office.objects.create(title="deputy", country=country, is_single=False)
    offices = list(Office.objects.filter(is_single=True).values_list("pk", flat=True))
    deputies = list(Office.objects.filter(is_single=False).values_list("pk", flat=True))
    known = []
    for _batch in range(PEOPLE // BATCH):
        people = [
            Person(name=name, short=name.split()[-1], born="1950")
            for name in (makers.name() for _ in range(BATCH))
        ]
        Person.objects.bulk_create(people)
        Name.objects.bulk_create(
            name for each in people for name in Name.of("person", each.pk, each.looked_up_by())
        )
        Tenure.objects.bulk_create(
            Tenure(
                person=each,
                office_id=makers.dice.choice(deputies if turn else offices),
                begins=f"{1990 + turn * 10 + makers.dice.randrange(9)}-05",
                ends=f"{1999 + turn * 10}",
                source="https://example.org/offices",
            )
            for each in people
            for turn in range(TENURES // PEOPLE)
        )
        known += [(each.name, each.short) for each in people[:50]]
    return known


def people_of() -> list[tuple[str, str]]:
    """Some of the people of a register that is there already."""
    from broadsheet.register.models import Person  # noqa: PLC0415

    return list(Person.objects.order_by("pk").values_list("name", "short")[: PEOPLE // 100])


class Checked(NamedTuple):
    """Milliseconds of a check, and what the register told for it."""

    whole: float
    asked: float
    """of the register"""
    told: int


def checked(draft: Draft, clock: Callable[[], float]) -> Checked:
    from broadsheet.checking.looking import look_at  # noqa: PLC0415
    from broadsheet.checking.people import named_in  # noqa: PLC0415
    from broadsheet.register.pages import known_of  # noqa: PLC0415
    from broadsheet.stylebook.pages import rules_in_force  # noqa: PLC0415

    began = clock()
    named = named_in(draft)
    asked_at = clock()
    answer = known_of(named)
    answered_at = clock()
    look_at(draft, answer, rules_in_force())
    took = (clock() - began) * 1_000
    return Checked(took, (answered_at - asked_at) * 1_000, len(answer.tenures))


def queries_of(draft: Draft) -> int:
    """How often the register asks the database for a draft."""
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    from broadsheet.checking.people import named_in  # noqa: PLC0415
    from broadsheet.register.pages import known_of  # noqa: PLC0415

    with CaptureQueriesContext(connection) as asked:
        known_of(named_in(draft))
    return len(asked)


def measure() -> dict[str, Any]:
    from django.db import connection  # noqa: PLC0415

    from broadsheet.checking.draft import Draft  # noqa: PLC0415
    from broadsheet.stylebook.pages import rules_in_force  # noqa: PLC0415

    makers = Makers(SEED)
    known = people_of() or make(makers)
    if connection.vendor == "postgresql":
        connection.cursor().execute("ANALYZE")
    # Of a server, its work counts as well; else the machine may be as busy as it likes.
    clock = time.perf_counter if connection.vendor == "postgresql" else time.process_time
    drafts = [Draft.of_text(makers.text(known), day=DAY) for _ in range(TEXTS)]
    checked(drafts[0], clock)  # what is read but once is no draft's
    firsts = [checked(draft, clock) for draft in drafts]
    times, whole = [each.asked for each in firsts], [each.whole for each in firsts]
    again = [checked(draft, clock).whole for draft in drafts]
    return {
        "people": PEOPLE,
        "tenures": TENURES,
        "rules": len(rules_in_force()),
        "database": connection.vendor,
        "median": statistics.median(times),
        "p95": statistics.quantiles(times, n=20)[-1],
        "whole": statistics.median(whole),
        "again": statistics.median(again),
        "again95": statistics.quantiles(again, n=20)[-1],
        "whole95": statistics.quantiles(whole, n=20)[-1],
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "queries": max(queries_of(draft) for draft in drafts[:5]),
        "told": statistics.median(each.told for each in firsts),
    }


def main() -> None:
    open_paper()
    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", interactive=False, verbosity=0)
    found = measure()
    if "--json" in sys.argv:
        print(json.dumps(found))  # noqa: T201
    else:
        say("\n".join(report(found)))


if __name__ == "__main__":
    main()
