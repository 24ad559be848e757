"""What changed between two versions of a story, in words.

Lines are paired first, then the words of each pair are compared; nothing here knows markup or a
database. However much has changed, the work is bounded.
"""

from __future__ import annotations

import re
from itertools import takewhile
from math import isqrt
from typing import TYPE_CHECKING, Final, Literal

from broadsheet.stories.context import Passage, Piece

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from broadsheet.stories.record.wording import Words

    Line = tuple[str, str]
    """a part's name and one of its lines"""
    Pair = tuple[Line | None, Line | None]
    """what it was and what it became; nothing where it came or went"""
    Block = tuple[int, int, int]
    """where what stayed begins in the older, where in the newer, and how long it is"""

# A word or a mark, in scripts without spaces a character; and the gap after it.
_MARKS: Final = r".,;:!?()\[\]{}\"“”«»„…–—/،؛؟۔।॥。、，！？：；（）「」『』"
_UNSPACED: Final = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\u0e00-\u0eff"
_WORD: Final = re.compile(rf"([{_UNSPACED}]|[{_MARKS}]|[^\s{_MARKS}{_UNSPACED}]+)(\s*)")
MOST_STEPS: Final = 200_000
"""How much may be tried to find which words stayed, in all pairs together. Where that is not
enough, all between the first and the last word that changed is shown as replaced."""
MOST_EDITS: Final = isqrt(2 * MOST_STEPS)
MOST_PAIRED: Final = 20_000
"""How many pairs may be tried to find which line became which."""
LIKE: Final = 0.4
"""From here on two lines are held to be one that was changed, rather than two."""
WORDS_AROUND: Final = 8
"""So many stand beside a change where no more than that is shown."""


