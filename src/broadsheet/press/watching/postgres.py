"""Triggers of PostgreSQL: a function to a table, called for each row, and when all go at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from broadsheet.press.watching.watches import Column, Form

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.db.backends.utils import CursorWrapper

    from broadsheet.press.watching.watches import Template, Watched

CHANNEL: Final = "broadsheet_press"
"""Told of each commit that wrote to the log."""

SILENT: Final = "broadsheet.silent"
"""A setting that is `on` while a bulk writer's own statement runs."""

EACH_ROW, WHOLE = "AFTER INSERT OR UPDATE OR DELETE", "AFTER TRUNCATE"
KINDS: Final = {EACH_ROW: 1 | 4 | 8 | 16, WHOLE: 32}
"""As `pg_trigger.tgtype` counts them."""


def definitions(watched: Watched) -> Iterator[tuple[str, str]]:
    """The name of its function, and all that it does and is called for."""
    yield (
        watched.name,
        _definition(_body(watched), [(watched.table, kind, "O") for kind in KINDS.values()]),
    )


def standing(cursor: CursorWrapper) -> dict[str, str]:
    """The functions that are there, what each does and is called for."""
    cursor.execute(
        "SELECT f.proname, f.prosrc, t.relname, g.tgtype, g.tgenabled FROM pg_proc AS f"
        " LEFT JOIN pg_trigger AS g ON g.tgfoid = f.oid"
        " LEFT JOIN pg_class AS t ON t.oid = g.tgrelid"
        r" WHERE f.proname LIKE 'press\_%' AND f.prorettype = 'trigger'::regtype"
        " AND f.pronamespace = current_schema()::regnamespace"
    )
    bodies: dict[str, str] = {}
    calls: dict[str, list[tuple[str, int, str]]] = {}
    for name, body, table, kind, state in cursor.fetchall():
        bodies[name] = body
        calls.setdefault(name, []).extend([(table, kind, state)] if table else [])
    return {name: _definition(body, calls[name]) for name, body in bodies.items()}


def make(cursor: CursorWrapper, name: str, watched: Watched) -> None:
    function, table = _quoted(name), _quoted(watched.table)
    cursor.execute(
        f"CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql"
        f" AS $press${_body(watched)}$press$"
    )
    cursor.execute("SELECT quote_ident(current_schema())")
    ((schema,),) = cursor.fetchall()
    # An operator's shell may look for tables elsewhere.
    cursor.execute(f"ALTER FUNCTION {function}() SET search_path = {schema}, pg_catalog")
    for kind, reach in ((EACH_ROW, "FOR EACH ROW"), (WHOLE, "FOR EACH STATEMENT")):
        trigger = _quoted(f"{name}_{'r' if kind == EACH_ROW else 't'}")
        cursor.execute(
            f"CREATE TRIGGER {trigger} {kind} ON {table} {reach} EXECUTE FUNCTION {function}()"
        )


def remove(cursor: CursorWrapper, name: str) -> None:
    cursor.execute(f"DROP FUNCTION {_quoted(name)}() CASCADE")


def columns(cursor: CursorWrapper) -> Mapping[str, set[str]]:
    """The tables that are there, and their columns."""
    cursor.execute(
        "SELECT table_name, column_name FROM information_schema.columns"
        " WHERE table_schema = current_schema()"
    )
    found: dict[str, set[str]] = {}
    for table, column in cursor.fetchall():
        found.setdefault(table, set()).add(column)
    return found


def _definition(body: str, calls: list[tuple[str, int, str]]) -> str:
    return "\n".join([body, *(f"{table} {kind} {state}" for table, kind, state in sorted(calls))])


def _body(watched: Watched) -> str:
    new, old = (
        f"ROW({', '.join(f'{row}.{_quoted(column)}' for column in watched.columns)})"
        for row in ("NEW", "OLD")
    )
    # In an insert OLD is NULL, and so is each of its columns; in a delete, NEW.
    sources = ", ".join(
        f"({_source(template, row)})" for row in ("OLD", "NEW") for template in watched.templates
    )
    return f"""
BEGIN
    IF current_setting('{SILENT}', true) = 'on' THEN
        RETURN NULL;
    ELSIF TG_OP = 'TRUNCATE' THEN
        INSERT INTO press_change (source) VALUES ('*');
    ELSIF TG_OP = 'UPDATE' AND {new} IS NOT DISTINCT FROM {old} THEN
        RETURN NULL;
    ELSE
        INSERT INTO press_change (source)
        SELECT DISTINCT source FROM (VALUES {sources}) AS named (source) WHERE source IS NOT NULL;
    END IF;
    PERFORM pg_notify('{CHANNEL}', '');
    RETURN NULL;
END
"""  # noqa: S608 - our own words


def _source(template: Template, row: str) -> str:
    """NULL as soon as one column is."""
    return " || ".join(_part(part, row) for part in template)


def _part(part: str | Column, row: str) -> str:
    if isinstance(part, str):
        return "'" + part.replace("'", "''") + "'::text"
    column = f"{row}.{_quoted(part.name)}"
    in_utc = column if part.is_day else f"{column} AT TIME ZONE 'UTC'"
    match part.form:
        case Form.PLAIN:
            return f"{column}::text"
        case Form.MONTH:
            return f"to_char({in_utc}, 'YYYY-MM')"
        case Form.MOMENT:
            return f"""to_char({in_utc}, 'YYYY-MM-DD"T"HH24:MI:SS.US')"""


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
