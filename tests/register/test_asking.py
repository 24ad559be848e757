"""Queries that are prepared: asked again with other values, on whatever database."""

import pytest

from broadsheet.prepared import Later, Prepared
from broadsheet.register import asking
from broadsheet.register.models import Name, Person
from tests.register.making import make_office, make_person, make_place

pytestmark = pytest.mark.django_db


def names(prepared, *ids):
    return [row[1] for row in prepared.asked(ids=ids)]


class TestPrepared:
    def test_are_asked_again_with_other_values(self):
        ada, ben = make_person("Ada Byrne"), make_person("Ben Orr")
        assert names(asking.PERSONS, ada.pk) == ["Ada Byrne"]
        assert names(asking.PERSONS, ben.pk, ada.pk) == ["Ada Byrne", "Ben Orr"]
        assert names(asking.PERSONS) == []

    def test_say_the_same_as_one_that_is_not_prepared(self):
        place = make_place("Chad")
        ids = [make_office(title, country=place, known_on="2025-07-01").pk for title in "ab"]
        rows = asking.OFFICES.asked(ids=ids)
        query = asking.OFFICES.rows.model.objects.filter(pk__among=ids).order_by("pk")
        columns = ("pk", "title", "is_single", "known_on", "country__name")
        assert all(row[3] is True for row in rows)
        assert [(*row[:2], *row[3:6]) for row in rows] == list(query.values_list(*columns))

    def test_are_asked_within_one_another(self):
        ada = make_person("Ada Byrne")
        make_person("Ben Orr")
        called = Name.objects.filter(folded__among=Later("names")).values("person_id")
        rows = Person.objects.filter(pk__in=called, name__startswith="A").values_list("pk")
        assert Prepared(rows).asked(names={"byrne", "orr", "%s"}) == [(ada.pk,)]

    def test_need_all_that_stands_in_them(self):
        with pytest.raises(KeyError, match="ids"):
            asking.PERSONS.asked(names={"byrne"})
