"""Whoever has changed something is told when readers have it, and where."""

from __future__ import annotations

import threading
import time
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from broadsheet.press import kinds
from broadsheet.press.arrival import Question, Stage, arrival, await_arrival
from broadsheet.press.kinds import Kind, Pages
from broadsheet.press.log import open_log
from broadsheet.press.models import Change, Node
from broadsheet.press.pressing import Answer, press, store_of_this_node
from broadsheet.press.recording import note, recording
from broadsheet.press.worker import Worker
from broadsheet.topics.models import Topic
from tests.making import make_topic

pytestmark = pytest.mark.django_db(transaction=True)

QUAY = Question(sources=frozenset({"dock:quay"}), facts=frozenset({"topic:quay"}))


def read_topics(keys: set[str], now: object) -> None:
    for key in keys:
        slug = key.partition(":")[2]
        name = Topic.objects.filter(slug=slug).values_list("name", flat=True).first()
        note(key, name, sources=[f"dock:{slug}"])


def pages_of_topics(sources: set[str]) -> dict[str, str]:
    slugs = {source.partition(":")[2] for source in sources}
    return {f"/{slug}/": slug.title() for slug in slugs}


def render(address: str) -> Answer:
    """Every page shows the quay."""
    with recording() as record:
        read_topics({"topic:quay"}, None)
    return Answer(200, (), b"The quay", record)


@pytest.fixture(autouse=True)
def _content(monkeypatch):
    monkeypatch.setattr(kinds, "_kinds", {})
    monkeypatch.setattr(kinds, "_pages", [])
    kinds.register(Kind("topic", read_topics), Pages("dock:", pages_of_topics))


@pytest.fixture
def store(tmp_path, monkeypatch):
    monkeypatch.setenv("BROADSHEET_SHEETS", str(tmp_path))
    store_of_this_node.cache_clear()
    yield store_of_this_node()
    store_of_this_node().close()
    store_of_this_node.cache_clear()


@pytest.fixture
def work(store):
    """The worker of this node, which has come up."""
    make_topic("quay")
    work = Worker(store, open_log(), render=render)
    work.start(timezone.now())
    yield work
    work.let_go()


def change() -> None:
    Topic.objects.filter(slug="quay").update(name="Of another name")
    Change.objects.create(source="dock:quay")


def now_of_quay(**further):
    return arrival(QUAY, now=timezone.now() + timedelta(**further))


class TestArrival:
    def test_is_not_to_be_had_where_nobody_has_ever_followed(self, store):
        assert now_of_quay().stage is Stage.UNFOLLOWED

    def test_is_under_way_until_it_is_handled(self, work):
        change()
        assert now_of_quay().stage is Stage.UNDER_WAY
        Change.objects.create(source="dock:pier")
        assert now_of_quay().stage is Stage.UNDER_WAY

    def test_does_not_wait_for_what_others_have_changed(self, work):
        change()
        work.round(timezone.now(), patience=0)
        Change.objects.create(source="dock:pier")
        assert now_of_quay().stage is Stage.THERE

    def test_waits_for_a_place_in_a_list_as_for_the_list(self, work):
        Change.objects.create(source="dock:quay@2026-03-04T12:00:00.000000#1")
        assert now_of_quay().stage is Stage.UNDER_WAY

    def test_waits_for_everything(self, work):
        Change.log_everything()
        assert now_of_quay().stage is Stage.UNDER_WAY

    def test_needs_somebody_who_follows(self, work):
        change()
        assert now_of_quay(minutes=1).stage is Stage.UNFOLLOWED
        Node.objects.update(name="another node")
        assert now_of_quay().stage is Stage.UNFOLLOWED

    def test_says_whether_readers_are_sent_the_page_as_it_was(self, work, store):
        change()
        assert not now_of_quay().is_kept_as_it_was
        press("/quay/", render=render, store=store)
        assert now_of_quay().is_kept_as_it_was

    def test_is_handled_before_its_pages_are_made(self, work, store):
        press("/quay/", render=render, store=store)
        began = timezone.now()
        change()
        work.drain(timezone.now())
        found = now_of_quay()
        assert found.stage is Stage.HANDLED
        assert found.at is not None
        assert began < found.at < timezone.now()

    def test_tells_which_pages_show_it(self, work, store):
        press("/front/", render=render, store=store)
        change()
        work.round(timezone.now(), patience=0)
        found = now_of_quay()
        assert (found.stage, found.shown_at) == (Stage.THERE, {"/front/", "/quay/"})

    def test_needs_no_store(self, tmp_path, monkeypatch):
        broken = tmp_path / "sheets"
        broken.write_text("not a folder")
        monkeypatch.setenv("BROADSHEET_SHEETS", str(broken))
        store_of_this_node.cache_clear()
        assert now_of_quay().stage is Stage.UNKEPT
        store_of_this_node.cache_clear()


class TestAwaiting:
    def test_ends_when_all_is_there(self, work):
        change()

        def follow() -> None:
            time.sleep(0.1)
            work.round(timezone.now(), patience=0)
            work.log.close()
            connection.close()

        follower = threading.Thread(target=follow)
        follower.start()
        found = await_arrival(QUAY, now=timezone.now(), patience=30)
        follower.join()
        assert found.stage is Stage.THERE

    def test_ends_when_patience_does(self, work):
        change()
        found = await_arrival(QUAY, now=timezone.now(), patience=0.05)
        assert found.stage is Stage.UNDER_WAY

    def test_is_not_begun_when_nobody_follows(self, store):
        began = time.monotonic()
        assert await_arrival(QUAY, now=timezone.now(), patience=30).stage is Stage.UNFOLLOWED
        assert time.monotonic() - began < 15
