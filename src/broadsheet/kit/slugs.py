"""Slugs: the parts of an address, in letters of any script and the marks that belong to them.

Python takes no mark for a part of a word, and few words of Malayalam, Hindi or Tamil do without.
What nobody sees is left out, joiners too: two addresses would look alike.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from broadsheet.kit import characters


def _marks() -> Iterator[str]:
    """Every range of marks that are seen: vowel signs, accents, and their like."""
    first = last = 0
    for code in range(0x300, 0x20000):
        if unicodedata.category(chr(code)) in {"Mn", "Mc"} and characters.passage(chr(code)):
            first, last = first or code, code
        elif first:
            yield f"{chr(first)}-{chr(last)}"
            first = 0


_PARTS: Final = rf"\w{''.join(_marks())}-"
PATTERN: Final = f"[{_PARTS}]+"
_WHOLE = re.compile(PATTERN)
_OTHER = re.compile(rf"[^{_PARTS}\s]")
_GAP = re.compile(r"[-\s]+")


def settled(text: str) -> str:
    """A slug, or a path of them, in its one spelling: in lower case, signs joined to letters."""
    return unicodedata.normalize("NFC", text.lower())


def is_slug(text: str) -> bool:
    return _WHOLE.fullmatch(text) is not None


def slugify(words: str) -> str:
    """The slug that words make; nothing if there is no letter or figure in them."""
    letters = _OTHER.sub("", unicodedata.normalize("NFKC", words).lower())
    return settled(_GAP.sub("-", letters).strip("-_"))
