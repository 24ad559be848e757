"""What the store knows of one sheet, and what decides of all at once."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from struct import Struct
from typing import Final, NamedTuple

from broadsheet.press.recording import ABSENT

LONGEST_KEY: Final = 500
"""Bytes; LMDB takes 511."""


def key_of(text: str) -> bytes:
    """The text as a key; one that is too long stands for itself by a digest."""
    raw = text.encode()
    return (
        raw if len(raw) <= LONGEST_KEY else b"#" + blake2b(raw, digest_size=32).hexdigest().encode()
    )


# Tuples, since two of them are made at every hit.
_NOW: Final = Struct(">Q8s")
_ENTRY: Final = Struct(">Qdd8s?")


class Now(NamedTuple):
    """What decides of all sheets at once whether they are right."""

    floor: int
    """the first number that may be"""
    edition: bytes

    @classmethod
    def load(cls, raw: bytes | memoryview | None) -> Now:
        return cls._make(_NOW.unpack(raw)) if raw else cls(0, ABSENT)

    def dump(self) -> bytes:
        return _NOW.pack(*self)


class Entry(NamedTuple):
    """What an address leads to: a sheet by its number, and for how long that is right."""

    number: int
    until: float
    """seconds since 1970"""
    ends: float
    """from then on not even a fallback"""
    edition: bytes
    is_wrong: bool = False

    @classmethod
    def load(cls, raw: bytes | memoryview) -> Entry:
        return cls._make(_ENTRY.unpack(raw))

    def dump(self) -> bytes:
        return _ENTRY.pack(*self)

    def is_right(self, now: Now, *, at: float) -> bool:
        """Whether its sheet says how things are at that moment."""
        return (
            not self.is_wrong
            and at < self.until
            and self.number >= now.floor
            and self.edition in (now.edition, ABSENT)
        )


@dataclass(frozen=True, slots=True)
class Wrong:
    """A sheet that a change, or time, made wrong."""

    address: str
    uses: float
    """how often readers asked for it lately"""
    is_gone: bool = False
    """It told of what is not public any more, and was taken out at once."""
