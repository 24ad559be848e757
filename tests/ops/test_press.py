"""`broadsheet press`, as whoever keeps the server up calls it."""

from __future__ import annotations

import os
import signal
import time
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.utils import timezone

from broadsheet import config
from broadsheet.ops import reporting
from broadsheet.ops.management.commands import press as command
from broadsheet.press.following import Follower
from broadsheet.press.log import open_log
from broadsheet.press.models import Change, Node
from broadsheet.press.pressing import press
from broadsheet.press.rack.store import State, Store
from broadsheet.press.sheet import Sheet
from broadsheet.topics.models import Topic
from tests.making import make_paper, make_story, make_topic

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def store(tmp_path, monkeypatch):
    store = Store(tmp_path / "sheets", size=64 * 1024 * 1024)
    for module in (command, reporting):
        monkeypatch.setattr(module, "store_of_this_node", lambda: store)
    monkeypatch.setenv("BROADSHEET_NODE", "cellar")
    yield store
    store.close()


@pytest.fixture
def paper(store):
    make_paper()
    return make_story(topics=[make_topic("harbour")])


@pytest.fixture
def run(capsys):
    """Runs the verb; gives what it said, and how it ended."""

    def run(*arguments: str) -> tuple[str, int]:
        ended = 0
        try:
            call_command("press", *arguments)
        except SystemExit as end:
            ended = int(end.code)
        said = capsys.readouterr()
        return said.out + said.err, ended

    return run


def kept(store: Store, address: str) -> bytes:
    found = store.find(address, Sheet.load, at=time.time())
    return found.picked.body if found.state is State.RIGHT else b""


def slip_past_the_log() -> None:
    """A write that the log never hears of."""
    last = Change.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    Topic.objects.update(name="Slipped")
    Change.objects.filter(pk__gt=last).delete()


class TestUsage:
    @pytest.mark.parametrize("arguments", [[], ["--all", "--status"], ["--all", "/"]])
    def test_is_one_thing_at_a_time(self, run, arguments):
        with pytest.raises(CommandError, match=r"Give one of .*--help") as refused:
            run(*arguments)
        assert refused.value.returncode == 2

    @pytest.mark.parametrize("value", ["0", "1.5", "many"])
    def test_takes_a_share_up_to_all(self, run, value):
        with pytest.raises(CommandError, match="is no share"):
            run("--audit", "--share", value)

    def test_takes_a_share_of_an_audit_alone(self, run):
        with pytest.raises(CommandError, match="goes with --audit"):
            run("--all", "--share", "0.5")

    def test_is_taught_by_examples(self, run):
        said, ended = run("--help")
        assert "broadsheet press --audit --share 1" in said
        assert ended == 0


class TestPaths:
    def test_are_pressed_and_told_of(self, run, store, paper):
        said, ended = run("/topics/harbour/", "/")
        assert "/topics/harbour/  200, " in said
        assert said.count("; kept") == 2
        assert ended == 0
        assert b"Harbour" in kept(store, "/topics/harbour/")

    def test_may_be_whole_addresses(self, run, store, paper, settings):
        run(f"{settings.SITE}/latest/")
        assert kept(store, "/latest/")

    def test_are_told_where_they_lead(self, run, paper):
        said, _ended = run("/latest", "/latest//")
        assert "/latest  301" in said
        assert "leads to /latest/" in said
        assert "/latest//  is written /latest/" in said

    @pytest.mark.parametrize(
        ("path", "why"),
        [
            ("/livez", "Django answers each time"),
            ("/a%2fb/", "400: A slash"),
            ("sport/", "400: An address begins with a slash"),
            ("https://www.example.com/sport/", "is not an address of this paper"),
            ("/nowhere/", "404, "),
        ],
    )
    def test_that_are_none_are_told_of(self, run, paper, path, why):
        said, ended = run(path, "/")
        assert why in said
        assert "/  200" in said
        assert ended == 1

    def test_are_right_as_of_now(self, run, store, paper):
        run("/topics/harbour/")
        Topic.objects.update(name="Haven")
        run("/topics/harbour/")
        assert b"Haven" in kept(store, "/topics/harbour/")

    def test_are_good_for_the_worker_that_comes_next(self, run, store, paper):
        run("/")
        assert Node.objects.get().name == "cellar"
        assert not Follower(store, open_log()).drain(timezone.now()).is_everything

    def test_are_pressed_where_the_worker_keeps_its_sheets(self, run, paper):
        told = {"folder": "/elsewhere", "site": "http://127.0.0.1:8001"}
        Node.objects.create(name="cellar", cursor="", seen_at=timezone.now(), told=told)
        with pytest.raises(CommandError, match=r"BROADSHEET_SITE=http://127\.0\.0\.1:8001 "):
            run("/")

    @pytest.mark.parametrize(
        ("folder", "what"),
        [("/elsewhere/3-0123", "need the same BROADSHEET_SHEETS"), ("3-0123", "serve` anew")],
    )
    def test_are_pressed_for_the_release_of_the_worker(self, run, store, paper, folder, what):
        told = {"folder": str(store.folder.parent / folder), "site": config.site()}
        Node.objects.create(name="cellar", cursor="", seen_at=timezone.now(), told=told)
        with pytest.raises(CommandError, match=what):
            run("/")


