"""Sections, topics and authors, and how they are chosen."""

import pytest

from broadsheet.desk.roles import Role
from broadsheet.topics.models import Author, Section, Topic
from tests.making import make_author, make_draft, make_section, make_topic
from tests.newsroom import complaints, log_in
from tests.register.making import make_place

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return log_in(Role.EDITOR)


@pytest.fixture
def publisher():
    return log_in(Role.PUBLISHER)


def topic_form(**fields):
    names = ["name", "slug", "kind", "description", "picture", "same_as", "parent"]
    names += ["person", "place", "organisation"]
    return {**dict.fromkeys(names, ""), "name": "Old quay", "kind": "place", **fields}


class TestSections:
    FORM = {"name": "Sport", "slug": "", "description": "", "parent": "", "hue": "10", "order": "1"}

    def test_make_their_slug_of_their_name(self, publisher):
        publisher.post("/newsroom/sections/new/", self.FORM)
        assert Section.objects.get().slug == "sport"

    @pytest.mark.parametrize("slug", ["", "കായികം"])
    def test_keep_the_vowels_of_their_name_in_their_slug(self, publisher, slug):
        publisher.post("/newsroom/sections/new/", {**self.FORM, "name": "കായികം", "slug": slug})
        assert Section.objects.get().slug == "കായികം"

    @pytest.mark.parametrize("slug", ["two words", "a/b", "a.b"])
    def test_say_what_is_no_slug(self, publisher, slug):
        response = publisher.post("/newsroom/sections/new/", {**self.FORM, "slug": slug})
        assert "valid “slug”" in complaints(response)["slug"]

    def test_may_not_take_an_address_of_the_papers_own(self, publisher):
        response = publisher.post("/newsroom/sections/new/", {**self.FORM, "slug": "newsroom"})
        assert "slug" in complaints(response)

    def test_nest_once(self, publisher):
        part = make_section("rowing", parent=make_section("sport"))
        form = {**self.FORM, "name": "Oars", "parent": str(part.pk)}
        assert "parent" in complaints(publisher.post("/newsroom/sections/new/", form))


class TestTopics:
    @pytest.mark.parametrize("field", ["parent", "picture"])
    @pytest.mark.parametrize("value", ["abc", "9" * 40])
    def test_choose_nothing_that_is_no_id(self, publisher, field, value):
        response = publisher.post("/newsroom/topics/new/", topic_form(**{field: value}))
        assert field in complaints(response)

    def list(self, client, **query):
        found = client.get("/newsroom/topics/", query).context["object_list"]
        return [topic.name for topic in found]

    def test_are_searched_by_a_part_of_their_name(self, editor):
        make_topic("old-quay", name="Old quay")
        make_topic("harbour")
        assert self.list(editor, q="QUAY") == ["Old quay"]

    @pytest.mark.parametrize("words", ["мост", "МОСТ"])
    def test_are_searched_in_other_scripts(self, editor, words):
        make_topic("мост", name="Мост")
        assert self.list(editor, q=words) == ["Мост"]

    def test_are_filtered_by_kind(self, editor):
        make_topic("olsen", kind="person")
        make_topic("harbour", kind="place")
        assert self.list(editor, kind="person") == ["Olsen"]

    def test_are_made_with_a_slug_of_their_name(self, editor):
        editor.post("/newsroom/topics/new/", topic_form())
        assert Topic.objects.get().slug == "old-quay"

    def test_ask_for_a_slug_where_a_name_gives_none(self, editor):
        assert "slug" in complaints(editor.post("/newsroom/topics/new/", topic_form(name="???")))

    def test_say_that_a_slug_is_taken(self, editor):
        make_topic("old-quay")
        assert "slug" in complaints(editor.post("/newsroom/topics/new/", topic_form()))

    def test_lie_in_places_alone(self, editor):
        theme = make_topic("climate", kind="theme")
        response = editor.post("/newsroom/topics/new/", topic_form(parent=str(theme.pk)))
        assert "parent" in complaints(response)

    def test_are_in_the_register_what_they_are(self, editor):
        place = make_place("Old quay")
        editor.post("/newsroom/topics/new/", topic_form(place=str(place.pk)))
        assert Topic.objects.get().place == place
        response = editor.post(
            "/newsroom/topics/new/", topic_form(kind="theme", place=str(place.pk))
        )
        assert "place" in complaints(response)

    def test_are_offered_places_to_lie_in(self, editor):
        make_topic("harbour", kind="place")
        make_topic("climate", kind="theme")
        offered = editor.get("/newsroom/choose/place/").json()["html"]
        assert "Harbour" in offered
        assert "Climate" not in offered


class TestChoosing:
    def test_finds_a_topic_that_was_added_a_moment_ago(self, editor):
        make_topic("old-quay", name="Old quay")
        page = editor.get("/newsroom/choose/topic/results/", {"q": "quay"}).content.decode()
        assert "Old quay" in page

    def test_lets_a_reporter_add_a_topic_by_its_name(self):
        form = {"name": "Night bus", "kind": "theme"}
        answer = log_in(Role.REPORTER).post("/newsroom/choose/topic/create/", form).json()
        assert answer["step"] == "chosen"
        assert Topic.objects.get().slug == "night-bus"

    def test_points_to_the_topic_that_is_there_already(self, editor):
        make_topic("night-bus")
        form = {"name": "Night Bus", "kind": "theme"}
        answer = editor.post("/newsroom/choose/topic/create/", form).json()
        assert answer["step"] == "reshow_creation_form"
        assert "Search for it" in answer["htmlFragment"]

    def test_does_not_let_a_reporter_add_an_author(self):
        reporter = log_in(Role.REPORTER)
        assert "Add an author" not in reporter.get("/newsroom/choose/author/").json()["html"]
        reporter.post("/newsroom/choose/author/create/", {"name": "Me", "role": ""})
        assert not Author.objects.exists()

    def test_shows_who_an_author_is(self, editor):
        make_author("ada-byrne", role="Court reporter")
        assert "Court reporter" in editor.get("/newsroom/choose/author/").json()["html"]


def test_an_author_whose_name_stands_over_stories_is_not_deleted(publisher):
    author = make_author()
    make_draft(authors=[author])
    response = publisher.post(f"/newsroom/authors/delete/{author.pk}/", follow=True)
    assert "still in use" in response.content.decode()
    assert Author.objects.filter(pk=author.pk).exists()
