"""What the press follows of the paper itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.paper.keys import MASTHEAD, TONGUE
from broadsheet.paper.models import Paper
from broadsheet.paper.pages import note_masthead
from broadsheet.paper.printing import house_style, in_its_words, plain_style
from broadsheet.press.kinds import Kind
from broadsheet.press.recording import FRAME
from broadsheet.press.watching.watches import Watch

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    Read = Callable[[set[str], datetime], None]

WATCHES = (
    Watch("paper.Paper", sources=("paper",)),
    Watch("paper.MenuItem", sources=("paper",)),
)


def in_house_words(read: Read) -> Read:
    """What readers see is in the paper's language and zone, and so is what is read again."""

    def reading(names: set[str], at: datetime) -> None:
        with in_its_words(Paper.current()):
            read(names, at)

    return reading


def read_frame(names: set[str], at: datetime) -> None:
    with house_style(Paper.current()):
        pass


def read_masthead(names: set[str], at: datetime) -> None:
    with plain_style(Paper.current()) as masthead:
        note_masthead(masthead)


KINDS = (Kind(FRAME, read_frame), Kind(MASTHEAD, read_masthead), Kind(TONGUE, read_masthead))
