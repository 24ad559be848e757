"""What a page read while it was built: facts, and the sources they were read from.

Content notes each fact as it hands it out. Knows no content, and nothing of how facts are kept.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

ABSENT = bytes(8)
"""The digest of a fact that says: there is nothing."""

FRAME = "frame"
"""The fact that every page stands in; its digest is the edition."""


@dataclass(frozen=True, slots=True)
class Fact:
    """Something a page read. Two facts of one key say the same when their digests are equal."""

    key: str
    """what it is: `card:12`, or `top:section:5/0+24`"""
    digest: bytes
    """8 bytes of its value"""
    sources: frozenset[str]
    """what it was read from: `story:12`, `author:4`; a change names one of these"""
    until: datetime | None = None
    """when it will say something else though nobody writes"""
    ends: datetime | None = None
    """when what it tells of must not be seen any more"""


def digest_of(value: object) -> bytes:
    """Eight bytes that tell values apart. A value is made of what its `repr` tells whole."""
    if value is None:
        return ABSENT
    return blake2b(repr(value).encode(), digest_size=len(ABSENT)).digest()


class Recording:
    """All facts of one page, gathered while it is built."""

    def __init__(self) -> None:
        self.facts: dict[str, Fact] = {}

    def note(
        self,
        key: str,
        value: object,
        *,
        sources: Iterable[str],
        until: datetime | None = None,
        ends: datetime | None = None,
    ) -> None:
        """Add a fact; `until` and `ends` are when it changes, or is over, though nobody writes."""
        self.facts[key] = Fact(key, digest_of(value), frozenset(sources), until, ends)

    @property
    def until(self) -> datetime | None:
        """The next moment at which time alone makes the page wrong."""
        return earliest(
            moment for fact in self.facts.values() for moment in (fact.until, fact.ends)
        )

    @property
    def ends(self) -> datetime | None:
        """The next moment from which something on the page must not be seen any more."""
        return earliest(fact.ends for fact in self.facts.values())

    @property
    def edition(self) -> bytes:
        """The digest of the frame that the page stands in; ABSENT where it stands in none."""
        frame = self.facts.get(FRAME)
        return frame.digest if frame else ABSENT

    @property
    def sources(self) -> set[str]:
        """Everything that any of its facts was read from."""
        return set().union(*(fact.sources for fact in self.facts.values()))


def earliest(moments: Iterable[datetime | None]) -> datetime | None:
    """The first of those that there are."""
    return min((moment for moment in moments if moment is not None), default=None)


_current: ContextVar[Recording | None] = ContextVar("recording", default=None)


@contextmanager
def recording() -> Iterator[Recording]:
    """Gather what is noted inside; a recording within another has its facts for itself."""
    record = Recording()
    token = _current.set(record)
    try:
        yield record
    finally:
        _current.reset(token)


def note(
    key: str,
    value: object,
    *,
    sources: Iterable[str],
    until: datetime | None = None,
    ends: datetime | None = None,
) -> None:
    """Tell the recording, if there is one, of a fact that the page is about to use."""
    if record := _current.get():
        record.note(key, value, sources=sources, until=until, ends=ends)
