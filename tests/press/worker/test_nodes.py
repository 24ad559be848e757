"""A worker stands for its node: it starts, is known, and tells others what to throw away."""

from __future__ import annotations

import socket
import time
from datetime import timedelta

import pytest
from django.db import OperationalError, transaction
from django.utils import timezone

from broadsheet.config import Cdn
from broadsheet.press import keepers, worker
from broadsheet.press.keepers import Keeper
from broadsheet.press.log import open_log
from broadsheet.press.models import BulkWriting, Change, Node
from broadsheet.press.pressing import press
from broadsheet.press.proxies.orders import Orders
from broadsheet.press.rack.store import State, Store
from broadsheet.press.watching import installing
from broadsheet.press.watching import watches as registry
from broadsheet.press.watching.watches import Watch
from broadsheet.press.worker import Worker
from broadsheet.topics.models import Topic
from tests.machinery.working import asked_for, body, round_of
from tests.making import make_topic

pytestmark = pytest.mark.django_db(transaction=True)


class TestHandOn:
    @pytest.fixture
    def work(self, tmp_path, paper):
        """A worker before which somebody keeps copies, by address."""
        orders = Orders(Cdn("purge", "http://127.0.0.1:1", "", "", 60)).to_throw_away
        store = Store(tmp_path / "one", size=64 * 1024 * 1024, orders=orders)
        work = Worker(store, open_log(), render=paper.render, tell=paper.told.append, name="one")
        make_topic("quay")
        round_of(work)
        paper.told.clear()
        yield work
        work.let_go()

    def test_tells_what_is_wrong_once_nobody_gets_it_from_us(self, work, paper):
        press("/quay/", render=work.render, store=work.store)
        states = []
        work.tell = lambda orders: states.append((orders, body(work, "/quay/")[0]))
        Topic.objects.update(name="Of another name")
        round_of(work)
        round_of(work)
        assert states == [(["/quay/"], State.WRONG)]

    def test_tells_it_again_when_it_was_killed_over_it(self, work, paper):
        press("/quay/", render=work.render, store=work.store)

        def fails(orders):
            raise OperationalError("the queue is away")

        work.tell = fails
        Topic.objects.update(name="Of another name")
        with pytest.raises(OperationalError):
            round_of(work)
        work.let_go()
        work.tell = paper.told.append
        round_of(work)
        assert paper.told == [["/quay/"]]

    def test_tells_what_time_has_made_wrong(self, work, paper):
        paper.until = timedelta(milliseconds=50)
        press("/quay/", render=work.render, store=work.store)
        time.sleep(0.1)
        round_of(work)
        assert paper.told == [["/quay/"]]

    @pytest.mark.parametrize("everything", [Change.log_everything, Node.objects.all().delete])
    def test_tells_of_everything_in_one_word(self, work, paper, everything):
        press("/quay/", render=work.render, store=work.store)
        everything()
        round_of(work, after=worker.BEAT)
        assert paper.told == [["*"]]


class TestStart:
    def test_makes_triggers_that_are_missing(self, make_worker, monkeypatch):
        monkeypatch.setattr(registry, "_watches", [Watch("topics.Topic", ("topic:{id}",))])
        round_of(make_worker())
        assert not installing.faults()

    def test_pays_what_a_bulk_writer_owed_who_died(self, make_worker):
        BulkWriting.objects.create()
        Change.objects.all().delete()
        round_of(make_worker())
        assert Change.objects.filter(source="*").exists()
        assert not BulkWriting.objects.exists()


