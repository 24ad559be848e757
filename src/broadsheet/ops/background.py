"""The background worker: what is due happens, and queued jobs are done. Two threads, one process.

Schedules have a thread of their own, so that a long job never makes a publication late.
"""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

from django.db import DatabaseError, close_old_connections
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

DUE: tuple[Callable[[datetime], object], ...] = (schedule.publish_due, schedule.expire_due)


def watch_schedule(stopping: threading.Event) -> None:
    """Do what is due, every second, until asked to stop; outlives a database that is away."""
    pause = TICK
    while not stopping.wait(pause):
        try:
            close_old_connections()
            for deed in DUE:
                deed(timezone.now())
        except DatabaseError as error:
            pause = min(LONGEST_PAUSE, pause * 2)
            logger.warning("schedule: the database does not answer (%s)", error)
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
        except DatabaseError as error:
            pause = min(LONGEST_PAUSE, pause * 2)
            logger.warning("jobs: the database does not answer (%s)", error)
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
