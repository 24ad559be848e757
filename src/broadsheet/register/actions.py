"""What is done to the register at once: entries from elsewhere are taken in.

Nothing that is written here is overwritten: what is empty is filled in, and what differs is told.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import transaction

from broadsheet.checking.known import all_folded, folded
from broadsheet.kit.characters import lines
from broadsheet.register.models import Name, Office, Organisation, Person, Place, Tenure
from broadsheet.register.reading import may_be_same, span
from broadsheet.register.sifting import sifted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from broadsheet.formats.tenures import entries as told
    from broadsheet.register.models import Entry

BATCH = 2_000


class Conflict(NamedTuple):
    """Where a file says otherwise than the register, which stays as it is."""

    entry: str
    what: str
    here: str
    there: str


@dataclass(slots=True)
class Account:
    """What became of what was told."""

    added: Counter[str] = field(default_factory=Counter)
    filled: Counter[str] = field(default_factory=Counter)
    same: Counter[str] = field(default_factory=Counter)
    conflicts: list[Conflict] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    def as_data(self) -> dict[str, Any]:
        return {
            "added": dict(sorted(self.added.items())),
            "filled": dict(sorted(self.filled.items())),
            "same": dict(sorted(self.same.items())),
            "conflicts": [conflict._asdict() for conflict in self.conflicts],
            "left_out": self.left_out,
        }


@transaction.atomic
def take_in(
    found: told.Entries, *, on: date, progress: Callable[[int, int], object] = lambda *_: None
) -> Account:
    """Take in what a file says, as it is known on that day. The same file again adds nothing.

    `progress` is told how many tenures of how many have been seen to.
    """
    found = sifted(found)
    taking = _Taking(on)
    taking.places(found.places)
    taking.organisations(found.organisations)
    for office in found.offices:
        taking.office(office)
    taking.people([*found.persons, *(tenure.person for tenure in found.tenures)])
    for number, tenure in enumerate(found.tenures, start=1):
        taking.tenure(tenure)
        if number % BATCH == 0:
            progress(number, len(found.tenures))
    taking.finish()
    progress(len(found.tenures), len(found.tenures))
    taking.account.left_out = [*found.left_out, *taking.account.left_out]
    return taking.account


class _Taking:
    """One import: what is there by its names, and what has become of what is told."""

    def __init__(self, on: date) -> None:
        self.on = on
        self.account = Account()
        self._places = _by_names(Place.objects.select_related("country"))
        self._organisations = _by_names(Organisation.objects.all())
        self._offices = {
            _key_of(o): o for o in Office.objects.select_related("country", "organisation")
        }
        self._offices_told: dict[told.Office, Office] = {}
        self._people_by_name: defaultdict[str, list[Person]] = defaultdict(list)
        self._people_by_address: dict[str, Person] = {}
        self._seen: dict[told.Person, Person | None] = {}
        self._tenures: defaultdict[tuple[int, int], list[Tenure]] = defaultdict(list)
        self._new_tenures: list[Tenure] = []
        self._confirmed: defaultdict[type[Entry], set[int]] = defaultdict(set)
        for person in Person.objects.all():
            self._know(person)
        for tenure in Tenure.objects.all():
            self._tenures[tenure.person_id, tenure.office_id].append(tenure)

    # --- places, organisations, offices ---

    def places(self, places: Iterable[told.Place]) -> None:
        """Countries first, since others lie in them."""
        for each in sorted(places, key=lambda place: bool(place.country)):
            country = self.country(each.country) if each.country else None
            there = [p for p in self._places[folded(each.name)] if _is_same_place(p, each, country)]
            fields = {
                "others": each.others, "adjectives": each.adjectives, "former": each.former,
                "region": each.region, "same_as": each.same_as,
            }  # fmt: skip
            place = self.settle(
                there[0] if there else None, Place, fields, name=each.name, country=country
            )
            _index(self._places, place)

    def country(self, name: str) -> Place:
        """The country of that name, which is added if it is not there."""
        there = [place for place in self._places[folded(name)] if place.country_id is None]
        if there:
            return there[0]
        place = self.settle(None, Place, {}, name=name)
        _index(self._places, place)
        return place

    def organisations(self, organisations: Iterable[told.Organisation]) -> None:
        for each in organisations:
            fields = {
                "others": each.others, "former": each.former, "sort": each.sort,
                "same_as": each.same_as,
            }  # fmt: skip
            there = self._organisations[folded(each.name)]
            organisation = self.settle(
                there[0] if there else None, Organisation, fields, name=each.name
            )
            _index(self._organisations, organisation)

    def organisation(self, name: str) -> Organisation:
        there = self._organisations[folded(name)]
        if not there:
            there.append(self.settle(None, Organisation, {}, name=name))
        return there[0]

    def office(self, office: told.Office) -> Office:
        """The office of that title and what it is of, which is added if it is not there."""
        if office in self._offices_told:
            return self._offices_told[office]
        of: dict[str, Any] = {}
        if office.of and self._is_of_organisation(office):
            of["organisation"] = self.organisation(office.of)
        elif office.of:
            of["country"] = self.country(office.of)
        country, organisation = (of.get(name) for name in ("country", "organisation"))
        key = folded(office.title), country and country.pk, organisation and organisation.pk
        made = self.settle(
            self._offices.get(key), Office, {"others": office.others}, title=office.title,
            is_single=office.is_single, **of,
        )  # fmt: skip
        self._offices[key] = self._offices_told[office] = made
        return made

    def _is_of_organisation(self, office: told.Office) -> bool:
        """What a file calls a country may be an organisation that the register knows."""
        name = folded(office.of)
        return office.is_of_organisation or (
            not self._places[name] and bool(self._organisations[name])
        )

    def settle(self, there: Any, model: type[Any], fields: dict[str, Any], **key: Any) -> Any:
        """What is there with what it lacked, or a new one."""
        kind = model.kind()
        values = {
            name: value if isinstance(value, str) else "\n".join(value)
            for name, value in fields.items()
        }
        if there is None:
            there = model.objects.create(**key, **values, known_on=self.on)
            self.account.added[kind] += 1
            self._confirmed[model].add(there.pk)
            return there
        self.fill(there, values)
        return there

    def fill(self, there: Entry, values: dict[str, str]) -> None:
        """Write what is empty; that a list has other names says nothing against it."""
        lacking = {n: v for n, v in values.items() if v and not getattr(there, n)}
        kind = there.kind()
        if lacking:
            for name, value in lacking.items():
                setattr(there, name, value)
            there.save(update_fields=list(lacking))
            self.account.filled[kind] += 1
        else:
            self.account.same[kind] += 1
        self._confirmed[type(there)].add(there.pk)

    # --- people ---

    def people(self, people: Iterable[told.Person]) -> None:
        """Find each, or add it, many at a time."""
        new: list[Person] = []
        for each in people:
            if each in self._seen:
                continue
            there = self._found(each)
            if there is None and self._is_one_of_several(each):
                self._seen[each] = None
                self.account.left_out.append(f"{each.name}: several have that name here.")
            elif there is None:
                self._seen[each] = person = self._made(each)
                new.append(person)
                self._know(person)
            else:
                self._seen[each] = there
                self._fill_person(there, each)
        for at in range(0, len(new), BATCH):
            some = Person.objects.bulk_create(new[at : at + BATCH])
            Name.objects.bulk_create(
                name
                for person in some
                for name in Name.of("person", person.pk, person.looked_up_by())
            )

    def _found(self, each: told.Person) -> Person | None:
        for address in each.same_as:
            if address in self._people_by_address:
                return self._people_by_address[address]
        likely = self._likely(each)
        return likely[0] if len(likely) == 1 else None

    def _likely(self, each: told.Person) -> list[Person]:
        """Those of that name who may be the same by their birth and addresses."""
        return [
            person
            for person in self._people_by_name[folded(each.name)]
            if may_be_same(person.born, each.born)
            and not _names_another(lines(person.same_as), each.same_as)
        ]

    def _is_one_of_several(self, each: told.Person) -> bool:
        return len(self._likely(each)) > 1

    def _made(self, each: told.Person) -> Person:
        self.account.added["person"] += 1
        return Person(
            name=each.name,
            others="\n".join(each.others),
            short=each.short or each.name.split()[-1],
            born=each.born,
            died=each.died,
            same_as="\n".join(each.same_as),
            known_on=self.on,
        )

    def _fill_person(self, there: Person, each: told.Person) -> None:
        for what in ("born", "died"):
            here, other = getattr(there, what), getattr(each, what)
            if not may_be_same(here, other):
                self.account.conflicts.append(Conflict(there.name, what, here, other))
        if folded(each.name) not in all_folded((there.name, *lines(there.others))):
            self.account.conflicts.append(Conflict(there.name, "name", there.name, each.name))
        values = {
            "others": "\n".join(each.others), "short": each.short, "born": each.born,
            "died": each.died, "same_as": "\n".join(each.same_as),
        }  # fmt: skip
        if there.pk is None:  # of this very file, and not saved yet
            for name, value in values.items():
                setattr(there, name, getattr(there, name) or value)
        else:
            self.fill(there, values)
        self._know(there)

    def _know(self, person: Person) -> None:
        for name in all_folded((person.name, *lines(person.others))):
            if person not in self._people_by_name[name]:
                self._people_by_name[name].append(person)
        for address in lines(person.same_as):
            self._people_by_address[address] = person

    # --- tenures ---

    def tenure(self, each: told.Tenure) -> None:
        person = self._seen[each.person]
        if person is None:
            return
        office = self.office(each.office)
        known = self._tenures[person.pk, office.pk]
        there = next((t for t in known if t.begins == each.begins), None) or next(
            (
                t
                for t in known
                if t.is_acting == each.is_acting and may_be_same(t.begins, each.begins)
            ),
            None,
        )
        if there is not None:
            self._fill_tenure(there, each, person, office)
        elif crossed := next((t for t in known if _cross(t, each)), None):
            self._differ(person, office, "from", crossed.begins, each.begins)
        else:
            tenure = Tenure(
                person=person, office=office, begins=each.begins, ends=each.ends,
                is_acting=each.is_acting, source=each.source,
            )  # fmt: skip
            known.append(tenure)
            self._new_tenures.append(tenure)
            self.account.added["tenure"] += 1

    def _fill_tenure(
        self, there: Tenure, each: told.Tenure, person: Person, office: Office
    ) -> None:
        if there.is_acting != each.is_acting:
            self._differ(person, office, "acting", str(there.is_acting), str(each.is_acting))
            return
        if not may_be_same(there.ends, each.ends):
            self._differ(person, office, "to", there.ends, each.ends)
            return
        lacking = {
            name: value
            for name in ("begins", "ends")
            if (value := getattr(each, name)) and not getattr(there, name)
        }
        for name, value in lacking.items():
            setattr(there, name, value)
        if lacking and there.pk is not None:
            there.save(update_fields=list(lacking))
        counted = self.account.filled if lacking else self.account.same
        counted["tenure"] += 1

    def _differ(self, person: Person, office: Office, what: str, here: str, there: str) -> None:
        self.account.conflicts.append(Conflict(f"{person}, {office}", what, here, there))

    def finish(self) -> None:
        Tenure.objects.bulk_create(self._new_tenures, batch_size=BATCH)
        for model, ids in self._confirmed.items():
            entries: Any = model
            older = entries.objects.filter(pk__among=ids).exclude(known_on__gte=self.on)
            older.update(known_on=self.on)


def _by_names(entries: Iterable[Any]) -> defaultdict[str, list[Any]]:
    found: defaultdict[str, list[Any]] = defaultdict(list)
    for entry in entries:
        _index(found, entry)
    return found


def _index(found: defaultdict[str, list[Any]], entry: Any) -> None:
    """Have an entry found by each of its names, before others where it is the house's own."""
    for name in all_folded((entry.name, *lines(entry.others))):
        if entry not in found[name]:
            at = 0 if name == folded(entry.name) else len(found[name])
            found[name].insert(at, entry)


def _key_of(office: Office) -> tuple[str, int | None, int | None]:
    return folded(office.title), office.country_id, office.organisation_id


def _is_same_place(place: Place, each: told.Place, country: Place | None) -> bool:
    return place.country_id == (country.pk if country else None) and (
        not each.region or not place.region or folded(place.region) == folded(each.region)
    )


def _names_another(here: Iterable[str], there: Iterable[str]) -> bool:
    """Whether both have an item of Wikidata, and not the same."""
    mine, theirs = ({a for a in some if "wikidata.org" in a} for some in (here, there))
    return bool(mine and theirs) and mine.isdisjoint(theirs)


def _cross(here: Tenure, there: told.Tenure) -> bool:
    """Whether both were held on some day, as surely as is known when they ended."""
    first, second = span(here.begins), span(there.begins)
    if first is None or second is None:
        return True
    ends = span(here.ends if first <= second else there.ends)
    return ends is None or ends.first > max(first, second).last
