"""Has a worker make its rounds until it is asked to stop, whatever goes wrong on the way."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final, Protocol

from django.db import DatabaseError, InterfaceError
from django.utils import timezone

if TYPE_CHECKING:
    import threading
    from datetime import datetime

logger = logging.getLogger(__name__)

SHORTEST_PAUSE: Final = 0.1
LONGEST_PAUSE: Final = 10.0
"""Seconds to wait after something failed; twice as long each time."""


class Worker(Protocol):
    """Keeps what this node derives from the paper."""

    subject: str
    """what its messages begin with"""
    broken: type[Exception]
    """how it says that it cannot trust what it keeps"""

    def round(self, now: datetime) -> object:
        """Wait for something to happen, and see to it."""

    def give_up(self, error: Exception) -> None:
        """Have what is broken made anew."""

    def let_go(self) -> None:
        """Close everything, so that the next round begins with what it opens then."""


def make_rounds(worker: Worker, stopping: threading.Event) -> None:
    """One after the other; a failure is told, and followed by a pause."""
    pause = 0.0
    while not stopping.wait(pause):
        try:
            worker.round(timezone.now())
        except (DatabaseError, InterfaceError) as error:
            logger.warning("%s: the database does not answer (%s)", worker.subject, error)
        except worker.broken as error:
            worker.give_up(error)
        except Exception:
            # Whatever it was, what readers get must not grow old for it.
            logger.exception("%s: failed; it goes on", worker.subject)
        else:
            pause = 0.0
            continue
        pause = min(LONGEST_PAUSE, max(SHORTEST_PAUSE, pause * 2))
        worker.let_go()
    worker.let_go()
