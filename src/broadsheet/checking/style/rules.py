"""Finds in a draft what the house does not write, by all of its rules in one pass."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from broadsheet.checking.draft import Kind
from broadsheet.checking.reading.tokens import OPENING
from broadsheet.checking.remarks import Fix, Remark, Weight, lighter
from broadsheet.checking.style.patterns import APOSTROPHE, REST, NoPattern, filled, variants_of
from broadsheet.checking.style.tree import Tree, bare

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from broadsheet.checking.galley import Galley, Line
    from broadsheet.checking.reading.tokens import Sentence, Token
    from broadsheet.checking.style.patterns import Step, Variant
    from broadsheet.checking.style.tree import Beginning

logger = logging.getLogger(__name__)

KIND: Final = "style"
MOST_REMEMBERED: Final = 32_768
"""Words of which it is known what may begin with them."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What the house does not write, and why: patterns as in `patterns`."""

    id: int
    patterns: tuple[str, ...]
    why: str
    instead: str = ""
    """empty where that depends"""
    unless: tuple[str, ...] = ()
    """within these it is left alone"""
    weight: Weight = Weight.WARNING
    is_exact: bool = False
    """whether it counts what is written large"""
    in_quotations: bool = False
    """whether it holds in the words of others as well"""


def remarks_on_style(galley: Galley, rules: tuple[Rule, ...]) -> Iterator[Remark]:
    """On each place where a rule is broken; of a rule that is none, nothing is told."""
    book = _book_of(rules)
    for line in galley.lines if rules else ():
        for hit in book.hits(line.sentence):
            if (remark := _remark(hit, line)) is not None:
                yield remark


@dataclass(frozen=True, slots=True)
class _Hit:
    rule: Rule
    variant: Variant
    first: int
    last: int
    """places of the first and of the last token in the sentence"""


def _remark(hit: _Hit, line: Line) -> Remark | None:
    """None where it stands in somebody else’s words, or is what the house writes."""
    rule, passage = hit.rule, line.passage
    some = line.sentence.tokens[hit.first : hit.last + 1]
    start, end = some[0].start, some[-1].start + len(_said(some[-1], hit.variant.steps[-1]))
    is_others = passage.kind is Kind.QUOTE or line.is_quoted(start, end)
    if is_others and not rule.in_quotations:
        return None
    words = passage.text[start:end]
    fix = _fix(hit, line.sentence, words)
    if fix == words:
        return None
    return Remark(
        passage.place, start, end, KIND, lighter(rule.weight) if is_others else rule.weight,
        rule.why, words, None if fix is None else Fix(fix), record=f"style:{rule.id}",
    )  # fmt: skip


def _fix(hit: _Hit, sentence: Sentence, words: str) -> str | None:
    """What to write, as large as what stands there."""
    variant = hit.variant
    if not variant.instead:
        return None
    some = sentence.tokens[hit.first : hit.last + 1]
    pairs = zip(variant.steps, some, strict=True)
    fix = filled(variant.instead, ((s.kind, _open_part(s, t)) for s, t in pairs if s.kind))
    exact = hit.rule.is_exact
    if words.isupper() and not exact and not variant.written.isupper():
        return fix.upper()
    is_large = words[:1].isupper() and (not exact or hit.first <= _opening(sentence.tokens))
    return fix[:1].upper() + fix[1:] if is_large else fix


def _open_part(step: Step, token: Token) -> str:
    """What stands for a sign."""
    text = _said(token, step)
    return text[len(step.text) : len(text) - len(step.rest)] if step.kind == REST else text


def _said(token: Token, step: Step) -> str:
    """A token without the mark of possession that its pattern does not have."""
    return token.text if APOSTROPHE in step.text else bare(token.text)


# --- all rules together ---------------------------------------------------------------------------


@dataclass(slots=True)
class _Row:
    """A row of words of a rule: looked for, or one that leaves alone what is within."""

    rule: Rule
    variant: Variant
    is_unless: bool


class _Beginnings(dict[str, "tuple[Beginning[_Row], ...]"]):
    """By a word, as it is written, what may begin with it; worked out when it is first met."""

    def __init__(self, trees: Iterable[Tree[_Row]], *, is_first: bool) -> None:
        super().__init__()
        self.trees = tuple(trees)
        self.is_first = is_first
        """whether the words are those with which sentences begin"""

    def __missing__(self, text: str) -> tuple[Beginning[_Row], ...]:
        every = (tree.beginning(text, is_first=self.is_first) for tree in self.trees)
        found = tuple(each for each in every if each)
        if len(self) < MOST_REMEMBERED:
            self[text] = found
        return found


class _Book:
    """Rules, as trees of the words that they look for."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        exact, others = Tree[_Row](is_exact=True), Tree[_Row](is_exact=False)
        for rule in rules:
            for row in _sound_rows(rule):
                tree = exact if rule.is_exact else others
                tree.add(row.variant.steps, (rule.id, row.is_unless), row)
        self.first = _Beginnings((others, exact), is_first=True)
        self.further = _Beginnings((others, exact), is_first=False)

    def hits(self, sentence: Sentence) -> Iterator[_Hit]:
        """Of each rule the first and widest, none of them within what its `unless` has."""
        some = sentence.tokens
        opening = _opening(some)
        reached: dict[int, int] = {}
        spared: dict[int, int] = {}
        for at, token in enumerate(some):
            beginnings = self.first if at <= opening else self.further
            if not (begun := beginnings[token.text]) or token.is_joined:
                continue
            rows = [row for each in begun for row in each.rows(some, at)]
            for last, row in rows:
                if row.is_unless:
                    spared[row.rule.id] = max(last, spared.get(row.rule.id, -1))
            for number, hit in _widest(rows, at).items():
                if hit.last > spared.get(number, -1) and at > reached.get(number, -1):
                    reached[number] = hit.last
                    yield hit


def _widest(rows: Iterable[tuple[int, _Row]], at: int) -> dict[int, _Hit]:
    """Of each rule what stands there, as wide as it is."""
    widest: dict[int, _Hit] = {}
    for last, row in rows:
        number = row.rule.id
        if not row.is_unless and (number not in widest or widest[number].last < last):
            widest[number] = _Hit(row.rule, row.variant, at, last)
    return widest


@lru_cache(maxsize=4)
def _book_of(rules: tuple[Rule, ...]) -> _Book:
    """Read once for as long as nobody changes a rule."""
    return _Book(rules)


def _sound_rows(rule: Rule) -> list[_Row]:
    """One rule that was written past the form holds up nobody’s story."""
    try:
        return list(_rows(rule))
    except NoPattern as error:
        logger.warning("style: the rule %d is left out: %s", rule.id, error)
        return []


def _rows(rule: Rule) -> Iterator[_Row]:
    for variant in variants_of(rule.patterns, rule.instead):
        yield _Row(rule, variant, is_unless=False)
    for variant in variants_of(rule.unless):
        yield _Row(rule, variant, is_unless=True)


def _opening(some: Sequence[Token]) -> int:
    """How many signs stand before the first word of a sentence."""
    return next((at for at, token in enumerate(some) if token.text not in OPENING), len(some))
