"""Reads of the register what concerns one text, in a number of queries that does not grow."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from itertools import chain, islice
from typing import TYPE_CHECKING, Final, NamedTuple

from broadsheet.checking import known, near
from broadsheet.checking.known import Known
from broadsheet.kit.characters import lines
from broadsheet.register import asking
from broadsheet.register.models import Role
from broadsheet.register.reading import MOST, formers, span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from broadsheet.checking.known import Named

MOST_NEAR: Final = 500
"""Persons whose names are compared letter by letter."""

_Ids = set[int]
_MayBeNear = dict[str, set[str]]
"""Names as they stand in the text, by the keys of `checking.near`."""


def known_of(named: Named) -> Known:
    """All that the register has of what a text names, each kind in the order of its records.

    Of an office that many hold at a time, the only holders are those whom the text names; and of
    whoever it does not name in full, only those offices that it has the title of.
    """
    may_be_near = _may_be_near(named)
    found = _looked_up(named, may_be_near)
    offices = _named(found)
    called = _called(named, found)
    people = found.written[Role.PERSON]
    tenures = _tenures(people, called, {pk for pk, is_single in offices.items() if is_single})
    ours = people | {each.person for each in tenures}
    near_by = found.near_by(may_be_near)
    persons = _persons(ours | near_by)
    near_persons = _near([each for each in persons if each.id in near_by], may_be_near)
    if near_ids := {each.id for each in near_persons} - people:
        tenures = _together(tenures, _tenures(near_ids, set(), set()))
    posts = _offices(offices.keys() | {each.office for each in tenures})
    # What was deleted since the query before is nobody's.
    there, posts_there = {each.id for each in persons}, {each.id for each in posts}
    return Known(
        persons=tuple(each for each in persons if each.id in ours),
        offices=posts,
        tenures=tuple(t for t in tenures if t.person in there and t.office in posts_there),
        places=_places(found.places),
        organisations=_organisations(found.written[Role.ORGANISATION]),
        near=near_persons,
        titles=frozenset(found.titles),
    )


class _Found(NamedTuple):
    """What has a name that stands in the text: its id by role; of offices, the title alone."""

    titles: set[str]
    said: defaultdict[int, _Ids]
    written: defaultdict[int, _Ids]
    """of those what stands there as names are written"""
    near: defaultdict[str, _Ids]
    """persons by the key of `checking.near` under which they were found"""
    full: set[str]
    """names of persons that are right as they stand in the text"""

    @property
    def places(self) -> _Ids:
        """Those whose name stands there; beside a title their adjective is enough."""
        adjectives = self.written[Role.ADJECTIVE] if self.titles else set()
        return self.written[Role.PLACE] | adjectives

    def near_by(self, wanted: _MayBeNear) -> _Ids:
        """Those who may be meant by a name that is nobody's, and has no title in it."""
        titles = {word for title in self.titles for word in title.split()}
        found = (
            ids
            for key, ids in self.near.items()
            if any(run not in self.full and titles.isdisjoint(run.split()) for run in wanted[key])
        )
        return set(islice(chain.from_iterable(found), MOST_NEAR))


def _may_be_near(named: Named) -> _MayBeNear:
    wanted: _MayBeNear = defaultdict(set)
    for run in named.names:
        for key in near.keys(run):
            wanted[key].add(run)
    return wanted


def _looked_up(named: Named, may_be_near: Iterable[str]) -> _Found:
    wanted = named.names | named.words | set(may_be_near)
    found = _Found(set(), defaultdict(set), defaultdict(set), defaultdict(set), set())
    for role, folded, pk in asking.NAMES.asked(names=wanted):
        if role == Role.OFFICE:
            found.titles.add(folded)
            continue
        if role == Role.NEAR:
            found.near[folded].add(pk)
            continue
        if role == Role.PERSON:
            found.full.add(folded)
        found.said[role].add(pk)
        if folded in named.names:
            found.written[role].add(pk)
    return found


