"""What readers find on their own pages, and that nobody else does."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from broadsheet.readers import actions
from broadsheet.readers.models import Subject
from tests.making import (
    NOON,
    make_author,
    make_paper,
    make_section,
    make_story,
    make_storyline,
    make_topic,
)
from tests.readers.conftest import browser_of, make_reader

pytestmark = pytest.mark.django_db

PAGES = ["/me/", "/me/saved/", "/me/follows/", "/me/settings/", "/me/data/"]
BEFORE = NOON - timedelta(days=1)


@pytest.fixture(autouse=True)
def _noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def look(browser):
    """Get the page at an address, as the reader."""

    def look(address: str = "/me/"):
        response = browser.get(address)
        assert response.status_code == 200
        return html.fromstring(response.content)

    return look


def texts(page, path: str) -> list[str]:
    return [" ".join(found.text_content().split()) for found in page.cssselect(path)]


def links(page, path: str) -> list[str]:
    return [found.get("href") for found in page.cssselect(path)]


def save(reader, *headlines: str, **fields):
    """Save stories, the first named the longest ago."""
    stories = [make_story(headline=headline, at=BEFORE, **fields) for headline in headlines]
    for minutes, story in enumerate(stories):
        now = NOON - timedelta(hours=1) + timedelta(minutes=minutes)
        actions.save(reader, story_id=story.pk, now=now)
    return stories


@pytest.mark.parametrize("address", PAGES)
class TestEveryPage:
    def test_is_kept_by_nobody_and_found_by_no_search_engine(self, browser, address):
        response = browser.get(address)
        assert response.status_code == 200
        assert response["Cache-Control"] == "private, no-store"
        assert response["X-Robots-Tag"] == "noindex"
        assert "Cookie" in response["Vary"]
        assert '<meta name="robots" content="noindex">' in response.content.decode()

    def test_leads_who_is_not_logged_in_to_where_one_logs_in_and_back(self, address):
        response = browser_of().get(f"{address}?page=2")
        assert response.status_code == 303
        assert response["Location"].endswith(f"?next={address.replace('/', '%2F')}%3Fpage%3D2")
        assert response["Cache-Control"] == "private, no-store"

    def test_speaks_the_language_of_the_paper(self, browser, address):
        make_paper(language="ar")
        page = html.fromstring(browser.get(address).content)
        assert (page.get("lang"), page.get("dir")) == ("ar", "rtl")

    def test_says_whose_it_is_in_words_that_are_no_markup(self, reader, browser, address):
        actions.rename(reader, first_name="<b>Ada</b>", last_name="& “Co”")
        page = html.fromstring(browser.get(address).content)
        assert texts(page, ".owner bdi") == ["<b>Ada</b> & “Co”"]
        assert page.cssselect(".owner b") == []

    def test_can_be_asked_for_nothing_else(self, browser, address):
        assert browser.put(address).status_code == 405

    def test_asks_the_database_as_often_however_much_is_kept(self, reader, browser, address):
        def fill(count):
            author = make_author(f"author-{count}")
            stories = save(reader, *map(str, range(count)), authors=[author])
            actions.set_preferences(reader, keeps_places=True)
            for story in stories:
                actions.keep_place(reader, story_id=story.pk, block=1, blocks=9, now=NOON)
                topic = make_topic(f"topic-{story.pk}")
                actions.follow(reader, subject=Subject.TOPIC, subject_id=topic.pk, now=NOON)
            actions.follow(reader, subject=Subject.AUTHOR, subject_id=author.pk, now=NOON)

        make_paper()
        counted = []
        for count in (2, 9):
            fill(count)
            with CaptureQueriesContext(connection) as queries:
                browser.get(address)
            counted.append(len(queries))
        assert counted[0] == counted[1] < 30


class TestMyPage:
    def test_says_how_to_begin_where_nothing_is_kept(self, look):
        assert [said.split(".")[0] for said in texts(look(), ".empty")] == [
            "Nothing saved yet", "You follow nothing yet",
        ]  # fmt: skip

    def test_shows_the_newest_of_all_that_is_followed_each_once(self, reader, look):
        topic, author, section = make_topic(), make_author(), make_section("sport")
        other = make_section("news")
        first = make_story(headline="Of the storyline", section=other, at=BEFORE)
        things = (topic, author, section, make_storyline(first))
        for subject, thing in zip(Subject, things, strict=True):
            actions.follow(reader, subject=subject, subject_id=thing.pk, now=NOON)
        make_story(headline="Of all", section=section, topics=[topic], authors=[author], at=BEFORE)
        make_story(headline="Of the author", section=other, authors=[author], at=NOON)
        make_story(headline="Of neither", section=other, at=NOON)
        make_story(headline="Not yet", section=section, at=NOON + timedelta(hours=1))
        assert texts(look(), ".river .card-headline") == [
            "Of the author", "Of all", "Of the storyline",
        ]  # fmt: skip

    def test_shows_the_newest_saved_unread_ones_first(self, reader, look):
        stories = save(reader, "First", "Second", "Third")
        actions.mark(reader, story_id=stories[2].pk, read_at=NOON)
        assert texts(look(), ".row .card-headline") == ["Second", "First", "Third"]

    def test_shows_where_reading_stopped(self, reader, look):
        (story,) = save(reader, "A long story")
        actions.set_preferences(reader, keeps_places=True)
        actions.keep_place(reader, story_id=story.pk, block=3, blocks=12, now=NOON)
        assert texts(look(), ".keepsake-note") == ["25% read"]

    def test_lets_what_is_not_public_go_quietly(self, reader, look):
        stories = save(reader, "Down", "Expired", "Deleted", "There")
        actions.set_preferences(reader, keeps_places=True)
        for story in stories:
            actions.keep_place(reader, story_id=story.pk, block=3, blocks=12, now=NOON)
        type(stories[0]).objects.filter(pk=stories[0].pk).update(live=False)
        type(stories[1]).objects.filter(pk=stories[1].pk).update(expire_at=NOON)
        stories[2].delete()
        page = look()
        assert texts(page, ".card-headline") == ["There", "There"]
        assert texts(look("/me/saved/"), ".results-total") == ["1 story"]


class TestSavedStories:
    def test_are_shown_newest_first_twenty_a_page(self, reader, look):
        save(reader, *(f"Story {number:02}" for number in range(1, 23)))
        first = look("/me/saved/")
        assert texts(first, ".card-headline") == [f"Story {n:02}" for n in range(22, 2, -1)]
        assert texts(first, ".results-total") == ["22 stories"]
        (older,) = links(first, "a[rel=next]")
        assert texts(look(older), ".card-headline") == ["Story 02", "Story 01"]

    @pytest.mark.parametrize("page", ["99", "0", "-1", "x", "1" * 40, "٣"])
    def test_stay_on_a_page_that_is_there(self, reader, look, page):
        save(reader, "One")
        assert texts(look(f"/me/saved/?page={page}"), ".card-headline") == ["One"]

    @pytest.mark.parametrize(
        ("typed", "found"),
        [
            ("harbour", ["The Harbour"]), ("HARB", ["The Harbour"]), ("ada byrne", ["The Harbour"]),
            ("ПОРТ", ["Новый порт"]), ("cafe", ["Café"]), ("الميناء", ["في الميناء"]),
            ("തുറ", ["തുറമുഖം"]), ("അവന്\u200d", ["അവൻ വന്നു"]), ("nothing", []), ("%", []),
            ("a%00b", []), ("x" * 5000, []),
        ],
    )  # fmt: skip
    def test_are_searched_in_every_script(self, reader, look, typed, found):
        save(reader, "The Harbour", authors=[make_author()])
        save(reader, "Новый порт", "Café", "في الميناء", "തുറമുഖം", "അവൻ വന്നു")
        page = look(f"/me/saved/?q={typed}")
        assert texts(page, ".card-headline") == found

    def test_say_that_none_was_found_and_lead_back(self, reader, look):
        save(reader, "One")
        page = look("/me/saved/?q=%3Cb%3E")
        assert texts(page, ".empty") == ["None of them has “<b>”. See all"]

    def test_are_told_apart_by_whether_they_were_read(self, reader, look):
        _, read = save(reader, "Unread", "Was read")
        actions.mark(reader, story_id=read.pk, read_at=NOON)
        page = look("/me/saved/?q=read")
        unread, was_read = links(page, ".results-head .orders a")
        assert texts(look(unread), ".card-headline") == ["Unread"]
        assert texts(look(was_read), ".card-headline") == ["Was read"]

    def test_are_nobody_elses(self, reader, look):
        save(make_reader(), "Of somebody else")
        assert texts(look("/me/saved/"), ".card-headline") == []


class TestFollows:
    def test_are_shown_by_name_with_what_they_are(self, reader, look):
        things = {Subject.TOPIC: make_topic(name="élan"), Subject.AUTHOR: make_author("dora")}
        things[Subject.SECTION] = make_section("fish")
        things[Subject.STORYLINE] = make_storyline(make_story(), name="Gull Lane", slug="gull-lane")
        for subject, thing in things.items():
            actions.follow(reader, subject=subject, subject_id=thing.pk, now=NOON)
        page = look("/me/follows/")
        assert texts(page, ".followed p") == [
            "Dora Author", "élan Theme", "Fish Section", "Gull Lane Storyline",
        ]  # fmt: skip
        assert links(page, ".followed a") == [
            "/authors/dora/", "/topics/harbour/", "/fish/", "/storylines/gull-lane/",
        ]  # fmt: skip
        things[Subject.TOPIC].delete()
        assert len(texts(look("/me/follows/"), ".followed li")) == 3

    def test_leave_out_a_storyline_while_its_stories_are_gone(self, reader, look):
        story = make_story()
        storyline = make_storyline(story, name="Gull Lane")
        actions.follow(reader, subject=Subject.STORYLINE, subject_id=storyline.pk, now=NOON)
        story.unpublish()
        assert "Gull Lane" not in look("/me/follows/").text_content()
        story.save_revision().publish()
        assert texts(look("/me/follows/"), ".followed p") == ["Gull Lane Storyline"]


class TestReading:
    def test_holds_on_the_readers_own_pages_without_script(self, reader, look):
        actions.set_preferences(reader, text_size=150, appearance="dark")
        page = look()
        assert (page.get("data-text-size"), page.get("data-appearance")) == ("150", "dark")
