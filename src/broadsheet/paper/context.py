"""What every page of the paper gets beside its own content: name, language, menus, publisher."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from datetime import tzinfo


@dataclass(frozen=True, slots=True)
class Link:
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Policy:
    """A policy the publisher has written down, and the schema.org property that names it."""

    name: str
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Publisher:
    name: str
    address: str
    email: str
    phone: str
    founded_on: str
    """ISO date or empty"""
    logo: str
    """absolute address, or empty"""
    logo_width: int
    logo_height: int
    same_as: tuple[str, ...]
    policies: tuple[Policy, ...]


@dataclass(frozen=True, slots=True)
class Masthead:
    """What feeds, texts and sitemaps show of the paper."""

    site: str
    """the paper's public address, without a slash at the end"""
    name: str
    description: str
    language: str
    zone: tzinfo
    logo: str
    """absolute address, or empty"""
    logo_id: int | None
    """the picture's"""


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around every page: masthead, menus, foot."""

    site: str
    """the paper's public address, without a slash at the end"""
    name: str
    tagline: str
    description: str
    language: str
    direction: str
    """ltr or rtl"""
    zone: tzinfo
    menu: tuple[Link, ...]
    foot: tuple[Link, ...]
    publisher: Publisher


@dataclass(frozen=True, slots=True)
class Head:
    """What a page says of itself to search engines and shared links."""

    title: str
    """without the paper's name"""
    description: str
    url: str
    """canonical, absolute"""
    kind: str = "website"
    """og:type"""
    image: str = ""
    image_width: int = 0
    image_height: int = 0
    image_alt: str = ""
    noindex: bool = False
    prev_url: str = ""
    next_url: str = ""
    feeds: tuple[Link, ...] = ()
    """feeds of this page: RSS, Atom, JSON, in this order"""
    data: str = ""
    """JSON-LD, already safe to stand inside a script element"""


@dataclass(frozen=True, slots=True)
class Crumb:
    text: str
    url: str
    """empty for the page itself"""


def home_crumb() -> Crumb:
    """Where every way to a page begins."""
    return Crumb(text=_("Home"), url="/")


@dataclass(frozen=True, slots=True)
class Pager:
    """Where a list goes on."""

    number: int
    newer: str
    """address, or empty on the first page"""
    older: str
    """address, or empty on the last page"""


@dataclass(frozen=True, slots=True)
class Notice:
    """A page that has only something to say: 404, 410, 500."""

    status: int
    heading: str
    text: str
