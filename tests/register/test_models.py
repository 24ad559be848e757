"""The register's records: what they refuse, and what they are looked up by."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from broadsheet.register.models import Name, Office, Organisation, Person, Place, Role, Tenure
from tests.register.making import (
    SOURCE,
    make_office,
    make_organisation,
    make_person,
    make_place,
    make_tenure,
)

pytestmark = pytest.mark.django_db


def looked_up(**of):
    names = Name.objects.filter(**of).exclude(role=Role.NEAR)
    return set(names.values_list("folded", flat=True))


class TestNames:
    def test_are_there_in_every_spelling_as_soon_as_a_person_is_saved(self):
        person = make_person("Volodymyr Zelensky", others="Volodymyr Zelenskyy\nVladimir Zelensky")
        assert looked_up(person=person) == {
            "volodymyr zelensky",
            "volodymyr zelenskyy",
            "vladimir zelensky",
            "zelensky",
        }

    def test_of_persons_are_found_with_a_letter_wrong_as_well(self):
        person = make_person("Volodymyr Zelensky")
        keys = Name.objects.filter(person=person, role=Role.NEAR)
        assert set(keys.values_list("folded", flat=True)) == {"volodymyr ~z", "~v zelensky"}

    def test_follow_what_is_written(self):
        person = make_person("Ada Byrne")
        person.name = "Ada Byrne-Kelly"
        person.save()
        assert looked_up(person=person) == {"ada byrne kelly", "byrne"}

    def test_stay_as_they_are_where_nothing_changed(self):
        person = make_person("Ada Byrne")
        before = list(Name.objects.values_list("pk"))
        person.save()
        assert list(Name.objects.values_list("pk")) == before

    def test_go_with_their_entry(self):
        make_person("Ada Byrne").delete()
        assert not Name.objects.exists()

    def test_of_a_place_are_those_it_had_as_well_and_its_adjectives(self):
        place = make_place("Myanmar", former="Burma (1989-06)", adjectives="Burmese")
        assert looked_up(place=place) == {"myanmar", "burma", "burmese"}

    def test_of_an_organisation_are_those_it_had_as_well(self):
        union = make_organisation("African Union", others="AU", former="OAU (2002-07-09)")
        assert looked_up(organisation=union) == {"african union", "au", "oau"}

    def test_of_an_office_are_its_titles(self):
        assert looked_up(office=make_office("prime minister", others="premier\nPM")) == {
            "prime minister",
            "premier",
            "pm",
        }


class TestPerson:
    @pytest.mark.parametrize("born", ["1956-13", "56", "12 March 1956", "1956-02-30"])
    def test_is_born_on_days_that_there_are(self, born):
        with pytest.raises(ValidationError, match="a day, a month or a year"):
            Person(name="Ada", born=born).full_clean()

    def test_does_not_die_before_they_are_born(self):
        with pytest.raises(ValidationError, match="before the birth"):
            Person(name="Ada", born="1956-03", died="1956-02-28").full_clean()

    def test_may_be_known_by_years_alone(self):
        Person(name="Ada", born="1956", died="1956").full_clean()


class TestTenure:
    def test_has_a_source(self):
        tenure = Tenure(person=make_person(), office=make_office(), begins="2014")
        with pytest.raises(ValidationError, match="source"):
            tenure.full_clean()
        with pytest.raises(IntegrityError), transaction.atomic():
            tenure.save()

    @pytest.mark.parametrize(
        ("begins", "ends"),
        [
            ("2014", "2013"),
            ("2014-05", "2014-04"),
            ("2014-05-12", "2014-05-11"),
            ("2015", "2014-12-31"),
        ],
    )
    def test_does_not_end_before_it_begins(self, begins, ends):
        tenure = Tenure(
            person=make_person(), office=make_office(), begins=begins, ends=ends, source=SOURCE
        )
        with pytest.raises(ValidationError, match="ends before it begins"):
            tenure.full_clean()
        with pytest.raises(IntegrityError), transaction.atomic():
            tenure.save()

    @pytest.mark.parametrize(
        ("begins", "ends"),
        [
            ("2014", "2014"),
            ("2014-05", "2014"),
            ("2014", "2014-05"),
            ("2014-05-12", "2014-05"),
            ("", "2014"),
            ("2014", ""),
        ],
    )
    def test_may_be_known_as_well_as_it_is(self, begins, ends):
        tenure = make_tenure(make_person(), make_office(), begins, ends)
        tenure.full_clean()

    def test_is_there_once(self):
        person, office = make_person(), make_office()
        make_tenure(person, office, "2014")
        with pytest.raises(ValidationError, match="in the register already"):
            Tenure(person=person, office=office, begins="2014", source=SOURCE).full_clean()
        with pytest.raises(IntegrityError), transaction.atomic():
            make_tenure(person, office, "2014")

    def test_may_be_one_of_several(self):
        person, office = make_person(), make_office()
        make_tenure(person, office, "2000-05-07", "2008-05-07")
        make_tenure(person, office, "2012-05-07")

    def test_goes_with_its_person_and_keeps_its_office(self):
        person, office = make_person(), make_office()
        make_tenure(person, office)
        with pytest.raises(Exception, match="protected"):
            office.delete()
        person.delete()
        office.delete()


class TestOffice:
    def test_is_of_one_thing(self):
        office = Office(title="president", country=make_place(), organisation=make_organisation())
        with pytest.raises(ValidationError, match="not both"):
            office.full_clean()

    def test_is_there_once(self):
        country = make_place()
        make_office("president", country=country)
        make_office("president")
        with pytest.raises(ValidationError, match="already"):
            Office(title="president", country=country).full_clean()
        with pytest.raises(ValidationError, match="already"):
            Office(title="president").full_clean()

    def test_is_called_with_what_it_is_of(self):
        assert str(make_office("president", country=make_place("Chad"))) == "president, Chad"


class TestPlace:
    def test_lies_in_a_country(self):
        country = make_place("Chad")
        city = make_place("N’Djamena", country=country)
        with pytest.raises(ValidationError, match="no country"):
            Place(name="Klemat", country=city).full_clean()
        country.country = make_place("Africa")
        with pytest.raises(ValidationError, match="places lie in it"):
            country.full_clean()

    @pytest.mark.parametrize("former", ["Bombay (1995-13)", "Pune\nBombay (95)"])
    def test_had_its_former_names_until_days_that_there_are(self, former):
        with pytest.raises(ValidationError, match="until when"):
            Place(name="Mumbai", former=former).full_clean()

    def test_may_have_parentheses_in_a_former_name(self):
        Place(name="Congo", former="Congo (Kinshasa) (1971)").full_clean()


class TestOrganisation:
    def test_may_have_had_a_name_nobody_knows_how_long(self):
        Organisation(name="Meta", former="Facebook, Inc.").full_clean()
