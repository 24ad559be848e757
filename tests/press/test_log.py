"""A follower of the log misses nothing, in whatever order writers come to their end."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction

from broadsheet.press import log as logs
from broadsheet.press.log import Lost, open_log, trim
from broadsheet.press.models import Change, Hold, Node

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def log():
    Change.objects.all().delete()
    say("first")
    opened = open_log()
    yield opened
    opened.close()


def say(*sources: str) -> None:
    Change.objects.bulk_create(Change(source=source) for source in sources)


def settled(log) -> bytes:
    """The log's end, once its lines are older than whatever others write on the same server."""
    until = time.monotonic() + 30
    while connection.vendor == "postgresql" and time.monotonic() < until:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT max(xid::text::numeric) < pg_snapshot_xmin(pg_current_snapshot())"
                "::text::numeric FROM press_change"
            )
            if cursor.fetchone()[0]:
                break
        time.sleep(0.02)
    return log.head()


class TestAfter:
    def test_tells_nothing_of_what_was_there_before(self, log):
        assert log.after(log.head()).sources == set()

    def test_tells_once_of_what_came(self, log):
        head = log.head()
        say("a", "b")
        changes = log.after(head)
        assert changes.sources == {"a", "b"}
        assert log.after(changes.cursor).sources == set()

    def test_tells_what_came_next(self, log):
        head = log.head()
        say("a")
        changes = log.after(head)
        say("b")
        assert log.after(changes.cursor).sources == {"b"}
        assert log.after(head).sources == {"a", "b"}

    def test_is_known_to_have_passed_what_it_was_handed(self, log):
        before = log.head()
        with transaction.atomic():
            place = log.place_of(Change.leave_no_copies())
            say("more")
        assert not log.has_passed(before.decode(), place)
        assert log.has_passed(log.after(before).cursor.decode(), place)
        assert log.has_passed(log.head().decode(), place)
        assert not log.has_passed("of another log", place)

    def test_tells_when_the_first_was_made(self, log):
        head = log.head()
        say("a")
        say("b")
        assert log.after(head).made_at == Change.objects.get(source="a").made_at

    def test_tells_nothing_of_what_was_rolled_back(self, log):
        head = log.head()
        with transaction.atomic():
            say("a")
            transaction.set_rollback(True)
        say("b")
        assert log.after(head).sources == {"b"}

    def test_says_everything_rather_than_a_great_many(self, log, monkeypatch):
        monkeypatch.setattr(logs, "MOST", 3)
        head = log.head()
        say("a", "b", "c")
        assert not log.after(head).is_everything
        say("d")
        changes = log.after(head)
        assert changes.is_everything
        assert log.after(changes.cursor).sources == set()

    @pytest.mark.parametrize("is_before", [True, False])
    def test_skips_no_withdrawal_that_comes_while_it_says_everything(
        self, log, monkeypatch, is_before
    ):
        """Whether it is committed just before the end of the log is looked at, or just after."""
        monkeypatch.setattr(logs, "MOST", 3)
        head, look = log.head(), log.head
        say("a", "b", "c", "d")

        def look_slowly() -> bytes:
            if is_before:
                Change.leave_no_copies()
            found = look()
            if not is_before:
                Change.leave_no_copies()
            return found

        monkeypatch.setattr(log, "head", look_slowly)
        changes = log.after(head)
        assert changes.leave_no_copies

    def test_begins_with_an_empty_log(self, log):
        Change.objects.all().delete()
        assert log.after(log.head()).sources == set()

    @pytest.mark.parametrize("foreign", [b"", b"other 1 x", b"sqlite 1 x", b"postgres h 1:1: 1 x"])
    def test_refuses_the_cursor_of_another_log(self, log, foreign):
        with pytest.raises(Lost):
            log.after(foreign)

    def test_refuses_when_the_log_does_not_reach_back(self, log):
        head = log.head()
        say("a", "b")
        Change.objects.exclude(source="b").delete()
        with pytest.raises(Lost):
            log.after(head)

    def test_refuses_when_the_log_has_another_history(self, log):
        head = log.head()
        last = Change.objects.latest("pk").pk
        Change.objects.all().delete()
        Change.objects.bulk_create([Change(pk=last, source="first"), Change(source="a")])
        with pytest.raises(Lost):
            log.after(head)


class TestIds:
    def test_never_come_again(self, log):
        say("a")
        last = Change.objects.latest("pk").pk
        Change.objects.all().delete()
        say("b")
        assert Change.objects.get().pk > last


class TestWait:
    def test_ends_soon_after_a_commit_elsewhere(self, log):
        log.wait(0)
        while log.wait(0):
            pass
        committed_at = []

        def write():
            time.sleep(0.3)
            with transaction.atomic():
                say("a")
                if connection.vendor == "postgresql":
                    with connection.cursor() as cursor:
                        cursor.execute("NOTIFY broadsheet_press")
            committed_at.append(time.monotonic())
            connection.close()

        thread = threading.Thread(target=write)
        thread.start()
        assert log.wait(20)
        heard_at = time.monotonic()
        thread.join()
        assert heard_at - committed_at[0] < 1

    def test_ends_when_the_time_is_up(self, log):
        log.wait(0)
        while log.wait(0):
            pass
        began = time.monotonic()
        assert not log.wait(0.2)
        assert time.monotonic() - began >= 0.2


def node(name: str, cursor: bytes, *, seen_at: datetime = NOW) -> Node:
    return Node.objects.create(name=name, cursor=cursor.decode(), seen_at=seen_at)


