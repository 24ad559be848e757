"""Storylines at their addresses, beside their stories, in feeds and among all of them."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import html

from broadsheet.fronts import keys
from broadsheet.fronts.forwarding import answer_at
from broadsheet.fronts.pages.storylines import episodes_of
from broadsheet.press.recording import recording
from broadsheet.stories.models import Episode, Story
from broadsheet.stories.withdrawing import actions as withdrawing
from broadsheet.topics import keys as subjects
from tests.making import make_draft, make_paper, make_story, make_storyline

pytestmark = pytest.mark.django_db

PATH = "/storylines/north-quay/"


@pytest.fixture
def stories():
    now = timezone.now()
    make_paper(time_zone="UTC")
    return [
        make_story(at=now - timedelta(days=9 - n), headline=f"Headline {n}", standfirst=f"Deck {n}")
        for n in range(3)
    ]


@pytest.fixture
def storyline(stories):
    storyline = make_storyline(*stories, standfirst="How a wall came down.")
    Episode.objects.filter(story=stories[1]).update(line="The wall gives way.")
    return storyline


def look(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return html.fromstring(response.content)


def rename(storyline, slug):
    storyline.slug = slug
    storyline.save()


def texts(page, selector):
    return [" ".join(each.text_content().split()) for each in page.cssselect(selector)]


def linked_data(page):
    (script,) = page.xpath("//script[@type='application/ld+json']")
    return {each["@type"]: each for each in json.loads(script.text)["@graph"]}


class TestPage:
    def test_tells_all_of_it_in_order(self, client, storyline):
        page = look(client, PATH)
        assert texts(page, "h1") == ["North quay"]
        assert texts(page, ".episode h3") == ["Headline 0", "The wall gives way.", "Headline 2"]
        assert texts(page, ".episode-more") == ["Deck 0", "Headline 1", "Deck 2"]
        assert "How a wall came down." in page.text_content()

    def test_says_what_it_is_to_machines(self, client, storyline, stories):
        page = look(client, PATH)
        series = linked_data(page)["CreativeWorkSeries"]
        assert [part["headline"] for part in series["hasPart"]] == [
            "Headline 0", "Headline 1", "Headline 2",
        ]  # fmt: skip
        assert page.xpath("//link[@rel='canonical']/@href")[0].endswith(PATH)
        feeds = page.xpath("//link[@rel='alternate'][contains(@type, 'xml')]/@href")
        assert {feed.rpartition("/")[2] for feed in feeds} == {"rss.xml", "atom.xml"}
        article = linked_data(look(client, stories[0].get_absolute_url()))["NewsArticle"]
        assert article["isPartOf"][0]["@id"] == series["@id"]

    def test_is_not_there_before_a_story_of_it_is(self, client):
        make_paper()
        make_storyline(make_draft(headline="Mayor resigns"), name="Mayor resigns")
        for path in (PATH, f"{PATH}rss.xml"):
            assert client.get(path).status_code == 404
        for path in ("/storylines/", "/sitemap/pages.xml"):
            assert b"north-quay" not in client.get(path).content

    def test_loses_a_story_that_is_withdrawn(self, client, storyline, stories):
        withdrawing.withdraw(stories[1], reason="A court.", by="Ada", now=timezone.now())
        for path in (PATH, stories[0].get_absolute_url(), f"{PATH}rss.xml"):
            said = client.get(path).content.decode()
            assert "The wall gives way." not in said
            assert "Headline 1" not in said

    def test_moves_with_its_slug(self, client, storyline):
        rename(storyline, "quay")
        assert client.get(PATH)["Location"] == "/storylines/quay/"
        assert client.get(f"{PATH}atom.xml")["Location"] == "/storylines/quay/atom.xml"
        storyline.delete()
        assert client.get(PATH).status_code == 410

    def test_that_nobody_has_seen_leaves_no_old_address(self, client, stories):
        secret = make_storyline(make_draft(), name="Mayor resigns")
        rename(secret, "mayor")
        assert client.get(PATH).status_code == 404
        secret.delete()
        assert client.get("/storylines/mayor/").status_code == 404

    def test_that_nobody_may_see_any_more_is_not_told_by_its_old_address(self, client, storyline):
        rename(storyline, "mayor-resigns")
        for story in Story.objects.all():
            story.unpublish()
        assert client.get(PATH).status_code == 404
        Story.objects.first().save_revision().publish()
        assert client.get(PATH)["Location"] == "/storylines/mayor-resigns/"

    def test_notes_when_its_old_address_leads_to_it_again(self, stories):
        now = timezone.now()
        later = make_story(at=now + timedelta(hours=1))
        rename(make_storyline(stories[0], later), "mayor-resigns")
        stories[0].unpublish()
        with recording() as record:
            assert answer_at(PATH, at=now) is None
        fact = record.facts[keys.former(PATH)]
        assert fact.until == now + timedelta(hours=1)
        assert subjects.STORYLINES in fact.sources

    def test_costs_the_same_however_many_stories_it_has(self, client, storyline):
        client.get(PATH)
        few = queries_of(client, PATH)
        for _ in range(5):
            Episode.objects.create(storyline=storyline, story=make_story(at=timezone.now()))
        assert queries_of(client, PATH) == few


def queries_of(client, path):
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    return len(queries)


class TestFrugality:
    @pytest.mark.parametrize(
        ("field", "is_shown"), [("short_headline", True), ("kicker", False), ("priority", False)]
    )
    def test_notes_no_more_of_its_stories_than_it_shows(self, storyline, stories, field, is_shown):
        before = noted(storyline)
        Story.objects.filter(pk=stories[1].pk).update(**{field: "7"})
        assert (noted(storyline) != before) == is_shown


def noted(storyline):
    """What the page of a storyline says it was told of its stories."""
    with recording() as record:
        episodes_of([storyline.pk], at=timezone.now())
    return {key: fact.digest for key, fact in record.facts.items()}


class TestStory:
    def test_shows_what_happened_around_it(self, client, storyline, stories):
        page = look(client, stories[1].get_absolute_url())
        assert texts(page, ".so-far-name") == ["North quay"]
        assert texts(page, ".turns li :is(a, span)") == [
            "Headline 0", "The wall gives way. This story", "Headline 2",
        ]  # fmt: skip
        assert texts(page, ".turns [aria-current='page'] a") == []
        days = page.xpath("//ol[contains(@class, 'turns')]//time/@datetime")
        assert days == [str(story.day) for story in stories]

    def test_of_no_storyline_says_nothing_of_any(self, client):
        make_paper()
        page = look(client, make_story().get_absolute_url())
        assert texts(page, ".so-far") == []


class TestAllOfThem:
    def test_are_listed_and_told_to_search_engines(self, client, storyline):
        assert texts(look(client, "/storylines/"), ".names li") == ["North quay"]
        assert PATH in client.get("/sitemap/pages.xml").content.decode()


class TestFeeds:
    @pytest.mark.parametrize("name", ["rss.xml", "atom.xml", "feed.json"])
    def test_have_the_newest_first(self, client, storyline, name):
        said = client.get(f"{PATH}{name}").content.decode()
        assert said.index("Headline 2") < said.index("Headline 1") < said.index("Headline 0")
        assert "North quay" in said
