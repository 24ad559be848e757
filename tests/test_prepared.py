"""Queries that are prepared: asked again with other values, on whatever database."""

from datetime import timedelta
from threading import Thread
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from broadsheet.prepared import Later, Prepared
from broadsheet.register import asking
from broadsheet.register.models import Name, Person
from broadsheet.stories.models import Filing, range_of_list
from tests.making import NOON, make_story
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

    def test_of_nothing_have_no_rows(self):
        make_person("Ada Byrne")
        assert Prepared(Person.objects.none().values_list("pk")).asked() == []


def listed(*, at, first=0, count=2):
    return list(map(tuple, range_of_list(first, count).asked(name="latest", at=at)))


class TestOfSingleValues:
    """As a list of stories is read: by its name, and as it is at a moment."""

    @pytest.fixture
    def stories(self):
        return [make_story(at=NOON + timedelta(hours=hour)) for hour in range(4)]

    def test_are_asked_again_with_other_values(self, stories):
        oldest, old, new, newest = stories
        at = NOON + timedelta(hours=1)
        assert listed(at=at) == [(old.pk, new.published_at), (oldest.pk, new.published_at)]
        assert listed(at=at, first=1) == [(oldest.pk, new.published_at)]
        assert listed(at=at - timedelta(microseconds=1)) == [(oldest.pk, old.published_at)]
        assert listed(at=newest.published_at) == [(newest.pk, None), (new.pk, None)]
        assert listed(at=NOON - timedelta(hours=1)) == []

    def test_are_of_moments_in_any_zone(self, stories):
        at = NOON + timedelta(hours=2)
        assert listed(at=at.astimezone(ZoneInfo("Asia/Kolkata"))) == listed(at=at) != []

    @pytest.mark.django_db(transaction=True)
    def test_say_the_same_in_any_thread(self, stories):
        found = []
        threads = [
            Thread(target=lambda: found.append(in_thread(NOON + timedelta(hours=2))))
            for _ in range(4)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        plain = Filing.objects.newest_of("latest", at=NOON + timedelta(hours=2))
        assert found == [list(plain.values_list("story_id", flat=True)[:2])] * 4


def in_thread(at):
    try:
        return [pk for pk, _coming in listed(at=at)]
    finally:
        connection.close()
