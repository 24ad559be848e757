"""What a command must know before it begins: is the database of this release, is it alone?"""

from __future__ import annotations

import fcntl
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.core.management.base import CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from broadsheet import config

if TYPE_CHECKING:
    from collections.abc import Iterator


def is_migrated() -> bool:
    """Whether the database is of this release."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


@contextmanager
def alone(deed: str) -> Iterator[None]:
    """Keep a second one out while such a deed is under way on this machine.

    Raises CommandError.
    """
    with (config.folder() / f"{deed}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise CommandError(f"Another {deed} is under way here. Wait until it ends.") from error
        yield
