"""What the demo paper knows of the world's offices hangs together."""

from collections import defaultdict
from datetime import date
from itertools import pairwise
from urllib.parse import urlsplit

import pytest

from broadsheet.demo.reading import CONTENT, REGISTER_KNOWN_ON, ContentError, load_register
from broadsheet.kit.days import Span
from broadsheet.register import models
from broadsheet.register.actions import take_in
from broadsheet.register.pages import known_of
from tests.register.making import named

REGISTER = load_register()
HELD = defaultdict(list)
for each in REGISTER.tenures:
    HELD[each.office].append(each)
OFFICES = sorted(HELD, key=lambda office: (office.of, office.title))
ALWAYS = [
    ("president", "United States"), ("president", "France"), ("president", "Russia"),
    ("president", "Ukraine"), ("prime minister", "United Kingdom"), ("chancellor", "Germany"),
    ("prime minister", "Japan"), ("prime minister", "India"), ("president", "India"),
    ("president", "Indonesia"), ("secretary-general", "United Nations"), ("president", "China"),
]  # fmt: skip
"""Offices that have had somebody on every day since 2000 up to then."""


def ends(tenure):
    return Span.read(tenure.ends) if tenure.ends else Span.of(date.max)


class TestContent:
    def test_is_of_some_size(self):
        assert len(OFFICES) >= 70
        assert len(REGISTER.tenures) >= 400
        assert len(REGISTER.places) >= 100

    def test_has_a_public_source_for_each_tenure(self):
        assert {urlsplit(tenure.source).hostname for tenure in REGISTER.tenures} == {
            "en.wikipedia.org"
        }

    @pytest.mark.parametrize("office", OFFICES, ids=lambda office: f"{office.title}-{office.of}")
    def test_has_one_holder_at_a_time(self, office):
        regular = [tenure for tenure in HELD[office] if not tenure.is_acting]
        begins = [Span.read(tenure.begins) for tenure in regular]
        assert begins == sorted(begins, key=lambda span: span.first)
        for earlier, later in pairwise(regular):
            assert ends(earlier).first <= Span.read(later.begins).last, (earlier, later)

    @pytest.mark.parametrize("tenure", REGISTER.tenures, ids=lambda each: each.person.name)
    def test_ends_what_has_begun(self, tenure):
        begins = Span.read(tenure.begins)
        assert begins.first <= ends(tenure).last
        assert tenure.person.born == "" or Span.read(tenure.person.born).last < begins.first

    @pytest.mark.parametrize(("title", "of"), ALWAYS)
    def test_leaves_no_gap_where_there_was_none(self, title, of):
        [office] = [each for each in OFFICES if (each.title, each.of) == (title, of)]
        some = HELD[office]
        reached = date(2000, 1, 1)
        for tenure in sorted(some, key=lambda each: Span.read(each.begins).first):
            begins = Span.read(tenure.begins).first
            assert (begins - reached).days <= 1, tenure
            reached = max(reached, ends(tenure).last)
        assert reached >= REGISTER_KNOWN_ON

    def test_calls_nobody_by_a_name_that_is_not_theirs(self):
        """A short name is of words of a name, so that a slip of the pen shows."""
        strange = {
            person.name: person.short
            for person in [*REGISTER.persons, *(tenure.person for tenure in REGISTER.tenures)]
            if person.short
            and not set(person.short.lower().split())
            <= set(" ".join((person.name, *person.others, "Prince")).lower().split())
        }
        assert strange == {}

    def test_tells_of_nobody_who_held_nothing(self):
        names = {tenure.person.name for tenure in REGISTER.tenures}
        assert [person.name for person in REGISTER.persons if person.name not in names] == []

    def test_places_lie_in_countries_that_are_told_of(self):
        countries = {place.name for place in REGISTER.places if not place.country}
        assert {place.country for place in REGISTER.places} - {""} <= countries
        told = {place.name for place in REGISTER.places} | {
            organisation.name for organisation in REGISTER.organisations
        }
        assert {office.of for office in OFFICES} - {""} <= told

    def test_is_refused_with_file_and_line(self, tmp_path):
        (tmp_path / "register").mkdir()
        (tmp_path / "register" / "bad.toml").write_text('[[office]]\ntitel = "mayor"\n')
        with pytest.raises(ContentError, match=r"bad\.toml:2: Nobody knows “titel”"):
            load_register(tmp_path)
        assert (CONTENT / "register").exists()


@pytest.mark.django_db
class TestTakenIn:
    def test_has_neither_conflicts_nor_anything_left_out(self):
        account = take_in(REGISTER, on=REGISTER_KNOWN_ON)
        assert account.conflicts == []
        assert account.left_out == []
        assert account.added["tenure"] == len(REGISTER.tenures)
        assert not take_in(REGISTER, on=REGISTER_KNOWN_ON).added

    def test_tells_of_a_text_who_is_meant(self):
        take_in(REGISTER, on=REGISTER_KNOWN_ON)
        known = known_of(named("President Xi met the British premier and Volodymyr Zelenskyy."))
        names = {person.name for person in known.persons}
        assert {"Xi Jinping", "Keir Starmer", "Volodymyr Zelensky"} <= names
        assert "Vladimir Putin" not in names
        assert models.Place.objects.get(name="Mumbai").country.name == "India"
