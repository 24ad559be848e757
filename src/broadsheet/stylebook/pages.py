"""Reads the style book: what is looked for in copy, and all of it for a file."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from broadsheet.stylebook.models import TOLD, Rule, told_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from broadsheet.checking.style import rules
    from broadsheet.formats import stylebook as told


def rules_in_force() -> tuple[rules.Rule, ...]:
    """What is looked for, in one query; the same tuple as long as the rows are the same."""
    return _told(tuple(Rule.objects.filter(is_on=True).order_by("pk").values_list(*TOLD)))


@lru_cache(maxsize=2)
def _told(rows: tuple[tuple[Any, ...], ...]) -> tuple[rules.Rule, ...]:
    # One hundred of them would otherwise be made for every sentence that somebody types.
    return tuple(told_of(row) for row in rows)


def everything() -> Iterator[told.Rule]:
    """All of it, as other programs take it."""
    for rule in Rule.objects.all():
        yield rule.as_written()
