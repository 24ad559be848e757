"""Takes folded words to their stems, each by the rules of the script that it is written in.

English ones are left to the index, which cuts every word; here a word costs something only where
there is one of another script, and is remembered.
"""

from __future__ import annotations

import re
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Final

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

from broadsheet.search.language import malayalam

if TYPE_CHECKING:
    from collections.abc import Callable

_WORD: Final = re.compile("[\u0400-\u04ff]+|[\u0600-\u06ff]+|[\u0d00-\u0d7f]+")
"""In Cyrillic, Arabic or Malayalam, as far as they are known: Russian, Arabic and Malayalam."""


def analyzer(language: str) -> TextAnalyzer:
    """Cuts folded text to the stems of that language. Words of another script stay as they are."""
    words = TextAnalyzerBuilder(Tokenizer.whitespace())
    return words.filter(Filter.stemmer(language)).build()


def stemmed(text: str) -> str:
    """The text, with its words of those scripts cut to their stems."""
    return text if text.isascii() else _WORD.sub(lambda word: _stem(word[0]), text)


@lru_cache(maxsize=32_768)
def _stem(word: str) -> str:
    return next(stem for first, stem in _STEMS if word[0] >= first)(word)


def _cut(words: TextAnalyzer, word: str) -> str:
    return str(words.analyze(word)[0])


_ARABIC: Final = analyzer("arabic")
_HA: Final = "\u0647"
SHORTEST_ARABIC: Final = 3
"""Letters, which are a root."""


def _arabic(word: str) -> str:
    """The stemmer lets a noun with its article keep the ending that the bare noun loses."""
    stem = _cut(_ARABIC, word)
    return stem.removesuffix(_HA) if len(stem) > SHORTEST_ARABIC else stem


_STEMS: Final[tuple[tuple[str, Callable[[str], str]], ...]] = (
    ("\u0d00", malayalam.stem),
    ("\u0600", _arabic),
    ("\u0400", partial(_cut, analyzer("russian"))),
)
"""From the first letter of each script on."""
