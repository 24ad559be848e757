"""Finds stories: how many there are, a page of them, and how they spread over the paper."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from broadsheet.kit.folding import spans
from broadsheet.search.index.asking import Question, filters_of, named_by
from broadsheet.search.index.counting import count
from broadsheet.search.index.reading import numbers
from broadsheet.search.index.schema import stem
from broadsheet.search.language.spelling import neighbours

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tantivy import Query

    from broadsheet.search.index.asking import Narrowed
    from broadsheet.search.index.counting import Count, Facets
    from broadsheet.search.index.reading import IndexReader, Opened
    from broadsheet.search.language.asked import Asked

MOST_CORRECTED: Final = 3
"""Words that no story has; who mistypes more of one search has meant something else."""


@dataclass(frozen=True, slots=True)
class Window:
    """Which part of what is found is wanted, and in which order."""

    first: int = 0
    count: int = 20
    by_date: bool = False
    """the newest first; else by how well they match, where newer counts more"""

    @property
    def end(self) -> int:
        return self.first + self.count


@dataclass(frozen=True, slots=True)
class Results:
    """What was found."""

    total: int
    ids: tuple[int, ...]
    facets: Facets
    asked: Asked
    """what was looked for in the end"""
    is_corrected: bool = False
    """whether that has other words than were asked for, since nothing has those"""


def search(reader: IndexReader, asked: Asked, narrowed: Narrowed, window: Window) -> Results:
    """What is found; if there is nothing at all, with a letter forgiven in each unknown word.

    Raises Missing and Broken.
    """
    with reader.looking() as opened:
        results = _search(opened, asked, narrowed, window)
        if not results.total and (corrected := _corrected(opened, asked)) is not None:
            others = _search(opened, corrected, narrowed, window)
            if others.total:
                return replace(others, is_corrected=True)
        return results


def _search(opened: Opened, asked: Asked, narrowed: Narrowed, window: Window) -> Results:
    schema = opened.schema
    filters = list(filters_of(schema, narrowed))
    filters += [named_by(opened, "author", words) for words in asked.authors]
    filters += [named_by(opened, "topic", words) for words in asked.topics]
    question = Question(schema, asked, tuple(filters))
    # Whether words stand side by side takes long to see, and is seen once.
    counted = count(opened, question, newest=window.end if asked.phrases else 0)
    if not counted.total:
        return Results(0, (), {}, asked)
    if window.by_date:
        ids = _newest(opened, question, counted, window.end)[window.first :]
    elif counted.is_many:
        ids = _best_of_many(opened, question, counted, window)
    else:
        ids = _best(opened, question.judged(), window)
    return Results(counted.total, tuple(ids), counted.facets, asked)


def _best(opened: Opened, query: Query, window: Window) -> list[int]:
    found = opened.searcher.search(
        query, window.count, count=False, offset=window.first, weight_by_field="weight"
    )
    return numbers(opened, [at for _score, at in found.hits])


def _best_of_many(opened: Opened, question: Question, counted: Count, window: Window) -> list[int]:
    """Those with one of the words in their headline or names, the best first; then the newest of
    the rest: to weigh thousands that only mention the words would take as long as to find them.
    """
    above = _best(opened, question.above(), Window(count=window.end)) if question.groups else []
    if len(above) < window.end:
        seen = set(above)
        newest = _newest(opened, question, counted, window.end)
        above += [pk for pk in newest if pk not in seen]
    return above[window.first : window.end]


def _newest(opened: Opened, question: Question, counted: Count, most: int) -> list[int]:
    if counted.newest:
        return list(counted.newest)
    found = opened.searcher.search(question.meant(), most, count=False, order_by_field="published")
    return numbers(opened, [at for _published, at in found.hits])


def _corrected(opened: Opened, asked: Asked) -> Asked | None:
    """The same with a known word for each that no story has, if there is one for each.

    A word has up to four thousand neighbours, and for each the index is asked.
    """
    single = [group[0] for group in asked.words if len(group) == 1]
    unknown = [word for word in single if not _stories_with(opened, word)]
    if not 0 < len(unknown) <= MOST_CORRECTED:
        return None
    known = {}
    for word in unknown:
        known[word] = _nearest(opened, word)
        if not known[word]:
            return None
    words = tuple(
        (known[group[0]],) if len(group) == 1 and group[0] in known else group
        for group in asked.words
    )
    return replace(asked, words=words, text=_respelt(asked.text, known))


def _nearest(opened: Opened, word: str) -> str:
    """Of the words one letter away that which most stories have; rather one that a headline has."""
    ranked = (
        (_is_seen(opened, near), stories, near)
        for near in set(neighbours(word))
        if (stories := _stories_with(opened, near))
    )
    return max(ranked, default=(False, 0, ""))[2]


def _stories_with(opened: Opened, word: str) -> int:
    return opened.searcher.doc_freq("text", stem(word))


def _is_seen(opened: Opened, word: str) -> bool:
    """Whether a headline or a name has the word just so, and not only some form of it."""
    return any(opened.searcher.doc_freq(field, word) for field in ("begun", "name"))


def _respelt(text: str, known: Mapping[str, str]) -> str:
    """The text as typed, but for those words."""
    for span in reversed(list(spans(text))):
        if span.word in known:
            text = text[: span.start] + known[span.word] + text[span.end :]
    return text
