"""What changed is read again, and makes wrong just the sheets that said otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

import pytest
from django.db import OperationalError, transaction

from broadsheet.press import kinds, log
from broadsheet.press.following import Follower
from broadsheet.press.kinds import Kind, Looker
from broadsheet.press.log import open_log
from broadsheet.press.models import Change
from broadsheet.press.rack.store import State, Store
from broadsheet.press.recording import FRAME, Recording, note, recording
from broadsheet.press.watching import installing
from broadsheet.press.watching import watches as registry
from broadsheet.press.watching.watches import Watch
from broadsheet.topics.models import Topic
from tests.making import make_topic

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
WATCHES = [
    Watch("topics.Topic", ("topic:{id}", "named:{slug}", "list:{kind}@{name}#{id}")),
    Watch("paper.Paper", ("paper",)),
]


def read_names(keys: set[str], now: datetime) -> None:
    """`name:7`: what a topic is called."""
    wanted = [int(key.partition(":")[2]) for key in keys]
    for pk, name in Topic.objects.filter(pk__in=wanted).values_list("pk", "name"):
        note(f"name:{pk}", name, sources=[f"topic:{pk}"])


def read_first(keys: set[str], now: datetime) -> None:
    """`first:theme`: the first two of a list."""
    for key in keys:
        kind = key.partition(":")[2]
        found = Topic.objects.filter(kind=kind).order_by("name").values_list("pk", flat=True)[:2]
        note(key, tuple(found), sources=[f"list:{kind}"])


def read_next(keys: set[str], now: datetime) -> None:
    """`next:7`: the topic after it in the alphabet; a source of its own."""
    for key in keys:
        topic = Topic.objects.filter(pk=key.partition(":")[2]).first()
        after = Topic.objects.filter(name__gt=topic.name).order_by("name").first()
        note(key, after and after.pk, sources=[key, f"topic:{topic.pk}"])


def next_to(name: str, position: str) -> set[str]:
    """Whoever stands before that place looks at what stands there."""
    before = Topic.objects.filter(name__lt=position.partition("#")[0]).order_by("-name").first()
    return {f"next:{before.pk}"} if before else set()


def read_standing(keys: set[str], now: datetime) -> None:
    """`at:quay`: what stands at an address; asked for in vain, too."""
    for key in keys:
        slug = key.partition(":")[2]
        found = Topic.objects.filter(slug=slug).values_list("pk", flat=True).first()
        note(key, found, sources=[f"named:{slug}"])


KINDS = [
    Kind("name", read_names),
    Kind("first", read_first),
    Kind("next", read_next),
    Kind("at", read_standing),
]


@pytest.fixture(autouse=True)
def _content(monkeypatch):
    monkeypatch.setattr(registry, "_watches", WATCHES)
    monkeypatch.setattr(kinds, "_kinds", {})
    monkeypatch.setattr(kinds, "_lookers", [])
    kinds.register(*KINDS, Looker("list:", next_to))
    installing.install()


@pytest.fixture
def store(tmp_path):
    store = Store(tmp_path / "sheets", size=64 * 1024 * 1024)
    yield store
    store.close()


@pytest.fixture
def follower(store):
    follower = Follower(store, open_log())
    follower.drain(NOW)
    yield follower
    follower.log.close()


def press(store: Store, address: str, *facts: str) -> None:
    """A sheet that has read these facts as they are."""
    begun = store.begun()
    assert store.put(address, b"sheet", read(*facts), begun=begun)


def read(*facts: str) -> Recording:
    """What is noted while these facts are read."""
    with recording() as record:
        for name, keys in kinds.by_kind(facts).items():
            kinds.kind(name).read(keys, NOW)
    return record


@pytest.fixture
def late(store, monkeypatch):
    """Begins a sheet; it is kept just after the follower asked what kept sheets have read."""

    def begin(address: str, *facts: str) -> None:
        begun, record, asks = store.begun(), read(*facts), store.facts_from

        def facts_from(sources: Iterable[str]) -> set[str]:
            found = asks(sources)
            monkeypatch.setattr(store, "facts_from", asks)
            assert store.put(address, b"late", record, begun=begun)
            return found

        monkeypatch.setattr(store, "facts_from", facts_from)

    return begin


def wrong(follower: Follower) -> set[str]:
    return {each.address for each in follower.drain(NOW).wrong}


def state(store: Store, address: str) -> State:
    return store.find(address, bytes, at=NOW.timestamp()).state


class TestDrain:
    def test_makes_wrong_what_said_otherwise(self, store, follower):
        quay, pier = make_topic("quay"), make_topic("pier")
        follower.drain(NOW)
        press(store, "/quay/", f"name:{quay.pk}")
        press(store, "/pier/", f"name:{pier.pk}")
        Topic.objects.filter(pk=quay.pk).update(name="The quay")
        assert wrong(follower) == {"/quay/"}
        assert state(store, "/pier/") == State.RIGHT

    def test_leaves_a_sheet_alone_that_shows_nothing_of_a_change(self, store, follower):
        quay = make_topic("quay")
        follower.drain(NOW)
        press(store, "/quay/", f"name:{quay.pk}")
        Topic.objects.filter(pk=quay.pk).update(description="Where ships lie.")
        drained = follower.drain(NOW)
        assert drained.facts == {f"name:{quay.pk}"}
        assert drained.wrong == ()

    def test_keeps_no_copy_of_what_was_withdrawn(self, store, follower):
        quay, pier = make_topic("quay"), make_topic("pier")
        follower.drain(NOW)
        press(store, "/quay/", f"name:{quay.pk}")
        press(store, "/pier/", f"name:{pier.pk}")
        with transaction.atomic():
            Topic.objects.filter(pk=quay.pk).update(name="Nobody may know")
            Change.leave_no_copies()
        drained = follower.drain(NOW)
        assert drained.leave_no_copies
        assert state(store, "/quay/") == State.UNKNOWN
        assert state(store, "/pier/") == State.RIGHT

    def test_keeps_no_copy_where_changes_are_too_many_to_tell(self, store, follower, monkeypatch):
        monkeypatch.setattr(log, "MOST", 3)
        quay = make_topic("quay")
        follower.drain(NOW)
        press(store, "/quay/", f"name:{quay.pk}")
        Change.leave_no_copies()
        for name in "abcdef":
            make_topic(name)
        assert follower.drain(NOW).is_everything
        assert state(store, "/quay/") == State.UNKNOWN

    def test_begins_again_when_somebody_else_was_faster(self, store, follower, monkeypatch):
        quay = make_topic("quay")
        follower.drain(NOW)
        press(store, "/quay/", f"name:{quay.pk}")
        Topic.objects.update(name="Changed")
        other, read = Follower(store, open_log()), kinds.kind("name").read

        def read_slowly(keys: set[str], now: datetime) -> None:
            kinds.register(Kind("name", read))
            other.drain(NOW)
            read(keys, now)

        kinds.register(Kind("name", read_slowly))
        assert follower.drain(NOW).changes == 0
        assert state(store, "/quay/") == State.WRONG

    def test_reads_nothing_that_no_sheet_has_read(self, store, follower):
        make_topic("quay")
        drained = follower.drain(NOW)
        assert drained.changes
        assert not drained.facts

    def test_does_nothing_when_nothing_changed(self, store, follower):
        assert follower.drain(NOW).changes == 0

    def test_takes_out_what_tells_of_something_gone(self, store, follower):
        quay = make_topic("quay")
        follower.drain(NOW)
        press(store, "/quay/", f"name:{quay.pk}")
        quay.delete()
        (gone,) = follower.drain(NOW).wrong
        assert gone.is_gone
        assert state(store, "/quay/") == State.UNKNOWN

    def test_sees_what_comes_to_where_there_was_nothing(self, store, follower):
        press(store, "/quay/", "at:quay")
        make_topic("pier")
        assert wrong(follower) == set()
        make_topic("quay")
        assert wrong(follower) == {"/quay/"}

    def test_sees_a_thing_come_back(self, store, follower):
        quay = make_topic("quay")
        follower.drain(NOW)
        press(store, "/all/", f"name:{quay.pk}", "first:theme")
        Topic.objects.filter(pk=quay.pk).update(slug="berth")
        press(store, "/other/", "at:quay")
        assert wrong(follower) == set()
        Topic.objects.filter(pk=quay.pk).update(slug="quay")
        assert wrong(follower) == {"/other/"}

    def test_sees_a_list_change_within_its_window_only(self, store, follower):
        for name in "bdf":
            make_topic(name)
        follower.drain(NOW)
        press(store, "/list/", "first:theme")
        make_topic("e")
        assert wrong(follower) == set()
        make_topic("c")
        assert wrong(follower) == {"/list/"}

    def test_looks_at_what_lies_beside_a_position(self, store, follower):
        topics = {name: make_topic(name) for name in "bdfh"}
        follower.drain(NOW)
        for name in "bdf":
            press(store, f"/{name}/", f"next:{topics[name].pk}")
        make_topic("e")
        drained = follower.drain(NOW)
        assert {each.address for each in drained.wrong} == {"/d/"}
        assert drained.facts == {f"next:{topics['d'].pk}"}

    def test_refuses_a_sheet_begun_before_it(self, store, follower):
        quay = make_topic("quay")
        follower.drain(NOW)
        begun = store.begun()
        with recording() as record:
            read_names({f"name:{quay.pk}"}, NOW)
        Topic.objects.filter(pk=quay.pk).update(name="The quay")
        follower.drain(NOW)
        assert not store.put("/quay/", b"late", record, begun=begun)

    @pytest.mark.parametrize("is_withdrawn", [False, True])
    def test_judges_a_sheet_that_comes_while_it_reads(self, store, follower, late, is_withdrawn):
        """It was begun before the change, and no other sheet carries what it read."""
        quay = make_topic("quay")
        follower.drain(NOW)
        late("/quay/", f"name:{quay.pk}")
        Topic.objects.filter(pk=quay.pk).update(name="The quay")
        if is_withdrawn:
            Change.leave_no_copies()
        follower.drain(NOW)
        assert state(store, "/quay/") == (State.UNKNOWN if is_withdrawn else State.WRONG)

    def test_says_everything_is_wrong_when_the_log_does(self, store, follower):
        quay = make_topic("quay")
        follower.drain(NOW)
        press(store, "/quay/", f"name:{quay.pk}")
        Change.log_everything()
        assert follower.drain(NOW).is_everything
        assert state(store, "/quay/") == State.WRONG

    def test_starts_empty_when_the_log_does_not_reach_back(self, store, follower):
        quay = make_topic("quay")
        follower.drain(NOW)
        press(store, "/quay/", f"name:{quay.pk}")
        Change.objects.all().delete()
        make_topic("pier")
        assert follower.drain(NOW).is_everything
        assert state(store, "/quay/") == State.UNKNOWN
        assert follower.drain(NOW).changes == 0

    def test_done_twice_does_no_harm(self, store, follower):
        quay = make_topic("quay")
        follower.drain(NOW)
        press(store, "/quay/", f"name:{quay.pk}")
        before = store.cursor
        Topic.objects.filter(pk=quay.pk).update(description="Where ships lie.")
        follower.drain(NOW)
        store.handle(touched=(), facts={}, cursor=before)
        assert wrong(follower) == set()
        assert state(store, "/quay/") == State.RIGHT


class TestFrame:
    @pytest.fixture
    def frame(self):
        said = {"name": "The Courier"}
        kinds.register(Kind(FRAME, lambda _keys, _now: note(FRAME, dict(said), sources=["frame"])))
        return said

    def test_makes_all_that_stands_in_another_wrong_at_once(self, store, follower, frame):
        press(store, "/quay/", FRAME)
        press(store, "/plain/", "first:theme")
        frame["name"] = "The Herald"
        Change.objects.create(source="frame")
        assert FRAME in follower.drain(NOW).facts
        assert state(store, "/quay/") == State.WRONG
        assert state(store, "/plain/") == State.RIGHT

    def test_that_is_as_it_was_makes_nothing_wrong(self, store, follower, frame):
        press(store, "/quay/", FRAME)
        Change.objects.create(source="frame")
        follower.drain(NOW)
        assert state(store, "/quay/") == State.RIGHT

    def test_of_a_sheet_that_comes_while_it_is_read_is_judged(self, store, follower, frame, late):
        late("/old/", FRAME)
        frame["name"] = "The Herald"
        Change.objects.create(source="frame")
        follower.drain(NOW)
        press(store, "/new/", FRAME)
        assert state(store, "/old/") == State.WRONG
        assert state(store, "/new/") == State.RIGHT

    def test_is_read_again_with_everything(self, store, follower, frame):
        press(store, "/quay/", FRAME)
        frame["name"] = "The Herald"
        Change.log_everything()
        follower.drain(NOW)
        press(store, "/quay/", FRAME)
        assert state(store, "/quay/") == State.RIGHT


class TestTrouble:
    def break_kind(self, error: Exception) -> None:
        def fail(keys: Iterable[str], now: datetime) -> None:
            raise error

        kinds.register(Kind("name", fail))

    def test_with_reading_makes_wrong_whatever_has_read_it(self, store, follower):
        quay, pier = make_topic("quay"), make_topic("pier")
        follower.drain(NOW)
        press(store, "/quay/", f"name:{quay.pk}")
        press(store, "/pier/", f"at:{pier.slug}")
        self.break_kind(ZeroDivisionError())
        Topic.objects.update(description="Where ships lie.")
        assert wrong(follower) == {"/quay/"}
        assert state(store, "/quay/") == State.WRONG

    def test_with_the_database_leaves_the_change_in_the_log(self, store, follower):
        quay = make_topic("quay")
        follower.drain(NOW)
        press(store, "/quay/", f"name:{quay.pk}")
        self.break_kind(OperationalError("gone"))
        Topic.objects.filter(pk=quay.pk).update(name="The quay")
        with pytest.raises(OperationalError):
            follower.drain(NOW)
        kinds.register(KINDS[0])
        assert wrong(follower) == {"/quay/"}

    def test_with_a_frame_lets_the_next_sheet_bring_its_own(self, store, follower):
        frame = Kind(FRAME, lambda _keys, _now: note(FRAME, "one", sources=["frame"]))
        kinds.register(frame)
        press(store, "/quay/", FRAME)
        kinds.register(Kind(FRAME, lambda _keys, _now: 1 / 0))
        Change.objects.create(source="frame")
        follower.drain(NOW)
        assert state(store, "/quay/") == State.WRONG
        kinds.register(frame)
        press(store, "/pier/", FRAME)
        assert state(store, "/pier/") == State.RIGHT


class TestKeptAbsence:
    def test_is_still_watched_after_it_was_read_again(self, store, follower):
        """A fact that its kind no longer notes keeps the sources it was read from."""
        quay = make_topic("quay")
        follower.drain(NOW)
        with recording() as record:
            note("name:0", None, sources=["topic:0", f"topic:{quay.pk}"])
        assert store.put("/none/", b"sheet", record, begun=store.begun())
        Topic.objects.filter(pk=quay.pk).update(name="The quay")
        follower.drain(NOW)
        assert store.facts_from(["topic:0"]) == {"name:0"}
