"""The register's screens: found by any name, tenures edited at the person and at the office."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils.formats import date_format
from wagtail.models import ModelLogEntry
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from broadsheet.desk.roles import Role
from broadsheet.register import newsroom
from broadsheet.register.models import Name, Office, Organisation, Person, Place, Tenure
from tests.making import make_topic
from tests.newsroom import complaints, log_in
from tests.register.making import (
    SOURCE,
    make_office,
    make_organisation,
    make_person,
    make_place,
    make_tenure,
)

pytestmark = pytest.mark.django_db

PEOPLE, OFFICES, PLACES = (f"/newsroom/register/{of}/" for of in ("people", "offices", "places"))


@pytest.fixture
def editor():
    return log_in(Role.EDITOR)


def url(entry, view="edit"):
    return reverse(entry.snippet_viewset.get_url_name(view), args=[entry.pk])


def held(**fields):
    """A line of the tenures in a form."""
    kept = {"begins": "", "ends": "", "source": SOURCE}
    return {**kept, **{name: str(getattr(v, "pk", v)) for name, v in fields.items()}}


def person_form(*tenures, initial=0, **fields):
    names = ["name", "short", "others", "born", "died", "same_as", "known_on"]
    return nested_form_data(
        {
            **dict.fromkeys(names, ""),
            "name": "Ada Byrne",
            "tenures": inline_formset(list(tenures), initial=initial),
            **fields,
        }
    )


def office_form(*tenures, initial=0, **fields):
    names = ["title", "others", "country", "organisation", "known_on"]
    return nested_form_data(
        {
            **dict.fromkeys(names, ""),
            "title": "harbour master",
            "is_single": "on",
            "tenures": inline_formset(list(tenures), initial=initial),
            **fields,
        }
    )


class TestList:
    def list(self, client, address, **query):
        found = client.get(address, query).context["object_list"]
        return [str(entry) for entry in found]

    @pytest.mark.parametrize("words", ["zelenskyy", "VOLODYMYR", "zelensky volod", "elensk"])
    def test_is_searched_by_any_name(self, editor, words):
        make_person("Volodymyr Zelensky", others="Volodymyr Zelenskyy")
        make_person("Ada Byrne")
        assert self.list(editor, PEOPLE, q=words) == ["Volodymyr Zelensky"]

    def test_has_nothing_that_is_called_by_no_word(self, editor):
        make_person("Ada Byrne")
        assert self.list(editor, PEOPLE, q="–") == []

    def test_of_places_is_searched_by_names_they_had(self, editor):
        make_place("Mumbai", former="Bombay (1995)")
        assert self.list(editor, PLACES, q="bombay") == ["Mumbai"]

    def test_of_offices_is_searched_by_title_and_by_what_they_are_of(self, editor):
        make_office("president", country=make_place("Chad"))
        make_office("president", country=make_place("France", adjectives="French"))
        assert self.list(editor, OFFICES, q="french president") == ["president, France"]

    def test_says_as_of_when_it_is_known(self, editor):
        make_person("Ada Byrne", known_on="2026-03-04")
        assert "Known as of" in (page := editor.get(PEOPLE).content.decode())
        assert date_format(date(2026, 3, 4)) in page


class TestPerson:
    def test_is_added_with_tenures(self, editor):
        office = make_office()
        editor.post(
            f"{PEOPLE}add/", person_form(held(office=office, begins="2014-05", is_acting="on"))
        )
        tenure = Tenure.objects.get()
        assert (tenure.person.name, tenure.office, tenure.begins) == (
            "Ada Byrne",
            office,
            "2014-05",
        )
        assert tenure.is_acting
        assert Name.objects.filter(folded="ada byrne", person=tenure.person).exists()

    def test_asks_for_a_source_of_each_tenure(self, editor):
        form = person_form(held(office=make_office(), begins="2014", source=""))
        response = editor.post(f"{PEOPLE}add/", form)
        [errors] = response.context["form"].formsets["tenures"].errors
        assert "source" in errors
        assert not Person.objects.exists()

    def test_asks_for_days_that_there_are(self, editor):
        assert "born" in complaints(editor.post(f"{PEOPLE}add/", person_form(born="1956-02-30")))

    def test_refuses_a_tenure_that_is_there_twice(self, editor):
        line = held(office=make_office(), begins="2014")
        response = editor.post(f"{PEOPLE}add/", person_form(line, line))
        assert not response.context["form"].formsets["tenures"].is_valid()
        assert not Tenure.objects.exists()

    def test_keeps_a_history_of_versions(self, editor):
        person = make_person("Ada Byrne")
        editor.post(url(person), person_form(name="Ada Byrne-Kelly"))
        person.refresh_from_db()
        assert person.name == "Ada Byrne-Kelly"
        assert person.latest_revision.content["name"] == "Ada Byrne-Kelly"
        assert ModelLogEntry.objects.for_instance(person).filter(action="wagtail.edit").exists()
        assert "Edited" in editor.get(url(person, "history")).content.decode()

    def test_loses_a_tenure_that_is_taken_out(self, editor):
        tenure = make_tenure(make_person("Ada Byrne"), make_office(), "2014")
        line = {**held(office=tenure.office, begins="2014"), "id": str(tenure.pk), "DELETE": "on"}
        editor.post(url(tenure.person), person_form(line, initial=1))
        assert not Tenure.objects.exists()


class TestOffice:
    def test_is_edited_with_those_who_hold_it(self, editor):
        office, person = make_office(), make_person()
        editor.post(url(office), office_form(held(person=person, begins="2014")))
        assert Tenure.objects.get().person == person

    def test_is_not_there_twice(self, editor):
        make_office("harbour master")
        response = editor.post(f"{OFFICES}add/", office_form())
        assert "already" in str(complaints(response))
        assert Office.objects.count() == 1

    def test_that_very_many_held_is_edited_without_them(self, editor, monkeypatch):
        monkeypatch.setattr(newsroom, "MANY_HOLD", 0)
        tenure = make_tenure(make_person(), make_office(), "2014")
        form = office_form(title="deputy")
        assert "tenures" not in editor.get(url(tenure.office)).context["form"].formsets
        editor.post(url(tenure.office), form)
        assert Office.objects.get().title == "deputy"
        assert Tenure.objects.exists()

    def test_that_somebody_held_is_not_deleted(self):
        tenure = make_tenure(make_person(), make_office())
        log_in(Role.PUBLISHER).post(url(tenure.office, "delete"))
        assert Office.objects.exists()


class TestPlace:
    FORM = {
        **dict.fromkeys(
            ["others", "adjectives", "former", "country", "region", "same_as", "known_on"], ""
        ),
        "name": "Mumbai",
    }

    def test_is_added(self, editor):
        india = make_place("India")
        form = {**self.FORM, "former": "Bombay (1995)", "country": str(india.pk)}
        editor.post(f"{PLACES}add/", form)
        assert Place.objects.get(name="Mumbai").country == india

    @pytest.mark.parametrize("country", ["abc", "9" * 40])
    def test_lies_in_nothing_that_is_no_id(self, editor, country):
        response = editor.post(f"{PLACES}add/", {**self.FORM, "country": country})
        assert "country" in complaints(response)

    def test_is_offered_countries_to_lie_in(self, editor):
        make_place("Mumbai", country=make_place("India", others="Bharat"))
        offered = editor.get("/newsroom/choose/country/", {"q": "bharat"}).json()["html"]
        assert "India" in offered
        assert "Mumbai" not in editor.get("/newsroom/choose/country/").json()["html"]


class TestChoosing:
    def test_finds_an_entry_by_any_name(self, editor):
        make_organisation("United Nations", others="UN")
        chooser = Organisation.snippet_viewset.chooser_viewset
        found = editor.get(reverse(chooser.get_url_name("choose_results")), {"q": "un"})
        assert "United Nations" in found.content.decode()


class TestRights:
    def test_let_reporters_read_alone(self):
        reporter = log_in(Role.REPORTER)
        person = make_person("Ada Byrne")
        assert reporter.post(url(person), person_form(name="Somebody else")).status_code == 302
        person.refresh_from_db()
        assert person.name == "Ada Byrne"

    def test_let_publishers_alone_delete(self, editor):
        person = make_person("Ada Byrne")
        editor.post(url(person, "delete"))
        assert Person.objects.exists()
        log_in(Role.PUBLISHER).post(url(person, "delete"))
        assert not Person.objects.exists()

    def test_let_go_of_a_person_whom_a_topic_is_about(self):
        person = make_person("Ada Byrne")
        topic = make_topic("ada-byrne", kind="person", person=person)
        person.delete()
        topic.refresh_from_db()
        assert topic.person is None
