"""Topics, authors and sections by the words of their names."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from tantivy import Occur, Query

from broadsheet.search.index.asking import any_of
from broadsheet.search.index.schema import Named, term

if TYPE_CHECKING:
    from collections.abc import Sequence

    from broadsheet.search.index.reading import Opened
    from broadsheet.search.language.asked import Words

MOST: Final = 200
"""Things that are looked at when some words are in the names of many."""


def named_by(opened: Opened, kind: str, words: Words) -> Query:
    """The stories filed under whatever of a kind has all these words in its name or address."""
    found = things(opened, [kind], [term(opened.schema, "name", word) for word in words])
    if not found:
        return Query.empty_query()
    return any_of(opened.schema, kind, tuple(thing.id for thing in found))


def things(opened: Opened, kinds: Sequence[str], queries: Sequence[Query]) -> list[Named]:
    """The things of those kinds that all the queries find."""
    of_kinds = Query.term_set_query(opened.schema, "kind", list(kinds))
    every = Query.boolean_query([(Occur.Must, each) for each in (of_kinds, *queries)])
    addresses = [address for _score, address in opened.searcher.search(every, MOST).hits]
    return [_named(opened.searcher.doc(at).get_first("kept") or b"") for at in addresses]


def _named(kept: bytes) -> Named:
    return Named(*json.loads(bytes(kept)))
