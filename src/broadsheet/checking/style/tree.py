"""Rows of words as a tree, down which a text is led word by word.

Where a word leads is looked up by the word itself, by how it begins and ends, and as a figure or
any word: more words to choose from take no longer. A text leads several ways at once only where a
row has an open word beside the very word that stands there, and never more ways than there are
rows.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from broadsheet.checking.style.patterns import APOSTROPHE, FIGURE, REST, WORD, evened

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

    from broadsheet.checking.reading.tokens import Token
    from broadsheet.checking.style.patterns import Step

Row = TypeVar("Row")

_HYPHEN: Final = "-"


@dataclass(slots=True)
class _Node(Generic[Row]):
    """What may follow some words, and the rows that end with them."""

    is_marked: bool = False
    """whether the word that leads here is written with an apostrophe"""
    told: dict[str, _Node[Row]] = field(default_factory=dict)
    parted: dict[tuple[str, str], _Node[Row]] = field(default_factory=dict)
    """by how a word begins and ends"""
    lengths: list[tuple[int, int]] = field(default_factory=list)
    """of those beginnings and endings, each once"""
    open: dict[str, _Node[Row]] = field(default_factory=dict)
    """by what stands for a figure and for any word, and by a hyphen"""
    rows: dict[Hashable, Row] = field(default_factory=dict)

    def grown(self, step: Step, *, is_exact: bool) -> _Node[Row]:
        """The one to which that step leads."""
        if step.kind in {FIGURE, WORD}:
            return self.open.setdefault(step.kind, _Node())
        text = step.text if is_exact else step.small
        node: _Node[Row] = _Node(APOSTROPHE in text)
        if step.kind != REST:
            return self.told.setdefault(text, node)
        lengths = len(text), len(step.rest)
        if lengths not in self.lengths:
            self.lengths.append(lengths)
        return self.parted.setdefault((text, step.rest), node)

    def after(self, text: str) -> list[_Node[Row]]:
        """Those to which a word leads: what is told in full goes before what is open."""
        found = []
        if node := self.told.get(text):
            found.append(node)
        size = len(text)
        for first, last in self.lengths:
            if first + last > size:
                continue
            if node := self.parted.get((text[:first], text[size - last :])):
                found.append(node)
        if self.open:
            sign = FIGURE if text[:1].isdigit() else WORD if text[:1].isalpha() else ""
            if node := self.open.get(sign):
                found.append(node)
        return found


@dataclass(frozen=True, slots=True)
class Beginning(Generic[Row]):
    """What a word begins, wherever it stands."""

    is_exact: bool
    nodes: list[_Node[Row]]
    ending: list[_Node[Row]]
    """where no word follows"""

    def rows(self, some: Sequence[Token], at: int) -> list[tuple[int, Row]]:
        """Those that stand there, in no longer compound, each with the place of its last word."""
        found: list[tuple[int, Row]] = []
        nodes, ending = self.nodes, self.ending
        for last in range(at, len(some)):
            following = some[last + 1] if last + 1 < len(some) else None
            is_joined = following is not None and following.is_joined
            if ending and not is_joined:
                found += [(last, row) for node in ending for row in node.rows.values()]
            if is_joined:
                nodes = [node.open[_HYPHEN] for node in nodes if _HYPHEN in node.open]
            if not nodes or following is None:
                break
            nodes, ending = _reached(nodes, *_read(following.text, self.is_exact))
        return found


def _reached(
    nodes: Iterable[_Node[Row]], whole: str, plain: str
) -> tuple[list[_Node[Row]], list[_Node[Row]]]:
    """Where a word leads, and where rows end with it: as it is written, or without a mark of
    possession that they do not have."""
    there = [each for node in nodes for each in node.after(whole)]
    if plain == whole:
        return there, there
    ending = [node for node in there if node.is_marked]
    ending += [each for node in nodes for each in node.after(plain) if not each.is_marked]
    return there, ending


class Tree(Generic[Row]):
    """Rows of words, all of which count capitals, or none."""

    def __init__(self, *, is_exact: bool) -> None:
        self._is_exact = is_exact
        self._root: _Node[Row] = _Node()

    def add(self, steps: Iterable[Step], key: Hashable, row: Row) -> None:
        """Of two for the same words and of the same key, the first one stays."""
        node = self._root
        for place, step in enumerate(steps):
            if place and step.is_joined:
                node = node.open.setdefault(_HYPHEN, _Node())
            node = node.grown(step, is_exact=self._is_exact)
        node.rows.setdefault(key, row)

    def beginning(self, text: str, *, is_first: bool) -> Beginning[Row] | None:
        """None where no row begins with that word; `is_first` where a sentence begins with it, so
        that a capital says nothing."""
        small = text[:1].lower() + text[1:]
        nodes, ending = [], []
        for written in dict.fromkeys((text, small) if is_first and self._is_exact else (text,)):
            found = _reached([self._root], *_read(written, self._is_exact))
            nodes += found[0]
            ending += found[1]
        return Beginning(self._is_exact, nodes, ending) if nodes or ending else None


@lru_cache(maxsize=16_384)
def _read(text: str, is_exact: bool) -> tuple[str, str]:  # noqa: FBT001 - kept by its place
    """A word as it is looked up, and the same without a mark of possession."""
    said = evened(text) if is_exact else evened(text).lower()
    return said, bare(said)


def bare(text: str) -> str:
    """A word without a mark of possession."""
    return text[:-2] if evened(text[-2:]).lower() == "'s" else text
