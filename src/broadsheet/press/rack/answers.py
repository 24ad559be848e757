"""What the store answers to whoever writes to it or asks how it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Overtaken(Exception):
    """Somebody else has followed the log meanwhile, from the same place or from a later one."""


class Unread(Exception):
    """Sheets were kept meanwhile that read more from what was touched than was read again."""

    def __init__(self, keys: set[str]) -> None:
        super().__init__(keys)
        self.keys = keys


@dataclass(frozen=True, slots=True)
class Status:
    """The store in numbers."""

    sheets: int
    missing: int
    size: int
    """bytes in use"""
    bound: int
    """bytes that may be"""
    drains: int
    counts: Mapping[str, int]
    """hits, misses and what else was counted, since the store was made"""
