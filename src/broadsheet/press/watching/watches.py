"""Which tables are watched, and which sources a row of each stands for.

Content says so, by model and field; here that becomes tables and columns, and not yet SQL.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import DateField, DateTimeField

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.db.models import Field, Model

PLACE = re.compile(r"\{(\w+)(?:\|(\w+))?\}")


class BadWatch(Exception):
    """A watch names what its model does not have."""


@dataclass(frozen=True, slots=True)
class Watch:
    """A model whose rows readers see, and the sources that each row stands for.

    A source is a template: `story:{id}`, `month:{published_at|month}`. A row stands for no source
    that needs a column which is NULL in it. What a row stood for before a write is named as well
    as what it stands for now.

    A model that inherits from another lies in two tables; both are watched, each for the sources
    whose columns it has.
    """

    model: str
    sources: tuple[str, ...]
    ignoring: frozenset[str] = frozenset()
    """fields whose change no reader sees"""
    only: frozenset[str] | None = None
    """the fields whose change is seen, where they are few; those of the templates always are"""


class Form(Enum):
    """How a column is written in a source."""

    PLAIN = ""
    MONTH = "month"
    """of a moment or a day: `2026-11`, in UTC"""
    MOMENT = "moment"
    """a text that sorts as the moment does: `2026-11-25T22:48:33.000000`, in UTC"""


@dataclass(frozen=True, slots=True)
class Column:
    """A column's place in a template."""

    name: str
    form: Form = Form.PLAIN
    is_day: bool = False


Template = tuple[str | Column, ...]


@dataclass(frozen=True, slots=True)
class Watched:
    """A table as one watch sees it."""

    table: str
    columns: tuple[str, ...]
    """those whose change counts"""
    templates: tuple[Template, ...]

    @property
    def name(self) -> str:
        """Names its triggers; of all that they do, so that another watch has other names."""
        print_ = blake2b(repr(self).encode(), digest_size=5).hexdigest()
        return f"press_{self.table[:40]}_{print_}"

    @property
    def needs(self) -> frozenset[str]:
        """The columns without which it cannot be watched."""
        return frozenset(self.columns)


_watches: list[Watch] = []


def watch(*watches: Watch) -> None:
    """Have these watched from the next migrate on. Called when the apps are ready."""
    _watches.extend(each for each in watches if each not in _watches)


def watches() -> tuple[Watch, ...]:
    """All that is to be watched."""
    return tuple(_watches)


def watched_tables(watches: Iterable[Watch]) -> list[Watched]:
    """What the watches come to, table by table. Raises BadWatch."""
    return [watched for each in watches for watched in _tables_of(each)]


def moment(at: datetime) -> str:
    """A moment as `{column|moment}` writes it."""
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds")


def moment_of(text: str) -> datetime:
    """The moment that `{column|moment}` wrote."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def _tables_of(watch: Watch) -> Iterator[Watched]:
    try:
        model = apps.get_model(watch.model)
    except LookupError as error:
        raise BadWatch(f"there is no model {watch.model}") from error
    ignored = {_field(model, name) for name in watch.ignoring}
    only = None if watch.only is None else {_field(model, name) for name in watch.only}
    homeless = set(watch.sources)
    for each in (model, *model._meta.get_parent_list()):  # noqa: SLF001 - Django's own way there
        templates = {source: _parsed(model, source, on=each) for source in watch.sources}
        found = tuple(template for template in templates.values() if template is not None)
        homeless -= {source for source, template in templates.items() if template is not None}
        named = {part.name for template in found for part in template if isinstance(part, Column)}
        columns = tuple(
            field.column
            for field in each._meta.local_concrete_fields  # noqa: SLF001
            if field.column in named or (field not in ignored and (only is None or field in only))
        )
        if found and columns:
            yield Watched(each._meta.db_table, columns, found)  # noqa: SLF001
    if homeless:
        raise BadWatch(f"no one table of {watch.model} has all that {homeless} names")


def _parsed(model: type[Model], source: str, *, on: type[Model]) -> Template | None:
    """The template over columns of one table, or None where that lacks one of them."""
    parts: list[str | Column] = []
    end = 0
    for place in PLACE.finditer(source):
        field = _field(model, place[1])
        column = _column(field, on=on)
        if column is None:
            return None
        parts += [source[end : place.start()], Column(column, *_form(field, place[2], source))]
        end = place.end()
    return tuple(part for part in (*parts, source[end:]) if part)


def _form(field: Field[Any, Any], name: str | None, source: str) -> tuple[Form, bool]:
    try:
        form = Form(name or "")
    except ValueError as error:
        raise BadWatch(f"{source}: there is no form {name}") from error
    is_moment, is_day = isinstance(field, DateTimeField), type(field) is DateField
    fits = {Form.PLAIN: True, Form.MONTH: is_moment or is_day, Form.MOMENT: is_moment}
    if not fits[form]:
        raise BadWatch(f"{source}: {field.name} has no {form.value}")
    return form, is_day


def _column(field: Field[Any, Any], *, on: type[Model]) -> str | None:
    """The field's column in a table of its family; a key is in each of them."""
    home: Any = field.model._meta.concrete_model  # noqa: SLF001
    if home is on:
        return field.column
    is_key = field.primary_key and (issubclass(on, home) or issubclass(home, on))
    return on._meta.pk.column if is_key else None  # noqa: SLF001


def _field(model: type[Model], name: str) -> Field[Any, Any]:
    field: Any
    try:
        field = model._meta.pk if name == "pk" else model._meta.get_field(name)  # noqa: SLF001
    except FieldDoesNotExist as error:
        raise BadWatch(f"{model.__name__} has no field {name}") from error
    if not getattr(field, "concrete", False) or not getattr(field, "column", None):
        raise BadWatch(f"{model.__name__}.{name} is no column")
    return field
