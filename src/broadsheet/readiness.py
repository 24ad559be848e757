"""What a command must know before it begins: does the database answer, is it of this release, is
nobody else at it?
"""

from __future__ import annotations

import fcntl
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from django.core.management.base import CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from broadsheet import config

if TYPE_CHECKING:
    from collections.abc import Iterator


def must_answer() -> None:
    """Raises OperationalError, with the reason, when the database server takes no connection.

    The pool would try for half a minute, and keep the reason to itself.
    """
    probe = connection.copy()
    if probe.settings_dict["OPTIONS"].pop("pool", None) is None:
        return
    with closing(probe):
        probe.ensure_connection()


def is_migrated() -> bool:
    """Whether the database is of this release."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def must_be_migrated() -> None:
    """Raises CommandError when the database is not of this release, and as `must_answer` does."""
    must_answer()
    if not is_migrated():
        raise CommandError(
            "The database is not ready for this release. Run `broadsheet demo` for a paper to look "
            "around in, or `broadsheet manage migrate` for an empty one or an upgrade."
        )


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
