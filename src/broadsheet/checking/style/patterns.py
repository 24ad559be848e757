"""How an editor writes which words are meant, and what stands there instead.

A pattern is words as copy has them. Of them

- `(less|fewer)` is one or the other; with nothing on one side, `(very|)`, it may be missing;
- `utilis*` is a word that goes on in any way, or ends there; `over*ed` one with anything within;
- `#` is a figure, and `_` is any word.

What to write instead repeats these signs: the first `#` is the first figure that was found, and
`(comprises|comprised) of` becomes what has the same place in `(consists|consisted) of`.

Every choice is written out beforehand, and there is an end to how many rows of words that may be.
They are looked for together, as a `tree`.
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass
from enum import Enum
from itertools import product
from math import prod
from typing import TYPE_CHECKING, Final

from broadsheet.checking.reading.tokens import HYPHENS, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from broadsheet.checking.reading.tokens import Token

MOST_VARIANTS: Final = 500
"""Of all patterns that are looked for by one rule, and as many within which it is none."""
MOST_WORDS: Final = 12
SHORTEST_STEM: Final = 3
"""Letters before a `*` with which a pattern begins."""
FIGURE, WORD, REST = "#", "_", "*"
APOSTROPHE: Final = "'"
_SIGNS: Final = frozenset({FIGURE, WORD, REST})
_CHOICE: Final = re.compile(r"\(([^()]*\|[^()]*)\)")
_PLACE: Final = re.compile(r"[#*]|(?<!\w)_(?!\w)")


class Fault(Enum):
    """Why something is no pattern, or cannot be written instead of one."""

    EMPTY = "empty"
    BRACKETS = "brackets"
    """one is never closed, or they have no `|` in them, or others"""
    OPEN = "open"
    """it begins with any word, or with a word of which next to nothing is told"""
    LONE = "lone"
    """a `*` stands by itself"""
    MANY = "many"
    """choices, when all are written out; no pattern is named where it is all of them together"""
    LONG = "long"
    UNKNOWN_CHOICE = "unknown choice"
    """what to write instead has one that the pattern does not have, by the number of its parts"""
    UNKNOWN_SIGN = "unknown sign"
    """what to write instead has more of a sign than the pattern"""


class NoPattern(ValueError):
    """`is_of_instead` where the pattern is one, and what to write instead does not fit it."""

    def __init__(self, fault: Fault, written: str, *, is_of_instead: bool = False) -> None:
        super().__init__(f"{written}: {fault.value}" if written else fault.value)
        self.fault = fault
        self.written = written
        self.is_of_instead = is_of_instead


@dataclass(frozen=True, slots=True)
class Step:
    """One word, sign or figure of a pattern."""

    text: str
    """as written, up to a `*`; empty for an open one"""
    small: str
    """the same in small letters"""
    word: str
    """what a token of a text has as its `word`, or as its sign; before a `*`, how that begins"""
    kind: str
    """one of the signs, or empty for what is told in full"""
    rest: str = ""
    """how a word ends after a `*`, in small letters"""
    is_joined: bool = False


@dataclass(frozen=True, slots=True)
class Variant:
    """A row of words that is looked for, and what is written instead; None where nobody says."""

    steps: tuple[Step, ...]
    written: str
    instead: str | None


def variants_of(patterns: Sequence[str], instead: str = "") -> tuple[Variant, ...]:
    """All that patterns stand for. Raises NoPattern."""
    choices = [_choices(pattern) for pattern in patterns]
    counts = [prod(map(len, each)) for each in choices]
    for pattern, count in (*zip(patterns, counts, strict=True), ("", sum(counts))):
        if count > MOST_VARIANTS:
            raise NoPattern(Fault.MANY, pattern)
    return tuple(
        variant
        for pattern, each in zip(patterns, choices, strict=True)
        for variant in _variants(pattern, each, instead)
    )


def _variants(pattern: str, choices: Sequence[Sequence[str]], instead: str) -> Iterator[Variant]:
    followed = _followed(choices, instead)
    for taken in product(*(range(len(choice)) for choice in choices)):
        written = _written(pattern, [c[at] for c, at in zip(choices, taken, strict=True)])
        places = [(choice, taken[of]) for choice, of in followed]
        becomes = _written(instead, [choice[at] for choice, at in places]) if instead else None
        variant = Variant(_steps(written, pattern), written, becomes)
        _must_have_signs(variant)
        yield variant


def _choices(text: str, *, is_of_instead: bool = False) -> list[list[str]]:
    rest = _CHOICE.sub("", text)
    if "(" in rest or ")" in rest or "|" in rest:
        raise NoPattern(Fault.BRACKETS, text, is_of_instead=is_of_instead)
    return [choice.split("|") for choice in _CHOICE.findall(text)]


def _followed(theirs: Sequence[Sequence[str]], instead: str) -> list[tuple[list[str], int]]:
    """Each choice of what to write instead, with the number of that of the pattern which it
    follows: the same one, or else the first one left with as many parts."""
    free = list(range(len(theirs)))
    followed = []
    for choice in _choices(instead, is_of_instead=True):
        same = [of for of in free if theirs[of] == choice]
        alike = same or [of for of in free if len(theirs[of]) == len(choice)]
        if not alike:
            raise NoPattern(Fault.UNKNOWN_CHOICE, f"({'|'.join(choice)})", is_of_instead=True)
        free.remove(alike[0])
        followed.append((choice, alike[0]))
    return followed


def _written(text: str, parts: Sequence[str]) -> str:
    those = iter(parts)
    return " ".join(_CHOICE.sub(lambda _: next(those), text).split())


def _must_have_signs(variant: Variant) -> None:
    for sign in _SIGNS if variant.instead else ():
        wanted = sum(place == sign for place in _PLACE.findall(variant.instead or ""))
        if wanted > sum(step.kind == sign for step in variant.steps):
            raise NoPattern(Fault.UNKNOWN_SIGN, sign, is_of_instead=True)


def filled(instead: str, found: Iterator[tuple[str, str]]) -> str:
    """What to write, with what stands for its signs: pairs of a sign and what was found for it."""
    there: dict[str, list[str]] = {sign: [] for sign in _SIGNS}
    for sign, text in found:
        there[sign].append(text)
    return _PLACE.sub(lambda place: there[place[0]].pop(0), instead)


def _steps(written: str, pattern: str) -> tuple[Step, ...]:
    found: list[Step] = []
    rest = deque(tokens(written))
    while rest:
        token = rest.popleft()
        if token.text == REST:
            raise NoPattern(Fault.LONE, pattern)
        if token.text in HYPHENS and rest and rest[0].text in _SIGNS:
            sign = rest.popleft()
            found.append(Step("", "", "", sign.text, is_joined=sign.start == token.end))
        elif token.text in _SIGNS:
            found.append(Step("", "", "", token.text, is_joined=token.is_joined))
        elif star := _take_tied(token, rest, REST):
            ending = _take_tied(star, rest)
            found.append(_step(token, REST, ending.text if ending else ""))
        else:
            found.append(_step(token))
    _must_be_told(found, pattern)
    return tuple(found)


def _take_tied(token: Token, rest: deque[Token], text: str = "") -> Token | None:
    """The next one, if nothing parts the two, and it is that text, or else a word."""
    if not rest or rest[0].start != token.end or not (rest[0].text == text or not text):
        return None
    return rest.popleft() if text or rest[0].word else None


def _step(token: Token, kind: str = "", rest: str = "") -> Step:
    text, ending = evened(token.text), evened(rest).lower()
    return Step(text, text.lower(), token.word or token.text, kind, ending, token.is_joined)


def _must_be_told(steps: list[Step], pattern: str) -> None:
    if not steps:
        raise NoPattern(Fault.EMPTY, pattern)
    if len(steps) > MOST_WORDS:
        raise NoPattern(Fault.LONG, pattern)
    first = steps[0]
    if first.kind == WORD or (first.kind == REST and len(first.word) < SHORTEST_STEM):
        raise NoPattern(Fault.OPEN, pattern)


def evened(text: str) -> str:
    """With one shape of apostrophe."""
    return text.replace("’", APOSTROPHE)
