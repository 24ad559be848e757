"""Seals the record of changes in the database itself: a row that is written stays as it is.

What Python refuses can be asked of the database in other ways; triggers answer there. They let one
thing through: taking out the words of a story that stands withdrawn, which leaves the row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db import connection, connections, transaction

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.db.backends.base.base import BaseDatabaseWrapper

TABLE: Final = "stories_version"
REFUSAL: Final = "The record of changes stays as it is written."

# A tombstone: the same row without its words, of a story whose withdrawal nobody has lifted.
_UNTOUCHED = " AND ".join(
    f'NEW."{name}" = OLD."{name}"'
    for name in ("id", "story_id", "guid", "number", "kind", "made_at", "by")
)
_BURIES = f"""OLD.buried_at IS NULL AND NEW.buried_at IS NOT NULL
    AND NEW.words IS NULL AND NEW.note = '' AND {_UNTOUCHED}
    AND EXISTS (SELECT 1 FROM stories_withdrawal AS w WHERE w.guid = OLD.guid AND w.lifted_at IS NULL)"""  # noqa: E501, S608

_SQLITE: Final = {
    "sealed_version_u": f"""CREATE TRIGGER sealed_version_u BEFORE UPDATE ON {TABLE}
WHEN NOT ({_BURIES})
BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
    "sealed_version_d": f"""CREATE TRIGGER sealed_version_d BEFORE DELETE ON {TABLE}
BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
    # INSERT OR REPLACE deletes, and calls no trigger for that.
    "sealed_version_i": f"""CREATE TRIGGER sealed_version_i BEFORE INSERT ON {TABLE}
WHEN EXISTS (SELECT 1 FROM {TABLE} AS v
    WHERE v.id = NEW.id OR (v.story_id = NEW.story_id AND v.number = NEW.number))
BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",  # noqa: S608 - our own words
}

_BODY: Final = f"""
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF {_BURIES} THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation';
END
"""
_POSTGRES: Final = {
    "sealed_version_r": f"CREATE TRIGGER sealed_version_r BEFORE UPDATE OR DELETE ON {TABLE}"
    " FOR EACH ROW EXECUTE FUNCTION sealed_version()",
    "sealed_version_t": f"CREATE TRIGGER sealed_version_t BEFORE TRUNCATE ON {TABLE}"
    " FOR EACH STATEMENT EXECUTE FUNCTION sealed_version()",
}


def definitions(vendor: str) -> Mapping[str, str]:
    """The triggers of a kind of database, by name."""
    return _SQLITE if vendor == "sqlite" else {**_POSTGRES, "sealed_version": _BODY}


def seal(using: str = "default") -> None:
    """Have the triggers in place, if the table is there."""
    database = connections[using]
    with transaction.atomic(using), database.cursor() as cursor:
        # Migrated to some other point, there may be nothing to seal yet.
        if not {TABLE, "stories_withdrawal"} <= set(database.introspection.table_names(cursor)):
            return
        _remove(database, cursor)
        if database.vendor == "sqlite":
            for definition in _SQLITE.values():
                cursor.execute(definition)
            return
        cursor.execute(
            f"CREATE FUNCTION sealed_version() RETURNS trigger LANGUAGE plpgsql AS $seal${_BODY}$seal$"  # noqa: E501
        )
        cursor.execute("SELECT quote_ident(current_schema())")
        ((schema,),) = cursor.fetchall()
        # An operator's shell may look for tables elsewhere.
        cursor.execute(f"ALTER FUNCTION sealed_version() SET search_path = {schema}, pg_catalog")
        for definition in _POSTGRES.values():
            cursor.execute(definition)


def faults(database: BaseDatabaseWrapper = connection) -> Sequence[str]:
    """The triggers that are not as they should be: the record could be altered."""
    with database.cursor() as cursor:
        if database.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            standing = dict(cursor.fetchall())
            return [name for name, made in _SQLITE.items() if standing.get(name) != made]
        cursor.execute(
            "SELECT g.tgname FROM pg_trigger AS g JOIN pg_proc AS f ON f.oid = g.tgfoid"
            " WHERE f.proname = 'sealed_version' AND f.prosrc = %s AND g.tgenabled = 'O'"
            " AND g.tgrelid = to_regclass(%s)",
            [_BODY, TABLE],
        )
        standing_names = {name for (name,) in cursor.fetchall()}
    return [name for name in _POSTGRES if name not in standing_names]


def unseal(using: str = "default") -> None:
    """Take the triggers away. Only a migration may, which puts them back: see `migrating`."""
    database = connections[using]
    with transaction.atomic(using), database.cursor() as cursor:
        _remove(database, cursor)


def _remove(database: BaseDatabaseWrapper, cursor: Any) -> None:
    if database.vendor == "sqlite":
        for name in _SQLITE:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
    else:
        cursor.execute("DROP FUNCTION IF EXISTS sealed_version() CASCADE")
