"""The worker goes on by itself whatever goes wrong around it, and finds what slipped past it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import OperationalError

from broadsheet.press import worker
from broadsheet.press.models import Change, Node
from broadsheet.press.rack.opening import Broken
from broadsheet.press.rack.store import State, Store
from broadsheet.press.worker import Worker
from broadsheet.topics.models import Topic
from tests.machinery.working import asked_for, body, round_of
from tests.making import make_topic

pytestmark = pytest.mark.django_db(transaction=True)


class TestAudit:
    def slip_past_the_log(self, name: str) -> None:
        Topic.objects.update(name=name)
        Change.objects.filter(source__startswith="named:").delete()

    def test_finds_and_mends_now_and_then_what_slipped_past_the_log(self, work, caplog):
        make_topic("quay")
        round_of(work)
        asked_for(work, "/quay/")
        Change.objects.create(source="something-else")
        round_of(work)
        self.slip_past_the_log("Slipped")
        round_of(work)
        assert body(work, "/quay/") == (State.RIGHT, False)
        round_of(work, after=worker.AUDIT)
        assert body(work, "/quay/") == (State.RIGHT, True)
        assert "/quay/ was not right: topic:quay read otherwise" in caplog.text
        assert "named:quay" in caplog.text
        assert work.store.status().counts["findings"] == 1

    def test_renders_one_sheet_at_a_time(self, work, paper):
        for name in ("a", "b", "c"):
            make_topic(name)
        round_of(work)
        asked_for(work, "/a/", "/b/", "/c/")
        paper.asked.clear()
        for seconds in (5, 6, 7, 11):
            round_of(work, after=timedelta(seconds=seconds))
        assert len(paper.asked) == 2

    def test_waits_until_nothing_else_is_to_be_done(self, work, paper, monkeypatch):
        make_topic("quay")
        round_of(work)
        asked_for(work, "/quay/")
        monkeypatch.setattr(worker, "ROUND", 0)
        monkeypatch.setattr(Worker, "press_waiting", lambda _work: None)
        Topic.objects.update(name="Of another name")
        paper.asked.clear()
        round_of(work, after=worker.AUDIT)
        assert paper.asked == []


class TestFollow:
    @pytest.fixture
    def following(self, make_worker, paper, monkeypatch):
        """The thread as it runs in a paper, but for what it renders."""
        work = make_worker()
        monkeypatch.setattr(worker, "store_of_this_node", lambda: work.store)
        monkeypatch.setattr(worker.Django, "render", lambda _self, address: work.render(address))
        stopping = threading.Event()
        thread = threading.Thread(
            target=worker.follow, args=(stopping,), kwargs={"tell": paper.told.append}
        )
        thread.start()
        while not Node.objects.exists():
            time.sleep(0.02)
        yield work
        stopping.set()
        thread.join(20)
        assert not thread.is_alive()

    def becomes(self, is_so: Callable[[], bool]) -> bool:
        for _ in range(400):
            with suppress(Broken):
                if is_so():
                    return True
            time.sleep(0.05)
        return False

    def becomes_right(self, work: Worker, address: str) -> bool:
        return self.becomes(lambda: body(work, address) == (State.RIGHT, True))

    def test_throws_away_what_other_releases_left(self, make_worker, tmp_path, monkeypatch):
        work = make_worker(f"1-{'a' * 16}")
        other = tmp_path / f"1-{'b' * 16}"
        other.mkdir()
        monkeypatch.setattr(worker, "store_of_this_node", lambda: work.store)
        stopping = threading.Event()
        stopping.set()
        worker.follow(stopping, tell=print)
        assert not other.exists()

    def test_has_a_change_live_by_itself(self, following, paper):
        make_topic("quay")
        asked_for(following, "/quay/")
        Topic.objects.update(name="Of another name")
        assert self.becomes_right(following, "/quay/")

    @pytest.mark.parametrize("trouble", [OperationalError, KeyError])
    def test_goes_on_after_trouble_of_any_kind(self, following, paper, monkeypatch, trouble):
        make_topic("quay")
        asked_for(following, "/quay/")
        whole = Worker.drain
        times = []

        def fails_twice(self, now):
            times.append(now)
            if len(times) < 3:
                raise trouble("gone")
            return whole(self, now)

        monkeypatch.setattr(Worker, "drain", fails_twice)
        Topic.objects.update(name="Of another name")
        assert self.becomes_right(following, "/quay/")

    def test_outlives_a_store_that_is_thrown_away(self, following, paper, tmp_path):
        make_topic("quay")
        asked_for(following, "/quay/")
        for file in (tmp_path / "one").iterdir():
            file.unlink()
        following.store.heal()
        while following.store.cursor is None:
            time.sleep(0.02)
        asked_for(following, "/quay/")
        Topic.objects.update(name="Of another name")
        assert self.becomes_right(following, "/quay/")

    def test_keeps_no_sheet_that_it_cannot_make_wrong(self, following, paper, monkeypatch, caplog):
        """As when the disk is full: there is no room to note what changed."""
        make_topic("quay")
        asked_for(following, "/quay/")
        whole = Store.handle

        def full(self, **more):
            raise Broken("no room")

        monkeypatch.setattr(Store, "handle", full)
        Topic.objects.update(name="Of another name")
        assert self.becomes(lambda: body(following, "/quay/")[0] is State.UNKNOWN)
        assert "every sheet is thrown away" in caplog.text
        monkeypatch.setattr(Store, "handle", whole)
        assert self.becomes(lambda: following.store.cursor is not None)
        asked_for(following, "/quay/")
        assert self.becomes_right(following, "/quay/")
