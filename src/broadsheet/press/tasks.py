"""Has those who keep copies of our pages throw them away, in jobs that try again and again."""

from __future__ import annotations

import logging
import time
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from broadsheet.press.proxies.purgers import Failed, purger_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

logger = logging.getLogger(__name__)

BEFORE_EVERYTHING_ELSE: Final = 50
AT_ONCE: Final = 100
"""Orders of one job, which is tried again whole."""
SHORTEST_PAUSE, LONGEST_PAUSE = 1.0, 300.0
"""Seconds between two attempts, twice as long each time."""
ATTEMPTS: Final = 300
"""A day of them. By then a copy has gone by itself, unless it may be kept for longer."""


class Rest:
    """How long nobody need be asked, after one job has waited for an answer in vain."""

    def __init__(self) -> None:
        self._until = 0.0

    def begin(self, seconds: float) -> None:
        self._until = time.monotonic() + seconds

    def end(self) -> None:
        self._until = 0.0

    @property
    def left(self) -> float:
        """Seconds."""
        return max(0.0, self._until - time.monotonic())


rest = Rest()


def tell(orders: Sequence[str], *, after: float = 0.0) -> None:
    """Queue orders, to be given so many seconds from now; they are not lost from here on."""
    if settings.CDN is None:
        return
    at = timezone.now() + timedelta(seconds=after) if after else None
    for start in range(0, len(orders), AT_ONCE):
        purge.using(run_after=at).enqueue(list(orders[start : start + AT_ONCE]))


@task(priority=BEFORE_EVERYTHING_ELSE)
def purge(orders: list[str], attempt: int = 1) -> str:
    """Have what these orders name thrown away; what came of it."""
    if settings.CDN is None:
        return "nobody keeps copies any more"
    try:
        if rest.left:
            _again(orders, attempt, pause=rest.left)
            return "waits until somebody answers again"
        with purger_of(settings.CDN, settings.SITE) as purger:
            purger.purge(orders)
    except Failed as error:
        return _after(error, orders, attempt)
    except Exception as error:
        if attempt >= ATTEMPTS:
            _give_up(error, orders)
        raise  # and is taken up again
    rest.end()
    return "thrown away"


def take_up_failed(now: datetime) -> None:
    """Queue orders again whose job failed, as it does where the database was away just when they
    were to be queued again. What was given up stays so.
    """
    ours = DBTaskResult.objects.failed().filter(task_path=purge.module_path)
    ours = ours.exclude(exception_class_path__endswith=".Lost")  # it kills whoever does it
    for job in ours.only("args_kwargs"):
        orders, *tried = job.args_kwargs["args"]
        attempt = tried[0] if tried else 1
        if attempt < ATTEMPTS:
            ours.filter(pk=job.pk).update(
                status=TaskResultStatus.READY,
                run_after=now + timedelta(seconds=_pause(attempt)),
                worker_ids=[],
                args_kwargs={"args": [orders, attempt + 1], "kwargs": {}},
            )


def _after(error: Failed, orders: list[str], attempt: int) -> str:
    if attempt >= ATTEMPTS:
        _give_up(error, orders)
        raise error
    pause = max(error.pause, _pause(attempt))
    logger.warning("purge: %s; again in %.0f s", error, pause)
    rest.begin(pause)
    _again(orders, attempt + 1, pause=pause)
    return str(error)


def _give_up(error: Exception, orders: list[str]) -> None:
    logger.error("purge: given up after %d attempts (%s): %s", ATTEMPTS, error, orders)


def _pause(attempt: int) -> float:
    return min(LONGEST_PAUSE, SHORTEST_PAUSE * 2 ** (attempt - 1))


def _again(orders: list[str], attempt: int, *, pause: float) -> None:
    at = timezone.now() + timedelta(seconds=pause)
    purge.using(run_after=at).enqueue(orders, attempt)
