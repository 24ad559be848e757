"""What templates get of a reader's own pages."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from broadsheet.paper.context import Crumb, Link, Pager
    from broadsheet.stories.context import Card


@dataclass(frozen=True, slots=True)
class Owner:
    """What stands above each of a reader's pages: whose it is, and the other pages."""

    name: str
    """what they want to be called, or their address"""
    initials: str
    portrait: str
    """address of their picture, or empty"""
    tabs: tuple[Link, ...]
    """the page itself has no address"""
    reading: Reading
    token: str
    """what the form for logging out bears"""


@dataclass(frozen=True, slots=True)
class Reading:
    """How they like to read."""

    text_size: int
    """percent"""
    appearance: str
    """auto, light or dark"""
    folding: str
    """paper or never"""
    keeps_places: bool | None
    """None: not asked yet"""


@dataclass(frozen=True, slots=True)
class Saved:
    """A story that they saved."""

    card: Card
    saved_at: datetime
    is_read: bool


@dataclass(frozen=True, slots=True)
class Stopped:
    """A long story that they read a part of."""

    card: Card
    percent: int


@dataclass(frozen=True, slots=True)
class Followed:
    kind: str
    """the name of the field by which it is followed no longer: topic, author, section…"""
    id: int
    name: str
    url: str
    label: str
    """what it is, in a word of the paper's language"""


@dataclass(frozen=True, slots=True)
class MyPage:
    heading: str
    crumbs: tuple[Crumb, ...]
    owner: Owner
    follows: int
    """how many topics, authors, sections and storylines they follow"""
    fresh: tuple[Card, ...]
    """the newest in what they follow"""
    saved: tuple[Saved, ...]
    """the newest, unread ones first"""
    stopped: tuple[Stopped, ...]


class State(StrEnum):
    """Which of the saved stories are shown."""

    ALL = "all"
    UNREAD = "unread"
    READ = "read"


@dataclass(frozen=True, slots=True)
class SavedPage:
    heading: str
    crumbs: tuple[Crumb, ...]
    owner: Owner
    typed: str
    """what was looked for among them"""
    states: tuple[Link, ...]
    """all, unread, read; the one that is shown has no address"""
    state: State
    """all, unread or read"""
    has_any: bool
    """whether anything is saved at all"""
    total: int
    """of those that are shown, on all pages"""
    saved: tuple[Saved, ...]
    pager: Pager


@dataclass(frozen=True, slots=True)
class FollowsPage:
    heading: str
    crumbs: tuple[Crumb, ...]
    owner: Owner
    follows: tuple[Followed, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class SettingsPage:
    heading: str
    crumbs: tuple[Crumb, ...]
    owner: Owner
    text_sizes: tuple[Choice, ...]
    appearances: tuple[Choice, ...]
    foldings: tuple[Choice, ...]
    places: tuple[Choice, ...]
    first_name: str
    last_name: str
    wrong_name: str
    """what is wrong with the name that was sent, or empty"""
    wrong_picture: str
    """what is wrong with the picture that was sent, or empty"""
    picture_size: int
    """bytes that a picture may have"""
    picture_pixels: int
    """millions of them that it may have"""
    is_done: bool
    """whether something was just changed"""


@dataclass(frozen=True, slots=True)
class DataPage:
    heading: str
    crumbs: tuple[Crumb, ...]
    owner: Owner
    email: str
    bound: str
    """why they cannot erase the account themselves, or empty"""
    wrong: str
    """what is wrong with what was sent, or empty"""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of what is held of somebody."""

    heading: str
    file: str
    """the name of the file that has the same for machines"""
    columns: tuple[str, ...]
    rows: Iterable[tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class CopyPage:
    """All that is held of somebody, to be opened from a disk."""

    heading: str
    made_at: datetime
    tables: tuple[Table, ...]
