"""How often each address is asked for: the more lately, the more it counts."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

from broadsheet.press.rack.entries import key_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from broadsheet.press.rack.tables import Table

USE: Final = struct.Struct(">dd")
"""How often, fading, and when last (seconds since 1970)."""
FADES_BY_HALF: Final = 600.0
"""Seconds after which a use counts half."""
MOST_UNKEPT: Final = 1000
"""Addresses without a sheet that are remembered: anybody may ask for addresses without end."""


class Uses:
    """Those of one table, within a transaction."""

    def __init__(self, table: Table) -> None:
        self.table = table

    def add(self, address: str, times: int, *, at: float) -> None:
        key = key_of(address)
        self.table.put(key, USE.pack(self.of(key, at=at) + times, at))

    def of(self, key: bytes, *, at: float) -> float:
        """How often an address was asked for until then, as far as it still counts."""
        raw = self.table.get(key)
        return _faded(raw, at=at) if raw is not None else 0.0

    def all(self, *, at: float) -> Iterator[tuple[bytes, float]]:
        """Each address by its key, and how often it was asked for."""
        for key, raw in self.table.items():
            yield key, _faded(raw, at=at)

    def last(self) -> dict[bytes, float]:
        """When each address was last asked for."""
        return {key: USE.unpack(raw)[1] for key, raw in self.table.items()}

    def forget(self, key: bytes) -> None:
        self.table.delete(key)

    def bound(self, kept: Table, *, at: float) -> None:
        """Of too many addresses that are not kept, remember those that are asked for most."""
        if self.table.length <= kept.length + MOST_UNKEPT:
            return
        unkept = [(uses, key) for key, uses in self.all(at=at) if not kept.has(key)]
        unkept.sort(reverse=True)
        # Down to a half, so that the next look at all of them is some time away.
        for _uses, key in unkept[MOST_UNKEPT // 2 :]:
            self.forget(key)


def _faded(raw: bytes, *, at: float) -> float:
    score, last = USE.unpack(raw)
    return float(score * 0.5 ** (max(0.0, at - last) / FADES_BY_HALF))
