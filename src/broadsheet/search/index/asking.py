"""From what is looked for to what Tantivy is asked; nobody's own text goes through its parser."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tantivy import Occur, Query

from broadsheet.search.index.schema import stem, term

if TYPE_CHECKING:
    from collections.abc import Iterator

    import tantivy

    from broadsheet.search.language.asked import Asked, Words

BOOSTS: Final = {"headline": 4.0, "names": 2.0, "standfirst": 1.0}
"""What a word counts for that stands there, beside counting for the whole of the story."""
IN_HEADLINE: Final = 8.0
"""What counts in addition if all words stand in the headline."""


@dataclass(frozen=True, slots=True)
class Narrowed:
    """To which stories a search is narrowed; each by number, none where it is not."""

    sections: tuple[int, ...] = ()
    form: str = ""
    topics: tuple[int, ...] = ()
    authors: tuple[int, ...] = ()
    year: int | None = None


def query_of(schema: tantivy.Schema, asked: Asked, filters: list[Query]) -> Query:
    """What finds the stories; the filters have to let all of them pass, and count for nothing."""
    groups = [*asked.words, *asked.phrases]
    parts = [(Occur.Must, _words(schema, "text", group)) for group in groups]
    parts += [(Occur.Should, each) for each in _bonuses(schema, groups)]
    parts += [(Occur.MustNot, _words(schema, "text", group)) for group in asked.without]
    worth = 0.0 if groups else 1.0
    parts += [(Occur.Must, Query.const_score_query(each, worth)) for each in filters]
    return Query.boolean_query(parts)


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


def _bonuses(schema: tantivy.Schema, groups: list[Words]) -> Iterator[Query]:
    """What counts more than that the words are there."""
    words = list(dict.fromkeys(word for group in groups for word in group))
    for field, boost in BOOSTS.items():
        for word in words:
            found = Query.term_query(schema, field, stem(word), index_option="freq")
            yield Query.boost_query(found, boost)
    if len(groups) > 1:
        every = [(Occur.Must, _words(schema, "headline", group)) for group in groups]
        yield Query.boost_query(Query.boolean_query(every), IN_HEADLINE)
