"""What the store knows of one sheet, and what decides of all at once."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from struct import Struct
from typing import ClassVar, Final

from broadsheet.press.recording import ABSENT

LONGEST_KEY: Final = 500
"""Bytes; LMDB takes 511."""


def key_of(text: str) -> bytes:
    """The text as a key; one that is too long stands for itself by a digest."""
    raw = text.encode()
    return (
        raw if len(raw) <= LONGEST_KEY else b"#" + blake2b(raw, digest_size=32).hexdigest().encode()
    )


@dataclass(frozen=True, slots=True)
class Now:
    """What decides of all sheets at once whether they are right."""

    floor: int
    """the first number that may be"""
    edition: bytes

    SHAPE: ClassVar = Struct(">Q8s")

    @classmethod
    def load(cls, raw: bytes | memoryview | None) -> Now:
        return cls(*cls.SHAPE.unpack(raw)) if raw else cls(0, ABSENT)

    def dump(self) -> bytes:
        return self.SHAPE.pack(self.floor, self.edition)


@dataclass(frozen=True, slots=True)
class Entry:
    """What an address leads to: a sheet by its number, and for how long that is right."""

    number: int
    until: float
    """seconds since 1970"""
    ends: float
    """from then on not even a fallback"""
    edition: bytes
    is_wrong: bool = False

    SHAPE: ClassVar = Struct(">Qdd8s?")

    @classmethod
    def load(cls, raw: bytes | memoryview) -> Entry:
        return cls(*cls.SHAPE.unpack(raw))

    def dump(self) -> bytes:
        return self.SHAPE.pack(self.number, self.until, self.ends, self.edition, self.is_wrong)

    def is_right(self, now: Now, *, at: float) -> bool:
        """Whether its sheet says how things are at that moment."""
        return (
            not self.is_wrong
            and at < self.until
            and self.number >= now.floor
            and self.edition in {now.edition, ABSENT}
        )


@dataclass(frozen=True, slots=True)
class Wrong:
    """A sheet that a change, or time, made wrong."""

    address: str
    uses: float
    """how often readers asked for it lately"""
    is_gone: bool = False
    """It told of what is not public any more, and was taken out at once."""
