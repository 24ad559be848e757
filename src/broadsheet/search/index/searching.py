"""Finds stories: how many there are, a page of them, and how they spread over the paper."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from broadsheet.search.index.asking import filters_of, query_of
from broadsheet.search.index.naming import named_by
from broadsheet.search.index.opening import Broken
from broadsheet.search.index.schema import stem
from broadsheet.search.language.folding import spans
from broadsheet.search.language.spelling import neighbours

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tantivy import Query

    from broadsheet.search.index.asking import Narrowed
    from broadsheet.search.index.reading import IndexReader, Opened
    from broadsheet.search.language.asked import Asked

FACETS: Final = ("section", "form", "topic", "author", "year")
MOST_VALUES: Final = 12
"""Of one facet; the rest is found by narrowing the search."""


@dataclass(frozen=True, slots=True)
class Window:
    """Which part of what is found is wanted, and in which order."""

    first: int = 0
    count: int = 20
    by_date: bool = False
    """the newest first; else by how well they match, where newer counts more"""


@dataclass(frozen=True, slots=True)
class Results:
    """What was found."""

    total: int
    ids: tuple[int, ...]
    facets: Mapping[str, tuple[tuple[int | str, int], ...]]
    """by name: the values that most of them have, and how many have each"""
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
    filters = list(filters_of(opened.schema, narrowed))
    for kind, groups in (("author", asked.authors), ("topic", asked.topics)):
        filters += [named_by(opened, kind, words) for words in groups]
    query = query_of(opened.schema, asked, filters)
    found: Any = opened.searcher.search(query, window.count, offset=window.first, **_order(window))
    addresses = [address for _score, address in found.hits]
    ids = opened.searcher.fast_field_values("id", addresses) if addresses else []
    if any(pk is None for pk in ids):
        raise Broken(f"the search index {opened.path} has stories without a number")
    facets = _facets(opened, query) if found.count else {}
    return Results(found.count, tuple(int(pk or 0) for pk in ids), facets, asked)


def _order(window: Window) -> dict[str, Any]:
    return {"order_by_field": "published"} if window.by_date else {"weight_by_field": "weight"}


def _facets(opened: Opened, query: Query) -> dict[str, tuple[tuple[int | str, int], ...]]:
    wanted = {name: {"terms": {"field": name, "size": MOST_VALUES}} for name in FACETS}
    found = opened.searcher.aggregate(query, wanted)
    return {
        name: tuple(
            (bucket["key"] if isinstance(bucket["key"], str) else int(bucket["key"]),
             int(bucket["doc_count"]))
            for bucket in found[name]["buckets"]
        )
        for name in FACETS
    }  # fmt: skip


def _corrected(opened: Opened, asked: Asked) -> Asked | None:
    """The same with a known word for each that no story has, if there is one for each."""
    single = [group[0] for group in asked.words if len(group) == 1]
    unknown = [word for word in single if not _stories_with(opened, word)]
    known = {word: better for word in unknown if (better := _nearest(opened, word))}
    if not unknown or len(known) < len(unknown):
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
