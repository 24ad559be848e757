"""Whether words are quoted as they stand in the story that they are taken from.

That is one which the draft leads to or has beside it, or one that is like it, and not of a later
day. Capitals and marks count for nothing, and neither does what is left out behind an ellipsis or
put between square brackets.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from broadsheet.checking.copy.archive import told
from broadsheet.checking.draft import Kind
from broadsheet.checking.remarks import Fix, Remark, Weight
from broadsheet.kit.folding import spans
from broadsheet.kit.folding import words as folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from broadsheet.checking.archive import Archive, Published
    from broadsheet.checking.draft import Draft, Passage
    from broadsheet.kit.folding import Span

KIND: Final = "quotation"
FEWEST, MOST = 5, 100
"""Words that are compared: fewer may be anybody’s, and nobody is quoted with more at a time."""
RUN: Final = 3
"""Words in a row by which the same words are looked for."""
ALIKE: Final = 0.75
"""How much of two quotations is the same where one is meant to be the other."""
MARGIN: Final = 10
"""Words on both sides among which the same words are looked for."""
MOST_PLACES, MOST_TRIED = 40, 5
"""Of a run of words elsewhere, and of those where a whole quotation may stand: the likeliest."""
MOST_TOLD: Final = 3
"""Differences that are named one by one."""
_QUOTED: Final = re.compile(r"“([^“”]+)”|\"([^\"]+)\"")
_LEFT_OUT: Final = re.compile(r"…|\.\.\.|\[[^\]]*\]")


@dataclass(frozen=True, slots=True)
class _Words:
    """Somebody's words, one by one."""

    text: str
    spans: tuple[Span, ...]

    @property
    def every(self) -> tuple[str, ...]:
        return tuple(span.word for span in self.spans)


@dataclass(frozen=True, slots=True)
class _Source:
    """Words that are quoted in another story."""

    words: _Words
    story: Published
    whole: str
    """all words of the story, with spaces between"""


def remarks_on_sources(draft: Draft, archive: Archive) -> Iterator[Remark]:
    """On quotations that are nearly as in another story, and not quite."""
    earlier = [story for story in archive.stories if story.day <= draft.day]
    quoted = list(_quoted_in(draft)) if earlier else []
    if not quoted:
        return
    known = _by_runs(earlier)
    for passage, start, words in quoted:
        if (remark := _compared(passage, start, words, known)) is not None:
            yield remark


def _quoted_in(draft: Draft) -> Iterator[tuple[Passage, int, _Words]]:
    """What is quoted, piece by piece, and where in its passage."""
    for passage in draft.passages:
        if passage.kind is Kind.QUOTE:
            places = [(0, len(passage.text))]
        else:
            places = [found.span(found.lastindex or 0) for found in _QUOTED.finditer(passage.text)]
        for start, end in places:
            for first, piece in _pieces(passage.text[start:end]):
                words = _words_of(piece)
                if FEWEST <= len(words.spans) <= MOST:
                    yield passage, start + first, words


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """A quotation without what somebody put in, and cut where something was left out."""
    at = 0
    for gap in _LEFT_OUT.finditer(text):
        yield at, text[at : gap.start()]
        at = gap.end()
    yield at, text[at:]


@lru_cache(maxsize=1024)
def _words_of(text: str) -> _Words:
    return _Words(text, tuple(spans(text)))


def _by_runs(stories: Iterable[Published]) -> dict[tuple[str, ...], list[tuple[_Source, int]]]:
    """What is quoted in some stories, and where there, by each run of words of it."""
    found: dict[tuple[str, ...], list[tuple[_Source, int]]] = defaultdict(list)
    for story in stories:
        whole = f" {' '.join(folded(story.text))} "
        marked = (match[1] or match[2] for match in _QUOTED.finditer(story.text))
        for text in dict.fromkeys((*story.quotes, *marked)):
            source = _Source(_words_of(text), story, whole)
            for at, run in _runs(source.words.every):
                if len(found[run]) < MOST_PLACES:
                    found[run].append((source, at))
    return found