def compared(before: Words, after: Words) -> tuple[Passage, ...]:
    """All of the newer version, and where it differs from the older, in its order."""
    pairs = list(_pairs(_lines(before), _lines(after)))
    changed = sum(1 for old, new in pairs if old and new and old != new)
    most = isqrt(2 * MOST_STEPS // max(changed, 1))
    return tuple(_passage(old, new, most_edits=most) for old, new in pairs)


def plain(words: Words) -> tuple[Passage, ...]:
    """A version by itself."""
    return compared(words, words)


def changes(before: Words, after: Words) -> tuple[Passage, ...]:
    """The passages that differ, each with no more around a change than makes it understood."""
    differing = (passage for passage in compared(before, after) if passage.is_changed)
    return tuple(
        Passage(passage.part, tuple(_near_changes(passage.pieces))) for passage in differing
    )


def _lines(words: Words) -> list[Line]:
    """What is one block to the newsroom, as a list or several paragraphs, is many to a reader."""
    return [(part, line) for part, text in words for line in text.splitlines()]


# --- which line became which --------------------------------------------------------------------


def _pairs(before: list[Line], after: list[Line]) -> Iterator[Pair]:
    old_from = new_from = 0
    for old_to, new_to, length in _stayed(before, after, most_edits=MOST_EDITS):
        yield from _matched(before[old_from:old_to], after[new_from:new_to])
        old_from, new_from = old_to + length, new_to + length
        yield from zip(before[old_to:old_from], after[new_to:new_from], strict=True)


def _matched(old: list[Line], new: list[Line]) -> Iterator[Pair]:
    """Of lines that took each other's place: those that are one, changed; the rest alone."""
    known = [_vocabulary(line) for line in old]
    tried = max(MOST_PAIRED // max(len(new), 1), 1)
    begin = 0
    for line in new:
        words = _vocabulary(line)
        end = min(begin + tried, len(old))
        alike = (n for n in range(begin, end) if old[n][0] == line[0] and _is_one(known[n], words))
        place = next(alike, None)
        if place is None:
            yield None, line
            continue
        yield from ((each, None) for each in old[begin:place])
        yield old[place], line
        begin = place + 1
    yield from ((each, None) for each in old[begin:])


def _is_one(words: frozenset[str], others: frozenset[str]) -> bool:
    return len(words & others) >= LIKE * max(len(words), len(others))


def _vocabulary(line: Line) -> frozenset[str]:
    """The words by which a line is known; none of a part that a story has but once."""
    part, text = line
    if part not in {"text", "caption", "subhead"}:
        return frozenset()
    return frozenset(word for word, _gap in _WORD.findall(text.lower()))


# --- which words became which -------------------------------------------------------------------


def _passage(old: Line | None, new: Line | None, *, most_edits: int) -> Passage:
    (part, _words) = new or old or ("", "")
    pieces = _pieces(old[1] if old else "", new[1] if new else "", most_edits=most_edits)
    return Passage(part, tuple(pieces))


def _pieces(old: str, new: str, *, most_edits: int) -> Iterator[Piece]:
    if old == new:
        yield Piece(new, "kept")
        return
    before, after = _WORD.findall(old), _WORD.findall(new)
    words, others = ([word for word, _gap in each] for each in (before, after))
    old_from = new_from = 0
    for old_to, new_to, length in _stayed(words, others, most_edits=most_edits):
        gone = "".join(word + gap for word, gap in before[old_from:old_to])
        come = "".join(word + gap for word, gap in after[new_from:new_to])
        old_from, new_from = old_to + length, new_to + length
        stayed = zip(before[old_to:old_from], after[new_to:new_from], strict=True)
        # The space around what changed is no part of it.
        kept = "".join(word + (gap or was) for (_word, was), (word, gap) in stayed)
        yield from _worded(gone.rstrip(), "gone")
        yield from _worded(come.rstrip(), "new")
        is_apart = (gone or come) != (gone or come).rstrip()
        yield from _worded(f" {kept}" if kept and is_apart else kept, "kept")


def _worded(text: str, was: Literal["kept", "gone", "new"]) -> Iterator[Piece]:
    if text:
        yield Piece(text, was)


def _near_changes(pieces: Sequence[Piece]) -> Iterator[Piece]:
    last = len(pieces) - 1
    for place, piece in enumerate(pieces):
        words = piece.text.split(" ")
        ends = (place > 0) + (place < last)
        if piece.was != "kept" or len(words) <= ends * WORDS_AROUND:
            yield piece
            continue
        head = " ".join(words[:WORDS_AROUND]) if place > 0 else ""
        tail = " ".join(words[-WORDS_AROUND:]) if place < last else ""
        yield Piece(" ".join(filter(None, (head, "…", tail))), "kept")


# --- what stayed, of lines or of words ----------------------------------------------------------


def _stayed(before: Sequence[object], after: Sequence[object], *, most_edits: int) -> list[Block]:
    """The blocks that both have, in their order; the last stands at both ends, if it is empty."""
    head = _alike(before, after)
    tail = _alike(before[head:][::-1], after[head:][::-1])
    last, end = len(before) - tail, len(after) - tail
    between = _shortest(before[head:last], after[head:end], most_edits=most_edits)
    return [
        (0, 0, head),
        *((head + old, head + new, length) for old, new, length in between),
        (last, end, tail),
    ]


def _alike(before: Iterable[object], after: Iterable[object]) -> int:
    """How much is the same from the beginning on."""
    pairs = zip(before, after, strict=False)
    return sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _shortest(before: Sequence[object], after: Sequence[object], *, most_edits: int) -> list[Block]:
    """What stays with the fewest edits; nothing if those are too many. As Myers found in 1986.

    A diagonal is how much further on one is in the older than in the newer; `reach` tells of each
    how far in the older so many edits lead, and `steps` how far the edits before that did.
    """
    olds, news = len(before), len(after)
    reach, steps = {1: 0}, []
    for edits in range(min(most_edits, olds + news) + 1):
        steps.append(reach.copy())
        for diagonal in range(-edits, edits + 1, 2):
            old = _after_an_edit(reach, diagonal, edits)
            new = old - diagonal
            while old < olds and new < news and before[old] == after[new]:
                old, new = old + 1, new + 1
            reach[diagonal] = old
            if old >= olds and new >= news:
                return _way_back(steps, olds, news)
    return []


def _after_an_edit(reach: dict[int, int], diagonal: int, edits: int) -> int:
    comes_from_above = diagonal == -edits or (
        diagonal != edits and reach[diagonal - 1] < reach[diagonal + 1]
    )
    return reach[diagonal + 1] if comes_from_above else reach[diagonal - 1] + 1


def _way_back(steps: list[dict[int, int]], old: int, new: int) -> list[Block]:
    blocks = []
    for edits in range(len(steps) - 1, -1, -1):
        reach, diagonal = steps[edits], old - new
        begin = _after_an_edit(reach, diagonal, edits)
        if old > begin:
            blocks.append((begin, begin - diagonal, old - begin))
        is_new = begin == reach.get(diagonal + 1)
        old = begin if is_new else begin - 1
        new = begin - diagonal - 1 if is_new else begin - diagonal
    return blocks[::-1]
