"""What the index keeps of a story, and of what stories are filed under; how words are cut to stems.

No text is kept, only its words: what readers are shown comes from the database.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Final, Literal
from unicodedata import unidata_version

import tantivy

from broadsheet.kit.folding import fold
from broadsheet.search.language.stemming import analyzer, stemmed

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime, timedelta

FORMAT: Final = "4"
"""Of the fields, and of the way words are folded; counted up whenever either changes."""

STEMS, WHOLE = "stems", "whole"

MOST_HALF_LIVES: Final = 6.9
"""2 to the power of 2 to the power of these must be a number to Tantivy, in 32 bits."""
AHEAD: Final = 1
"""Half-lives that an index may grow old before its newest stories weigh the same."""


def format_name(half_life: timedelta) -> str:
    """Names indexes that can be read: another Tantivy, Unicode or half-life has another name."""
    told = (FORMAT, version("tantivy"), unidata_version, half_life.total_seconds())
    return f"{FORMAT}-{blake2b(repr(told).encode(), digest_size=6).hexdigest()}"


@dataclass(frozen=True, slots=True)
class Told:
    """A story as it is looked for."""

    id: int
    headline: str
    standfirst: str
    text: str
    """body and captions"""
    names: tuple[str, ...]
    """of authors, topics and the place"""
    section: int
    form: str
    topics: tuple[int, ...]
    authors: tuple[int, ...]
    published_at: datetime
    year: int
    """in the paper's own zone"""


Kind = Literal["topic", "author", "section", "storyline"]


@dataclass(frozen=True, slots=True)
class Named:
    """A topic, author, section or storyline, as it is suggested."""

    kind: Kind
    id: int
    name: str
    slug: str
    about: str = ""
    """what sort of topic, or in which role"""

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.id}"


@dataclass(frozen=True, slots=True)
class Decay:
    """How much more a newer story counts: twice as much for each half-life."""

    half_life: timedelta
    zero: datetime
    """what was published before counts as if it had been published then"""

    @classmethod
    def starting(cls, half_life: timedelta, *, now: datetime) -> Decay:
        return cls(half_life, now - half_life * (MOST_HALF_LIVES - AHEAD))

    def is_worn(self, now: datetime) -> bool:
        """Whether what is published now would count no more than what was published before."""
        return now - self.zero > self.half_life * MOST_HALF_LIVES

    def weight(self, published_at: datetime) -> float:
        """By what Tantivy makes a score 2 ** (age in half-lives) times as large.

        It multiplies by log2(2 + weight).
        """
        halves = (published_at - self.zero) / self.half_life
        factor: float = 2.0 ** min(max(halves, 0.0), MOST_HALF_LIVES)
        return 2.0**factor - 2.0


def build() -> tantivy.Schema:
    """The fields."""
    builder = tantivy.SchemaBuilder()
    # A story is found by its number alone; what is named, and the place in the log, by a key.
    builder.add_unsigned_field("id", indexed=True, fast=True)
    builder.add_text_field("key", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("kind", tokenizer_name="raw", index_option="basic")
    builder.add_bytes_field("kept", stored=True)

    builder.add_text_field("text", tokenizer_name=STEMS)
    builder.add_text_field("headline", tokenizer_name=STEMS)
    builder.add_text_field("standfirst", tokenizer_name=STEMS, index_option="freq")
    builder.add_text_field("names", tokenizer_name=STEMS, index_option="freq")
    builder.add_text_field("begun", tokenizer_name=WHOLE, index_option="basic")
    builder.add_text_field("name", tokenizer_name=WHOLE)

    builder.add_unsigned_field("section", indexed=True, fast=True)
    builder.add_text_field("form", tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_unsigned_field("topic", indexed=True, fast=True)
    builder.add_unsigned_field("author", indexed=True, fast=True)
    builder.add_unsigned_field("year", indexed=True, fast=True)
    builder.add_integer_field("published", fast=True)
    builder.add_float_field("weight", fast=True)
    return builder.build()


def analyzers() -> dict[str, tantivy.TextAnalyzer]:
    """How Tantivy cuts folded text, by name."""
    whole = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace())
    return {STEMS: analyzer("english"), WHOLE: whole.build()}


_STEMS: Final = analyzers()[STEMS]


def stems(text: str) -> list[str]:
    """The words of a text as they stand in the index."""
    return list(_STEMS.analyze(stemmed(fold(text))))


@lru_cache(maxsize=32_768)
def stem(word: str) -> str:
    """A folded word as it stands in the index."""
    return str(_STEMS.analyze(stemmed(word))[0])


def document(told: Told, decay: Decay) -> tantivy.Document:
    """A story as Tantivy gets it."""
    names = "\n".join(told.names)
    folded = {
        "headline": fold(told.headline),
        "standfirst": fold(told.standfirst),
        "names": fold(names),
    }
    made = tantivy.Document()
    made.add_unsigned("id", told.id)
    for field, words in folded.items():
        made.add_text(field, stemmed(words))
    made.add_text("begun", folded["headline"])
    made.add_text("text", stemmed("\n".join([*folded.values(), fold(told.text)])))
    _add_all(made, "topic", told.topics)
    _add_all(made, "author", told.authors)
    _fill(
        made,
        section=told.section,
        form=told.form,
        year=told.year,
        published=int(told.published_at.timestamp()),
        weight=decay.weight(told.published_at),
    )
    return made


def _fill(
    made: tantivy.Document,
    *,
    section: int = 0,
    form: str = "",
    year: int = 0,
    published: int = 0,
    weight: float = 0.0,
) -> None:
    """What stories are counted and put in order by, which whatever is not a story has as well.

    Of a column with gaps Tantivy looks up for each story where its value is: counting takes twice
    as long.
    """
    made.add_unsigned("section", section)
    made.add_text("form", form)
    made.add_unsigned("year", year)
    made.add_integer("published", published)
    made.add_float("weight", weight)


def _add_all(made: tantivy.Document, field: str, numbers: Iterable[int]) -> None:
    for number in numbers:
        made.add_unsigned(field, number)


def naming(named: Named, kept: bytes) -> tantivy.Document:
    """A topic, author, section or storyline as Tantivy gets it."""
    made = tantivy.Document()
    made.add_text("key", named.key)
    made.add_text("kind", named.kind)
    made.add_text("name", fold(f"{named.name}\n{named.slug}"))
    made.add_bytes("kept", kept)
    _fill(made)
    return made


def keeping(key: str, kept: bytes) -> tantivy.Document:
    """Something that is kept beside the stories, and found by its key alone."""
    made = tantivy.Document()
    made.add_text("key", key)
    made.add_bytes("kept", kept)
    _fill(made)
    return made


def every_story() -> tantivy.Query:
    """Whatever has a number: what is kept beside the stories has none."""
    return tantivy.Query.exists_query("id")


def term(schema: tantivy.Schema, field: str, value: Any) -> tantivy.Query:
    """Whatever has exactly that value; how often it has it makes no difference to the score."""
    return tantivy.Query.term_query(schema, field, value, index_option="basic")
