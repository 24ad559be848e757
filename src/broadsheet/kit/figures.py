"""Whole numbers as addresses and forms name them: in figures of ASCII, and in no other way."""

from typing import Final

LARGEST: Final = 2**63 - 1
"""The largest number that a row of a table can have."""
MOST_FIGURES: Final = 19
"""Python refuses to read very long ones."""


def whole(text: str, *, most: int = LARGEST) -> int | None:
    """The number that a text names; None if it names none, or one that is larger than `most`."""
    if not (len(text) <= MOST_FIGURES and text.isascii() and text.isdigit()):
        return None
    number = int(text)
    return number if number <= most else None
