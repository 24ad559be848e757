"""Where a passage has somebody else's words."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from broadsheet.checking.reading.tokens import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

DOUBLE: Final = ("“", '"')
_SINGLE: Final = ("‘",)
_KINDS: Final = (
    (re.compile(r"“(?P<rest>[^“”]*”|[^“”\"]*\")?"), DOUBLE),
    # Straight ones look alike: none opens right behind a word, or closes right before one.
    (re.compile(r'(?<!\w)"(?P<rest>[^"]*(?:(?<!\s)"|"(?!\w)))?'), DOUBLE),
    (re.compile(r"(?<![^\W_])‘(?P<rest>[^‘]*?’(?![^\W_]))?"), _SINGLE),
)
"""An opening mark with all up to its closing one, if there is one; and what a paragraph begins with
that goes on with it."""


def quotations(text: str, following: str = "") -> list[tuple[int, int]]:
    """The beginning and the end of each quotation, its marks included.

    One that is not closed goes on to the end where the following paragraph opens it again, as one
    of several paragraphs does; elsewhere a mark was forgotten, and its sentence is all it has.
    """
    found: list[tuple[int, int]] = []
    forgotten: list[tuple[int, int]] = []
    for pattern, openings in _KINDS:
        for match in pattern.finditer(text):
            if match["rest"]:
                found.append(match.span())
            elif following.startswith(openings):
                found.append((match.start(), len(text)))
            else:
                forgotten.append(match.span())
    return [*found, *_to_end_of_sentence(text, forgotten)] if forgotten else found


def _to_end_of_sentence(text: str, marks: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    ends = [*(each.end for each in sentences(text)), len(text)]
    for start, end in marks:
        yield start, ends[min(bisect_right(ends, end), len(ends) - 1)]


def is_quoted(start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    """Whether some words are somebody else's."""
    return any(first <= start and end <= last for first, last in spans)
