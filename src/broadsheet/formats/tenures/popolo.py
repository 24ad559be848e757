"""Popolo, in JSON: persons, organizations, areas, posts and memberships.

What Popolo has no member for is written beside its own: `adjectives` of an area, `held_by` of a
post, `acting` of a membership. A membership without a post is one of many in its organisation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from broadsheet.formats.errors import Unreadable
from broadsheet.formats.grammar.members import Members, filled, to_bytes
from broadsheet.formats.tenures.entries import (
    Entries,
    Office,
    Organisation,
    Person,
    Place,
    Tenure,
    apart,
    days,
    needed,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

MEDIA_TYPE = "application/json"

MANY: Final = "many"
_DAY: Final = 10
"""Letters of a day; Popolo allows a time after it."""


# --- out ----------------------------------------------------------------------------------------


class _Numbers:
    """An identifier for each thing, by what it is."""

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix
        self.ids: dict[Any, str] = {}

    def of(self, thing: Any) -> str:
        return self.ids.setdefault(thing, f"{self.prefix}-{len(self.ids) + 1}")


def dump(entries: Entries) -> bytes:
    """All of it as one document."""
    people, posts = _Numbers("person"), _Numbers("post")
    areas, organisations = _Numbers("area"), _Numbers("organization")
    memberships = [_membership(each, people, posts) for each in entries.tenures]
    for person in entries.persons:
        people.of(person)
    for office in entries.offices:
        posts.of(office)
    for place in entries.places:
        areas.of(place.name)
    for organisation in entries.organisations:
        organisations.of(organisation.name)
    written = [_post(office, pk, areas, organisations) for office, pk in posts.ids.items()]
    return to_bytes(
        {
            "persons": [_person(person, pk) for person, pk in people.ids.items()],
            "organizations": _things(organisations, entries.organisations, _organization),
            "areas": _things(areas, entries.places, lambda place: _area(place, areas)),
            "posts": written,
            "memberships": memberships,
        }
    )


def _things(
    numbers: _Numbers, things: Iterable[Any], write: Callable[[Any], dict[str, object]]
) -> list[dict[str, object]]:
    """Those that are told of, and those that posts merely name."""
    told = [{"id": numbers.of(each.name), **write(each)} for each in things]
    named = {each.name for each in things}
    return told + [
        {"id": pk, "name": name} for name, pk in numbers.ids.items() if name not in named
    ]


def _person(person: Person, pk: str) -> dict[str, object]:
    optional = {
        "family_name": person.short,
        "other_names": [{"name": name} for name in person.others],
        "birth_date": person.born,
        "death_date": person.died,
        "links": _links(person.same_as),
    }
    return {"id": pk, "name": person.name, **filled(optional)}


def _organization(organisation: Organisation) -> dict[str, object]:
    optional = {
        "other_names": _names(organisation.others, organisation.former),
        "classification": organisation.sort,
        "links": _links(organisation.same_as),
    }
    return {"name": organisation.name, **filled(optional)}


def _area(place: Place, areas: _Numbers) -> dict[str, object]:
    optional = {
        "other_names": _names(place.others, place.former),
        "adjectives": list(place.adjectives),
        "classification": "" if place.country else "country",
        "parent_id": areas.of(place.country) if place.country else "",
        "region": place.region,
        "links": _links(place.same_as),
    }
    return {"name": place.name, **filled(optional)}


def _names(others: Iterable[str], former: Iterable[str]) -> list[dict[str, object]]:
    """Other names; former ones have their end, or say that it is not known."""
    written: list[dict[str, object]] = [{"name": name} for name in others]
    written += ({"name": name, "end_date": until or None} for name, until in map(apart, former))
    return written


def _links(addresses: Iterable[str]) -> list[dict[str, str]]:
    return [{"url": address} for address in addresses]


def _post(office: Office, pk: str, areas: _Numbers, organisations: _Numbers) -> dict[str, object]:
    of = office.of and (organisations if office.is_of_organisation else areas).of(office.of)
    optional = {
        "other_labels": list(office.others),
        "organization_id" if office.is_of_organisation else "area_id": of,
        "held_by": "" if office.is_single else MANY,
    }
    return {"id": pk, "label": office.title, **filled(optional)}


def _membership(tenure: Tenure, people: _Numbers, posts: _Numbers) -> dict[str, object]:
    source = {"url" if tenure.source.startswith("http") else "note": tenure.source}
    optional = {
        "start_date": tenure.begins,
        "end_date": tenure.ends,
        "sources": [source] if tenure.source else [],
        "acting": tenure.is_acting or None,
    }
    return {
        "person_id": people.of(tenure.person),
        "post_id": posts.of(tenure.office),
        **filled(optional),
    }


# --- in -----------------------------------------------------------------------------------------


def load(raw: bytes, *, source: str = "") -> Entries:
    """All of the document; `source` is that of memberships which name none. Raises Unreadable."""
    data = Members.parse(raw, called="A Popolo document")
    areas, organisations = _by_id(data, "areas"), _by_id(data, "organizations")
    people = {pk: _person_of(each) for pk, each in _by_id(data, "persons").items()}
    names = {
        **{pk: (_name(each), False) for pk, each in areas.items()},
        **{pk: (_name(each), True) for pk, each in organisations.items()},
    }
    posts = {pk: _office_of(each, names) for pk, each in _by_id(data, "posts").items()}
    found = Entries(
        places=[_place_of(each, areas) for each in areas.values()],
        organisations=[_organisation_of(each) for each in organisations.values()],
    )
    for number, each in enumerate(data.each("memberships"), start=1):
        person = _pointed_at(each, "person_id", people, number)
        found.tenures.append(_tenure_of(each, person, posts, names, number, source))
    _add_others(found, people.values(), posts.values())
    return found


def _add_others(found: Entries, people: Iterable[Person], posts: Iterable[Office]) -> None:
    held = {tenure.person for tenure in found.tenures}
    found.persons = [person for person in people if person not in held]
    filled_posts = {tenure.office for tenure in found.tenures}
    found.offices = [office for office in posts if office not in filled_posts]


def _by_id(data: Members, name: str) -> dict[str, Members]:
    return {
        needed(each.text("id"), f"“id” of number {number} in “{name}”"): each
        for number, each in enumerate(data.each(name), start=1)
    }


def _name(each: Members) -> str:
    return needed(each.text("name"), f"“name” of {each.text('id')}")


def _pointed_at(each: Members, member: str, known: Mapping[str, Any], number: int) -> Any:
    pk = each.text(member)
    if pk not in known:
        raise Unreadable(f"Membership {number}: there is no “{member}” {pk or 'at all'}.")
    return known[pk]


def _days(each: Members, member: str) -> str:
    return days(each.text(member)[:_DAY])


def _person_of(each: Members) -> Person:
    return Person(
        _name(each),
        tuple(filter(None, (other.text("name") for other in each.each("other_names")))),
        each.text("family_name"),
        _days(each, "birth_date"),
        _days(each, "death_date"),
        _addresses_of(each),
    )


def _addresses_of(each: Members) -> tuple[str, ...]:
    """Its links, and its item in Wikidata."""
    items = (
        f"https://www.wikidata.org/wiki/{identifier.text('identifier')}"
        for identifier in each.each("identifiers")
        if identifier.text("scheme") == "wikidata"
    )
    links = (link.text("url") for link in each.each("links"))
    return tuple(dict.fromkeys(filter(None, (*links, *items))))


def _others_of(each: Members) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Other names, and those it had."""
    others, former = [], []
    for other in each.each("other_names"):
        name = needed(other.text("name"), f"“name” among the “other_names” of {_name(each)}")
        if other.has("end_date"):
            until = _days(other, "end_date")
            former.append(f"{name} ({until})" if until else name)
        else:
            others.append(name)
    return tuple(others), tuple(former)


