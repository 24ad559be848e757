"""The background worker: what is due happens, queued jobs are done, sheets and the search index
are kept right.

Each has a thread of its own in one process, so that a long job never makes a publication late.
"""

from __future__ import annotations

import logging
import threading
import time
from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.management import call_command
from django.db import DatabaseError, InterfaceError, close_old_connections
from django.utils import timezone

from broadsheet.accounts import actions as accounts
from broadsheet.accounts.entrance import attempts
from broadsheet.ops.jobs import Jobs, take_up_lost
from broadsheet.press import tasks
from broadsheet.press import worker as press
from broadsheet.search.upkeep import worker as search
from broadsheet.stories import schedule

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

logger = logging.getLogger(__name__)

TICK = 1.0
"""Seconds between two looks at the schedule."""
LOOK = 0.2
LONGEST_PAUSE = 30.0
"""Seconds to wait at the most while the database is away."""

AWAY = (DatabaseError, InterfaceError)

GRACE = 3.0
"""Seconds a job is given to end when we are asked to stop."""
KEPT_DAYS = 7


def tidy(now: datetime) -> None:
    """Throw away what is left behind: old sessions and counts, accounts never confirmed, jobs."""
    attempts.forget_old(now)
    accounts.forget_ended_sessions(now)
    accounts.forget_unconfirmed(now)
    call_command("prune_db_task_results", min_age_days=KEPT_DAYS, verbosity=0)


class Every:
    """A deed that is done now and then, the first time at once."""

    def __init__(self, pause: timedelta, deed: Callable[[datetime], object]) -> None:
        self._pause, self._deed = pause, deed
        self._done_at: datetime | None = None

    def __call__(self, now: datetime) -> None:
        # Either way: a clock that is put back must not stop us for as long.
        if self._done_at is None or abs(now - self._done_at) >= self._pause:
            self._done_at = now
            self._deed(now)


DUE: tuple[Callable[[datetime], object], ...] = (
    schedule.publish_due,
    schedule.expire_due,
    Every(timedelta(minutes=1), take_up_lost),
    Every(timedelta(minutes=1), tasks.take_up_failed),
    Every(timedelta(hours=6), tidy),
)


def watch_schedule(stopping: threading.Event) -> None:
    """Do what is due, every second, until asked to stop; outlives a database that is away."""
    pause = TICK
    while not stopping.wait(pause):
        try:
            close_old_connections()
            for deed in DUE:
                deed(timezone.now())
        except AWAY as error:
            pause = min(LONGEST_PAUSE, pause * 2)
            logger.warning("schedule: the database does not answer (%s)", error)
        except Exception:
            # Whatever it was, the next story must not wait for it for ever.
            pause = min(LONGEST_PAUSE, pause * 2)
            logger.exception("schedule: failed; it goes on in %.0f s", pause)
        else:
            pause = TICK


def do_jobs(jobs: Jobs, stopping: threading.Event) -> None:
    """Do queued jobs until asked to stop; outlives a database that is away."""
    pause = TICK
    while not stopping.is_set():
        try:
            jobs.run()
        except AWAY as error:
            pause = min(LONGEST_PAUSE, pause * 2)
            logger.warning("jobs: the database does not answer (%s)", error)
        except Exception:
            pause = min(LONGEST_PAUSE, pause * 2)
            logger.exception("jobs: failed; they go on in %.0f s", pause)
        else:
            pause = TICK
        stopping.wait(pause)


def work(stopping: threading.Event) -> bool:
    """Run all threads until asked to stop.

    False if one did not end in time. Its job is queued again; what it had not committed is undone.
    """
    jobs = Jobs(stopping)
    threads = [
        threading.Thread(target=watch_schedule, args=(stopping,)),
        threading.Thread(target=do_jobs, args=(jobs, stopping)),
        threading.Thread(target=press.follow, args=(stopping,), kwargs={"tell": tasks.tell}),
        threading.Thread(target=search.follow, args=(stopping,)),
    ]
    for thread in threads:
        thread.start()
    while not stopping.is_set():  # to wait for it would be in the way of a signal that sets it
        time.sleep(LOOK)
    deadline = time.monotonic() + GRACE
    for thread in threads:
        thread.join(max(0.0, deadline - time.monotonic()))
    if not any(thread.is_alive() for thread in threads):
        return True
    try:
        jobs.hand_back()
    except AWAY as error:
        logger.warning("jobs: one was broken off, and is taken up again later (%s)", error)
    return False
