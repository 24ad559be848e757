"""What the paper has published that concerns a draft.

Whoever keeps the archive fills these; the checks ask for nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import date


class Fate(Enum):
    """What became of what an address of this paper leads to."""

    MOVED = "moved"
    HIDDEN = "hidden"
    """it is there, and readers do not see it: not yet, or no longer"""
    GONE = "gone"
    """withdrawn or deleted"""
    MISSING = "missing"
    """nothing ever was there"""


@dataclass(frozen=True, slots=True)
class Led:
    """An address of this paper at which readers do not find a story."""

    address: str
    """as it stands in the draft"""
    fate: Fate
    to: str = ""
    """where it is now"""


@dataclass(frozen=True, slots=True)
class Published:
    """Another story, as readers see it."""

    id: int
    headline: str
    address: str
    day: date
    text: str
    """all of it, headline included"""
    quotes: tuple[str, ...] = ()
    """words of others that are set apart in it"""


@dataclass(frozen=True, slots=True)
class Archive:
    """What is known of where a draft leads, and of stories that are like it."""

    led: tuple[Led, ...] = ()
    stories: tuple[Published, ...] = ()


UNKNOWN: Final = Archive()
"""Of who keeps none, or looks into none."""