def _place_of(each: Members, areas: Mapping[str, Members]) -> Place:
    others, former = _others_of(each)
    country = areas.get(each.text("parent_id"))
    return Place(
        _name(each),
        others,
        each.texts("adjectives"),
        former,
        _name(country) if country else "",
        each.text("region"),
        _addresses_of(each),
    )


def _organisation_of(each: Members) -> Organisation:
    others, former = _others_of(each)
    return Organisation(
        _name(each), others, former, each.text("classification"), _addresses_of(each)
    )


def _office_of(each: Members, names: Mapping[str, tuple[str, bool]]) -> Office:
    of, is_organisation = names.get(each.text("organization_id")) or names.get(
        each.text("area_id"), ("", False)
    )
    title = each.text("label") or each.text("role")
    return Office(
        needed(title, f"“label” of {each.text('id')}"),
        each.texts("other_labels"),
        of,
        is_organisation,
        each.text("held_by") != MANY,
    )


def _tenure_of(
    each: Members,
    person: Person,
    posts: Mapping[str, Office],
    names: Mapping[str, tuple[str, bool]],
    number: int,
    source: str,
) -> Tenure:
    if "post_id" in each:
        office = _pointed_at(each, "post_id", posts, number)
    else:
        of, _ = _pointed_at(each, "organization_id", names, number)
        office = Office(each.text("role") or "member", (), of, True, False)  # noqa: FBT003
    sources = each.each("sources")
    told = next((one.text("url") or one.text("note") for one in sources), "")
    return Tenure(
        person,
        office,
        _days(each, "start_date"),
        _days(each, "end_date"),
        each.flag("acting"),
        needed(told or source, f"source of membership {number}"),
    )
