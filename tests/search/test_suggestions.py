"""What is suggested while a reader types, as the overlay gets it."""

from __future__ import annotations

import pytest

from broadsheet.search import views
from tests.making import make_author, make_section, make_story, make_topic

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shown_index")]


class TestSuggestions:
    def ask(self, client, typed: str) -> list[dict[str, str]]:
        response = client.get("/search/suggest", {"q": typed})
        assert response.status_code == 200
        return response.json()["suggestions"]

    def test_tell_what_each_is(self, client, library):
        make_section("quays", name="Quays")
        make_topic("north-quay", name="North Quay", kind="place")
        make_author("quaid", name="Ida Quaid")
        story = make_story(headline="The quay in fog, as nobody knew it", short_headline="Quay fog")
        library.take_in()
        assert self.ask(client, "qua") == [
            {"kind": "section", "label": "Section", "text": "Quays", "url": "/quays/"},
            {"kind": "author", "label": "Author", "text": "Ida Quaid", "url": "/authors/quaid/"},
            {"kind": "topic", "label": "Place", "text": "North Quay", "url": "/topics/north-quay/"},
            {
                "kind": "story",
                "label": "Story",
                "text": "Quay fog",
                "url": story.get_absolute_url(),
            },
        ]

    def test_have_nothing_that_was_taken_down_since(self, client, library):
        story = make_story(headline="Quay fog")
        library.take_in()
        story.unpublish()
        assert self.ask(client, "quay") == []

    @pytest.mark.parametrize("typed", ["", " ", "\x00", "(((", "author:", "x" * 5000, "ﷺ" * 200])
    def test_are_none_for_what_says_nothing(self, client, library, typed):
        library.take_in()
        assert self.ask(client, typed) == []

    def test_are_none_while_there_is_no_index(self, client):
        assert self.ask(client, "quay") == []

    def test_are_kept_for_seconds_by_who_asked(self, client, library):
        library.take_in()
        response = client.get("/search/suggest?q=quay")
        assert response["Cache-Control"] == "private, max-age=10"
        assert response["Content-Type"] == "application/json"
        assert not response.cookies

    def test_are_given_so_often_and_no_oftener(self, client, library, settings):
        settings.SEARCH_RATE = 1
        library.take_in()
        for _time in range(views.SUGGESTIONS_A_SEARCH):
            self.ask(client, "quay")
        response = client.get("/search/suggest?q=quay")
        assert response.status_code == 429
        assert 0 < int(response["Retry-After"]) <= 60