class TestAll:
    def test_presses_the_whole_paper(self, run, store, paper):
        said, ended = run("--all")
        assert f"{store.status().sheets:,} pages are pressed" in said
        assert ended == 0
        assert all(kept(store, f"{paper.get_absolute_url()}{form}") for form in ("", "story.json"))

    def test_can_be_stopped_between_two_pages(self, run, store, paper, monkeypatch):
        def press_and_stop(address, **what):
            pressed = press(address, **what)
            os.kill(os.getpid(), signal.SIGINT)
            return pressed

        monkeypatch.setattr(command, "press", press_and_stop)
        said, ended = run("--all")
        assert ended == 130
        assert "Stopped after 1 of " in said
        assert kept(store, "/")


class TestAudit:
    def test_finds_nothing_where_all_is_right(self, run, store, paper):
        run("/", "/topics/harbour/")
        said, ended = run("--audit", "--share", "1")
        assert "2 of 2 sheets compared; none differed." in said
        assert ended == 0

    def test_tells_and_mends_what_slipped_past_the_log(self, run, store, paper):
        run("/", "/topics/harbour/")
        slip_past_the_log()
        said, ended = run("--audit", "--share", "1")
        topic = Topic.objects.get()
        assert f"/topics/harbour/ was not right: topic:{topic.pk} read otherwise" in said
        assert f"topic:{topic.pk}" in said.partition("read from: ")[2]
        assert "1 differed and are right again" in said
        assert ended == 1
        assert b"Slipped" in kept(store, "/topics/harbour/")
        assert run("--audit", "--share", "1")[1] == 0

    def test_takes_one_sheet_at_least(self, run, paper):
        run("/", "/topics/harbour/")
        assert "1 of 2 sheets compared" in run("--audit")[0]

    def test_is_at_once_done_with_an_empty_store(self, run, store):
        assert "0 of 0 sheets compared" in run("--audit")[0]


class TestStatus:
    def test_tells_of_sheets_and_nodes(self, run, store, paper):
        run("/", "/topics/harbour/", "/nowhere/")
        store.used({"/": 3}, at=time.time(), misses=1)
        Node.objects.create(
            name="barn", address="http://10.0.0.6:8000", seen_at=timezone.now(),
            cursor=open_log().head().decode(), told={"lag": 0.0341},
        )  # fmt: skip
        said, ended = run("--status")
        assert "Sheets   3, of which 0 wait to be pressed again and 1 say" in said
        assert "MiB of 64 MiB" in said
        assert "Hits     75.0% of 4 requests" in said
        assert "Audited  0 sheets; 0 differed" in said
        assert "cellar (this one), no address: at work; all changes handled" in said
        assert "barn, http://10.0.0.6:8000: at work; all changes handled, the last after 34" in said
        assert ended == 0

    def test_tells_what_is_pending(self, run, store, paper):
        run("/")
        Topic.objects.update(name="Haven")
        Node.objects.update(seen_at=timezone.now() - timedelta(minutes=5))
        said, ended = run("--status")
        assert "The background worker was last seen 5 min ago" in said
        assert "not seen for 5 min; " in said
        assert "changes pending, the oldest for 0 s" in said
        assert ended == 1

    def test_tells_of_the_store_though_the_database_is_away(self, run, store, paper, monkeypatch):
        run("/")

        def away(*_, **__):
            raise OperationalError("gone")

        monkeypatch.setattr(reporting, "standings", away)
        said, ended = run("--status")
        assert "The database does not answer" in said
        assert "Sheets   1" in said
        assert ended == 1

    def test_tells_that_the_worker_keeps_its_sheets_elsewhere(self, run, store, paper):
        run("/")
        Node.objects.update(told={"folder": "/elsewhere", "site": "http://127.0.0.1:8001"})
        said, ended = run("--status")
        assert "put BROADSHEET_SITE=http://127.0.0.1:8001 before the command" in said
        assert ended == 1

    def test_tells_that_the_store_is_broken(self, run, store, paper):
        store.folder.write_text("no folder")
        said, ended = run("--status")
        assert "The store is broken" in said
        assert ended == 1