class TestNode:
    def test_is_known_with_its_place(self, work):
        make_topic("quay")
        round_of(work)
        round_of(work, after=worker.BEAT)
        node = Node.objects.get()
        assert node.name == "one"
        assert work.log.after(node.cursor.encode()).sources == set()
        assert node.told["changes"] == 1
        assert node.told["lag"] >= 0

    def test_says_where_others_reach_it(self, make_worker, monkeypatch):
        monkeypatch.setenv("BROADSHEET_NODE_ADDRESS", "http://10.0.0.5:8000")
        round_of(make_worker())
        assert Node.objects.get().address == "http://10.0.0.5:8000"

    def test_is_called_what_the_machine_is_called_unless_said(self, make_worker, monkeypatch):
        assert make_worker("").name == socket.gethostname()
        monkeypatch.setenv("BROADSHEET_NODE", "cellar")
        assert make_worker("").name == "cellar"

    def test_is_warned_of_another_of_its_name(self, make_worker, caplog):
        round_of(make_worker("inn/one"))
        round_of(make_worker("inn/one"))
        assert "another node" not in caplog.text
        twin = make_worker("barn/one")
        twin.name = "inn/one"
        round_of(twin)
        assert "another node called 'inn/one'" in caplog.text

    def test_begins_empty_when_nobody_held_the_log_for_it(self, work):
        make_topic("quay")
        round_of(work)
        asked_for(work, "/quay/")
        Node.objects.all().delete()
        round_of(work, after=worker.BEAT)
        assert work.store.status().sheets == 0
        make_topic("pier")
        assert work.log.after(Node.objects.get().cursor.encode()).sources == {"named:pier"}

    def test_trims_what_all_have_passed(self, make_worker):
        one, other = make_worker("one"), make_worker("other")
        round_of(one)
        round_of(other)
        make_topic("quay")
        make_topic("pier")
        # On PostgreSQL a transaction of anybody's, in whatever database, holds the log for a while.
        for turn in range(1, 100):
            for each in (one, other):
                round_of(each, after=turn * (worker.BEAT + worker.TRIM))
            if Change.objects.count() == 1:
                break
            time.sleep(0.05)
        assert [each.source for each in Change.objects.all()] == ["named:pier"]

    def test_throws_away_what_was_withdrawn_and_tells_so_at_once(self, work, monkeypatch):
        cleared = []

        def clear():
            cleared.append(True)
            return ()

        monkeypatch.setattr(keepers, "_keepers", {})
        keepers.register(Keeper("cupboard", clear=clear))
        make_topic("quay")
        round_of(work)
        assert not cleared
        with transaction.atomic():
            place = work.log.place_of(Change.leave_no_copies())
        round_of(work)
        assert cleared == [True]
        assert work.log.has_passed(Node.objects.get().cleared, place)

    def test_throws_it_away_though_it_begins_anew_behind_it(self, work, monkeypatch):
        cleared = []

        def clear():
            cleared.append(Node.objects.count())
            return ()

        monkeypatch.setattr(keepers, "_keepers", {})
        keepers.register(Keeper("cupboard", clear=clear))
        round_of(work)
        cleared.clear()
        with transaction.atomic():
            place = work.log.place_of(Change.leave_no_copies())
        Node.objects.all().delete()  # as of one that was away for long
        work.beat(timezone.now())
        assert cleared == [0]
        assert work.log.has_passed(Node.objects.get().cleared, place)

    def test_throws_it_away_later_when_it_could_not_at_once(self, work, monkeypatch):
        cleared = []

        def clear():
            cleared.append(True)
            if len(cleared) == 1:
                raise OSError("the disk is away")
            return ()

        monkeypatch.setattr(keepers, "_keepers", {})
        keepers.register(Keeper("cupboard", clear=clear))
        with transaction.atomic():
            place = work.log.place_of(Change.leave_no_copies())
        with pytest.raises(OSError, match="away"):
            round_of(work)
        assert not work.log.has_passed(Node.objects.get().cleared, place)
        round_of(work, after=worker.BEAT)
        assert work.log.has_passed(Node.objects.get().cleared, place)
        round_of(work)
        assert len(cleared) == 2

    @pytest.mark.parametrize("begins_anew", [False, True])
    def test_does_not_say_so_while_anything_of_it_stays(
        self, work, monkeypatch, caplog, begins_anew
    ):
        stays, asked = ["/pictures/1-abc"], []

        def clear():
            asked.append(True)
            return list(stays)

        monkeypatch.setattr(keepers, "_keepers", {})
        keepers.register(Keeper("cupboard", clear=clear))
        round_of(work)
        if begins_anew:
            Node.objects.all().delete()
        with transaction.atomic():
            place = work.log.place_of(Change.leave_no_copies())
        round_of(work, after=worker.BEAT)
        before = len(asked)
        round_of(work, after=worker.BEAT)
        assert len(asked) == before  # it is tried again at the next beat, and not before
        round_of(work, after=2 * worker.BEAT)
        node = Node.objects.get()
        assert not work.log.has_passed(node.cleared, place)
        assert work.log.has_passed(node.cursor, place)  # what holds the log is told as it is
        assert caplog.text.count("this stays: /pictures/1-abc") == 1
        stays.clear()
        round_of(work, after=3 * worker.BEAT)
        assert work.log.has_passed(Node.objects.get().cleared, place)

    def test_catches_up_after_a_while_away(self, make_worker, work):
        make_topic("quay")
        round_of(work)
        asked_for(work, "/quay/")
        work.let_go()
        Topic.objects.update(name="Of another name")
        again = make_worker()
        round_of(again)
        assert body(again, "/quay/") == (State.RIGHT, True)
