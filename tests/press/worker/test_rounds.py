"""The worker keeps a node's sheets right, those first that readers ask for."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from django.utils import timezone

from broadsheet.press import kinds, worker
from broadsheet.press.kinds import Pages
from broadsheet.press.models import Change, Node
from broadsheet.press.pressing import press
from broadsheet.press.rack.store import State
from broadsheet.topics.models import Topic
from tests.machinery.working import asked_for, body, round_of
from tests.making import make_topic

pytestmark = pytest.mark.django_db(transaction=True)

AN_AGE = 600
"""Seconds that no pressing takes."""


class TestRound:
    def test_presses_again_what_readers_ask_for(self, work, paper):
        make_topic("quay")
        round_of(work)
        asked_for(work, "/quay/")
        Topic.objects.update(name="Of another name")
        round_of(work)
        assert body(work, "/quay/") == (State.RIGHT, True)

    def test_presses_first_what_is_asked_for_most(self, work, paper):
        for name in ("a", "b", "c"):
            make_topic(name)
        round_of(work)
        asked_for(work, "/a/", "/b/", "/c/")
        paper.asked.clear()
        Topic.objects.update(name="Of another name")
        round_of(work)
        assert paper.asked == ["/c/", "/b/", "/a/"]

    def test_leaves_the_rest_to_the_next_reader(self, work, paper):
        make_topic("quay")
        round_of(work)
        press("/quay/", render=work.render, store=work.store)
        paper.asked.clear()
        Topic.objects.update(name="Of another name")
        round_of(work)
        assert paper.asked == []
        assert body(work, "/quay/")[0] == State.WRONG

    def test_presses_what_stands_for_a_change_before_anybody_asks(self, work, paper, monkeypatch):
        monkeypatch.setattr(kinds, "_pages", [])
        kinds.register(Pages("named:", lambda _sources: {"/quay/": "Quay"}))
        make_topic("quay")
        round_of(work)
        assert body(work, "/quay/") == (State.RIGHT, True)
        assert paper.asked == ["/quay/"]

    def test_presses_again_unasked_what_it_has_pressed_ahead_just_now(
        self, work, paper, monkeypatch
    ):
        monkeypatch.setattr(kinds, "_pages", [])
        kinds.register(Pages("named:", lambda _sources: {"/quay/": "Quay"}))
        make_topic("quay")
        round_of(work)
        # What follows names nothing that the page stands for.
        monkeypatch.setattr(kinds, "_pages", [])
        Topic.objects.update(name="Of another name")
        round_of(work)
        assert body(work, "/quay/") == (State.RIGHT, True)
        Topic.objects.update(name="Of a third name")
        round_of(work, after=worker.AHEAD + worker.BEAT)
        assert body(work, "/quay/") == (State.WRONG, False)

    def test_forgets_what_it_pressed_ahead_by_a_clock_that_was_wrong(
        self, work, paper, monkeypatch
    ):
        monkeypatch.setattr(kinds, "_pages", [])
        kinds.register(Pages("named:", lambda _sources: {"/quay/": "Quay"}))
        make_topic("quay")
        paper.is_away = True
        round_of(work, after=timedelta(days=1))
        round_of(work)
        paper.asked.clear()
        round_of(work, after=worker.AHEAD + worker.BEAT)
        assert paper.asked == []

    def test_presses_ahead_again_what_could_not_be_made(self, work, paper, monkeypatch):
        monkeypatch.setattr(kinds, "_pages", [])
        kinds.register(Pages("named:", lambda _sources: {"/quay/": "Quay"}))
        make_topic("quay")
        paper.is_away = True
        round_of(work)
        assert body(work, "/quay/") == (State.UNKNOWN, False)
        paper.is_away = False
        round_of(work, after=worker.BEAT)
        assert body(work, "/quay/") == (State.RIGHT, True)

    def test_lets_readers_ask_first_after_a_great_many_changes(self, work, paper, monkeypatch):
        monkeypatch.setattr(kinds, "_pages", [])
        monkeypatch.setattr(worker, "MOST", 1)
        kinds.register(Pages("named:", lambda sources: dict.fromkeys(sources, "A page")))
        make_topic("quay")
        make_topic("pier")
        round_of(work)
        assert paper.asked == []

    def test_does_not_press_what_a_reader_has_had_pressed(self, work, paper):
        make_topic("quay")
        round_of(work)
        asked_for(work, "/quay/")
        Topic.objects.update(name="Of another name")
        work.drain(timezone.now())
        press("/quay/", render=work.render, store=work.store)
        paper.asked.clear()
        work.press_waiting()
        assert paper.asked == []

    def test_stops_pressing_when_its_time_is_up_and_goes_on_later(self, work, paper):
        for name in ("a", "b"):
            make_topic(name)
        round_of(work)
        asked_for(work, "/a/", "/b/")
        Topic.objects.update(name="Of another name")
        work.drain(timezone.now())
        paper.asked.clear()
        work.press_waiting(seconds=0)
        assert paper.asked == []
        round_of(work)
        assert paper.asked == ["/b/", "/a/"]

    def test_sees_to_what_is_committed_while_it_presses(self, work, paper):
        """Before the next page, and not only when all that waits is pressed."""
        for name in ("a", "b", "c"):
            make_topic(name)
        round_of(work)
        asked_for(work, "/a/", "/b/", "/c/")
        Topic.objects.update(name="Of another name")
        round_of(work)
        states = []

        def render(address):
            answer = paper.render(address)
            states.append(work.store.find("/a/", lambda _sheet: None, at=time.time()).state)
            if len(states) == 1:
                Topic.objects.filter(slug="a").update(name="Newer still")
            return answer

        work.render = render
        Topic.objects.exclude(slug="a").update(name="Of a third name")
        work.log.wait(0)
        work.drain(timezone.now())
        work.press_waiting(seconds=AN_AGE)
        assert states == [State.RIGHT, State.WRONG]
        assert body(work, "/a/") == (State.WRONG, False)
        assert "/a/" in work.waiting

    def test_lets_others_by_where_one_is_made_wrong_again_and_again(self, work, paper):
        for name in ("a", "b"):
            make_topic(name)
        round_of(work)
        asked_for(work, "/a/", "/b/")
        paper.asked.clear()

        def render(address):
            Topic.objects.filter(slug="b").update(name=f"A name after {len(paper.asked)} others")
            return paper.render(address)

        work.render = render
        Topic.objects.update(name="Of another name")
        work.drain(timezone.now())
        work.press_waiting(seconds=AN_AGE)
        assert paper.asked == ["/b/", "/a/"]

    def test_leaves_to_a_reader_what_is_being_rendered_for_him(self, work, paper):
        make_topic("quay")
        round_of(work)
        asked_for(work, "/quay/")
        paper.asked.clear()
        Topic.objects.update(name="Of another name")
        work.store.claim("/quay/", at=time.time())
        round_of(work)
        assert paper.asked == []

    def test_keeps_no_more_waiting_than_it_may(self, work, paper, monkeypatch):
        monkeypatch.setattr(worker, "MOST", 1)
        for name in ("a", "b"):
            make_topic(name)
        round_of(work)
        asked_for(work, "/a/", "/b/")
        Topic.objects.update(name="Of another name")
        work.drain(timezone.now())
        assert set(work.waiting) == {"/b/"}

    def test_presses_again_what_time_has_made_wrong(self, work, paper):
        make_topic("quay")
        round_of(work)
        paper.until = timedelta(milliseconds=50)
        asked_for(work, "/quay/")
        paper.until = None
        time.sleep(0.1)
        round_of(work)
        assert body(work, "/quay/") == (State.RIGHT, True)

    def test_presses_again_after_everything_changed(self, work, paper):
        make_topic("quay")
        round_of(work)
        asked_for(work, "/quay/")
        Change.log_everything()
        round_of(work)
        assert body(work, "/quay/") == (State.RIGHT, True)

    def test_tries_once_what_cannot_be_rendered(self, work, paper):
        make_topic("quay")
        round_of(work)
        asked_for(work, "/quay/")
        paper.error = ZeroDivisionError("broken template")
        Topic.objects.update(name="Of another name")
        with pytest.raises(ZeroDivisionError):
            round_of(work)
        paper.asked.clear()
        round_of(work)
        assert paper.asked == []
        assert body(work, "/quay/")[0] == State.WRONG
        paper.error = None
        round_of(work, after=worker.BEAT)
        assert body(work, "/quay/") == (State.RIGHT, True)


class TestClock:
    def test_makes_everything_anew_that_was_made_ahead_of_time(self, work, paper):
        make_topic("quay")
        round_of(work, after=timedelta(hours=1))
        asked_for(work, "/quay/")
        paper.asked.clear()
        round_of(work)
        assert paper.asked == ["/quay/"]
        assert body(work, "/quay/") == (State.RIGHT, True)

    def test_may_be_put_right_by_a_little(self, work, paper):
        make_topic("quay")
        round_of(work, after=timedelta(seconds=0.5))
        asked_for(work, "/quay/")
        paper.asked.clear()
        round_of(work)
        assert paper.asked == []

    def test_does_not_silence_a_node_by_going_back(self, work):
        round_of(work, after=timedelta(hours=1))
        before = timezone.now()
        round_of(work)
        assert abs(Node.objects.get().seen_at - before) < timedelta(minutes=1)
