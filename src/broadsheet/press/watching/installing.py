"""Puts the triggers into the database, keeps them out of migrations' way, and says what lacks.

Whenever any had to be made anew, writes may have slipped in before: then everything is logged.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, Protocol, cast

from django.db import connection, connections, transaction

from broadsheet.press.models import EVERYTHING, Change
from broadsheet.press.watching import postgres, sqlite
from broadsheet.press.watching.watches import watched_tables, watches

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.backends.utils import CursorWrapper

    from broadsheet.press.watching.watches import Watched

logger = logging.getLogger(__name__)


class Dialect(Protocol):
    """How a database is told to watch a table. What is made has a name and a definition."""

    def definitions(self, watched: Watched) -> Iterator[tuple[str, str]]: ...
    def standing(self, cursor: CursorWrapper) -> dict[str, str]: ...
    def make(self, cursor: CursorWrapper, name: str, watched: Watched) -> None: ...
    def remove(self, cursor: CursorWrapper, name: str) -> None: ...
    def columns(self, cursor: CursorWrapper) -> Mapping[str, set[str]]: ...


DIALECTS: Mapping[str, Dialect] = {
    "sqlite": cast("Dialect", sqlite),
    "postgresql": cast("Dialect", postgres),
}


def install(using: str = "default") -> bool:
    """Have every watch in place, and nothing else of ours; whether anything had to be done."""
    database = connections[using]
    dialect = DIALECTS[database.vendor]
    with transaction.atomic(using), database.cursor() as cursor:
        there = dialect.columns(cursor)
        if Change._meta.db_table not in there:  # noqa: SLF001 - migrated back to nothing
            return False
        # Migrated to some other point, a table may lack what we would look at.
        possible = [
            watched
            for watched in watched_tables(watches())
            if watched.needs <= there.get(watched.table, set())
        ]
        wanted = {
            name: (definition, watched)
            for watched in possible
            for name, definition in dialect.definitions(watched)
        }
        standing = dialect.standing(cursor)
        wrong = [
            name
            for name, definition in standing.items()
            if name not in wanted or wanted[name][0] != definition
        ]
        missing = [name for name in wanted if name not in standing or name in wrong]
        for name in wrong:
            dialect.remove(cursor, name)
        for name in missing:
            dialect.make(cursor, name, wanted[name][1])
        if wrong or missing:
            Change.objects.using(using).create(source=EVERYTHING)
    return bool(wrong or missing)


def faults(database: BaseDatabaseWrapper = connection) -> Sequence[str]:
    """The triggers that are not as they should be: writes to their tables may go unnoticed."""
    dialect = DIALECTS[database.vendor]
    with database.cursor() as cursor:
        standing = dialect.standing(cursor)
    return [
        name
        for watched in watched_tables(watches())
        for name, definition in dialect.definitions(watched)
        if standing.get(name) != definition
    ]


def stand_aside(using: str, plan: Sequence[object], **_: Any) -> None:
    """Before a migration: take every trigger away."""
    if not plan:
        return
    database = connections[using]
    dialect = DIALECTS[database.vendor]
    with transaction.atomic(using), database.cursor() as cursor:
        for name in dialect.standing(cursor):
            dialect.remove(cursor, name)


def come_back(using: str, **_: Any) -> None:
    """After a migrate run: every trigger is there again."""
    if install(using):
        logger.info("press: the database watches %d tables", len(watched_tables(watches())))
