"""Picks the passage of a text that shows best why it was found, and marks what was looked for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final
from unicodedata import normalize

from broadsheet.kit.folding import Span, spans, words

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    Stem = Callable[[str], str]

LENGTH: Final = 220
"""Characters of a passage."""
BEFORE: Final = 60
"""Characters of it that may stand before the first word that was looked for."""
ELLIPSIS: Final = "…"
_CHUNK: Final = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text."""

    text: str
    is_found: bool


class Marker:
    """Knows what was looked for, and finds it in the texts of one page of results."""

    def __init__(self, sought: Iterable[str], stem: Stem) -> None:
        self._stem = stem
        self._sought = frozenset(map(stem, sought))

    def marked(self, text: str) -> tuple[Piece, ...]:
        """The whole text."""
        text = normalize("NFC", text)
        return tuple(_pieces(text, self._found(text)))

    def passage(self, text: str) -> tuple[Piece, ...]:
        """The part with most of the words; the beginning of a text that has none."""
        text = " ".join(normalize("NFC", text).split())
        found = self._found(text)
        start, end = _edges(text, _best(found))
        inside = [span for span in found if start <= span.start and span.end <= end]
        shown = [Span(s.start - start, s.end - start, s.word) for s in inside]
        pieces = list(_pieces(text[start:end], shown))
        if start:
            pieces.insert(0, Piece(ELLIPSIS, is_found=False))
        if end < len(text):
            pieces.append(Piece(ELLIPSIS, is_found=False))
        return tuple(pieces)

    def _found(self, text: str) -> list[Span]:
        """The words that were looked for, each by its stem and with its place."""
        return [
            Span(chunk.start() + span.start, chunk.start() + span.end, stem)
            for chunk in _CHUNK.finditer(text)
            if not self._sought.isdisjoint(_words_in(chunk[0], self._stem))
            for span in spans(chunk[0])
            if (stem := self._stem(span.word)) in self._sought
        ]


@lru_cache(maxsize=32_768)
def _words_in(chunk: str, stem: Stem) -> Collection[str]:
    return frozenset(map(stem, words(chunk)))


def _best(found: list[Span]) -> int:
    """Where the passage begins that has most different words; the first of several."""
    best, most = 0, 0
    for number, first in enumerate(found):
        inside: set[str] = set()
        for span in found[number:]:
            if span.end - first.start > LENGTH - BEFORE:
                break
            inside.add(span.word)
        if len(inside) > most:
            best, most = first.start, len(inside)
    return best


def _edges(text: str, first: int) -> tuple[int, int]:
    """The passage around a place, cut between words where there are spaces."""
    start = max(0, min(first - BEFORE, len(text) - LENGTH))
    if start:
        space = text.find(" ", start, first)
        start = space + 1 if space >= 0 else start
    end = start + LENGTH
    if end >= len(text):
        return start, len(text)
    space = text.rfind(" ", first, end)
    return start, space if space > start else end


def _pieces(text: str, found: list[Span]) -> Iterator[Piece]:
    """The text in parts; words that touch or overlap are one."""
    at = 0
    for start, end in _joined(text, found):
        if start > at:
            yield Piece(text[at:start], is_found=False)
        yield Piece(text[start:end], is_found=True)
        at = end
    if at < len(text):
        yield Piece(text[at:], is_found=False)


def _joined(text: str, found: list[Span]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for span in found:
        if joined and (span.start <= joined[-1][1] or text[joined[-1][1] : span.start] == " "):
            joined[-1] = (joined[-1][0], max(span.end, joined[-1][1]))
        else:
            joined.append((span.start, span.end))
    return joined
