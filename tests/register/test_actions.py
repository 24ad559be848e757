"""Entries from elsewhere are taken in, once, and overwrite nothing."""

import re
from datetime import date

import pytest

from broadsheet.formats.tenures.entries import Entries, Office, Organisation, Person, Place, Tenure
from broadsheet.register import models
from broadsheet.register.actions import take_in
from broadsheet.register.exporting import everything
from broadsheet.register.pages import known_of
from tests.formats.tenures.samples import ENTRIES
from tests.register.making import make_office, make_person, make_place, make_tenure, named

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 4)
MAYOR = Office("mayor", of="Freedonia")


def held(name="Ada Byrne", begins="2001-01-20", ends="2009-01-20", office=MAYOR, **fields):
    acting = fields.pop("is_acting", False)
    return Tenure(Person(name, **fields), office, begins, ends, acting, "x")


def take(*tenures, **entries):
    return take_in(Entries(tenures=list(tenures), **entries), on=DAY)


def tenures():
    return list(models.Tenure.objects.values_list("begins", "ends"))


class TestTakeIn:
    def test_adds_what_is_not_there(self):
        account = take_in(ENTRIES, on=DAY)
        assert account.added == {
            "person": 2, "office": 3, "place": 2, "organisation": 1, "tenure": 2,
        }  # fmt: skip
        assert everything() == ENTRIES
        assert models.Person.objects.get(name="Ada Byrne").known_on == DAY

    def test_adds_nothing_the_second_time(self):
        take_in(ENTRIES, on=DAY)
        account = take_in(ENTRIES, on=DAY)
        assert not account.added
        assert not account.filled
        assert not account.conflicts
        assert everything() == ENTRIES

    def test_lets_what_it_adds_be_looked_up(self):
        take_in(ENTRIES, on=DAY)
        known = known_of(named("Ada Byrne-Kelly of the HU in Old Land"))
        assert known.persons[0].name == "Ada Byrne"
        assert known.organisations[0].name == "Harbour Union"
        assert known.places[0].name == "Freedonia"

    def test_calls_people_by_the_last_of_their_names_unless_it_is_told(self):
        take(persons=[Person("Xi Jinping", short="Xi"), Person("Ada Byrne")])
        assert list(models.Person.objects.values_list("short", flat=True)) == ["Byrne", "Xi"]

    def test_tells_how_far_it_is(self):
        told = []
        take_in(ENTRIES, on=DAY, progress=lambda *far: told.append(far))
        assert told[-1] == (2, 2)

    def test_passes_on_what_was_left_out_before(self):
        assert take(left_out=["Result 1"]).left_out == ["Result 1"]

    def test_leaves_out_what_ends_before_it_begins_and_takes_the_rest(self):
        account = take(
            held(), held("Cy Nour", begins="2015", ends="2011"), held("Bo Lind", "2014", "2014")
        )
        assert account.added["tenure"] == 2
        assert account.left_out == ["Cy Nour, mayor: it ends in 2011, before it begins in 2015."]

    def test_leaves_out_names_by_which_nobody_could_look(self):
        places = [Place("—"), Place("—")]
        for _time in range(2):
            account = take(held("—"), held(office=Office("mayor", of="–")), places=places)
            assert not account.added
        assert account.left_out == [
            "“—” is no name: it has neither letters nor figures.",
            "mayor: “–” is no name: it has neither letters nor figures.",
        ]

    def test_leaves_out_what_would_not_fit_and_says_of_whom(self):
        short = "x" * 201
        account = take(
            held(), held(begins="2014", ends=""),
            held("Cy Nour", short=short), held("Cy Nour", begins="2014", ends="", short=short),
            persons=[Person("Ada " * 60)],
        )  # fmt: skip
        assert account.added == {"office": 1, "person": 1, "place": 1, "tenure": 2}
        first, second = account.left_out
        assert re.fullmatch(r"“Ada .*…” has 239 characters; 200 are the most\.", first)
        assert re.fullmatch(r"Cy Nour: “x+…” has 201 characters; 200 are the most\.", second)

    @pytest.mark.parametrize(
        ("source", "says"),
        [
            ("x" * 501, "“x+…” has 501 characters; 500 are the most."),
            ("\u200b", "it has no source."),
        ],
    )
    def test_leaves_out_a_tenure_without_a_sound_source(self, source, says):
        account = take(held(), Tenure(Person("Cy Nour"), MAYOR, source=source))
        assert account.added["tenure"] == 1
        assert re.fullmatch(f"Cy Nour, mayor: {says}", account.left_out[0])

    def test_leaves_out_who_died_before_they_were_born(self):
        account = take(persons=[Person("Cy Nour", born="1956", died="1920-05")])
        assert account.left_out == ["Cy Nour: dead in 1920-05, before the birth in 1956."]

    def test_takes_words_without_what_nobody_sees(self):
        take(held("Ada\x00 Byrne ", others=("A.\x00 Byrne",), short="\u202eByrne"))
        person = models.Person.objects.get()
        assert (person.name, person.others, person.short) == ("Ada Byrne", "A. Byrne", "Byrne")

    @pytest.mark.parametrize("other", ["—", "\x00", "x" * 201])
    def test_leaves_out_spellings_by_which_nobody_could_look(self, other):
        account = take(held(others=(other, "A. Byrne", "")))
        assert models.Person.objects.get().others == "A. Byrne"
        [sentence] = account.left_out
        assert sentence.startswith("Ada Byrne: “")

    def test_leaves_out_addresses_that_lead_nowhere(self):
        account = take(held(same_as=("javascript:alert(1)", "https://example.org/\x00ada")))
        assert models.Person.objects.get().same_as == "https://example.org/ada"
        assert account.left_out == ["Ada Byrne: “javascript:alert(1)” is no address."]

    def test_keeps_the_days_of_former_names(self):
        former = ("Old Land (1950)", "— (1940)", "Ward (12)")
        account = take(places=[Place("Freedonia", former=former)])
        assert models.Place.objects.get().former == "Old Land (1950)"
        assert account.left_out == [
            "Freedonia: “—” is no name: it has neither letters nor figures.",
            "Freedonia: “Ward (12)”: 12 is no day, month or year.",
        ]


