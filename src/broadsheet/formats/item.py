"""A story and a feed of stories, as systems other than ours see them.

Every format is written from these shapes and read into them. A text that is not there is empty.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Form(StrEnum):
    """What kind of journalism a story is."""

    NEWS = "news"
    ANALYSIS = "analysis"
    OPINION = "opinion"
    EXPLAINER = "explainer"
    REVIEW = "review"
    LIVE = "live"
    OBITUARY = "obituary"
    CORRECTION = "correction"


class Kind(StrEnum):
    """What a subject is."""

    PERSON = "person"
    PLACE = "place"
    ORGANISATION = "organisation"
    EVENT = "event"
    THEME = "theme"


def form_called(word: str) -> Form:
    """The form that others call so; a word we do not know means plain news."""
    return next((form for form in Form if form == word), Form.NEWS)


def kind_called(word: str) -> Kind:
    """The kind that others call so; a word we do not know means a theme."""
    return next((kind for kind in Kind if kind == word), Kind.THEME)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who wrote a story."""

    name: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """What or whom a story is about."""

    name: str
    kind: Kind = Kind.THEME
    url: str = ""
    same_as: tuple[str, ...] = ()
    """addresses elsewhere that mean the same, such as Wikidata's"""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture of a story, at one address and size."""

    url: str
    media_type: str = ""
    width: int | None = None
    height: int | None = None
    alt: str = ""
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A story. Addresses are absolute; moments are aware and count in whole seconds."""

    guid: str
    """an absolute URI (urn:uuid:…) that outlives a move and a new slug"""
    url: str
    headline: str
    standfirst: str = ""
    body_html: str = ""
    body_text: str = ""
    """paragraphs with a blank line between them"""
    language: str = ""
    published_at: datetime
    updated_at: datetime
    authors: tuple[Person, ...] = ()
    section: str = ""
    topics: tuple[Subject, ...] = ()
    pictures: tuple[Image, ...] = ()
    """the lead first"""
    place: str = ""
    """where it was written from: the dateline"""
    form: Form = Form.NEWS
    source: str = ""
    """whom it was taken from, such as an agency"""
    canonical: str = ""
    """where it was published first, if not here"""

    def __post_init__(self) -> None:
        _refuse_naive(self.published_at)
        _refuse_naive(self.updated_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """Stories in the order in which they are offered, and where they are offered."""

    title: str
    url: str
    """the page for readers"""
    self_url: str
    description: str = ""
    language: str = ""
    """also of every item that names none"""
    updated_at: datetime
    items: tuple[Item, ...] = ()
    next_url: str = ""
    """the feed of the older ones"""
    hub_url: str = ""
    icon_url: str = ""

    def __post_init__(self) -> None:
        _refuse_naive(self.updated_at)


def _refuse_naive(moment: datetime) -> None:
    if moment.utcoffset() is None:
        raise ValueError("a moment without a time zone cannot be told to anybody else")
