"""Takes the seal out of a migration's way, within the transaction of the migration itself.

SQLite makes a table anew to alter it, which triggers that look at it forbid: they are taken away
and made again by the migration, so that one that fails, or is killed, leaves them as they were.
PostgreSQL alters a table in place, under its triggers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from django.db import connections
from django.db.migrations.operations.base import Operation

from broadsheet.stories.record import sealing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.backends.base.schema import BaseDatabaseSchemaEditor
    from django.db.migrations import Migration

APP: Final = "stories"
"""Whose migrations may alter the tables that the seal looks at."""


class Unseal(Operation):
    """Before what alters tables: the seal is taken away. Backwards, it is put in place."""

    reversible = True

    def state_forwards(self, *_: Any) -> None:
        pass

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, *_: Any
    ) -> None:
        sealing.unseal(schema_editor.connection.alias)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, *_: Any
    ) -> None:
        sealing.seal(schema_editor.connection.alias)


class Seal(Unseal):
    """After it: the seal is put in place, if there is anything to seal. Backwards, taken away."""

    database_forwards = Unseal.database_backwards
    database_backwards = Unseal.database_forwards


def open_within(using: str, plan: Iterable[tuple[Migration, bool]], **_: Any) -> None:
    """Have each migration of a plan that may alter the tables open the seal, and close it."""
    if connections[using].vendor != "sqlite":
        return
    for migration, _is_backwards in plan:
        if migration.app_label == APP:
            operations = cast("list[Operation]", migration.operations)  # its own: not the class's
            operations[:] = [Unseal(), *operations, Seal()]


def seal_what_lacks(using: str, **_: Any) -> None:
    """After a migrate run: what is missing or altered is made anew, and nothing else touched."""
    if sealing.faults(connections[using]):
        sealing.seal(using)
