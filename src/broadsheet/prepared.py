"""Queries whose SQL is made once, and that are asked again and again with other values."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from django.core.exceptions import EmptyResultSet
from django.db import connections, models

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from django.db.models import QuerySet


@dataclass(frozen=True, slots=True)
class Later:
    """Stands in a query that is prepared for values that are given whenever it is asked."""

    name: str
    spelt: Callable[[Any], Any] = sorted
    """as the database takes them"""


class OneLater(models.Value):
    """The same for a single value, by the name that is given here as its value; a field of that
    kind says how the database takes it."""

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        spelt = partial(self.output_field.get_db_prep_value, connection=connection)
        return "%s", [Later(self.value, spelt)]


@models.Field.register_lookup
@models.ForeignKey.register_lookup  # which has lookups of its own
class Among(models.Lookup):
    """`in`, for thousands of values: they go to the database as one."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        left, params = self.process_lhs(compiler, connection)
        values = self._spelt(_as_json)
        return f"{left} IN (SELECT value FROM json_each(%s))", [*params, values]  # noqa: S608

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        left, params = self.process_lhs(compiler, connection)
        if not isinstance(self.lhs.output_field, models.CharField | models.TextField):
            return f"{left} = ANY(%s)", [*params, self._spelt(sorted)]
        # Of an array it would estimate each value, which takes longer than to look them all up.
        values = self._spelt(_as_json)
        return f"{left} IN (SELECT jsonb_array_elements_text(%s::jsonb))", [*params, values]

    def _spelt(self, spelt: Callable[[Iterable[Any]], Any]) -> Any:
        return replace(self.rhs, spelt=spelt) if isinstance(self.rhs, Later) else spelt(self.rhs)


def _as_json(values: Iterable[Any]) -> str:
    # In order, they are looked up side by side, in half of the time.
    return json.dumps(sorted(values), ensure_ascii=False)


class Prepared:
    """Rows of values of which the SQL is made once: making it costs more than most answers."""

    def __init__(self, rows: QuerySet[Any, Any]) -> None:
        self.rows = rows
        """with `Later` in it for what differs from time to time"""
        # A query changes while its SQL is made, and what it is read by belongs to a connection.
        self._making = threading.Lock()
        self._of_this_thread = threading.local()

    def asked(self, **values: Any) -> list[Any]:
        """The rows, each a sequence. Raises KeyError for a value that is not given."""
        connection = connections[self.rows.db]
        try:
            sql, params, compiler = self._made(connection)
        except EmptyResultSet:  # whatever is asked, it has no rows
            return []
        given = [p.spelt(values[p.name]) if isinstance(p, Later) else p for p in params]
        with connection.cursor() as cursor:
            cursor.execute(sql, given)
            return list(compiler.results_iter([cursor.fetchall()]))

    def _made(self, connection: Any) -> tuple[str, Sequence[Any], Any]:
        made = vars(self._of_this_thread)
        if connection.vendor not in made:
            with self._making:
                compiler = self.rows.query.get_compiler(connection=connection)
                made[connection.vendor] = (*compiler.as_sql(), compiler)
        found: tuple[str, Sequence[Any], Any] = made[connection.vendor]
        return found
