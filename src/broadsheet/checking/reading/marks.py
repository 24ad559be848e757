"""Marks that stand alone: by one sign nobody would find the place in a text."""

from __future__ import annotations

import re
from typing import Final

LONGEST: Final = 40
"""Characters on either side."""
_BEFORE: Final = re.compile(r"(?<!\S)(?:\S+\s+){0,2}\S*\Z")
_AFTER: Final = re.compile(r"\S*(?:\s+\S+){0,3}")
_LAST_WORD: Final = re.compile(r"\s+\S*\Z")


def among_words(text: str, at: int) -> tuple[int, int]:
    """Where a mark and the words around it begin and end: two before its own, and three after."""
    first, last = max(0, at - LONGEST), at + LONGEST
    before = _BEFORE.search(text, first, at)
    after = _AFTER.match(text, at, last)
    end = after.end() if after else at + 1
    # Only a word that is longer than all of that is cut.
    if end == last and not text[end : end + 1].isspace():
        cut = _LAST_WORD.search(text, at, end)
        end = cut.start() if cut and end < len(text) else end
    return before.start() if before else first, end