class TestTrim:
    def test_deletes_what_all_nodes_have_passed(self, log):
        early = log.head()
        say("a")
        node("one", settled(log))
        say("b")
        node("other", log.head())
        assert trim(log, now=NOW) == 1
        assert set(Change.objects.values_list("source", flat=True)) == {"a", "b"}
        with pytest.raises(Lost):
            log.after(early)

    def test_leaves_each_node_its_place(self, log):
        node("one", settled(log))
        say("a")
        node("other", log.head())
        trim(log, now=NOW)
        for each in Node.objects.all():
            log.after(each.cursor.encode())

    def test_waits_for_nobody_who_was_not_seen_for_a_day(self, log):
        node("gone", log.head(), seen_at=NOW - timedelta(days=1, seconds=1))
        say("a")
        node("one", settled(log))
        trim(log, now=NOW)
        assert [each.name for each in Node.objects.all()] == ["one"]
        assert [each.source for each in Change.objects.all()] == ["a"]

    def test_deletes_nothing_while_nobody_follows(self, log):
        say("a")
        assert trim(log, now=NOW) == 0

    def test_leaves_what_is_held(self, log):
        logs.hold("search", settled(log), now=NOW)
        say("a")
        node("one", log.head())
        assert trim(log, now=NOW) == 0
        assert log.after(Hold.objects.get().cursor.encode()).sources == {"a"}

    def test_leaves_what_somebody_holds_who_is_at_it(self, log):
        node("one", log.head())
        with logs.held("making", settled(log), now=NOW):
            say("a")
            Node.objects.update(cursor=log.head().decode())
            assert trim(log, now=NOW) == 0
        assert not Hold.objects.exists()

    def test_waits_for_no_holder_who_was_not_seen_for_a_day(self, log):
        logs.hold("search", settled(log), now=NOW - timedelta(days=1, seconds=1))
        say("a")
        node("one", settled(log))
        assert trim(log, now=NOW) == 1

    def test_is_not_stopped_by_a_node_of_another_log(self, log):
        node("foreign", b"elsewhere 1 x")
        say("a")
        node("one", settled(log))
        assert trim(log, now=NOW) == 1


class Writer:
    """A transaction in a thread of its own, driven step by step."""

    def __init__(self) -> None:
        self.done = threading.Event()
        self.step = threading.Condition()
        self.orders: list[str] = []
        self.thread = threading.Thread(target=self._run)
        self.thread.start()

    def _run(self) -> None:
        try:
            with transaction.atomic():
                while True:
                    with self.step:
                        self.step.wait_for(lambda: self.orders)
                        order = self.orders[0]
                        if order not in {"commit", "abandon"}:
                            say(order)
                            self.orders.pop(0)
                            self.step.notify_all()
                            continue
                    transaction.set_rollback(order == "abandon")
                    return
        finally:
            connection.close()

    def say(self, source: str) -> None:
        with self.step:
            self.orders.append(source)
            self.step.notify_all()
            assert self.step.wait_for(lambda: not self.orders, timeout=20)

    def end(self, how: str) -> None:
        with self.step:
            self.orders.append(how)
            self.step.notify_all()
        self.thread.join(20)
        assert not self.thread.is_alive()


@pytest.fixture
def writers():
    made: list[Writer] = []

    def begin() -> Writer:
        made.append(Writer())
        return made[-1]

    yield begin
    for writer in made:
        if writer.thread.is_alive():
            writer.end("abandon")


@pytest.mark.postgres
class TestCommitsInAnyOrder:
    def test_a_late_one_is_not_skipped(self, log, writers):
        head = log.head()
        late = writers()
        late.say("late")
        say("early")
        changes = log.after(head)
        assert changes.sources == {"early"}
        late.end("commit")
        assert log.after(changes.cursor).sources == {"late"}

    def test_one_that_was_open_at_the_head_is_not_skipped(self, log, writers):
        late = writers()
        late.say("late")
        head = log.head()
        late.end("commit")
        assert log.after(head).sources == {"late"}

    def test_a_long_one_holds_nothing_up_and_has_nothing_told_twice(self, log, writers):
        long = writers()
        long.say("long")
        cursor = log.head()
        for number in range(20):
            say(f"short {number}")
            changes = log.after(cursor)
            assert changes.sources == {f"short {number}"}
            cursor = changes.cursor
        long.say("longer")
        long.end("commit")
        changes = log.after(cursor)
        assert changes.sources == {"long", "longer"}
        assert log.after(changes.cursor).sources == set()

    def test_one_that_is_under_way_has_not_been_passed(self, log, writers):
        long = writers()
        long.say("long")
        say("a")
        cursor = log.head()
        long.end("commit")
        place = log.place_of(Change.objects.get(source="long"))
        assert not log.has_passed(cursor.decode(), place)
        assert log.has_passed(log.after(cursor).cursor.decode(), place)

    def test_one_that_is_abandoned_is_not_told(self, log, writers):
        head = log.head()
        long = writers()
        long.say("long")
        changes = log.after(head)
        long.end("abandon")
        assert log.after(changes.cursor).sources == set()

    def test_what_a_savepoint_wrote_is_told_with_its_transaction(self, log):
        head = log.head()
        with transaction.atomic():
            say("outer")
            with transaction.atomic():
                say("inner")
            with transaction.atomic():
                say("taken back")
                transaction.set_rollback(True)
        assert log.after(head).sources == {"outer", "inner"}

    def test_trimming_leaves_what_a_node_has_yet_to_see(self, log, writers):
        long = writers()
        long.say("long")
        say("a")
        cursor = log.head()
        node("one", cursor)
        long.end("commit")
        say("b")
        trim(log, now=NOW)
        assert log.after(cursor).sources == {"long", "b"}

    def test_the_log_of_a_dump_is_not_told_again_and_again(self, log):
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO press_change (source, xid) VALUES ('old', '99999999')")
        assert log.after(log.head()).sources == set()
