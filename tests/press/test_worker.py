"""The worker keeps a node's sheets right by itself, whatever goes wrong around it."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import OperationalError, transaction
from django.utils import timezone

from broadsheet.config import Cdn
from broadsheet.press import keepers, kinds, worker
from broadsheet.press.keepers import Keeper
from broadsheet.press.kinds import Kind, Pages
from broadsheet.press.log import open_log
from broadsheet.press.models import BulkWriting, Change, Node
from broadsheet.press.pressing import Answer, press
from broadsheet.press.proxies.orders import Orders
from broadsheet.press.rack.opening import Broken
from broadsheet.press.rack.store import State, Store
from broadsheet.press.recording import note, recording
from broadsheet.press.watching import installing
from broadsheet.press.watching import watches as registry
from broadsheet.press.watching.watches import Watch
from broadsheet.press.worker import Worker
from broadsheet.topics.models import Topic
from tests.making import make_topic

pytestmark = pytest.mark.django_db(transaction=True)


def read_topics(keys: set[str], now: object) -> None:
    for key in keys:
        slug = key.partition(":")[2]
        name = Topic.objects.filter(slug=slug).values_list("name", flat=True).first()
        note(key, name, sources=[f"named:{slug}"])


class Paper:
    """Renders `/quay/` as the name of that topic, and remembers what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.told: list[list[str]] = []
        self.error: Exception | None = None
        self.until: timedelta | None = None

    def render(self, address: str) -> Answer:
        self.asked.append(address)
        if self.error:
            raise self.error
        with recording() as record:
            read_topics({f"topic:{address.strip('/')}"}, None)
            if self.until:
                note("hour", None, sources=[], until=timezone.now() + self.until)
        name = Topic.objects.filter(slug=address.strip("/")).values_list("name", flat=True).first()
        return Answer(200 if name else 404, (), str(name).encode(), record)


@pytest.fixture(autouse=True)
def _content(monkeypatch):
    monkeypatch.setattr(registry, "_watches", [Watch("topics.Topic", ("named:{slug}",))])
    monkeypatch.setattr(kinds, "_kinds", {})
    kinds.register(Kind("topic", read_topics))
    installing.install()


@pytest.fixture
def paper():
    return Paper()


@pytest.fixture
def make_worker(tmp_path, paper):
    made = []

    def make(name: str = "one") -> Worker:
        store = Store(tmp_path / name, size=64 * 1024 * 1024)
        made.append(
            Worker(store, open_log(), render=paper.render, tell=paper.told.append, name=name)
        )
        return made[-1]

    yield make
    for each in made:
        each.let_go()


@pytest.fixture
def work(make_worker):
    """A worker that has come up and found nothing to do."""
    work = make_worker()
    round_of(work)
    return work


def round_of(work: Worker, *, after: timedelta = timedelta()) -> None:
    work.round(timezone.now() + after, patience=0)


def asked_for(work: Worker, *addresses: str) -> None:
    """Readers have asked for these, and have got a sheet."""
    for times, address in enumerate(addresses, start=1):
        press(address, render=work.render, store=work.store)
        work.store.used({address: times}, at=time.time())


def body(work: Worker, address: str) -> tuple[State, bool]:
    name = Topic.objects.get(slug=address.strip("/")).name.encode()
    found = work.store.find(address, bytes, at=time.time())
    return found.state, name in (found.picked or b"")


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
        assert node.told["store"]["sheets"] == 0
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
        for each in (one, other):
            round_of(each)
            round_of(each, after=worker.BEAT)
        round_of(one, after=worker.BEAT + worker.TRIM)
        assert [each.source for each in Change.objects.all()] == ["named:pier"]

    def test_throws_away_what_was_withdrawn_and_tells_so_at_once(self, work, monkeypatch):
        cleared = []
        monkeypatch.setattr(keepers, "_keepers", {})
        keepers.register(Keeper("cupboard", clear=lambda: cleared.append(True)))
        make_topic("quay")
        round_of(work)
        assert not cleared
        with transaction.atomic():
            place = work.log.place_of(Change.leave_no_copies())
        round_of(work)
        assert cleared == [True]
        assert work.log.has_passed(Node.objects.get().cursor, place)

    def test_throws_it_away_later_when_it_could_not_at_once(self, work, monkeypatch):
        cleared = []

        def clear() -> None:
            cleared.append(True)
            if len(cleared) == 1:
                raise OSError("the disk is away")

        monkeypatch.setattr(keepers, "_keepers", {})
        keepers.register(Keeper("cupboard", clear=clear))
        Change.leave_no_copies()
        with pytest.raises(OSError, match="away"):
            round_of(work)
        round_of(work)
        round_of(work)
        assert len(cleared) == 2

    def test_catches_up_after_a_while_away(self, make_worker, work):
        make_topic("quay")
        round_of(work)
        asked_for(work, "/quay/")
        work.let_go()
        Topic.objects.update(name="Of another name")
        again = make_worker()
        round_of(again)
        assert body(again, "/quay/") == (State.RIGHT, True)


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
