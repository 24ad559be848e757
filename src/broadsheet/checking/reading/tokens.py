"""The words and signs of a passage, and its sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from broadsheet.checking.reading.lexicon import lexicon
from broadsheet.kit.folding import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_TOKEN: Final = re.compile(
    r"""
    (?P<letters> (?:[^\W\d_]\.){2,} )              # U.S.
    | (?P<word> [^\W\d_] [^\W_]* (?: ['’] [^\W\d_]+ )* )
    | (?P<figure> \d+ (?: [.,:] \d+ )* (?: st|nd|rd|th|s )? \b )
    | (?P<sign> \S )
    """,
    re.VERBOSE,
)
_POSSESSIVE: Final = re.compile(r"(?:['’]s|(?<=s)['’])$", re.IGNORECASE)

_TIES: Final = frozenset(" -‑\u00a0")
_APOSTROPHES: Final = frozenset("'’")
DASHES: Final = frozenset("–—")
HYPHENS: Final = frozenset("-‑")
OPENING: Final = frozenset("“‘\"'([")
CLOSING: Final = frozenset("”’\"')]")
LONGEST_REMEMBERED: Final = 10_000
"""Characters of a passage."""
FARTHEST: Final = 6
"""Signs after a stop, beyond which the next word is."""
_STOPS: Final = frozenset(".!?…")
_SHORTENED: Final = lexicon(
    "mr mrs ms dr prof st jr sr gen lt col maj capt sgt sen rep gov hon rev fr vs no vol"
    " inc ltd co corp jan feb mar apr jun jul aug sep sept oct nov dec mt ft adm amb pres"
    " messrs etc approx"
)


class Token(NamedTuple):
    """A tuple, since a draft has a thousand, and these are made in a fourth of the time."""

    start: int
    end: int
    text: str
    word: str
    """folded, and without the possessive; empty for a sign"""
    is_capital: bool
    is_possessive: bool
    is_joined: bool
    """whether a hyphen ties it to the word before"""
    is_near: bool
    """whether nothing but a space or a hyphen stands between it and the word before"""


def tokens(text: str) -> list[Token]:
    """All of a passage; hyphens between words are told of the second word, and are none."""
    found: list[Token] = []
    is_joined, is_after_word, before = False, False, 0
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        raw = match[0]
        if raw in HYPHENS and found and before == start and text[end : end + 1].isalnum():
            is_joined = True
            continue
        word, is_capital, is_possessive = _read(raw)
        if raw[-1] in "sS" and not is_possessive and text[end : end + 1] in _APOSTROPHES:
            is_possessive = not text[end + 1 : end + 2].isalnum()
        is_near = is_after_word and text[before:start] in _TIES
        found.append(Token(start, end, raw, word, is_capital, is_possessive, is_joined, is_near))
        is_joined, is_after_word, before = False, bool(word), end
    return found


@lru_cache(maxsize=16_384)
def _read(raw: str) -> tuple[str, bool, bool]:
    """The word, whether it is written large, and whether it has a possessive mark of its own."""
    bare = _POSSESSIVE.sub("", raw)
    return "".join(words(bare)), raw[:1].isupper(), bare != raw


@dataclass(frozen=True, slots=True)
class Sentence:
    """Some tokens of a passage."""

    tokens: tuple[Token, ...]
    is_title_case: bool = False
    """whether nearly every word of it is written large, as in some headlines"""

    @property
    def start(self) -> int:
        return self.tokens[0].start

    @property
    def end(self) -> int:
        return self.tokens[-1].end


def sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of a passage in their order; of one of usual length they are remembered."""
    return _remembered(text) if len(text) <= LONGEST_REMEMBERED else _sentences(text)


def _sentences(text: str) -> tuple[Sentence, ...]:
    every = tokens(text)
    return tuple(_sentence(every[first:last]) for first, last in _cuts(every))


_remembered = lru_cache(maxsize=128)(_sentences)


def _sentence(some: Sequence[Token]) -> Sentence:
    long = [token for token in some if len(token.word) > 3]
    large = sum(token.is_capital for token in long)
    is_headline = some[-1].text != "." and len(long) > 3 and large > 0.75 * len(long)
    return Sentence(tuple(some), is_title_case=is_headline)


def _cuts(every: list[Token]) -> Iterator[tuple[int, int]]:
    first = 0
    at = 0
    while at < len(every):
        if every[at].text in _STOPS and _ends(every, at):
            while at + 1 < len(every) and every[at + 1].text in CLOSING | _STOPS:
                at += 1
            yield first, at + 1
            first = at + 1
        at += 1
    if first < len(every):
        yield first, len(every)


def _ends(every: list[Token], at: int) -> bool:
    """Whether a stop ends a sentence: not a shortened word, nor what is said within another."""
    before = every[at - 1] if at else None
    is_tied = every[at].text == "." and before is not None and before.end == every[at].start
    if is_tied and before is not None and _is_shortened(before):
        return False
    following = next(
        (
            each
            for each in islice(every, at + 1, at + 1 + FARTHEST)
            if each.text not in CLOSING | _STOPS
        ),
        None,
    )
    return following is None or following.is_capital or not following.text.isalpha()


def _is_shortened(token: Token) -> bool:
    return token.word in _SHORTENED or (len(token.text) == 1 and token.is_capital)
