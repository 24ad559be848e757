"""Tags and other taxonomies as topics."""

import pytest

from broadsheet.stories.models import Story
from broadsheet.topics.models import Kind, Topic
from tests.making import make_topic
from tests.wire.exports import Item, Under, category, tag, term

pytestmark = pytest.mark.django_db


class TestTopics:
    def test_are_the_tags(self, move):
        move(Item(1, under=(category("News"), tag("Piers"), tag("Ferries"))))
        names = [each.topic.name for each in Story.objects.get().filed_topics.all()]
        assert names == ["Piers", "Ferries"]

    def test_have_the_description_of_their_tag(self, move):
        move(Item(1, under=(tag("Piers"),)), head=[term(tag("Piers"), about="Of <i>wood</i>")])
        assert Topic.objects.get().description == "Of wood"

    def test_are_those_that_the_paper_has(self, move):
        known = make_topic("piers", kind=Kind.PLACE)
        move(Item(1, under=(tag("PIERS", "piers"),)))
        assert [each.topic for each in Story.objects.get().filed_topics.all()] == [known]

    def test_of_another_name_at_that_address_get_a_suffix(self, move):
        make_topic("piers", name="Piers Morgan")
        report = move(Item(1, under=(tag("Piers"),)))
        assert Topic.objects.get(name="Piers").slug == "piers-2"
        assert report.changes["address"] == 1

    def test_are_filed_once_though_named_twice(self, move):
        under = (category("News"), tag("Piers"), category("Piers"), tag("Piers"))
        move(Item(1, under=under))
        assert Story.objects.get().filed_topics.count() == 1

    def test_say_what_sort_of_thing_they_are_where_the_taxonomy_does(self, move):
        move(Item(1, under=(Under("Cork", "cork", "location"), Under("Ada", "ada", "people"))))
        kinds = {topic.name: topic.kind for topic in Topic.objects.all()}
        assert kinds == {"Cork": Kind.PLACE, "Ada": Kind.PERSON}

    def test_leave_out_and_list_taxonomies_that_nobody_understands(self, move):
        report = move(Item(1, under=(Under("12", "12", "ad_slot"), Under("A", "a", "post_format"))))
        assert report.leftovers["taxonomy"] == 1
        assert not Topic.objects.exists()
        assert report.balances

    def test_answer_at_the_old_address_of_the_tag(self, move, client):
        move(Item(1, under=(tag("Piers"),)))
        assert client.get("/tag/piers/")["Location"] == "/topics/piers/"

    @pytest.mark.parametrize(
        "name", ["", "<b></b>", "x" * 500, "\u202eevil", "日本", "a/b?c#d", "%00", "a%00b"]
    )
    def test_of_any_name_answer_at_an_address(self, move, client, name):
        move(Item(1, under=(Under(name, name, "post_tag"), tag("Piers"))))
        for topic in Topic.objects.all():
            assert client.get(topic.get_absolute_url()).status_code == 200

    def test_may_be_a_thousand(self, move):
        move(Item(1, under=tuple(tag(f"T{n}") for n in range(1000))))
        assert Story.objects.get().filed_topics.count() == 1000


class TestAuthorAddress:
    def test_of_old_leads_to_the_author(self, move, client):
        move(Item(1, creator="Ada.Byrne"))
        assert client.get("/author/adabyrne/")["Location"] == "/authors/adabyrne/"
