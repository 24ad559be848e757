"""A story that was corrected in the open: wherever it is told, the same is told."""

import json
import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from broadsheet.stories.models import Story, Version
from broadsheet.stories.notes import record_of
from broadsheet.stories.withdrawing import actions as withdrawing
from tests.making import NOON, amend, make_paper, make_story, paragraph

pytestmark = pytest.mark.django_db

FIRST = NOON
UPDATED, CLARIFIED, CORRECTED = (NOON + timedelta(hours=hours) for hours in (1, 2, 3))
NEWS = "The board has answered."
MEANT = "Only the large ferry was meant."
WRONG = "The ferry runs on Monday, not on Sunday."


def body(day, *more):
    return [paragraph(f"The ferry runs on {day}, the board said."), *map(paragraph, more)]


@pytest.fixture
def story():
    make_paper(time_zone="Asia/Kolkata")
    story = make_story(
        at=FIRST,
        slug="ferry",
        headline="Ferry runs on Sunday",
        body=body("Sunday"),
        dateline="Eller",
    )
    answered = body("Sunday", "The board answered.")
    amend(story, at=UPDATED, kind="update", note=NEWS, body=answered)
    amend(story, at=CLARIFIED, kind="clarification", note=MEANT, standfirst="The large one.")
    return amend(
        story, at=CORRECTED, kind="correction", note=WRONG,
        headline="Ferry runs on Monday", body=body("Monday", "The board answered."),
    )  # fmt: skip


def words_of(html):
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html)))


