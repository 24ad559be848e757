"""Orders to throw copies away reach whoever keeps them, however often it takes."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.db import OperationalError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from broadsheet.config import Cdn
from broadsheet.ops.jobs import Jobs, Lost
from broadsheet.press import tasks
from broadsheet.press.proxies import purgers
from tests.ops.errands import note
from tests.press.proxies.cdn import Fault, small_cdn

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cdn(settings, monkeypatch):
    monkeypatch.setattr(tasks, "rest", tasks.Rest())
    with small_cdn() as server:
        settings.CDN = Cdn("purge", server.address, "", "", 60)
        yield server


def work() -> None:
    Jobs(threading.Event()).run()


def waiting() -> list[DBTaskResult]:
    return list(DBTaskResult.objects.filter(status="READY"))


def statuses() -> list[str]:
    return list(DBTaskResult.objects.values_list("status", flat=True))


def take_up() -> None:
    """What the worker does every minute."""
    tasks.take_up_failed(timezone.now())


def raising(error: Exception) -> Callable[..., None]:
    """Something that does nothing else."""

    def fail(*_args: object, **_kwargs: object) -> None:
        raise error

    return fail


def later(seconds: float, *, stands: bool = False) -> time_machine.travel:
    """As if so much time had passed, for all that looks at a clock; which may stand from then on,
    for who measures a pause on a busy machine.
    """
    tasks.rest.end()
    return time_machine.travel(timezone.now() + timedelta(seconds=seconds), tick=not stands)


def paths(cdn) -> list[str]:
    return [path for _method, path, _body in cdn.told]


class TestPurge:
    def test_tells_every_order(self, cdn):
        tasks.tell([f"/{number}/" for number in range(tasks.AT_ONCE + 1)])
        work()
        assert sorted(paths(cdn)) == sorted(f"/{number}/" for number in range(tasks.AT_ONCE + 1))
        assert not waiting()

    def test_is_done_before_what_has_time(self, cdn):
        tasks.tell(["/"])
        (job,) = waiting()
        assert job.priority > 0

    def test_is_tried_again_until_it_succeeds(self, cdn):
        cdn.faults = [Fault(503, "away"), Fault(503, "away")]
        tasks.tell(["/sport/"])
        for seconds in (0, 2, 8, 8):
            with later(seconds):
                work()
        assert paths(cdn) == ["/sport/"] * 3
        assert not waiting()

    def test_waits_twice_as_long_each_time(self, cdn):
        cdn.faults = [Fault(503, "away")] * 12
        tasks.tell(["/sport/"])
        pauses = []
        for _ in range(12):
            (job,) = waiting()
            with later(tasks.LONGEST_PAUSE, stands=True):
                work()
                (job,) = waiting()
                pauses.append((job.run_after - timezone.now()).total_seconds())
            DBTaskResult.objects.filter(pk=job.pk).update(run_after=timezone.now())
        assert pauses == [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]

    def test_waits_for_as_long_as_it_is_told(self, cdn):
        cdn.faults = [Fault(429, "slowly", {"retry-after": "90"})]
        tasks.tell(["/sport/"])
        work()
        (job,) = waiting()
        assert 85 < (job.run_after - timezone.now()).total_seconds() <= 90

    def test_keeps_no_other_job_waiting_while_nobody_answers(self, cdn, monkeypatch):
        monkeypatch.setattr(purgers, "PATIENCE", 0.2)
        cdn.faults = [Fault(seconds=0.5)]
        for address in ("/a/", "/b/", "/c/"):
            tasks.tell([address])
        work()
        assert len(cdn.asked) == 1
        assert len(waiting()) == 3
        with later(5):
            work()
        assert sorted(paths(cdn)[1:]) == ["/a/", "/b/", "/c/"]
        assert not waiting()

    def test_is_given_up_at_last_and_says_so(self, cdn, caplog):
        cdn.faults = [Fault(503, "away")]
        tasks.purge.enqueue(["/sport/"], tasks.ATTEMPTS)
        work()
        take_up()
        assert statuses() == ["FAILED"]
        assert "given up" in caplog.text

    def test_says_that_it_is_given_up_though_it_was_only_to_wait(self, cdn, monkeypatch, caplog):
        tasks.purge.enqueue(["/sport/"], tasks.ATTEMPTS)
        tasks.rest.begin(60)
        monkeypatch.setattr(tasks, "_again", raising(OperationalError("server closed")))
        work()
        take_up()
        assert statuses() == ["FAILED"]
        assert "given up" in caplog.text

    def test_is_taken_up_again_where_it_could_not_be_queued_again(self, cdn, monkeypatch):
        """The CDN does not answer, and just then the database is away."""
        cdn.faults = [Fault(503, "away")]
        tasks.tell(["/sport/"])
        with monkeypatch.context() as moment:
            moment.setattr(tasks, "_again", raising(OperationalError("server closed")))
            work()
        assert statuses() == ["FAILED"]
        for seconds in (0, 60):
            with later(seconds):
                take_up()
                work()
        assert paths(cdn) == ["/sport/"] * 2
        assert statuses() == ["SUCCESSFUL"]

    def test_is_taken_up_again_whatever_it_failed_of(self, cdn, monkeypatch):
        tasks.tell(["/sport/"])
        with monkeypatch.context() as moment:
            moment.setattr(purgers.Proxy, "purge", raising(ZeroDivisionError()))
            work()
        take_up()
        with later(60):
            work()
        assert paths(cdn) == ["/sport/"]

    def test_is_not_taken_up_again_for_ever(self, cdn, monkeypatch, caplog):
        monkeypatch.setattr(tasks, "ATTEMPTS", 3)
        tasks.tell(["/sport/"])
        monkeypatch.setattr(purgers.Proxy, "purge", raising(ZeroDivisionError()))
        for minute in range(5):
            with later(60 * minute):
                work()
                take_up()
        assert statuses() == ["FAILED"]
        assert sum("state=FAILED" in each for each in caplog.messages) == 3
        assert caplog.text.count("given up after 3 attempts") == 1

    def test_is_not_taken_up_again_where_it_kills_whoever_does_it(self, cdn):
        tasks.tell(["/sport/"])
        DBTaskResult.objects.get().set_failed(Lost("begun 3 times, never finished"))
        take_up()
        assert statuses() == ["FAILED"]

    def test_is_the_only_job_that_is_taken_up_again(self, cdn, tmp_path):
        note.enqueue(str(tmp_path / "none"), "one")
        work()
        take_up()
        assert statuses() == ["FAILED"]

    def test_is_over_when_nobody_keeps_copies_any_more(self, cdn, settings):
        settings.CDN = None
        tasks.tell(["/sport/"])
        work()
        assert not cdn.asked
        assert not waiting()
