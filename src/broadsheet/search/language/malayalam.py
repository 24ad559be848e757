"""Takes the endings off Malayalam nouns: of case, of number, and of “and”. Folded words alone.

After the tables of case in R. E. Asher and T. C. Kumari, Malayalam (1997), and of the morphological
analyser by Santhosh Thottingal (“Finite State Transducer based Morphology analysis for Malayalam
Language”, LoResMT 2019). It is light: what might be an ending or might not is left alone where that
would make one of two common words, and verbs are left as they are. What comes out need be no word,
so long as it is the same for all forms of one.
"""

from __future__ import annotations

import re
from typing import Final

_VIRAMAS: Final = re.compile("\u0d4d{2,}")
"""As in one of the ways to write “nte”."""

_IN: Final = "(?:ില്(?:നിന്ന്|നിന്നും)?|ിലെ|ിലും|ിലേക്ക്|ിലേക്കും|ിലൂടെ|ിലുള്ള)"
"""In, into, out of, through."""
_OF: Final = "(?:ിന്റെ|ിന്|ിനു|ിനെ|ിനും|ിനോട്|ിനാല്|ിനായി)"
"""Of, to, by, with, for."""

_ENDINGS: Final = tuple(
    (re.compile(f"(?<=^.{{{letters}}})(.*){ending}$"), rf"\1{instead}")
    for letters, ending, instead in (
        # Kerala: what ends in -m has -tt- before its endings, and its plural in -ngal.
        (2, f"ത്ത(?:{_IN}|{_OF}|െ|ോട്|ാല്|്)", "ം"),
        (2, "ങ്ങള്", "ം"),
        (2, "(?<!ു)വും", "ം"),
        # House, country: -t- is doubled in them.
        (1, f"(?<=[ാീ])ട്ട(?:{_IN})", "ട്"),
        # After a vowel: rain, minister, cow.
        (2, f"യ(?:{_IN}|ുടെ|െ|ും|ോട്|്ക്ക്)", ""),
        (2, "(?<=ി)ക്ക്", ""),
        (2, "(?<=ു)(?:വും|വിന്റെ|വിന്|വിനെ|വില്)", ""),
        (2, "(?<=ു)ക്കള്", ""),
        # After a consonant: sea, page, Raman, they.
        (2, f"(?:{_IN}|{_OF})", "്"),
        (2, "(?<=[നരളണല])(?:െ|ോട്|ുടെ)", "്"),
        (2, "(?<=ന്)റെ", ""),
        (2, "(?<=[രള]്)ക്ക്", ""),
        (2, "ുകള്", "്"),
        (3, "ും", "്"),
        (3, "(?<!്)കള്", ""),
        (3, "മാര്", ""),
    )
)
MOST: Final = 4
"""Endings of one word: ministers, of, and."""


def stem(word: str) -> str:
    """A word of the script's letters without its endings."""
    word = _VIRAMAS.sub("\u0d4d", word)
    for _ending in range(MOST):
        shorter = _without_one(word)
        if shorter == word:
            break
        word = shorter
    return word


def _without_one(word: str) -> str:
    for ending, instead in _ENDINGS:
        shorter, count = ending.subn(instead, word)
        if count:
            return shorter
    return word
