"""All of the register, as other programs take it."""

from __future__ import annotations

from broadsheet.formats.tenures import entries as told
from broadsheet.kit.characters import lines
from broadsheet.register.models import Office, Organisation, Person, Place, Tenure


def everything() -> told.Entries:
    """What stands in it, persons and offices without tenures, too."""
    people = {pk: _told_person(person) for pk, person in Person.objects.in_bulk().items()}
    rows = Office.objects.select_related("country", "organisation").order_by("pk")
    offices = {office.pk: _told_office(office) for office in rows}
    tenures = Tenure.objects.order_by("pk").values_list(
        "person_id", "office_id", "begins", "ends", "is_acting", "source"
    )
    held = [(person, office) for person, office, *_rest in tenures]
    return told.Entries(
        persons=[people[pk] for pk in sorted(people.keys() - {person for person, _ in held})],
        offices=[offices[pk] for pk in sorted(offices.keys() - {office for _, office in held})],
        places=[
            _told_place(place) for place in Place.objects.select_related("country").order_by("pk")
        ],
        organisations=[_told_organisation(each) for each in Organisation.objects.order_by("pk")],
        tenures=[
            told.Tenure(people[person], offices[office], begins, ends, is_acting, source)
            for person, office, begins, ends, is_acting, source in tenures
        ],
    )


def _told_person(person: Person) -> told.Person:
    return told.Person(
        person.name,
        lines(person.others),
        person.short,
        person.born,
        person.died,
        lines(person.same_as),
    )


def _told_office(office: Office) -> told.Office:
    of = office.country or office.organisation
    return told.Office(
        office.title,
        lines(office.others),
        of.name if of else "",
        office.organisation_id is not None,
        office.is_single,
    )


def _told_place(place: Place) -> told.Place:
    return told.Place(
        place.name,
        lines(place.others),
        lines(place.adjectives),
        lines(place.former),
        place.country.name if place.country else "",
        place.region,
        lines(place.same_as),
    )


def _told_organisation(organisation: Organisation) -> told.Organisation:
    return told.Organisation(
        organisation.name,
        lines(organisation.others),
        lines(organisation.former),
        organisation.sort,
        lines(organisation.same_as),
    )