class TestPeople:
    def test_are_found_by_an_address_that_stands_for_them(self):
        person = make_person("Ada Byrne-Kelly", same_as="https://www.wikidata.org/wiki/Q7259")
        account = take(held(same_as=("https://www.wikidata.org/wiki/Q7259",)))
        assert models.Tenure.objects.get().person == person
        assert [(c.what, c.there) for c in account.conflicts] == [("name", "Ada Byrne")]

    def test_are_found_by_name_and_birth(self):
        older, younger = (make_person("Ada Byrne", born=born) for born in ("1920", "1956-03-12"))
        take(held(born="1956"))
        assert models.Tenure.objects.get().person == younger
        assert not older.tenures.exists()

    def test_are_others_if_they_were_born_on_other_days(self):
        make_person("Ada Byrne", born="1920")
        take(held(born="1956"))
        assert models.Person.objects.count() == 2

    def test_are_others_if_they_are_other_items(self):
        make_person("Ada Byrne", same_as="https://www.wikidata.org/wiki/Q1")
        take(held(same_as=("https://www.wikidata.org/wiki/Q2",)))
        assert models.Person.objects.count() == 2

    def test_are_left_out_where_several_have_the_name(self):
        make_person("Ada Byrne", born="1920")
        make_person("Ada Byrne", born="1956")
        account = take(held())
        assert account.left_out == ["Ada Byrne: several have that name here."]
        assert tenures() == []

    def test_get_what_they_lack_and_keep_what_they_have(self):
        make_person("Ada Byrne", short="Lady Byrne", others="Ada B.")
        account = take(held(born="1956", short="Byrne", others=("A. Byrne",)))
        person = models.Person.objects.get()
        assert (person.born, person.short, person.others) == ("1956", "Lady Byrne", "Ada B.")
        assert account.filled["person"] == 1
        assert not account.conflicts

    def test_tell_where_they_are_otherwise_here(self):
        make_person("Ada Byrne", born="1956", died="2019")
        [conflict] = take(held(born="1956", died="2020-01-02")).conflicts
        assert conflict == ("Ada Byrne", "died", "2019", "2020-01-02")
        assert models.Person.objects.get().died == "2019"

    def test_told_of_twice_in_a_file_are_one(self):
        take(held(born="1956"), held(begins="2012", ends="", died="2020"))
        person = models.Person.objects.get()
        assert (person.born, person.died) == ("1956", "2020")
        assert len(tenures()) == 2


