"""Triggers of SQLite: three to a table, since each is for one kind of write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.press.watching.watches import Column, Form

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.db.backends.utils import CursorWrapper

    from broadsheet.press.watching.watches import Template, Watched

SILENT = "EXISTS (SELECT 1 FROM press_bulkwriting WHERE is_silent)"


def definitions(watched: Watched) -> Iterator[tuple[str, str]]:
    """The names of its triggers, and how each is made."""
    changed = " OR ".join(f"OLD.{_quoted(c)} IS NOT NEW.{_quoted(c)}" for c in watched.columns)
    columns = ", ".join(map(_quoted, watched.columns))
    for suffix, event, rows, condition in (
        ("i", "INSERT", ("NEW",), f"NOT {SILENT}"),
        ("u", f"UPDATE OF {columns}", ("OLD", "NEW"), f"({changed}) AND NOT {SILENT}"),
        ("d", "DELETE", ("OLD",), f"NOT {SILENT}"),
    ):
        # UNION leaves out doubles.
        sources = " UNION ".join(
            f"SELECT {_source(template, row)} AS source"
            for row in rows
            for template in watched.templates
        )
        name = f"{watched.name}_{suffix}"
        definition = f"""CREATE TRIGGER {_quoted(name)} AFTER {event} ON {_quoted(watched.table)}
WHEN {condition}
BEGIN
    INSERT INTO press_change (source) SELECT source FROM ({sources}) WHERE source IS NOT NULL;
END"""  # noqa: S608 - our own words
        yield name, definition


def standing(cursor: CursorWrapper) -> dict[str, str]:
    """The triggers that are there, and how each was made."""
    cursor.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name GLOB 'press_*'"
    )
    return dict(cursor.fetchall())


def make(cursor: CursorWrapper, name: str, watched: Watched) -> None:
    cursor.execute(dict(definitions(watched))[name])


def remove(cursor: CursorWrapper, name: str) -> None:
    cursor.execute(f"DROP TRIGGER {_quoted(name)}")


def columns(cursor: CursorWrapper) -> Mapping[str, set[str]]:
    """The tables that are there, and their columns."""
    cursor.execute(
        "SELECT m.name, c.name FROM sqlite_master AS m, pragma_table_info(m.name) AS c"
        " WHERE m.type = 'table'"
    )
    found: dict[str, set[str]] = {}
    for table, column in cursor.fetchall():
        found.setdefault(table, set()).add(column)
    return found


def _source(template: Template, row: str) -> str:
    """NULL as soon as one column is."""
    return " || ".join(_part(part, row) for part in template)


def _part(part: str | Column, row: str) -> str:
    if isinstance(part, str):
        return "'" + part.replace("'", "''") + "'"
    column = f"{row}.{_quoted(part.name)}"
    match part.form:
        case Form.PLAIN:
            return column
        case Form.MONTH:
            return f"substr({column}, 1, 7)"
        case Form.MOMENT:
            # Kept as text, and without a fraction where that is zero.
            dot = f"CASE WHEN instr({column}, '.') THEN '' ELSE '.' END"
            return f"replace(substr({column} || {dot} || '000000', 1, 26), ' ', 'T')"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
