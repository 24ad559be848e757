"""What templates get of search: the page of results."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from broadsheet.paper.context import Crumb, Link, Pager
    from broadsheet.search.language.passages import Piece
    from broadsheet.stories.context import Card


@dataclass(frozen=True, slots=True)
class Hit:
    """A story that was found."""

    card: Card
    headline: tuple[Piece, ...]
    """the card's, in pieces: those that were looked for are marked"""
    passage: tuple[Piece, ...]
    """of the standfirst or the story, where most of what was looked for stands"""


@dataclass(frozen=True, slots=True)
class Choice:
    """To what a search can be narrowed."""

    name: str
    count: int
    """stories that would be found"""
    url: str


@dataclass(frozen=True, slots=True)
class Facet:
    """How what was found spreads over the paper, in one respect."""

    name: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """A choice that was made."""

    facet: str
    name: str
    without: str
    """where it is taken back"""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What may be meant by what is typed."""

    kind: Literal["section", "topic", "author", "storyline", "story"]
    """what sort of thing"""
    label: str
    """what it is, in a word of the paper's language"""
    text: str
    url: str


State = Literal["found", "nothing", "empty", "busy", "away"]


@dataclass(frozen=True, slots=True)
class ResultPage:
    heading: str
    crumbs: tuple[Crumb, ...]
    typed: str
    """what was looked for, as it was typed"""
    state: State
    """“found”, “nothing”, “empty” where nothing was asked for, “busy” for who asks too often, or
    “away” while there is no index"""
    corrected: str
    """what was looked for instead, since nobody wrote what was typed"""
    is_cut: bool
    """whether more was typed than was read"""
    total: int
    hits: tuple[Hit, ...]
    facets: tuple[Facet, ...]
    taken: tuple[Taken, ...]
    orders: tuple[Link, ...]
    """by relevance and by date; the one in use has no address"""
    pager: Pager
    is_at_end: bool
    """whether there is more, which is not shown"""
    ways: tuple[Link, ...]
    """where to go on from a page without results"""
