"""Where a passage has somebody else's words."""

from __future__ import annotations

import re
from typing import Final

_CURLED: Final = re.compile(r"“[^“”]*(?:”|$)")
_STRAIGHT: Final = re.compile(r'"[^"]*(?:"|$)')
_SINGLE: Final = re.compile(r"(?<![^\W_])‘[^‘]*?(?:’(?![^\W_])|$)")


def quotations(text: str) -> list[tuple[int, int]]:
    """The beginning and the end of each quotation, its marks included; one that is not closed goes
    on to the end, as one of several paragraphs does."""
    return [match.span() for kind in (_CURLED, _STRAIGHT, _SINGLE) for match in kind.finditer(text)]


def is_quoted(start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    """Whether some words are somebody else's."""
    return any(first <= start and end <= last for first, last in spans)
