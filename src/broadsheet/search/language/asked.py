"""What a reader typed, taken apart: words, phrases, what to leave out, by whom and about what.

Any text at all can be read; what makes no sense is a word like any other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from broadsheet.kit import characters
from broadsheet.kit.folding import words

LONGEST: Final = 200
"""Characters; what is typed beyond them is left out."""
MOST_PIECES: Final = 16
"""Words, phrases and filters; the rest is left out."""

_QUOTES: Final = str.maketrans(dict.fromkeys("“”„‟«»", '"'))
_PIECE: Final = re.compile(
    r"""
    (?P<minus>-)? (?:(?P<filter>author|topic):\s?)?
    (?: "(?P<phrase>[^"]*)(?:"|\Z) | (?P<word>[^\s"]+) )
    """,
    re.VERBOSE | re.IGNORECASE,
)

Words = tuple[str, ...]
"""Words that stand one after the other, as they are looked for: what is one word to who types it
may be several, as in `cease-fire`, or in Chinese."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for."""

    text: str = ""
    """as it was typed, as far as it was read"""
    words: tuple[Words, ...] = ()
    """each of them must be there"""
    phrases: tuple[Words, ...] = ()
    without: tuple[Words, ...] = ()
    """none of them may be there"""
    authors: tuple[Words, ...] = ()
    """words of a name or of its address"""
    topics: tuple[Words, ...] = ()
    is_cut: bool = False
    """whether more was typed than was read"""

    @property
    def is_empty(self) -> bool:
        """Whether nothing says what is to be found."""
        return not (self.words or self.phrases or self.without or self.authors or self.topics)


def read(typed: str) -> Asked:
    """What somebody is looking for who typed this."""
    line = characters.line(typed)
    text = line[:LONGEST].strip()
    found: dict[str, list[Words]] = {
        name: [] for name in ("words", "phrases", "without", "authors", "topics")
    }
    pieces = list(_PIECE.finditer(text.translate(_QUOTES)))
    for piece in pieces[:MOST_PIECES]:
        some = tuple(words(piece["word"] or piece["phrase"] or ""))
        if some and some not in (sort := found[_sort_of(piece)]):
            sort.append(some)
    return Asked(
        text=text,
        is_cut=len(line) > LONGEST or len(pieces) > MOST_PIECES,
        **{name: tuple(some) for name, some in found.items()},
    )


def _sort_of(piece: re.Match[str]) -> str:
    """What one piece is among what is asked for."""
    if piece["minus"]:
        return "without"
    if piece["filter"]:
        return f"{piece['filter'].lower()}s"
    return "words" if piece["phrase"] is None else "phrases"
