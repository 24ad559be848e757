"""Feeds and representations as a reader's program gets them."""

import json
from datetime import timedelta

import feedparser
import pytest
from django.utils import timezone

from broadsheet.formats import ninjs
from tests.making import (
    make_author,
    make_draft,
    make_paper,
    make_picture,
    make_section,
    make_story,
    make_topic,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    make_paper(name="The Test Courier", time_zone="Europe/Lisbon")
    return make_story(
        at=timezone.now() - timedelta(hours=1),
        section=make_section("sport"),
        slug="cup",
        headline="Cup & saucer <won>",
        standfirst="At last.",
        authors=[make_author("ada-byrne")],
        topics=[make_topic("football")],
        lead_picture=make_picture("Cup", credit="Photo: Bo"),
        body=[
            ("paragraph", '<p>They <b>won</b>, see <a href="/latest/">more</a>.</p>'),
            ("subhead", "After"),
        ],
    )


FOLDERS = ["/feeds/", "/sport/", "/topics/football/", "/authors/ada-byrne/"]


class TestFeeds:
    @pytest.mark.parametrize("folder", FOLDERS)
    @pytest.mark.parametrize("name", ["rss.xml", "atom.xml"])
    def test_carry_the_whole_story(self, client, story, folder, name):
        response = client.get(folder + name)
        assert response.status_code == 200
        feed = feedparser.parse(response.content)
        assert not feed.bozo
        (entry,) = feed.entries
        assert entry.title == "Cup & saucer <won>"
        assert entry.link == f"http://127.0.0.1:8000{story.get_absolute_url()}"
        assert entry.id == f"urn:uuid:{story.guid}"
        assert 'href="http://127.0.0.1:8000/latest/"' in entry.content[0].value

    @pytest.mark.parametrize("folder", FOLDERS)
    def test_come_as_json_too(self, client, story, folder):
        feed = json.loads(client.get(f"{folder}feed.json").content)
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert feed["items"][0]["id"] == f"urn:uuid:{story.guid}"

    @pytest.mark.parametrize("name", ["rss.xml", "atom.xml", "feed.json"])
    def test_of_corrections_carry_what_was_corrected(self, client, story, name):
        corrected = make_story(
            at=timezone.now(),
            headline="Cup and spoon",
            body=[("correction", {"text": "<p>It was a spoon.</p>", "made_on": "2026-03-04"})],
        )
        page = client.get("/corrections/").content.decode()
        feed = client.get(f"/corrections/{name}")
        assert f'href="/corrections/{name}"' in page
        assert feed.status_code == 200
        assert corrected.headline in feed.content.decode()
        assert str(story.guid) not in feed.content.decode()

    def test_of_a_paper_without_stories_are_still_feeds(self, client):
        assert not feedparser.parse(client.get("/feeds/rss.xml").content).bozo

    def test_of_nothing_are_not_there(self, client):
        assert client.get("/nowhere/rss.xml").status_code == 404

    def test_leave_out_drafts_and_embargoed_stories(self, client):
        make_draft()
        make_story(at=timezone.now(), embargo_until=timezone.now() + timedelta(days=1))
        assert feedparser.parse(client.get("/feeds/rss.xml").content).entries == []

    def test_outlive_a_new_slug(self, client, story):
        before = feedparser.parse(client.get("/feeds/rss.xml").content).entries[0]
        story.slug = "final"
        story.save_revision().publish()
        after = feedparser.parse(client.get("/feeds/rss.xml").content).entries[0]
        assert after.id == before.id
        assert after.link != before.link

    def test_ask_no_more_for_more_stories(self, client, django_assert_max_num_queries, story):
        for number in range(12):
            make_story(
                authors=[make_author(f"a-{number}")],
                topics=[make_topic(f"t-{number}")],
                body=[("picture", {"picture": make_picture(), "caption": ""})],
            )
        with django_assert_max_num_queries(13):
            client.get("/feeds/rss.xml")


class TestRepresentations:
    def test_text_is_the_words_of_the_story(self, client, story):
        response = client.get(f"{story.get_absolute_url()}story.txt")
        assert response["Content-Type"] == "text/plain; charset=utf-8"
        lines = response.content.decode().split("\n\n")
        assert lines[:2] == ["Cup & saucer <won>", "At last."]
        assert "They won, see more." in lines

    def test_json_is_ninjs(self, client, story):
        item = ninjs.load(client.get(f"{story.get_absolute_url()}story.json").content)
        assert item.headline == "Cup & saucer <won>"
        assert item.guid == f"urn:uuid:{story.guid}"
        assert item.published_at == story.published_at.replace(microsecond=0)

    @pytest.mark.parametrize("name", ["", "story.txt", "story.json"])
    def test_are_gone_once_the_story_is_taken_down(self, client, story, name):
        story.unpublish()
        assert client.get(f"{story.get_absolute_url()}{name}").status_code == 410

    @pytest.mark.parametrize("name", ["story.txt", "story.json"])
    def test_are_not_there_under_embargo(self, client, name):
        story = make_story(at=timezone.now(), embargo_until=timezone.now() + timedelta(days=1))
        assert client.get(f"{story.get_absolute_url()}{name}").status_code == 404
