"""What somebody may be about to type: subjects by name, stories by headline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tantivy import Occur, Query

from broadsheet.kit.folding import fold, words
from broadsheet.search.index.asking import things
from broadsheet.search.index.reading import numbers
from broadsheet.search.index.schema import term

if TYPE_CHECKING:
    from broadsheet.search.index.reading import IndexReader, Opened
    from broadsheet.search.index.schema import Kind, Named

MOST: Final = 10
MOST_NAMES: Final = 6
KINDS: Final[tuple[Kind, ...]] = ("section", "topic", "author", "storyline")
SHORTEST: Final = 2
"""Letters by which headlines are looked for: with a single one too many begin."""
MOST_TERMS: Final = 4096
"""Words with one beginning that are looked at."""
MOST_TRIED: Final = 32
"""Of them those that are in most headlines, and which are tried."""


@dataclass(frozen=True, slots=True)
class Suggested:
    """What may be meant, the likeliest first."""

    names: tuple[Named, ...] = ()
    stories: tuple[int, ...] = ()


def suggest(reader: IndexReader, typed: str) -> Suggested:
    """What has all the words, the last of which may be only begun, or be one letter of it so far.

    Raises Missing and Broken.
    """
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
            -_stories_filed(opened, named),
            named.name,
        ),
    )


def _stories_filed(opened: Opened, named: Named) -> int:
    """How many are filed there; which belong to a storyline is not in the index."""
    return 0 if named.kind == "storyline" else opened.searcher.doc_freq(named.kind, named.id)


def _stories(opened: Opened, whole: list[str], begun: str, *, count: int) -> tuple[int, ...]:
    """The newest with such a headline.

    A single letter may be a word, as in Plan B; as the beginning of one it says nothing yet, and
    is passed over.
    """
    words = [term(opened.schema, "begun", word) for word in whole]
    if not begun.isascii() or len(begun) >= SHORTEST:
        return _newest(opened, _queries(opened, "begun", whole, begun), count=count)
    if not words:
        return ()
    found = _newest(opened, [*words, term(opened.schema, "begun", begun)], count=count)
    return found or _newest(opened, words, count=count)


def _newest(opened: Opened, parts: list[Query], *, count: int) -> tuple[int, ...]:
    query = Query.boolean_query([(Occur.Must, part) for part in parts])
    hits = opened.searcher.search(query, count, count=False, order_by_field="published").hits
    return tuple(numbers(opened, [address for _published, address in hits]))


def _queries(opened: Opened, field: str, whole: list[str], begun: str) -> list[Query]:
    """What finds the words that are typed whole, and any word that goes on as the last begins."""
    terms = opened.searcher.terms_with_prefix(field, begun, limit=MOST_TERMS)
    likeliest = sorted(terms, key=lambda found: found[1], reverse=True)[:MOST_TRIED]
    # Faster than a set of terms, which is looked up in every word of the index.
    ends = [(Occur.Should, term(opened.schema, field, word)) for word, _stories in likeliest]
    return [*(term(opened.schema, field, word) for word in whole), Query.boolean_query(ends)]
