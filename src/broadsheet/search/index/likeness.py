"""Finds stories that are like one: they have most of what tells it from all others."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING, Final

from tantivy import FieldType, Occur, Query

from broadsheet.search.index.schema import stems, term

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    import tantivy

    from broadsheet.search.index.reading import Opened
    from broadsheet.search.index.schema import Told

MOST_TERMS: Final = 24
"""Words that tell a story from others."""
IN_HEADLINE, IN_STANDFIRST = 3, 1
"""How often a word counts that stands there, beside standing in the text."""
TOPIC: Final = 2.0
"""What a topic counts for, beside a word in as many stories that stands there once."""
FEWEST, MOST_STORIES = 2, 20_000
"""That have a word: what is in no other leads nowhere, what is in very many tells nothing."""
SHARE: Final = 8
"""A word that is in more than one story of so many tells nothing either."""
SHARED: Final = 2
"""Things that two stories must have in common: one is chance."""
LEAST: Final = 20
"""Percent of it all that the other has to have."""
TRIED: Final = 32


@dataclass(frozen=True, slots=True)
class Near:
    """What the stories that are nearest to a draft are to have of it."""

    text: str
    topics: tuple[int, ...] = ()
    after: datetime | None = None
    before: datetime | None = None
    """of that time alone, where one is given"""
    other_than: int | None = None
    """the draft's own story, which the index may have"""


def alike(opened: Opened, told: Told) -> dict[int, int]:
    """The stories that are most like this one, by number, and how much in percent.

    None where the index does not have this one yet: by what it finds itself the others are judged.
    """
    scores = _scores(opened, _counts(told), told.topics)
    whole = scores.pop(told.id, 0.0)
    percents = {pk: round(100 * score / whole) for pk, score in scores.items()} if whole else {}
    return {pk: min(percent, 100) for pk, percent in percents.items() if percent >= LEAST}


def nearest(opened: Opened, to: Near, *, most: int) -> list[int]:
    """The numbers of stories that have most of what tells a draft from all others, the nearest
    first; the index need not have that itself."""
    then = _published(opened, to.after, to.before)
    scores = _scores(opened, Counter(stems(to.text)), to.topics, in_others=1, then=then)
    ids = scores.keys() - {to.other_than}
    return sorted(ids, key=lambda pk: (-scores[pk], pk))[:most]


def _published(opened: Opened, after: datetime | None, before: datetime | None) -> Query | None:
    """What finds all stories of a time."""
    if after is None and before is None:
        return None
    bounds = (int(moment.timestamp()) if moment else None for moment in (after, before))
    first, last = bounds
    return Query.range_query(opened.schema, "published", FieldType.Integer, first, last)


def _scores(
    opened: Opened,
    counts: Mapping[str, int],
    topics: Sequence[int],
    *,
    in_others: int = FEWEST,
    then: Query | None = None,
) -> dict[int, float]:
    """Stories that have what tells one of these words and topics, which may be among them: by
    number, and how much."""
    searcher = opened.searcher
    words = [(_word(opened, word), worth) for word, worth in _words(searcher, counts, in_others)]
    filed = [(term(opened.schema, "topic", pk), worth) for pk, worth in _topics(searcher, topics)]
    parts = [(Occur.Should, Query.boost_query(found, worth)) for found, worth in words]
    parts += [(Occur.Should, Query.const_score_query(found, worth)) for found, worth in filed]
    if len(parts) < SHARED:
        return {}
    query = Query.boolean_query(parts, minimum_number_should_match=SHARED)
    if then is not None:
        both = (query, Query.const_score_query(then, 0.0))
        query = Query.boolean_query([(Occur.Must, each) for each in both])
    hits = searcher.search(query, TRIED, count=False).hits
    ids = searcher.fast_field_values("id", [at for _score, at in hits]) if hits else []
    return {int(pk): score for pk, (score, _at) in zip(ids, hits, strict=True) if pk is not None}


def _word(opened: Opened, stem: str) -> Query:
    return Query.term_query(opened.schema, "text", stem, index_option="freq")


def _counts(told: Told) -> Counter[str]:
    """The stems of its words, and how often each counts."""
    counts = Counter(stems(told.text))
    for text, times in ((told.headline, IN_HEADLINE), (told.standfirst, IN_STANDFIRST)):
        counts.update(dict.fromkeys(stems(text), times))
    return counts


def _words(
    searcher: tantivy.Searcher, counts: Mapping[str, int], in_others: int
) -> list[tuple[str, float]]:
    """The words that tell most: rare ones that are there often, and that so many stories have;
    and what for each counts beside how rare it is."""
    most = min(max(searcher.num_docs / SHARE, FEWEST), MOST_STORIES)
    worth = {word: 1 + log(count) for word, count in counts.items()}
    rarity = {
        word: log(searcher.num_docs / stories)
        for word in worth
        if in_others <= (stories := searcher.doc_freq("text", word)) <= most
    }
    best = sorted(rarity, key=lambda word: (-worth[word] * rarity[word], word))[:MOST_TERMS]
    return [(word, worth[word]) for word in best]


def _topics(searcher: tantivy.Searcher, topics: Sequence[int]) -> Iterator[tuple[int, float]]:
    for pk in topics:
        stories = searcher.doc_freq("topic", pk)
        if FEWEST <= stories <= searcher.num_docs / 2:
            yield pk, TOPIC * log(searcher.num_docs / stories)
