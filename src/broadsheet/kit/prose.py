"""What can be said of running text without knowing what it is about."""

import re
from html import unescape

WORDS_A_MINUTE = 230
"""Silent reading of English prose: 238 words a minute on average (Brysbaert 2019), less a little
for captions and lists."""

_TAG = re.compile(r"<[^<>]*>")
_BREAK = re.compile(r"</(?:p|li|h[1-6]|td|th|tr|blockquote)>|<br\s*/?>", re.IGNORECASE)
_SPACE = re.compile(r"\s+")
# Scripts written without spaces: a character is read in about half the time of a word.
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\u0e00-\u0eff]")


def plain(html: str) -> str:
    """The words of a piece of our own cleaned HTML, on one line."""
    spaced = _BREAK.sub(" ", html)
    return _SPACE.sub(" ", unescape(_TAG.sub("", spaced))).strip()


def word_count(text: str) -> int:
    """How many words a text has; two characters of a script without spaces count as one."""
    unspaced = len(_UNSPACED.findall(text))
    return len(_UNSPACED.sub(" ", text).split()) + unspaced // 2


def reading_minutes(words: int) -> int:
    """Minutes it takes to read that many words: at least one."""
    return max(1, round(words / WORDS_A_MINUTE))


def clip(text: str, *, at: int) -> str:
    """The text, or its beginning up to a whole word and an ellipsis: at most `at` characters."""
    if len(text) <= at:
        return text
    cut = text[: at - 1]
    head = cut if text[at - 1].isspace() else cut.rpartition(" ")[0]
    return (head or cut).rstrip(" ,;:–—-") + "…"
