"""Sections nest once, places lie in places, and the database knows it."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from broadsheet.fronts.models import StandingPage
from broadsheet.kit import paths
from broadsheet.press.models import Change
from broadsheet.topics.models import Kind, Section, Topic
from tests.making import make_section, make_topic
from tests.register.making import make_organisation, make_person, make_place

pytestmark = pytest.mark.django_db


class TestSection:
    def test_address_does_not_show_what_it_is_part_of(self):
        sport = make_section("sport")
        assert make_section("football", parent=sport).get_absolute_url() == "/football/"

    def test_nests_once(self):
        football = make_section("football", parent=make_section("sport"))
        with pytest.raises(ValidationError, match="nest only once"):
            make_section("cup", parent=football).full_clean()

    def test_with_parts_stays_at_the_top(self):
        sport = make_section("sport")
        make_section("football", parent=sport)
        sport.parent = make_section("life")
        with pytest.raises(ValidationError, match="parts of its own"):
            sport.full_clean()

    @pytest.mark.parametrize(
        "slug", sorted(paths.RESERVED - {s for s in paths.RESERVED if "." in s})
    )
    def test_leaves_the_papers_own_addresses_alone(self, slug):
        with pytest.raises(ValidationError, match="needs this address"):
            make_section(slug).full_clean()

    def test_leaves_a_standing_page_where_it_is(self):
        """A section would hide it from readers, and no editor would be told."""
        StandingPage.root().add_child(instance=StandingPage(title="About us", slug="about"))
        with pytest.raises(ValidationError, match="standing page has this address"):
            Section(name="About", slug="About").full_clean()

    def test_is_not_part_of_itself(self):
        sport = make_section("sport")
        sport.parent = sport
        with pytest.raises(IntegrityError), transaction.atomic():
            sport.save()


class TestTopic:
    def test_a_theme_does_not_lie_in_a_place(self):
        town = make_topic("town", kind=Kind.PLACE)
        with pytest.raises(IntegrityError), transaction.atomic():
            make_topic("housing", kind=Kind.THEME, parent=town)

    def test_a_place_does_not_lie_inside_itself_by_way_of_another(self):
        country = make_topic("country", kind=Kind.PLACE)
        town = make_topic("town", kind=Kind.PLACE, parent=country)
        country.parent = town
        with pytest.raises(ValidationError, match="inside itself"):
            country.full_clean()

    @pytest.mark.parametrize("line", ["javascript:alert(1)", "wikidata", "ftp://example.org/x"])
    def test_is_the_same_as_web_addresses_only(self, line):
        with pytest.raises(ValidationError):
            Topic(name="Sea", slug="sea", same_as=f"https://example.org/sea\n{line}").full_clean()

    def test_gives_its_addresses_in_order(self):
        topic = Topic(same_as="https://b.example/1\n\nhttps://a.example/2\n")
        assert topic.addresses == ("https://b.example/1", "https://a.example/2")


class TestRegistered:
    @pytest.mark.parametrize("kind", ["person", "place", "organisation"])
    def test_is_of_the_kind_of_the_topic(self, kind):
        make = {"person": make_person, "place": make_place, "organisation": make_organisation}
        entry = make[kind]()
        Topic(name="Ada", slug="ada", kind=kind, **{kind: entry}).full_clean()
        with pytest.raises(ValidationError, match="another kind"):
            Topic(name="Ada", slug="ada", kind="theme", **{kind: entry}).full_clean()

    def test_is_nothing_that_pages_read(self):
        topic = make_topic("ada", kind="person")
        Change.objects.all().delete()
        topic.person = make_person("Ada Byrne")
        topic.save()
        assert not Change.objects.exists()
        topic.name = "Ada Byrne"
        topic.save()
        assert Change.objects.filter(source=f"topic:{topic.pk}").exists()
