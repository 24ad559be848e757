"""Marks that stand alone: by one sign nobody would find the place in a text."""

from __future__ import annotations

import re
from typing import Final

LONGEST: Final = 40
"""Characters on either side."""
_BEFORE: Final = re.compile(r"(?:\S+\s+){0,2}\S*\Z")
_AFTER: Final = re.compile(r"\S*(?:\s+\S+){0,3}")


def among_words(text: str, at: int) -> tuple[int, int]:
    """Where a mark and the words around it begin and end: two before its own, and three after."""
    first = max(0, at - LONGEST)
    before = _BEFORE.search(text[first:at])
    after = _AFTER.match(text, at, at + LONGEST)
    start = first + before.start() if before else at
    return start, after.end() if after else at + 1
