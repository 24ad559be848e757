"""The background worker: what is due happens, and queued jobs are done. Two threads, one process.

Schedules have a thread of their own, so that a long job never makes a publication late.
"""

from __future__ import annotations

import logging
import threading
from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.management import call_command
from django.db import DatabaseError, InterfaceError, close_old_connections
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker

from broadsheet.stories import schedule

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

logger = logging.getLogger(__name__)

TICK = 1.0
"""Seconds between two looks at the schedule."""
LONGEST_PAUSE = 30.0
"""Seconds to wait at the most while the database is away."""

AWAY = (DatabaseError, InterfaceError)

KEPT_DAYS = 7
TIDY_EVERY = timedelta(hours=6)


class Tidying:
    """Throws away, now and then, what Django leaves behind: old sessions and finished jobs."""

    def __init__(self) -> None:
        self.done_at: datetime | None = None

    def __call__(self, now: datetime) -> None:
        if self.done_at is not None and now - self.done_at < TIDY_EVERY:
            return
        self.done_at = now
        call_command("clearsessions")
        call_command("prune_db_task_results", min_age_days=KEPT_DAYS, verbosity=0)


DUE: tuple[Callable[[datetime], object], ...] = (
    schedule.publish_due,
    schedule.expire_due,
    Tidying(),
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


def do_jobs(stopping: threading.Event) -> None:
    """Do queued jobs until asked to stop; a job under way is finished first."""
    pause = TICK
    while not stopping.is_set():
        worker = Worker(
            queue_names=["*"],
            excluded_queue_names=[],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=50,
            worker_id=f"broadsheet-{threading.get_ident()}",
        )
        try:
            worker.run()
        except AWAY as error:
            pause = min(LONGEST_PAUSE, pause * 2)
            logger.warning("jobs: the database does not answer (%s)", error)
        except Exception:
            pause = min(LONGEST_PAUSE, pause * 2)
            logger.exception("jobs: failed; they go on in %.0f s", pause)
        else:
            pause = TICK
        stopping.wait(pause)


def work(stopping: threading.Event) -> None:
    """Run both threads until asked to stop."""
    threads = [
        threading.Thread(target=deed, args=(stopping,), name=deed.__name__)
        for deed in (watch_schedule, do_jobs)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
