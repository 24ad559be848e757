"""Words that are one wrong letter away from another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

SHORTEST, LONGEST = 4, 24
"""Letters: a shorter word is too near to too many others, a longer one is no word."""

_ALPHABETS: Final = tuple(
    "".join(map(chr, range(first, last + 1)))
    for first, last in (
        (0x61, 0x7A),  # Latin, whose accents are folded away
        (0x3B1, 0x3C9),  # Greek
        (0x430, 0x44F),  # Cyrillic
        (0x5D0, 0x5EA),  # Hebrew
        (0x621, 0x64A),  # Arabic
        (0x901, 0x94D),  # Devanagari
        (0xD02, 0xD57),  # Malayalam
    )
)


def neighbours(word: str) -> Iterator[str]:
    """Every word that has one letter more, less, exchanged with its neighbour, or another.

    None of a word that is too short for that, or in a script without such letters.
    """
    letters = next((each for each in _ALPHABETS if any(letter in each for letter in word)), "")
    if not letters or not SHORTEST <= len(word) <= LONGEST:
        return
    for at in range(len(word) + 1):
        head, tail = word[:at], word[at:]
        yield from (head + letter + tail for letter in letters)
        if tail:
            yield head + tail[1:]
            yield from (head + letter + tail[1:] for letter in letters if letter != tail[0])
        if len(tail) > 1 and tail[0] != tail[1]:
            yield head + tail[1] + tail[0] + tail[2:]
