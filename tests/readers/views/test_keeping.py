"""Saving and following with the plain forms of public pages, logged in or not yet."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine

from broadsheet.accounts.models import Session, User
from broadsheet.readers import actions
from broadsheet.readers.models import Follow, Place, SavedStory, Subject
from tests.accounts.entrance import PASSWORD, sign_up
from tests.making import (
    NOON,
    make_author,
    make_draft,
    make_section,
    make_story,
    make_storyline,
    make_topic,
)
from tests.readers.conftest import browser_of, make_reader

pytestmark = pytest.mark.django_db

JSON = {"Accept": "application/json"}
PAGE = "http://testserver/news/?page=2"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def story():
    return make_story()


def saved():
    return list(SavedStory.objects.values_list("story_id", flat=True))


def onwards(answer):
    """Where somebody who was asked to log in goes afterwards."""
    (address,) = parse_qs(urlsplit(answer["Location"]).query)["next"]
    return address


class TestSaving:
    def test_leads_back_to_where_the_form_stood_which_then_says_so(self, browser, story):
        answer = browser.post("/me/saved/", {"story": story.pk}, headers={"Referer": PAGE})
        assert (answer.status_code, answer["Location"]) == (303, "/news/?page=2#is-saved")
        assert saved() == [story.pk]

    def test_leads_to_my_page_where_no_browser_says_where_it_stood(self, browser, story):
        assert browser.post("/me/saved/", {"story": story.pk})["Location"] == "/me/"

    def test_twice_keeps_it_once(self, browser, story):
        for _ in range(2):
            assert browser.post("/me/saved/", {"story": story.pk}).status_code == 303
        assert saved() == [story.pk]

    def test_is_taken_back(self, browser, story):
        browser.post("/me/saved/", {"story": story.pk})
        answer = browser.post("/me/saved/", {"story": story.pk, "deed": "drop"})
        assert (answer.status_code, saved()) == (303, [])

    def test_is_marked_as_read_and_unread(self, reader, browser, story):
        actions.save(reader, story_id=story.pk, now=NOON)
        for deed, read_at in (("read", NOON), ("unread", None)):
            browser.post("/me/saved/", {"story": story.pk, "deed": deed})
            assert reader.saved_stories.get().read_at == read_at

    def test_tells_an_island_what_it_is_now(self, browser, story):
        for deed, kept in (("keep", True), ("drop", False)):
            form = {"story": story.pk, "deed": deed}
            assert browser.post("/me/saved/", form, headers=JSON).json() == {"kept": kept}

    @pytest.mark.parametrize(
        "form",
        [
            {}, {"story": ""}, {"story": "x"}, {"story": "-1"}, {"story": "1" * 30},
            {"story": "٣"}, {"story": "1\0"}, {"story": "1", "topic": "1"},
            {"story": "1", "deed": "burn"}, {"topic": "1", "deed": "read"},
        ],
    )  # fmt: skip
    def test_of_what_is_no_thing_is_refused(self, browser, form):
        for address in ("/me/saved/", "/me/follows/"):
            assert browser.post(address, form).status_code == 400
        assert saved() == []

    def test_of_a_story_that_is_none_or_not_public_says_it_is_not_here(self, browser):
        for pk in (10**15, make_draft().pk, make_story(at=NOON + timedelta(days=1)).pk):
            assert browser.post("/me/saved/", {"story": pk}).status_code == 404
        assert saved() == []

    def test_of_too_many_says_so(self, browser, story, monkeypatch):
        monkeypatch.setattr(actions, "MOST_SAVED", 0)
        monkeypatch.setattr(actions, "MOST_FOLLOWED", 0)
        for form, said in (
            ({"story": story.pk}, "You have reached the limit of 0 saved stories."),
            ({"topic": make_topic().pk}, "You have reached the limit of 0 follows."),
        ):
            answer = browser.post("/me/saved/", form)
            assert answer.status_code == 409
            assert said in answer.content.decode()
            assert browser.post("/me/saved/", form, headers=JSON).json() == {"said": said}

    def test_does_nothing_to_what_somebody_else_saved(self, reader, story):
        actions.save(reader, story_id=story.pk, now=NOON)
        other = browser_of(make_reader())
        for deed in ("drop", "read"):
            assert other.post("/me/saved/", {"story": story.pk, "deed": deed}).status_code == 303
        assert reader.saved_stories.get().read_at is None

    def test_in_another_window_after_the_account_is_gone_asks_to_log_in(
        self, reader, browser, story
    ):
        actions.erase(reader)
        answer = browser.post("/me/saved/", {"story": story.pk})
        assert answer.status_code == 303
        assert "next=" in answer["Location"]
        assert (saved(), User.objects.count()) == ([], 0)

    def test_while_the_account_goes_asks_to_log_in(self, reader, browser, story, monkeypatch):
        def gone(*_args, **_kwargs):
            raise actions.NoReader

        monkeypatch.setattr(actions, "save", gone)
        assert "next=" in browser.post("/me/saved/", {"story": story.pk})["Location"]
        assert browser.post("/me/saved/", {"story": story.pk}, headers=JSON).status_code == 401


class TestFollowing:
    @pytest.mark.parametrize(
        ("subject", "make"),
        [
            ("topic", make_topic),
            ("author", make_author),
            ("section", make_section),
            ("storyline", lambda: make_storyline(make_story())),
        ],
    )
    def test_takes_each_sort_of_thing_and_lets_it_go(self, browser, subject, make):
        thing = make()
        for deed, count in (("keep", 1), ("keep", 1), ("drop", 0)):
            browser.post("/me/follows/", {subject: thing.pk, "deed": deed})
            assert Follow.objects.filter(**{subject: thing}).count() == count

    def test_of_what_is_not_there_says_so(self, browser):
        assert browser.post("/me/follows/", {"topic": 99}).status_code == 404


class TestStranger:
    """Somebody who is not logged in."""

    @pytest.fixture
    def stranger(self):
        return browser_of()

    def wish(self, stranger, **form):
        return stranger.post("/me/saved/", form, headers={"Referer": PAGE})

    def test_is_asked_to_log_in_and_then_it_is_done_and_told_where_they_were(
        self, stranger, reader, story
    ):
        topic = make_topic()
        asked = [self.wish(stranger, story=story.pk), self.wish(stranger, topic=topic.pk)]
        assert [answer.status_code for answer in asked] == [303, 303]
        assert (saved(), Follow.objects.count()) == ([], 0)
        stranger.force_login(reader)
        done = [stranger.get(onwards(answer)) for answer in asked]
        assert [answer["Location"] for answer in done] == [
            "/news/?page=2#is-saved",
            "/news/?page=2#is-followed",
        ]
        assert saved() == [story.pk]
        assert Follow.objects.get().subject == Subject.TOPIC

    def test_comes_there_through_the_entrance(self, stranger, reader, story):
        reader.set_password(PASSWORD)
        reader.save()
        User.objects.vouch_for(reader)
        door = self.wish(stranger, story=story.pk)["Location"]
        answer = stranger.post(door, {"login": reader.email, "password": PASSWORD})
        assert stranger.get(answer["Location"])["Location"] == "/news/?page=2#is-saved"
        assert saved() == [story.pk]

    def test_who_makes_an_account_comes_there_too(self, stranger, story):
        address = onwards(self.wish(stranger, story=story.pk))
        answer = sign_up(stranger, "new@example.org", onwards=address)
        assert answer["Location"] == address
        assert stranger.get(address)["Location"] == "/news/?page=2#is-saved"
        assert saved() == [story.pk]

    def test_leaves_nothing_in_the_database(self, stranger, story):
        self.wish(stranger, story=story.pk)
        assert not Session.objects.exists()

    def test_is_told_at_once_of_what_is_not_there(self, stranger, reader):
        for form in ({"story": 10**15}, {"story": make_draft().pk}, {"topic": 99}):
            answer = self.wish(stranger, **form)
            assert answer.status_code == 404
            assert "no longer here" in answer.content.decode()

    def test_is_told_afterwards_what_could_not_be_kept(self, stranger, reader, story, monkeypatch):
        address = onwards(self.wish(stranger, story=story.pk))
        stranger.force_login(reader)
        monkeypatch.setattr(actions, "MOST_SAVED", 0)
        assert stranger.get(address).status_code == 409
        story.unpublish()
        assert stranger.get(address).status_code == 404
        assert saved() == []

    def test_has_an_hour_to_log_in(self, stranger, reader, story, clock):
        address = onwards(self.wish(stranger, story=story.pk))
        clock.shift(timedelta(minutes=61))
        stranger.force_login(reader)
        answer = stranger.get(address)
        assert answer.status_code == 400
        assert "too long ago" in answer.content.decode()
        assert saved() == []

    def test_gets_it_in_the_browser_that_asked_alone(self, stranger, reader, story):
        address = onwards(self.wish(stranger, story=story.pk))
        other = browser_of()
        self.wish(other, story=story.pk)  # it has asked for something itself
        other.force_login(reader)
        for browser in (other, browser_of(reader)):
            assert browser.get(address).status_code == 400
        assert saved() == []

    @pytest.mark.parametrize("wish", ["", "x", "WyJzdG9yeSIsMV0:1:x", "\0", "★"])
    def test_gets_nothing_for_what_we_did_not_seal(self, browser, story, wish):
        assert browser.get("/me/wish/", {"wish": wish}).status_code == 400
        assert saved() == []

    def test_is_remembered_nothing_for_what_needs_no_keeping(self, stranger, story):
        answer = self.wish(stranger, story=story.pk, deed="drop")
        assert onwards(answer) == "/news/?page=2"
        assert stranger.cookies == {}

    def test_is_told_by_an_island_where_to_log_in(self, stranger, story):
        headers = {**JSON, "Referer": PAGE}
        answer = stranger.post("/me/saved/", {"story": story.pk}, headers=headers)
        assert answer.status_code == 401
        assert answer.json()["login"].endswith("?next=%2Fnews%2F%3Fpage%3D2")
        assert stranger.cookies == {}

    @pytest.mark.parametrize("next_", ["//evil.example/", "https://evil.example/", "/\\evil"])
    def test_is_led_nowhere_but_to_our_own_pages(self, stranger, reader, story, next_):
        answer = stranger.post(
            f"/me/saved/?next={next_}",
            {"story": story.pk, "next": next_, "back": next_},
            headers={"Referer": f"http://testserver/{next_}"},
        )
        assert "evil" not in answer["Location"].partition("?")[0]
        stranger.force_login(reader)
        back = stranger.get(onwards(answer))["Location"]
        assert not back.startswith(("//", "/\\", "http"))


class TestPlaces:
    def stop(self, browser, **form):
        return browser.post("/me/places/", {"block": 3, "blocks": 9, **form}).status_code

    def test_are_kept_with_leave(self, reader, browser, story):
        actions.set_preferences(reader, keeps_places=True)
        assert self.stop(browser, story=story.pk) == 204
        assert Place.objects.get().block == 3

    def test_are_not_kept_without(self, browser, story):
        assert self.stop(browser, story=story.pk) == 204
        assert not Place.objects.exists()

    @pytest.mark.parametrize(
        "form", [{}, {"story": "x"}, {"story": 10**30}, {"block": -1}, {"blocks": 10**6}]
    )
    def test_that_are_none_are_refused(self, reader, browser, form):
        actions.set_preferences(reader, keeps_places=True)
        assert self.stop(browser, **{"story": 1, **form} if form else form) == 400

    def test_in_a_story_that_is_none_are_not_found(self, reader, browser):
        actions.set_preferences(reader, keeps_places=True)
        assert self.stop(browser, story=10**15) == 404