def _runs(words: Sequence[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
    for at in range(len(words) - RUN + 1):
        yield at, tuple(words[at : at + RUN])


def _compared(
    passage: Passage,
    start: int,
    words: _Words,
    known: dict[tuple[str, ...], list[tuple[_Source, int]]],
) -> Remark | None:
    """None where it stands somewhere as it is, or nowhere nearly so."""
    shifts = Counter(
        (source, there - here)
        for here, run in _runs(words.every)
        for source, there in known.get(run, ())
    )
    best: tuple[float, _Same, Published] | None = None
    for (source, shift), _count in shifts.most_common(MOST_TRIED):
        same = _same(words, source, shift)
        if same.is_whole:
            return None
        if same.share >= ALIKE and (best is None or same.share > best[0]):
            best = same.share, same, source.story
    if best is None:
        return None
    _share, same, story = best
    first, last = start + same.start, start + same.end
    return Remark(
        passage.place, first, last, KIND, Weight.WARNING,
        f"Quoted differently in {told(story)}: {_differences(same)}.", passage.text[first:last],
        Fix(same.text), record=f"story:{story.id}", source=story.address,
    )  # fmt: skip


# --- two quotations -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Same:
    """What a quotation has in common with the words that it is taken from."""

    start: int
    end: int
    """of what is compared, in the piece that it stands in"""
    share: float
    is_whole: bool
    """whether all of it stands there in a row"""
    text: str
    """what stands there"""
    changes: tuple[tuple[str, str], ...]
    """what stands here, and there instead"""


def _same(here: _Words, source: _Source, shift: int) -> _Same:
    """Compared around the place where a run of words stands in both."""
    here, there = _without_more(here, source, shift), source.words
    mine = here.every
    low, high = max(0, shift - MARGIN), max(0, shift) + len(mine) + MARGIN
    theirs = there.every[low:high]
    blocks = [
        block
        for block in SequenceMatcher(None, mine, theirs, autojunk=False).get_matching_blocks()
        if block.size
    ]
    # What differs before the first word in common, and behind the last, stands there as well.
    first = max(0, blocks[0].b - blocks[0].a)
    last = min(len(theirs), blocks[-1].b + len(mine) - blocks[-1].a)
    theirs, spans_there = theirs[first:last], there.spans[low + first : low + last]
    matcher = SequenceMatcher(None, mine, theirs, autojunk=False)
    in_common = sum(block.size for block in matcher.get_matching_blocks())
    changes = tuple(
        (_cut(here, here.spans[a:b]), _cut(there, spans_there[c:d]))
        for kind, a, b, c, d in matcher.get_opcodes()
        if kind != "equal"
    )
    return _Same(
        here.spans[0].start,
        here.spans[-1].end,
        in_common / max(len(mine), len(theirs)),
        not changes,
        _as_begun(_cut(there, spans_there), _cut(here, here.spans)),
        changes,
    )


def _without_more(here: _Words, source: _Source, shift: int) -> _Words:
    """Without what stands before and behind all that was quoted there, where the other story has
    that as well: somebody made one quotation of two."""
    every, length = here.every, len(source.words.spans)
    first = max(0, -shift) if _has(source, every[: max(0, -shift)]) else 0
    last = length - shift if _has(source, every[length - shift :]) else len(every)
    return _Words(here.text, here.spans[first : min(last, len(every))])


def _has(source: _Source, words: Sequence[str]) -> bool:
    return len(words) >= RUN and f" {' '.join(words)} " in source.whole


def _cut(words: _Words, some: Sequence[Span]) -> str:
    return words.text[some[0].start : some[-1].end] if some else ""


def _as_begun(text: str, here: str) -> str:
    """With the first letter as large as it stands here, where that is the same letter."""
    return here[:1] + text[1:] if text[:1].lower() == here[:1].lower() else text


def _differences(same: _Same) -> str:
    said = [_difference(*change) for change in same.changes[:MOST_TOLD]]
    return "; ".join([*said, "and more"] if len(same.changes) > MOST_TOLD else said)


def _difference(here: str, there: str) -> str:
    if not here:
        return f"with “{there}”"
    return f"“{there}”, not “{here}”" if there else f"without “{here}”"
