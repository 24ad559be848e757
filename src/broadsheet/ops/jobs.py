"""Queued jobs: done one after the other, and never lost.

Every job of ours and of Wagtail's may be begun again after it was broken off, so that stopping
need not wait for a long one.
"""

from __future__ import annotations

import logging
import socket
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.crypto import get_random_string
from django_tasks.base import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

if TYPE_CHECKING:
    import threading
    from datetime import datetime
    from uuid import UUID

logger = logging.getLogger(__name__)

LOST_AFTER = timedelta(minutes=10)
"""How long no job takes: who has begun one longer ago than that was killed over it."""
MOST_ATTEMPTS = 3


class Lost(Exception):
    """Whoever did the job was killed over it, again and again."""


class Jobs(Worker):
    """Does what is queued until there is nothing more, or it is asked to stop."""

    def __init__(self, stopping: threading.Event) -> None:
        super().__init__(
            queue_names=["*"],
            excluded_queue_names=[],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=f"{socket.gethostname()[:40]}-{get_random_string(12)}",
        )
        self._stopping = stopping
        self._under_way: UUID | None = None

    def run_task(self, db_task_result: DBTaskResult[..., object]) -> None:
        """Do one job. What was claimed while we were asked to stop goes back at once."""
        self._under_way = db_task_result.pk
        if self._stopping.is_set():
            self.hand_back()
        else:
            super().run_task(db_task_result)
        self._under_way = None
        self.running = not self._stopping.is_set()

    def hand_back(self) -> None:
        """Queue the job under way again, if there is one: whoever comes next does it."""
        if self._under_way is None:
            return
        under_way = DBTaskResult.objects.running().filter(pk=self._under_way)
        if under_way.update(status=TaskResultStatus.READY):
            logger.info("jobs: one was broken off, and is queued again")


def take_up_lost(now: datetime) -> None:
    """Queue jobs again that somebody began and was killed over; give up what kills everybody."""
    for job in DBTaskResult.objects.running().filter(started_at__lt=now - LOST_AFTER):
        if len(job.worker_ids) < MOST_ATTEMPTS:
            DBTaskResult.objects.running().filter(pk=job.pk).update(status=TaskResultStatus.READY)
        else:
            logger.error("jobs: %s (%s) kills whoever does it", job.task_path, job.pk)
            job.set_failed(Lost(f"begun {len(job.worker_ids)} times, never finished"))