class TestTenures:
    @pytest.fixture(autouse=True)
    def here(self):
        office = make_office("mayor", country=make_place("Freedonia"))
        self.tenure = make_tenure(make_person("Ada Byrne"), office, "2001-01-20", "2009-01-20")

    @pytest.mark.parametrize("begins", ["2001-01-20", "2001-01", "2001", ""])
    def test_known_less_well_elsewhere_are_the_same(self, begins):
        account = take(held(begins=begins, ends="2009"))
        assert account.same["tenure"] == 1
        assert tenures() == [("2001-01-20", "2009-01-20")]

    def test_get_an_end_that_they_lack(self):
        models.Tenure.objects.update(ends="")
        assert take(held()).filled["tenure"] == 1
        assert tenures() == [("2001-01-20", "2009-01-20")]

    def test_keep_an_end_that_is_otherwise_elsewhere(self):
        [conflict] = take(held(ends="2010")).conflicts
        assert conflict == ("Ada Byrne, mayor, Freedonia", "to", "2009-01-20", "2010")
        assert tenures() == [("2001-01-20", "2009-01-20")]

    def test_keep_a_beginning_that_is_otherwise_elsewhere(self):
        [conflict] = take(held(begins="2001-03-01")).conflicts
        assert (conflict.what, conflict.here, conflict.there) == (
            "from",
            "2001-01-20",
            "2001-03-01",
        )
        assert len(tenures()) == 1

    def test_that_follow_are_added(self):
        take(held(begins="2009-01-20", ends="2010"), held(begins="1990", ends="1995-05"))
        assert len(tenures()) == 3

    def test_for_the_time_being_stand_beside_those_that_follow(self):
        take(
            held("Ben Saleh", "2009-01", "2009-05", is_acting=True),
            held("Ben Saleh", "2009-05-12", ""),
        )
        assert models.Tenure.objects.filter(person__name="Ben Saleh").count() == 2

    def test_on_the_same_days_differ_by_being_for_the_time_being(self):
        [conflict] = take(held(is_acting=True)).conflicts
        assert conflict.what == "acting"

    def test_belong_to_an_office_by_any_way_to_write_what_it_is_of(self):
        place = models.Place.objects.get()
        place.others = "Free Land"
        place.save()
        assert take(held(office=Office("Mayor", of="Free Land"))).same["tenure"] == 1


class TestPlaces:
    def test_lie_in_countries_that_are_added_with_them(self):
        take(places=[Place("Mumbai", country="India"), Place("India", adjectives=("Indian",))])
        assert models.Place.objects.get(name="Mumbai").country.adjectives == "Indian"

    def test_of_one_name_in_two_countries_are_two(self):
        take(places=[Place("Paris", country="France"), Place("Paris", country="United States")])
        assert models.Place.objects.filter(name="Paris").count() == 2


class TestOrganisations:
    def test_are_what_an_office_is_of_where_they_are_known(self):
        union = Organisation("African Union", others=("AU",))
        take(held(office=Office("chair", of="AU")), organisations=[union])
        assert models.Office.objects.get().organisation.name == "African Union"
        assert not models.Place.objects.exists()


class TestKnownOn:
    def test_is_the_day_of_a_file_that_confirms_an_entry(self):
        make_person("Ada Byrne", known_on="2020-01-01")
        make_person("Ben Saleh", known_on="2020-01-01")
        make_person("Cy Nour", known_on="2027-01-01")
        take(persons=[Person("Ada Byrne"), Person("Cy Nour")])
        days = dict(models.Person.objects.values_list("name", "known_on"))
        assert days == {
            "Ada Byrne": DAY, "Ben Saleh": date(2020, 1, 1), "Cy Nour": date(2027, 1, 1),
        }  # fmt: skip
