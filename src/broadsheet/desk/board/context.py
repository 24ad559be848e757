"""What the planning board shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from datetime import datetime

    from broadsheet.stories.newsroom.together.presence import Person


class Column(TextChoices):
    """Where a story stands, as far as a plan for the day goes."""

    WORK = "work", _("In work")
    REVIEW = "review", _("In review")
    SCHEDULED = "scheduled", _("Scheduled")
    TODAY = "today", _("Published today")


@dataclass(frozen=True, slots=True)
class Move:
    """A way on that is open to whoever looks."""

    to: str
    label: str
    asks: str
    """what is asked before it is done, of a deed that readers see"""


@dataclass(frozen=True, slots=True)
class Card:
    pk: int
    headline: str
    url: str
    """where it is written"""
    plan_url: str
    move_url: str
    section: str
    state: str
    """where its column does not say all"""
    version: str
    owner: str
    due_at: datetime | None
    is_late: bool
    at: datetime | None
    """when it went out, or will"""
    words: int
    words_wanted: int | None
    pictures_wanted: str
    people: tuple[Person, ...]
    """who is in it now"""
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A column with its cards; `more` are there and not shown."""

    key: str
    heading: str
    count: int
    cards: tuple[Card, ...]
    more: int
    more_url: str
    empty: str


@dataclass(frozen=True, slots=True)
class Board:
    columns: tuple[Shown, ...]
    late: int
    """how many of the cards that are shown should have been there by now"""
    at: datetime
