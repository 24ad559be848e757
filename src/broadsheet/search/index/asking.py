"""From what is looked for to what Tantivy is asked; nobody's own text goes through its parser."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Final

from tantivy import Occur, Query

from broadsheet.search.index.schema import Named, every_story, stem, term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import tantivy

    from broadsheet.search.index.reading import Opened
    from broadsheet.search.index.schema import Kind
    from broadsheet.search.language.asked import Asked, Words

BOOSTS: Final = {"headline": 4.0, "names": 2.0, "standfirst": 1.0}
"""What a word counts for that stands there, beside counting for the whole of the story."""
ABOVE: Final = ("headline", "names")
"""Where words stand that a story is about."""
IN_HEADLINE: Final = 8.0
"""What counts in addition if all words stand in the headline."""
MOST_NESTED: Final = 12
"""Bonuses that stand one around the other: a long quotation has hundreds, and Tantivy would go down
as many levels on the stack of the thread."""
MOST_NAMED: Final = 200
"""Things that are looked at when some words are in the names of many."""


@dataclass(frozen=True, slots=True)
class Narrowed:
    """To which stories a search is narrowed; each by number, none where it is not."""

    sections: tuple[int, ...] = ()
    form: str = ""
    topics: tuple[int, ...] = ()
    authors: tuple[int, ...] = ()
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of the index; the filters have to let a story pass, and count for nothing."""

    schema: tantivy.Schema
    asked: Asked
    filters: tuple[Query, ...] = ()

    @property
    def groups(self) -> tuple[Words, ...]:
        """Words and phrases that a story must have."""
        return (*self.asked.words, *self.asked.phrases)

    def meant(self) -> Query:
        """Every story that is meant."""
        return Query.boolean_query(self._needs(self.groups))

    def judged(self) -> Query:
        """The same, where it counts in which places the words stand."""
        return self._with_bonuses(self.meant())

    def above(self) -> Query:
        """Those of them with one of the words in their headline or names, judged."""
        groups = self.groups
        words = dict.fromkeys(group[0] for group in groups if len(group) == 1)
        # Of names it is not known which words stand side by side.
        rows = [group for group in groups if len(group) > 1]
        above = [(Occur.Should, _words(self.schema, "headline", row)) for row in rows]
        # Each is looked for once: that it is there, and the bonus for it.
        above += [
            (Occur.Should, self._bonus(field, word, 1.0 + BOOSTS[field]))
            for field in ABOVE
            for word in words
        ]
        # What stands there is in the text as well, and need not be looked for in it.
        needs = self._needs(() if len(groups) == 1 else groups)
        given = frozenset(product(ABOVE, words))
        found = Query.boolean_query([*needs, (Occur.Must, Query.boolean_query(above))])
        return self._with_bonuses(found, given)

    def _needs(self, groups: Iterable[Words]) -> list[tuple[Occur, Query]]:
        without, filters = self.asked.without, self.filters
        parts = [(Occur.Must, _words(self.schema, "text", group)) for group in groups]
        parts += [(Occur.MustNot, _words(self.schema, "text", group)) for group in without]
        worth = 0.0 if self.groups else 1.0
        parts += [(Occur.Must, Query.const_score_query(each, worth)) for each in filters]
        if without and not (self.groups or filters):
            parts.append((Occur.Must, Query.const_score_query(every_story(), 1.0)))
        return parts

    def _with_bonuses(self, found: Query, given: frozenset[tuple[str, str]] = frozenset()) -> Query:
        """What is found, where it counts more that the words stand in some places; but for what is
        given already.

        One bonus around the other, if they are few: of those side by side, Tantivy reads all
        stories that have them.
        """
        bonuses = list(self._bonuses(given))
        if len(bonuses) > MOST_NESTED:
            side_by_side = [(Occur.Should, bonus) for bonus in bonuses]
            return Query.boolean_query([(Occur.Must, found), *side_by_side])
        for bonus in bonuses:
            found = Query.boolean_query([(Occur.Must, found), (Occur.Should, bonus)])
        return found

    def _bonuses(self, given: frozenset[tuple[str, str]]) -> Iterator[Query]:
        words = dict.fromkeys(word for group in self.groups for word in group)
        for field, boost in BOOSTS.items():
            for word in words:
                if (field, word) not in given:
                    yield self._bonus(field, word, boost)
        if len(self.groups) > 1:
            every = [(Occur.Must, _words(self.schema, "headline", each)) for each in self.groups]
            yield Query.boost_query(Query.boolean_query(every), IN_HEADLINE)

    def _bonus(self, field: str, word: str, boost: float) -> Query:
        return Query.boost_query(_words(self.schema, field, (word,)), boost)


def filters_of(schema: tantivy.Schema, narrowed: Narrowed) -> Iterator[Query]:
    """What the stories have to be, whatever their words are."""
    for field, numbers in (
        ("section", narrowed.sections),
        ("topic", narrowed.topics),
        ("author", narrowed.authors),
    ):
        if numbers:
            yield any_of(schema, field, numbers)
    if narrowed.form:
        yield term(schema, "form", narrowed.form)
    if narrowed.year is not None:
        yield term(schema, "year", narrowed.year)


def any_of(schema: tantivy.Schema, field: str, numbers: tuple[int, ...]) -> Query:
    if len(numbers) == 1:
        return term(schema, field, numbers[0])
    return Query.term_set_query(schema, field, list(numbers))


def _words(schema: tantivy.Schema, field: str, group: Words) -> Query:
    """The words of a group, one after the other."""
    if len(group) == 1:
        return Query.term_query(schema, field, stem(group[0]), index_option="freq")
    stems: list[str | tuple[int, str]] = [stem(word) for word in group]
    return Query.phrase_query(schema, field, stems)


def named_by(opened: Opened, kind: Kind, words: Words) -> Query:
    """The stories filed under whatever of a kind has all these words in its name or address."""
    found = things(opened, [kind], [term(opened.schema, "name", word) for word in words])
    if not found:
        return Query.empty_query()
    return any_of(opened.schema, kind, tuple(thing.id for thing in found))


def things(opened: Opened, kinds: Sequence[Kind], queries: Sequence[Query]) -> list[Named]:
    """The things of those kinds that all the queries find."""
    of_kinds = Query.term_set_query(opened.schema, "kind", list(kinds))
    every = Query.boolean_query([(Occur.Must, each) for each in (of_kinds, *queries)])
    addresses = [address for _score, address in opened.searcher.search(every, MOST_NAMED).hits]
    return [_named(opened.searcher.doc(at).get_first("kept") or b"") for at in addresses]


def _named(kept: bytes) -> Named:
    return Named(*json.loads(bytes(kept)))
