"""A story as it is checked: its passages of plain text, its day, and what it is filed under."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


class Kind(Enum):
    """What sort of passage it is."""

    HEADLINE = "headline"
    STANDFIRST = "standfirst"
    TEXT = "text"
    SUBHEAD = "subhead"
    QUOTE = "quote"
    """somebody's words set apart; its speaker is told beside it"""
    CAPTION = "caption"

    @property
    def is_running(self) -> bool:
        """Whether it is written in whole sentences."""
        return self not in {Kind.HEADLINE, Kind.SUBHEAD}


@dataclass(frozen=True, slots=True)
class Passage:
    """Some text without markup."""

    place: str
    """names it to who asked: a field of the story, or a block of its body"""
    text: str
    kind: Kind = Kind.TEXT
    speaker: str = ""
    """of a quote"""


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture of the story."""

    place: str
    alt: str
    caption: str
    credit: str
    file: str
    """its name, without folders"""


@dataclass(frozen=True, slots=True)
class Filed:
    """A topic of the story."""

    name: str
    others: tuple[str, ...] = ()
    """under which a text may mention it"""
    is_named: bool = True
    """whether it is somebody or something with a name, and no theme"""


@dataclass(frozen=True, slots=True)
class Link:
    """Words of a passage that lead somewhere."""

    place: str
    words: str
    address: str
    start: int = 0
    """from which character of the passage on they stand, as far as who asks knows"""


@dataclass(frozen=True, slots=True)
class Draft:
    passages: tuple[Passage, ...]
    """in the order of reading"""
    day: date
    """on which it is published, in the paper's zone"""
    happened: date | None = None
    """the day that it tells of, if that is another"""
    pictures: tuple[Shown, ...] = ()
    topics: tuple[Filed, ...] = ()
    links: tuple[Link, ...] = ()
    related: tuple[int, ...] = ()
    """the numbers of stories that it has beside it"""
    story: int | None = None
    """the number of the story that it is a version of, if it was ever saved"""

    @classmethod
    def of_text(cls, text: str, *, day: date, happened: date | None = None) -> Draft:
        """Paragraphs alone; each is called by its number, from 1 on."""
        paragraphs = [part.strip() for part in text.split("\n\n")]
        passages = [
            Passage(str(number), " ".join(part.split()))
            for number, part in enumerate(filter(None, paragraphs), 1)
        ]
        return cls(tuple(passages), day, happened)
