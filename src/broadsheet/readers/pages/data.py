"""What is held of a reader, told on their page and in the copy that they get."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from broadsheet.readers import context
from broadsheet.readers.pages.owner import crumbs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from broadsheet.accounts.models import User
    from broadsheet.belongings import Table


def data_page(
    reader: User, owner: context.Owner, *, bound: str, wrong: str = ""
) -> context.DataPage:
    heading = _("My data")
    return context.DataPage(
        heading=heading,
        crumbs=crumbs(heading),
        owner=owner,
        email=reader.email,
        bound=bound,
        wrong=wrong,
    )


def copy_page(tables: Iterable[Table], *, at: datetime) -> context.CopyPage:
    """All of it as it can be read; a row is fetched when it is printed."""
    return context.CopyPage(
        heading=_("My data"),
        made_at=at,
        tables=tuple(
            context.Table(
                heading=table.heading,
                file=f"{table.name}.json",
                columns=tuple(table.columns.values()),
                rows=_rows(table),
            )
            for table in tables
        ),
    )


def _rows(table: Table) -> Iterator[tuple[object, ...]]:
    for row in table.rows():
        yield tuple(row[name] for name in table.columns)
