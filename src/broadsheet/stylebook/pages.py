"""Reads the style book: what is looked for in copy, and all of it for a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.stylebook.models import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from broadsheet.checking.style import rules
    from broadsheet.formats import stylebook as told


def rules_in_force() -> tuple[rules.Rule, ...]:
    """What is looked for, in one query."""
    rows = Rule.objects.filter(is_on=True).defer("wrong", "right").order_by("pk")
    return tuple(rule.told() for rule in rows)


def everything() -> Iterator[told.Rule]:
    """All of it, as other programs take it."""
    for rule in Rule.objects.all():
        yield rule.as_written()
