"""What editors write on lines of their own: other names, and former names with their last days."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from broadsheet.checking.known import Former
from broadsheet.formats.tenures.entries import apart
from broadsheet.kit.characters import lines
from broadsheet.kit.days import Span

MOST: Final = 8192
"""Texts that are remembered: the same are read for every text that names the same country."""


@lru_cache(maxsize=MOST)
def span(text: str) -> Span | None:
    """The days that a field stands for, None if it is empty."""
    return Span.read(text) if text else None


@lru_cache(maxsize=MOST)
def formers(text: str) -> tuple[Former, ...]:
    """The former names of something, one to a line: `Bombay (1995-11)`. Raises ValueError."""
    return tuple(map(_former, lines(text)))


def _former(line: str) -> Former:
    name, until = apart(line)
    return Former(name, Span.read(until) if until else None)


def may_be_same(here: str, there: str) -> bool:
    """Whether two days, each known as well as it is, may be one; what is not known may be any."""
    first, second = span(here), span(there)
    return first is None or second is None or first.meets(second)


def validate_formers(text: str) -> None:
    """What stands in parentheses at the end of a line is a day, a month or a year."""
    try:
        formers(text)
    except ValueError as error:
        raise ValidationError(
            _("Write until when as a day, a month or a year: Bombay (1995-11).")
        ) from error
