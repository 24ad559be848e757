"""What lies in the store, inside one transaction: sheets by address, facts by what carries them.

Every method is one step of a deed of `store`; a half of them is never seen.
"""

from __future__ import annotations

import math
import struct
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from broadsheet.press.rack.entries import Entry, Now, Wrong, key_of
from broadsheet.press.rack.tables import Lists, Table
from broadsheet.press.rack.uses import Uses
from broadsheet.press.recording import ABSENT, FRAME, earliest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    import lmdb

    from broadsheet.press.recording import Fact, Recording

NUMBER: Final = struct.Struct(">Q")
MOMENT: Final = struct.Struct(">d")
DRAIN: Final = struct.Struct(">Qd")
"""The number of a drain, and when that was (seconds since 1970)."""
CLAIM_LASTS: Final = 2.0
"""Seconds for which others wait for whoever renders a page; he may have been killed over it."""
REMEMBERED: Final = 10_000
"""Drains after which it is forgotten which sources they touched; older renderings are refused."""


class Ledger:
    """The databases within a transaction."""

    def __init__(self, txn: lmdb.Transaction, db: Mapping[str, lmdb._Database]) -> None:
        self.meta = Table(txn, db["meta"])
        self.entries = Table(txn, db["addresses"])
        """an address → what it leads to"""
        self.sheets = Table(txn, db["sheets"])
        """a number → a sheet"""
        self.notes = Table(txn, db["notes"])
        """a number → the address, and the facts that the sheet carries"""
        self.facts = Table(txn, db["facts"])
        """a fact → its whole name, and its sources"""
        self.carries = Lists(txn, db["carries"])
        """a fact → numbers of sheets, each with the digest that it has read"""
        self.sources = Lists(txn, db["sources"])
        """a source → facts"""
        self.touched = Table(txn, db["touched"])
        """a source → the last drain that touched it, and when that was"""
        self.uses = Uses(Table(txn, db["uses"]))
        self.moments = Table(txn, db["moments"])
        """a moment and a number: when a sheet will be wrong"""
        self.missing = Table(txn, db["missing"])
        """numbers of sheets that say there is nothing"""
        self.claims = Table(txn, db["claims"])
        """an address that somebody renders → until when nobody else need"""
        self._owed = Table(txn, db["owed"])
        """an order that others have to be told → its number, and its words"""
        self._kept = (
            self.entries, self.sheets, self.notes, self.facts, self.carries, self.sources,
            self.touched, self.moments, self.missing,
        )  # fmt: skip

    # --- what holds for all ---------------------------------------------------------------

    def _number(self, name: bytes) -> int:
        raw = self.meta.get(name)
        return int(NUMBER.unpack(raw)[0]) if raw else 0

    def _set_number(self, name: bytes, number: int) -> None:
        self.meta.put(name, NUMBER.pack(number))

    @property
    def now(self) -> Now:
        return Now.load(self.meta.get(b"now"))

    @now.setter
    def now(self, now: Now) -> None:
        self.meta.put(b"now", now.dump())

    @property
    def cursor(self) -> bytes | None:
        return self.meta.get(b"cursor")

    @cursor.setter
    def cursor(self, cursor: bytes) -> None:
        self.meta.put(b"cursor", cursor)

    @property
    def drains(self) -> int:
        """How many times changes were handled."""
        return self._number(b"drains")

    def count(self, name: str, by: int) -> None:
        key = b"count:" + name.encode()
        self._set_number(key, self._number(key) + by)

    def counts(self) -> dict[str, int]:
        return {
            key.removeprefix(b"count:").decode(): int(NUMBER.unpack(value)[0])
            for key, value in self.meta.items(prefix=b"count:")
        }

    def used_bytes(self) -> int:
        """Bytes of all pages in use; the file itself never shrinks."""
        return sum(table.bytes for table in (*self._kept, self.uses.table, self.claims, self.meta))

    def clear(self) -> None:
        """Take out every sheet; what is asked for most stays known."""
        drain = self.drains + 1
        self._set_number(b"everything", drain)
        self._set_number(b"drains", drain)
        for table in self._kept:
            table.clear()
        self.now = Now(self.now.floor, ABSENT)

    # --- drains ---------------------------------------------------------------------------

    def begin_drain(self, touched: Iterable[str], *, everything: bool, at: float) -> None:
        """Count a drain, and remember what it touched."""
        drain = self.drains + 1
        self._set_number(b"drains", drain)
        for source in touched:
            self.touched.put(key_of(source), DRAIN.pack(drain, at))
        if everything:
            self._set_number(b"everything", drain)
            self.now = Now(self._number(b"number") + 1, self.now.edition)
        if drain % REMEMBERED == 0:
            self._forget_touched(before=drain - REMEMBERED)

    def _forget_touched(self, *, before: int) -> None:
        self._set_number(b"remembered", max(before, 0))
        old = [key for key, value in self.touched.items() if DRAIN.unpack(value)[0] <= before]
        for key in old:
            self.touched.delete(key)

    def was_touched(self, sources: Iterable[str], *, since: int) -> bool:
        """Whether a drain after that one touched any of the sources."""
        if since < max(self._number(b"everything"), self._number(b"remembered")):
            return True
        drains = (self.touched.get(key_of(source)) for source in sources)
        return any(raw is not None and DRAIN.unpack(raw)[0] > since for raw in drains)

    def touched_at(self, source: str) -> float | None:
        raw = self.touched.get(key_of(source))
        return float(DRAIN.unpack(raw)[1]) if raw else None

    def set_edition(self, frame: Fact) -> None:
        """Make wrong every sheet that stands in another frame."""
        self.now = Now(self.now.floor, frame.digest)
        self._register(frame, anew=True)

    def judge(self, fact: Fact, *, at: float) -> list[Wrong]:
        """Make wrong every sheet that read the fact and found something else.

        What told of a thing that is not there any more is taken out; the rest stays, for when
        nothing better can be made.
        """
        found: list[Wrong] = []
        key = key_of(fact.key)
        for value in self.carries.all(key):
            if value[8:] != fact.digest:
                found.extend(self._make_wrong(value[:8], is_gone=fact.digest == ABSENT, at=at))
            elif fact.until or fact.ends:
                self._shorten(value[:8], fact)
        if self.carries.has(key):
            # What is absent may name no sources; what was looked at in vain is still looked at.
            self._register(fact, anew=bool(fact.sources))
        return found

    def _make_wrong(self, number: bytes, *, is_gone: bool, at: float) -> Iterator[Wrong]:
        address = self._address_of(number)
        key = key_of(address)
        entry = Entry.load(self.entries.get(key) or b"")
        if is_gone:
            yield Wrong(address, self.uses.of(key, at=at), is_gone=True)
            self.remove(address)
        elif not entry.is_wrong:
            yield Wrong(address, self.uses.of(key, at=at))
            self.entries.put(key, entry._replace(is_wrong=True).dump())

    def _shorten(self, number: bytes, fact: Fact) -> None:
        """A fact reads the same, but now it is known when it will not."""
        key = key_of(self._address_of(number))
        entry = Entry.load(self.entries.get(key) or b"")
        until = min(entry.until, seconds(earliest((fact.until, fact.ends))))
        ends = min(entry.ends, seconds(fact.ends))
        if (until, ends) == (entry.until, entry.ends):
            return
        self.moments.delete(MOMENT.pack(entry.until) + number)
        self.moments.put(MOMENT.pack(until) + number)
        self.entries.put(key, entry._replace(until=until, ends=ends).dump())

    def expire(self, at: float) -> list[Wrong]:
        """Make wrong what is right no longer than until then."""
        moments = takewhile(lambda each: MOMENT.unpack(each[0][:8])[0] <= at, self.moments.items())
        over = [key for key, _nothing in moments]
        for key in over:
            self.moments.delete(key)
        return [wrong for key in over for wrong in self._make_wrong(key[8:], is_gone=False, at=at)]

    def sweep(self, at: float) -> None:
        """Take out every sheet that is not right at that moment."""
        now = self.now
        for address in self.addresses():
            entry = Entry.load(self.entries.get(key_of(address)) or b"")
            if not entry.is_right(now, at=at):
                self.remove(address)

    # --- sheets ---------------------------------------------------------------------------

    def put(self, address: str, sheet: bytes, recording: Recording, *, is_missing: bool) -> None:
        """Lay a sheet at an address, in place of the one that is there."""
        self.remove(address)
        number = self._number(b"number") + 1
        self._set_number(b"number", number)
        name = NUMBER.pack(number)
        until, ends = seconds(recording.until), seconds(recording.ends)
        self.entries.put(key_of(address), Entry(number, until, ends, recording.edition).dump())
        self.sheets.append(name, sheet)
        if until < math.inf:
            self.moments.put(MOMENT.pack(until) + name)
        if is_missing:
            self.missing.put(name)
        facts = [fact for fact in recording.facts.values() if fact.key != FRAME]
        lines = [address.encode(), *(key_of(fact.key) for fact in facts)]
        self.notes.append(name, b"\0".join(lines))
        for fact in facts:
            self.carries.put(key_of(fact.key), name + fact.digest)
            self._register(fact)
        if frame := recording.facts.get(FRAME):
            self._register(frame)
            if self.now.edition == ABSENT:
                self.now = Now(self.now.floor, frame.digest)

    def remove(self, address: str) -> None:
        """Take the sheet at an address out, and all that was noted of it."""
        raw = self.entries.pop(key_of(address))
        if raw is None:
            return
        entry = Entry.load(raw)
        name = NUMBER.pack(entry.number)
        self.sheets.delete(name)
        self.missing.delete(name)
        if entry.until < math.inf:
            self.moments.delete(MOMENT.pack(entry.until) + name)
        for key in self._facts_of(name):
            if line := self.carries.starting(key, name):
                self.carries.drop(key, line)
            if not self.carries.has(key):
                self._unregister(key)
        self.notes.delete(name)

    def _address_of(self, number: bytes) -> str:
        return _first(self.notes.get(number) or b"")

    def _facts_of(self, number: bytes) -> list[bytes]:
        return (self.notes.get(number) or b"").split(b"\0")[1:]

    def addresses(self) -> list[str]:
        return [_first(value) for _number, value in self.notes.items()]

    def draw(self, lot: float) -> str | None:
        """The address of the first sheet from a number on, which lies that far between all."""
        oldest = next(iter(self.notes.keys(most=1)), None)
        if oldest is None:
            return None
        (first,), last = NUMBER.unpack(oldest), self._number(b"number")
        drawn = self.notes.first_from(NUMBER.pack(first + int(lot * (last - first + 1))))
        return self._address_of(drawn or oldest)

    def facts_at(self, address: str) -> dict[str, bytes]:
        raw = self.entries.get(key_of(address))
        if raw is None:
            return {}
        edition = Entry.load(raw).edition
        frame = {} if edition == ABSENT else {FRAME: edition}
        lines = {key: self.carries.starting(key, raw[:8]) for key in self._facts_of(raw[:8])}
        return frame | {self._fact(key)[0]: line[8:] for key, line in lines.items() if line}

    def carrying(self, fact: str) -> list[str]:
        return [self._address_of(value[:8]) for value in self.carries.all(key_of(fact))]

    # --- facts ----------------------------------------------------------------------------

    def _fact(self, key: bytes) -> tuple[str, set[str]]:
        """Its whole name, and its sources."""
        name, *sources = (self.facts.get(key) or key).decode().split("\0")
        return name, set(sources)

    def _register(self, fact: Fact, *, anew: bool = False) -> None:
        """Remember where a fact is read from; `anew` forgets where it was read from before."""
        key = key_of(fact.key)
        _name, known = self._fact(key)
        sources = set(fact.sources) if anew else known | fact.sources
        if sources == known:
            return
        for source in sources - known:
            self.sources.put(key_of(source), key)
        for source in known - sources:
            self.sources.drop(key_of(source), key)
        self.facts.put(key, "\0".join([fact.key, *sorted(sources)]).encode())

    def _unregister(self, key: bytes) -> None:
        """Forget a fact that no sheet carries any more."""
        _name, sources = self._fact(key)
        for source in sources:
            self.sources.drop(key_of(source), key)
        self.facts.delete(key)

    def facts_from(self, source: str) -> list[str]:
        return [self._fact(key)[0] for key in self.sources.all(key_of(source))]

    # --- claims ---------------------------------------------------------------------------

    def is_claimed(self, address: str, *, at: float) -> bool:
        raw = self.claims.get(key_of(address))
        # One that lies further ahead than any can is from before the clock was set back.
        return raw is not None and at < MOMENT.unpack(raw)[0] <= at + CLAIM_LASTS

    def claim(self, address: str, *, at: float) -> float:
        until = at + CLAIM_LASTS
        self.claims.put(key_of(address), MOMENT.pack(until))
        return until

    def release(self, address: str, *, until: float) -> None:
        if self.claims.get(key_of(address)) == MOMENT.pack(until):
            self.claims.delete(key_of(address))

    # --- orders ---------------------------------------------------------------------------

    def owe(self, order: str) -> None:
        """Others have to be told, again if they are being told just now."""
        number = self._number(b"orders") + 1
        self._set_number(b"orders", number)
        self._owed.put(key_of(order), NUMBER.pack(number) + order.encode())

    def owed(self) -> dict[str, int]:
        return {raw[8:].decode(): NUMBER.unpack(raw[:8])[0] for _key, raw in self._owed.items()}

    def settle(self, order: str, number: int) -> None:
        key = key_of(order)
        if (self._owed.get(key) or b"").startswith(NUMBER.pack(number)):
            self._owed.delete(key)

    # --- what is to be pressed again ------------------------------------------------------

    def wrong(self, at: float) -> int:
        """How many sheets are not right at that moment."""
        now = self.now
        return sum(not Entry.load(raw).is_right(now, at=at) for _key, raw in self.entries.items())

    def wanted(self, at: float, *, most: int) -> list[str]:
        now = self.now
        found = []
        for key, uses in self.uses.all(at=at):
            raw = self.entries.get(key)
            if raw is not None and not Entry.load(raw).is_right(now, at=at):
                found.append((uses, raw[:8]))
        found.sort(reverse=True)
        return [self._address_of(number) for _uses, number in found[:most]]

    # --- bounds ---------------------------------------------------------------------------

    def forget_missing(self, *, beyond: int) -> None:
        """Take out the oldest of the sheets that say there is nothing."""
        for number in self.missing.keys(most=max(0, self.missing.length - beyond)):
            self.remove(self._address_of(number))

    def evict(self, size: int) -> None:
        """Take out the sheets that were asked for longest ago, until so many bytes are free."""
        last_used = self.uses.last()
        by_use = sorted(
            (last_used.get(key_of(address), 0.0), number, address)
            for number, value in self.notes.items()
            for address in (_first(value),)
        )
        wanted = self.used_bytes() - size
        for count, (_at, _number, address) in enumerate(by_use):
            self.remove(address)
            self.uses.forget(key_of(address))
            if count % 16 == 0 and self.used_bytes() <= wanted:
                break


def seconds(moment: datetime | None) -> float:
    """Since 1970; what never comes is infinitely far."""
    return moment.timestamp() if moment is not None else math.inf


def _first(note: bytes) -> str:
    """The address that a note begins with."""
    return note.split(b"\0", 1)[0].decode()
