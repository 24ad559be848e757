"""What templates get of fronts: home, section, topic, author, storyline, lists, standing pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from broadsheet.media.context import Print
    from broadsheet.paper.context import Crumb, Link, Pager
    from broadsheet.stories.context import Card, Note, SectionLabel


@dataclass(frozen=True, slots=True)
class SectionBlock:
    """A section's part of the home page: its newest stories not shown above."""

    section: SectionLabel
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class HomePage:
    lead: Card | None
    seconds: tuple[Card, ...]
    """two stories beside the lead"""
    more: tuple[Card, ...]
    """up to four further curated or newest stories"""
    latest: tuple[Card, ...]
    """the newest of all, as plain lines"""
    blocks: tuple[SectionBlock, ...]


@dataclass(frozen=True, slots=True)
class SectionFront:
    id: int
    section: SectionLabel
    description: str
    crumbs: tuple[Crumb, ...]
    parts: tuple[Link, ...]
    """sections inside this one"""
    lead: Card | None
    """only on the first page"""
    seconds: tuple[Card, ...]
    cards: tuple[Card, ...]
    pager: Pager


@dataclass(frozen=True, slots=True)
class TopicPage:
    id: int
    name: str
    kind: str
    kind_label: str
    description: str
    picture: Print | None
    same_as: tuple[str, ...]
    crumbs: tuple[Crumb, ...]
    within: tuple[Link, ...]
    """larger places it lies in, nearest last"""
    contains: tuple[Link, ...]
    cards: tuple[Card, ...]
    pager: Pager


@dataclass(frozen=True, slots=True)
class AuthorPage:
    id: int
    name: str
    role: str
    bio: str
    portrait: Print | None
    email: str
    links: tuple[str, ...]
    crumbs: tuple[Crumb, ...]
    cards: tuple[Card, ...]
    pager: Pager


@dataclass(frozen=True, slots=True)
class Episode:
    """A story of a storyline, and no more of it than is shown there."""

    day: date
    """on which it happened"""
    line: str
    """what happened; empty where the headline says it"""
    headline: str
    """the short one where there is one"""
    standfirst: str
    """empty where there is a line: then the headline stands below it"""
    url: str
    form_label: str
    hue: int
    """of its section"""
    picture: Print | None


@dataclass(frozen=True, slots=True)
class StorylinePage:
    id: int
    name: str
    standfirst: str
    crumbs: tuple[Crumb, ...]
    episodes: tuple[Episode, ...]
    """in the order in which it happened"""


@dataclass(frozen=True, slots=True)
class ListPage:
    """A plain list: all stories by time, all topics…"""

    heading: str
    description: str
    crumbs: tuple[Crumb, ...]
    cards: tuple[Card, ...]
    pager: Pager


@dataclass(frozen=True, slots=True)
class Corrected:
    """A story among the corrections."""

    card: Card
    note: Note | None
    """what was last wrong; none where the story says it in its text"""


@dataclass(frozen=True, slots=True)
class CorrectionsPage:
    heading: str
    description: str
    crumbs: tuple[Crumb, ...]
    entries: tuple[Corrected, ...]
    pager: Pager


@dataclass(frozen=True, slots=True)
class Index:
    """All topics, authors or storylines, by name."""

    heading: str
    crumbs: tuple[Crumb, ...]
    groups: tuple[tuple[str, tuple[Link, ...]], ...]
    """a heading (kind of topic), and links under it"""


@dataclass(frozen=True, slots=True)
class StandingPageView:
    title: str
    html: str
    crumbs: tuple[Crumb, ...]
    changed_on: str
