"""What has to be told of an item that was brought in: what was left over, what was changed."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from broadsheet.kit.characters import tidy

if TYPE_CHECKING:
    from broadsheet.formats.body import Leftover

LONGEST = 500


class Change(StrEnum):
    """What of an item is here otherwise than where it came from. All else is left over."""

    ADDRESS = "address"
    AUTHOR = "author"
    DATE = "date"
    HEADLINE = "headline"
    PLACE = "place in the tree"
    SECTION = "section"
    SHAPE = "shape"
    TOPIC = "topic"


class Remark(NamedTuple):
    """One thing to tell. `line` counts within the body, from 1; 0 where that says nothing."""

    kind: str
    what: str
    excerpt: str = ""
    line: int = 0

    @classmethod
    def of(cls, leftover: Leftover) -> Remark:
        return cls(leftover.kind.value, leftover.what, leftover.excerpt, leftover.line)

    @property
    def is_change(self) -> bool:
        return self.kind in set(Change)

    def stored(self) -> dict[str, Any]:
        """As JSON keeps it. What an archive calls a name may have characters that none has."""
        what, excerpt = tidy(self.what[:LONGEST]), tidy(self.excerpt[:LONGEST])
        told = self._asdict() | {"what": what, "excerpt": excerpt}
        return {name: value for name, value in told.items() if value}


def changed(kind: Change, what: str, excerpt: str = "") -> Remark:
    return Remark(kind.value, what, excerpt)
