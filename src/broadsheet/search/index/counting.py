"""Counts what is found, and how it spreads over the paper, in one pass over it."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING, Any, Final

from broadsheet.search.index.schema import stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from broadsheet.search.index.asking import Question
    from broadsheet.search.index.reading import Opened

    Facets = Mapping[str, tuple[tuple[int | str, int], ...]]
    """by name: the values that most of them have, and how many have each"""

MANY: Final = 5_000
"""Stories. How more than these spread over topics and authors, of which each may have several,
would take longer to count than to find them, and helps nobody to choose."""
SINGLE: Final = ("section", "form", "year")
"""In what each story has one value."""
COUNTED_BY: Final = "form"
"""Of these the one with the fewest values: what stories have of it is how many there are."""
SEVERAL: Final = ("topic", "author")
MOST_VALUES: Final = 12
"""Of one facet; the rest is found by narrowing the search."""
TRIED: Final = 1_000
"""Values of one facet that each piece of the index has most of, among which these are sought."""
MOST_OF: Final = {"section": TRIED}
"""A section has what its parts have, of which none may be missing."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many were found."""

    total: int
    facets: Facets
    newest: tuple[int, ...] = ()
    """the numbers of the newest of them, as far as they were asked for"""

    @property
    def is_many(self) -> bool:
        return self.total > MANY


def count(opened: Opened, question: Question, *, newest: int = 0) -> Count:
    """How many are meant, and how they spread; and the newest, as many as are wanted of them.

    Topics and authors of very many are not counted.
    """
    query = question.meant()
    seems_few = _expected(opened, question) <= MANY
    wanted = _facets(SINGLE) | (_facets(SEVERAL) if seems_few else {}) | _newest(newest)
    found = opened.searcher.aggregate(query, wanted)
    total = _total(found[COUNTED_BY])
    if 0 < total <= MANY and not seems_few:
        found |= opened.searcher.aggregate(query, _facets(SEVERAL))
    names = (*SINGLE, *SEVERAL) if 0 < total <= MANY else SINGLE
    hits = found["newest"]["hits"] if newest else ()
    return Count(
        total=total,
        facets={name: tuple(map(_value, found[name]["buckets"])) for name in names},
        newest=tuple(int(hit["docvalue_fields"]["id"][0]) for hit in hits),
    )


def _expected(opened: Opened, question: Question) -> float:
    """How many would be found if each word stood in stories whatever else they have."""
    stories = opened.searcher.num_docs or 1
    words = {word for group in question.groups for word in group}
    return stories * prod(opened.searcher.doc_freq("text", stem(word)) / stories for word in words)


def _facets(names: Iterable[str]) -> dict[str, Any]:
    return {
        name: {
            "terms": {"field": name, "size": MOST_OF.get(name, MOST_VALUES), "segment_size": TRIED}
        }
        for name in names
    }


def _newest(most: int) -> dict[str, Any]:
    by_age = [{"published": "desc"}]
    hits = {"top_hits": {"sort": by_age, "size": most, "docvalue_fields": ["id"]}}
    return {"newest": hits} if most else {}


def _total(facet: Mapping[str, Any]) -> int:
    """How many have any value of a facet."""
    shown = sum(int(bucket["doc_count"]) for bucket in facet["buckets"])
    return shown + int(facet["sum_other_doc_count"])


def _value(bucket: Mapping[str, Any]) -> tuple[int | str, int]:
    key = bucket["key"]
    return (key if isinstance(key, str) else int(key), int(bucket["doc_count"]))
