"""What the panel of storylines shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class Offer:
    """An earlier story."""

    story_id: int
    headline: str
    url: str
    day: date | None
    pointed: str
    """the sentence that points to its day; empty where its words and topics alone speak for it"""
    topics: tuple[str, ...]
    """those that both have"""
    storyline: str
    """the name of one that it belongs to already"""


@dataclass(frozen=True, slots=True)
class Turn:
    """An episode, as a line."""

    day: date | None
    text: str
    is_published: bool
    is_here: bool
    """whether it is the story that is being written"""


@dataclass(frozen=True, slots=True)
class Line:
    """A storyline that the story belongs to, and what an editor may say of the story there."""

    id: int
    name: str
    turns: tuple[Turn, ...]
    episode_id: int
    text: str
    """what happened; empty where the headline says it"""
    headline: str
    happened_on: date | None
