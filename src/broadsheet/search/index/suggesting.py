"""What somebody may be about to type: topics, authors and sections by name, stories by headline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tantivy import Occur, Query

from broadsheet.search.index.naming import things
from broadsheet.search.index.schema import term
from broadsheet.search.language.folding import fold, words

if TYPE_CHECKING:
    from broadsheet.search.index.reading import IndexReader, Opened
    from broadsheet.search.index.schema import Named

MOST: Final = 10
MOST_NAMES: Final = 6
KINDS: Final = ("section", "topic", "author")
SHORTEST: Final = 2
"""Letters by which headlines are looked for: with a single one too many begin."""
MOST_TERMS: Final = 4096
"""Words with one beginning that are looked at."""
MOST_TRIED: Final = 48
"""Of them those that are in most headlines, and which are tried."""


@dataclass(frozen=True, slots=True)
class Suggested:
    """What may be meant, the likeliest first."""

    names: tuple[Named, ...] = ()
    stories: tuple[int, ...] = ()


def suggest(reader: IndexReader, typed: str) -> Suggested:
    """What has all the words, the last of which may be only begun. Raises Missing and Broken."""
    *whole, begun = words(typed) or [""]
    if not begun:
        return Suggested()
    with reader.looking() as opened:
        names = _names(opened, whole, begun)[:MOST_NAMES]
        stories = _stories(opened, whole, begun, count=MOST - len(names))
        return Suggested(tuple(names), stories)


def _names(opened: Opened, whole: list[str], begun: str) -> list[Named]:
    """Those that begin as was typed before others, and then those with the most stories."""
    found = things(opened, KINDS, _queries(opened, "name", whole, begun))
    beginning = " ".join([*whole, begun])
    return sorted(
        found,
        key=lambda named: (
            not " ".join(fold(named.name).split()).startswith(beginning),
            -opened.searcher.doc_freq(named.kind, named.id),
            named.name,
        ),
    )


def _stories(opened: Opened, whole: list[str], begun: str, *, count: int) -> tuple[int, ...]:
    """The newest with such a headline."""
    if begun.isascii() and len(begun) < SHORTEST and not whole:
        return ()
    parts = _queries(opened, "begun", whole, begun)
    query = Query.boolean_query([(Occur.Must, part) for part in parts])
    hits = opened.searcher.search(query, count, count=False, order_by_field="published").hits
    addresses = [address for _published, address in hits]
    ids = opened.searcher.fast_field_values("id", addresses) if addresses else []
    return tuple(int(pk) for pk in ids if pk is not None)


def _queries(opened: Opened, field: str, whole: list[str], begun: str) -> list[Query]:
    """What finds the words that are typed whole, and any word that goes on as the last begins."""
    terms = opened.searcher.terms_with_prefix(field, begun, limit=MOST_TERMS)
    likeliest = sorted(terms, key=lambda found: found[1], reverse=True)[:MOST_TRIED]
    ends = Query.term_set_query(opened.schema, field, [word for word, _stories in likeliest])
    return [*(term(opened.schema, field, word) for word in whole), ends]
