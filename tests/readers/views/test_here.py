"""What the islands of a public page are told."""

from __future__ import annotations

import pytest

from broadsheet.readers import actions
from broadsheet.readers.models import Subject
from tests.making import make_story, make_topic
from tests.readers.conftest import browser_of

pytestmark = pytest.mark.django_db


class TestHere:
    def ask(self, browser, query=""):
        return browser.get(f"/me/here/{query}").json()

    def test_says_nothing_of_a_stranger(self, db):
        assert self.ask(browser_of(), "?story=1") == {"reader": None}

    def test_says_what_of_a_page_is_kept(self, reader, browser):
        first, second, topic = make_story(), make_story(), make_topic()
        now = first.published_at
        actions.save(reader, story_id=first.pk, now=now)
        actions.follow(reader, subject=Subject.TOPIC, subject_id=topic.pk, now=now)
        answer = self.ask(browser, f"?story={first.pk}&story={second.pk}&topic={topic.pk}")
        assert answer["kept"] == {
            "story": [first.pk], "topic": [topic.pk], "author": [], "section": [], "storyline": [],
        }  # fmt: skip
        assert answer["reading"] is None
        assert answer["reader"]["initials"] == "A"

    def test_says_where_reading_stopped_and_how_they_read(self, reader, browser):
        story = make_story()
        actions.set_preferences(reader, keeps_places=True, text_size=125)
        actions.keep_place(reader, story_id=story.pk, block=2, blocks=8, now=story.published_at)
        answer = self.ask(browser, f"?place={story.pk}")
        assert answer["places"] == {str(story.pk): [2, 8]}
        assert answer["reading"]["text_size"] == 125

    @pytest.mark.parametrize("number", ["x", "-1", "9" * 40, "%00", "1.5"])
    def test_leaves_out_what_is_no_number(self, browser, number):
        assert self.ask(browser, f"?story={number}&place={number}")["kept"]["story"] == []

    def test_asks_the_database_few_times(self, browser, django_assert_max_num_queries):
        query = "?" + "&".join(f"story={n}&topic={n}&author={n}&section={n}&place={n}"
                               for n in range(1, 300))  # fmt: skip
        with django_assert_max_num_queries(11):
            self.ask(browser, query)
