"""Slips of the keyboard: doubled words, marks that are mixed or lost, brackets that stay open."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from broadsheet.checking.draft import Kind
from broadsheet.checking.reading.lexicon import lexicon
from broadsheet.checking.reading.marks import among_words
from broadsheet.checking.remarks import Fix, Remark, Weight

if TYPE_CHECKING:
    from collections.abc import Iterator

    from broadsheet.checking.draft import Draft, Passage
    from broadsheet.checking.galley import Galley, Line

KIND: Final = "sentence"
LONGEST: Final = 45
"""Words of a sentence, if the house says nothing else."""

_DOUBLED: Final = re.compile(r"(?<![\w'’])([^\W\d_]+)(\s+)(\1)\b", re.IGNORECASE)
_MAY_DOUBLE: Final = lexicon("had that very so no bye ha many far much long now yes blah knock new")
_POSSESSIVE: Final = re.compile(r"\b([^\W\d_]{3,})['’]s\s+([^\W\d_]{3,})\b")
_PAIRS: Final = {")": "(", "]": "[", "}": "{"}
_BRACKET: Final = re.compile(r"[()\[\]{}]")
LONGEST_NUMBER: Final = 6
"""Characters of a number in a list, with its bracket and the space before it."""
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_NUMBERED: Final = re.compile(r"(?:^|\s)\(?(?:\d{1,2}|[a-z])\)$")


def remarks_on_wording(galley: Galley, *, longest: int = LONGEST) -> Iterator[Remark]:
    """On each slip."""
    draft = galley.draft
    possessives = _possessives(draft)
    for passage in draft.passages:
        yield from _doubled(passage)
        yield from _brackets(passage)
        yield from _lost(passage, possessives)
    for line in galley.lines:
        if line.passage.kind.is_running and line.passage.kind is not Kind.QUOTE:
            yield from _long(line, longest)
    yield from _mixed(draft, "'’", r"(?<=\w)['’](?=\w)", "apostrophe")
    yield from _mixed(draft, '"“', r"\"(?=\w)|“", "quotation mark")


def _doubled(passage: Passage) -> Iterator[Remark]:
    for match in _DOUBLED.finditer(passage.text):
        word, following = match[1], match[3]
        is_name = word[0].isupper() and following[0].isupper()
        if word.lower() in _MAY_DOUBLE or is_name or "\n" in match[2]:
            continue
        yield Remark(
            passage.place, match.start(), match.end(), KIND, Weight.WARNING,
            f"Doubled word: “{word}”.", match[0], Fix(word),
        )  # fmt: skip


def _brackets(passage: Passage) -> Iterator[Remark]:
    open_at: list[int] = []
    for match in _BRACKET.finditer(passage.text):
        at, sign = match.start(), match[0]
        if sign in _PAIRS.values():
            open_at.append(at)
        elif open_at and passage.text[open_at[-1]] == _PAIRS[sign]:
            open_at.pop()
        elif not _NUMBERED.search(passage.text[max(0, at - LONGEST_NUMBER) : at + 1]):
            yield _bracket(passage, at, f"Closing bracket without an opening “{_PAIRS[sign]}”.")
    for at in open_at:
        yield _bracket(passage, at, "This bracket is never closed.")


def _bracket(passage: Passage, at: int, sentence: str) -> Remark:
    start, end = among_words(passage.text, at)
    words = passage.text[start:end]
    return Remark(passage.place, start, end, KIND, Weight.WARNING, sentence, words)


def _possessives(draft: Draft) -> dict[tuple[str, str], str]:
    """Words that stand with a possessive mark somewhere, and how they stand there."""
    return {
        (match[1] + "s", match[2]): match[0]
        for passage in draft.passages
        for match in _POSSESSIVE.finditer(passage.text)
    }


def _lost(passage: Passage, possessives: dict[tuple[str, str], str]) -> Iterator[Remark]:
    for one, other in pairwise(_LETTERS.finditer(passage.text) if possessives else ()):
        whole = possessives.get((one[0], other[0]))
        if whole and passage.text[one.end() : other.start()].isspace():
            yield Remark(
                passage.place, one.start(), other.end(), KIND, Weight.WARNING,
                f"Apostrophe missing? Elsewhere in the story it is “{whole}”.",
                passage.text[one.start() : other.end()], Fix(whole),
            )  # fmt: skip


def _long(line: Line, longest: int) -> Iterator[Remark]:
    passage, sentence = line.passage, line.sentence
    words = sum(bool(token.word) for token in sentence.tokens)
    if words > longest:
        yield Remark(
            passage.place, sentence.start, sentence.end, KIND, Weight.HINT,
            f"{words} words in one sentence: the house limit is {longest}.",
            passage.text[sentence.start : sentence.end],
        )  # fmt: skip


def _mixed(draft: Draft, signs: str, pattern: str, called: str) -> Iterator[Remark]:
    """On the rarer of two ways to set a mark; where neither is, on the straight one."""
    found = [
        (passage, match.start(), match[0])
        for passage in draft.passages
        for match in re.finditer(pattern, passage.text)
    ]
    counts = Counter(sign for _passage, _at, sign in found)
    if len(counts) < len(signs):
        return
    # Of either pair of signs the first one is the straight one.
    rarer = min(signs, key=lambda sign: (counts[sign], sign != signs[0]))
    passage, at, _sign = next(each for each in found if each[2] == rarer)
    start, end = among_words(passage.text, at)
    one, other = ("straight", "curly") if rarer == signs[0] else ("curly", "straight")
    said = f"A {one} {called}, where most in the story are {other}."
    if len(set(counts.values())) == 1:
        said = f"The story has both straight and curly {called}s."
    yield Remark(
        passage.place, start, end, KIND, Weight.HINT, said, passage.text[start:end],
    )  # fmt: skip
