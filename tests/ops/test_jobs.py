"""Queued jobs are done, handed back and taken up again; none is lost."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from broadsheet.ops.jobs import LOST_AFTER, MOST_ATTEMPTS, Jobs, take_up_lost
from tests.ops.errands import note, notes, wait_for_word

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def stopping():
    return threading.Event()


def statuses():
    return [str(job.status) for job in DBTaskResult.objects.order_by("enqueued_at")]


def begun(*, ago, attempts=1):
    """A job that somebody began and has not finished."""
    note.enqueue("/nowhere", "late")
    job = DBTaskResult.objects.get()
    for attempt in range(attempts):
        job.claim(f"worker {attempt}")
    DBTaskResult.objects.update(started_at=timezone.now() - ago)


class TestJobs:
    def test_are_all_done(self, tmp_path, stopping):
        for word in ("one", "two", "three"):
            note.enqueue(str(tmp_path), word)
        Jobs(stopping).run()
        assert notes(tmp_path) == ["one", "two", "three"]
        assert set(statuses()) == {"SUCCESSFUL"}

    def test_outlive_one_that_fails(self, tmp_path, stopping):
        note.enqueue(str(tmp_path / "none"), "one")
        note.enqueue(str(tmp_path), "two")
        Jobs(stopping).run()
        assert statuses() == ["FAILED", "SUCCESSFUL"]

    def test_are_begun_no_more_once_asked_to_stop(self, tmp_path, stopping):
        """The one under way ends first."""
        wait_for_word.enqueue(str(tmp_path))
        note.enqueue(str(tmp_path), "next")
        thread = threading.Thread(target=run_and_close, args=(Jobs(stopping),))
        thread.start()
        while not notes(tmp_path):
            stopping.wait(0.05)
        stopping.set()
        (tmp_path / "enough").touch()
        thread.join(20)
        assert notes(tmp_path) == ["begun", "done"]
        assert statuses() == ["SUCCESSFUL", "READY"]

    def test_can_be_handed_back_while_one_is_under_way(self, tmp_path, stopping):
        wait_for_word.enqueue(str(tmp_path))
        jobs = Jobs(stopping)
        thread = threading.Thread(target=run_and_close, args=(jobs,))
        thread.start()
        while not notes(tmp_path):
            stopping.wait(0.05)
        jobs.hand_back()
        assert statuses() == ["READY"]
        (tmp_path / "enough").touch()
        thread.join(20)
        assert statuses() == ["SUCCESSFUL"]


def run_and_close(jobs):
    jobs.run()
    connection.close()


class TestTakeUpLost:
    def test_queues_again_what_nobody_can_still_be_doing(self):
        begun(ago=LOST_AFTER + timedelta(seconds=1))
        take_up_lost(timezone.now())
        assert statuses() == [TaskResultStatus.READY]

    def test_leaves_what_somebody_may_be_doing(self):
        begun(ago=LOST_AFTER - timedelta(seconds=20))
        take_up_lost(timezone.now())
        assert statuses() == [TaskResultStatus.RUNNING]

    def test_gives_up_what_nobody_survives_and_says_so(self, caplog):
        begun(ago=LOST_AFTER * 2, attempts=MOST_ATTEMPTS)
        take_up_lost(timezone.now())
        assert statuses() == [TaskResultStatus.FAILED]
        assert "tests.ops.errands.note" in caplog.text