def page_at(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def same(told, moment):
    return datetime.fromisoformat(told) == moment


class TestEverywhere:
    """The page, its history, the corrections, feeds and machines agree."""

    def test_the_page_tells_each_in_its_place(self, client, story):
        page = page_at(client, story.get_absolute_url())
        top, _start, foot = page.partition('class="article-body"')
        assert NEWS in top
        assert NEWS not in foot
        for note in (MEANT, WRONG):
            assert note not in words_of(top.partition("<body")[2])
            assert note in foot
        assert foot.index(WRONG) < foot.index(MEANT)
        assert 'href="#amended"' in top
        assert 'id="amended"' in foot
        assert f'href="{story.get_absolute_url()}changes/"' in foot

    def test_the_page_shows_the_words_before_and_after_a_correction(self, client, story):
        page = page_at(client, story.get_absolute_url())
        assert re.search(r"<del[^>]*>Sunday</del><ins[^>]*>Monday</ins>", page)
        assert "The large one.</ins>" not in page  # a clarification leaves what was right

    def test_machines_are_told_of_corrections_at_their_times(self, client, story):
        page = page_at(client, story.get_absolute_url())
        (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
        article = json.loads(data)["@graph"][0]
        assert [note["text"] for note in article["correction"]] == [MEANT, WRONG]
        dates = [note["datePublished"] for note in article["correction"]]
        assert all(map(same, dates, (CLARIFIED, CORRECTED)))
        assert same(article["datePublished"], FIRST)
        assert article["dateModified"] == dates[-1]
        shown = re.findall(r'<time datetime="([^"]+)"', page)
        assert {article["dateModified"], article["datePublished"], *dates} <= set(shown)

    def test_the_corrections_list_it_by_its_latest(self, client, story):
        younger = make_story(at=FIRST + timedelta(minutes=1), headline="Younger")
        amend(younger, at=CORRECTED - timedelta(hours=1), note="Older correction.")
        make_story(at=CORRECTED, headline="Never corrected")
        page = page_at(client, "/corrections/")
        words = words_of(page)
        assert words.index(WRONG) < words.index("Older correction.")
        assert MEANT not in words
        assert "Never corrected" not in words
        (shown, *_) = re.findall(r'<time datetime="([^"]+)"', page.partition("card-meta")[2])
        assert same(shown, CORRECTED)

    @pytest.mark.parametrize("name", ["rss.xml", "atom.xml", "feed.json"])
    def test_the_feed_of_corrections_announces_it(self, client, story, name):
        feed = page_at(client, f"/corrections/{name}")
        announced = f"Correction, 4 March 2026: {WRONG}"
        assert announced in feed
        for note in (NEWS, MEANT, WRONG):
            assert note in feed

    @pytest.mark.parametrize("form", ["story.txt", "story.json"])
    def test_its_other_forms_tell_the_same(self, client, story, form):
        told = page_at(client, f"{story.get_absolute_url()}{form}")
        first, second, third, fourth = map(
            told.index, (NEWS, "The ferry runs on Monday, the board said.", WRONG, MEANT)
        )
        assert first < second < third < fourth
        assert "2026-03-04" in told

    def test_feeds_date_it_by_the_latest(self, client, story):
        feed = json.loads(page_at(client, "/feeds/feed.json"))
        (item,) = feed["items"]
        assert same(item["date_modified"], CORRECTED)
        assert same(item["date_published"], FIRST)

    def test_a_small_change_is_told_nowhere_but_in_the_history(self, client):
        make_paper()
        story = make_story(headline="Fery")
        story = amend(story, at=CORRECTED, kind="typo", note="Hush.", headline="Ferry")
        page = page_at(client, story.get_absolute_url())
        assert "Hush" not in page
        assert "Last changed" not in page
        assert f'href="{story.get_absolute_url()}changes/"' in page
        assert "Ferry" not in words_of(page_at(client, "/corrections/")).partition("Corrections")[2]
        assert "Small change" in page_at(client, f"{story.get_absolute_url()}changes/")

    def test_what_is_written_in_a_note_is_no_markup(self, client, story):
        amend(story, at=CORRECTED + timedelta(hours=1), note="<script>alert(1)</script>")
        for path in (story.get_absolute_url(), f"{story.get_absolute_url()}changes/",
                     "/corrections/"):  # fmt: skip
            assert "<script>alert" not in page_at(client, path)


class TestRetraction:
    @pytest.fixture
    def retracted(self, story):
        note = "This story does not stand: its source was invented."
        return amend(
            story, at=CORRECTED + timedelta(hours=1), kind="retraction", note=note,
            headline="A story we have retracted", body=[paragraph("We have retracted this story.")],
        )  # fmt: skip

    def test_keeps_the_address_and_says_so_at_the_top(self, client, retracted):
        page = page_at(client, retracted.get_absolute_url())
        assert page.index("its source was invented") < page.index('class="article-body"')
        assert "Retracted" in page

    def test_marks_the_story_wherever_it_is_listed(self, client, retracted):
        for front in ("/", "/latest/", "/news/"):
            assert 'class="form-label">Retracted<' in page_at(client, front)
        assert "its source was invented" in page_at(client, "/corrections/")

    def test_leaves_to_readers_what_it_said_before(self, client, retracted):
        page = page_at(client, f"{retracted.get_absolute_url()}changes/?to=1")
        assert "The ferry runs on Sunday, the board said." in page


class TestWhatIsRead:
    """A story keeps its words once for each version: a page reads no more of them than it shows."""

    def test_for_a_page_are_the_words_around_corrections(self, story):
        found = Version.objects.of([story.pk]).around_corrections()
        assert [each.shown is not None for each in found] == [False, False, True, True]
        assert all(each.get_deferred_fields() == {"words"} for each in found)

    def test_for_a_page_costs_one_query(self, story, django_assert_num_queries):
        held = Story.objects.bare().get()
        with django_assert_num_queries(1):
            record = record_of(held)
        assert [bool(note.changes) for note in record.notes] == [False, False, True]

    def test_for_a_history_are_the_two_that_are_compared(self, client, story):
        with CaptureQueriesContext(connection) as queries:
            page_at(client, f"{story.get_absolute_url()}changes/?from=1&to=4")
        (asked,) = (each["sql"] for each in queries if '"words"' in each["sql"])
        assert '"number" IN (1, 4)' in asked

    def test_of_taken_out_words_is_nothing(self, client, story):
        withdrawing.withdraw(story, reason="A court says so.", by="Ada", now=CORRECTED)
        Version.objects.bury(story.guid, at=CORRECTED)
        found = Version.objects.of([story.pk]).around_corrections()
        assert [each.shown for each in found] == [None] * 4
        assert record_of(story).notes == ()


class TestHistory:
    def test_tells_every_version(self, client, story):
        page = page_at(client, f"{story.get_absolute_url()}changes/")
        words = words_of(page)
        for told in ("4 versions", "First publication", NEWS, MEANT, WRONG):
            assert told in words
        assert 'content="noindex"' in page
        dates = re.findall(r'<time datetime="([^"]+)"', page)
        for moment in (FIRST, UPDATED, CLARIFIED, CORRECTED):
            assert any(same(date, moment) for date in dates)

    def test_compares_the_last_two_until_others_are_asked(self, client, story):
        page = page_at(client, f"{story.get_absolute_url()}changes/")
        assert "From version 3 to version 4" in page
        assert re.search(r"<del[^>]*>Sunday</del>", page)
        asked = page_at(client, f"{story.get_absolute_url()}changes/?from=1&to=3")
        assert "From version 1 to version 3" in asked
        assert '<del data-said="taken out:">' not in asked
        assert '<ins data-said="put in:">The board answered.</ins>' in asked

    def test_shows_a_version_by_itself(self, client, story):
        page = page_at(client, f"{story.get_absolute_url()}changes/?to=2")
        main = words_of(page.partition('class="comparison"')[2])
        assert "Ferry runs on Sunday" in main
        assert "The large one." not in main

    @pytest.mark.parametrize("query", ["?from=1&to=5", "?to=9", "?from=4&to=900"])
    def test_of_versions_that_are_not_there_is_not_there(self, client, story, query):
        assert client.get(f"{story.get_absolute_url()}changes/{query}").status_code == 404

    def test_does_not_call_first_what_was_brought_in_after_a_change(self, client):
        make_paper()
        story = make_story(changed_at=UPDATED)
        story = amend(story, at=CORRECTED, note=WRONG)
        page = page_at(client, f"{story.get_absolute_url()}changes/")
        assert "Earliest version we have" in page
        assert "First publication" not in page

    def test_of_a_story_that_nobody_changed_is_not_there(self, client):
        make_paper()
        story = make_story()
        assert client.get(f"{story.get_absolute_url()}changes/").status_code == 404

    def test_is_gone_with_the_story(self, client, story):
        address = f"{story.get_absolute_url()}changes/"
        Story.objects.get(pk=story.pk).unpublish()
        assert client.get(address).status_code == 410

    def test_follows_the_story_to_a_new_address(self, client, story):
        old = story.get_absolute_url()
        moved = amend(story, at=CORRECTED + timedelta(hours=1), kind="", slug="large-ferry")
        response = client.get(f"{old}changes/?from=1&to=2")
        assert response.status_code == 301
        assert response["Location"] == f"{moved.get_absolute_url()}changes/?from=1&to=2"

    @pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
    def test_takes_nothing_from_anybody(self, client, story, method):
        response = getattr(client, method)(f"{story.get_absolute_url()}changes/")
        assert response.status_code == 405


class TestOlderNotes:
    """Notes that stand in the text of stories that were brought in."""

    def test_go_on_being_told(self, client):
        make_paper()
        value = {"made_on": "2026-03-04", "text": "<p>It was Monday.</p>"}
        story = make_story(body=[paragraph("Words."), {"type": "correction", "value": value}])
        with time_machine.travel(datetime(2026, 3, 5, tzinfo=UTC)):
            page = page_at(client, story.get_absolute_url())
            assert "It was Monday." in page
            assert '"@type":"CorrectionComment","text":"It was Monday."' in page
            assert story.headline in page_at(client, "/corrections/")