def _named(found: _Found) -> dict[int, bool]:
    """The offices of which the text has a title and what they are of, and whether one person at a
    time holds them."""
    if not found.titles:
        return {}
    places = found.said[Role.PLACE] | found.said[Role.ADJECTIVE]
    organisations = found.said[Role.ORGANISATION]
    return dict(
        asking.OFFICES_NAMED.asked(titles=found.titles, places=places, organisations=organisations)
    )


def _called(named: Named, found: _Found) -> _Ids:
    """The tenures of those whose short name is in the text in offices whose title is."""
    if not found.titles:
        return set()
    rows = asking.TENURES_CALLED.asked(names=named.names, titles=found.titles)
    return {pk for (pk,) in rows}


def _tenures(people: _Ids, called: _Ids, offices: _Ids) -> tuple[known.Tenure, ...]:
    if not (people or called or offices):
        return ()
    rows = asking.TENURES.asked(people=people, called=called, offices=offices)
    return tuple(
        known.Tenure(pk, person, office, span(begins), span(ends), is_acting, source)
        for pk, person, office, begins, ends, is_acting, source in rows
    )


def _together(*some: tuple[known.Tenure, ...]) -> tuple[known.Tenure, ...]:
    """Each once, in the order of the records."""
    every = {tenure.id: tenure for tenures in some for tenure in tenures}
    return tuple(every[pk] for pk in sorted(every))


def _persons(ids: _Ids) -> tuple[known.Person, ...]:
    if not ids:
        return ()
    return tuple(
        known.Person(pk, name, lines(others), short, span(born), span(died), known_on)
        for pk, name, others, short, born, died, known_on in asking.PERSONS.asked(ids=ids)
    )


def _near(persons: list[known.Person], may_be_near: _MayBeNear) -> tuple[known.Person, ...]:
    """Those whose name the text has but for a letter, unless that makes another name of it."""
    names = [
        (person, name)
        for person in persons
        for name in known.all_folded((person.name, *person.others))
    ]
    slips = [
        (person, slip)
        for person, name in names
        for key in near.keys(name)
        for run in may_be_near.get(key, ())
        if (slip := near.slip(run, name))
    ]
    if not slips:
        return ()
    wrong = {slip for _person, slip in slips}
    right = {name for (name,) in asking.SHORT_NAMES.asked(names=wrong)}
    right.update(word for _person, name in names for word in name.split())
    return tuple({person.id: person for person, slip in slips if slip not in right}.values())


def _offices(ids: _Ids) -> tuple[known.Office, ...]:
    if not ids:
        return ()
    rows = asking.OFFICES.asked(ids=ids)
    return tuple(
        known.Office(
            pk,
            title,
            lines(others),
            of=country or body or "",
            of_others=_ways(*ways),
            is_of_country=country is not None,
            is_single=is_single,
            known_on=known_on,
        )
        for pk, title, others, is_single, known_on, country, body, *ways in rows
    )


@lru_cache(maxsize=MOST)
def _ways(*texts: str | None) -> tuple[str, ...]:
    """What offices are of in other words; the last two texts are of former names."""
    *others, of_country, of_organisation = (text or "" for text in texts)
    said = [way for text in others for way in lines(text)]
    formerly = (each.name for text in (of_country, of_organisation) for each in formers(text))
    return tuple(dict.fromkeys([*said, *formerly]))


def _places(ids: _Ids) -> tuple[known.Place, ...]:
    if not ids:
        return ()
    rows = asking.PLACES.asked(ids=ids)
    return tuple(
        known.Place(
            pk,
            name,
            lines(others),
            formers(former),
            country=country or "",
            country_others=_ways(*ways, "", ""),
            adjectives=lines(adjectives),
            region=region,
        )
        for pk, name, others, former, region, adjectives, country, *ways in rows
    )


def _organisations(ids: _Ids) -> tuple[known.Organisation, ...]:
    if not ids:
        return ()
    return tuple(
        known.Organisation(pk, name, lines(others), formers(former))
        for pk, name, others, former in asking.ORGANISATIONS.asked(ids=ids)
    )
