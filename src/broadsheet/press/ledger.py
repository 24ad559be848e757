"""What lies in the store, inside one transaction: sheets by address, facts by what carries them.

Every method is one step of a deed of `store`; a half of them is never seen.
"""

from __future__ import annotations

import math
import struct
from typing import TYPE_CHECKING, Final

from broadsheet.press.entries import Entry, Now, Wrong, key_of
from broadsheet.press.recording import ABSENT, FRAME

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import lmdb

    from broadsheet.press.recording import Fact, Recording

NUMBER: Final = struct.Struct(">Q")
USE: Final = struct.Struct(">dd")
"""How often, fading, and when last (seconds since 1970)."""
FADES_BY_HALF: Final = 600.0
"""Seconds after which a use counts half."""
REMEMBERED: Final = 10_000
"""Drains after which it is forgotten which sources they touched; older renderings are refused."""


class Ledger:
    """The databases within a transaction."""

    def __init__(self, txn: lmdb.Transaction, db: Mapping[str, lmdb._Database]) -> None:
        self.txn = txn
        self.db = db

    # --- what holds for all ---------------------------------------------------------------

    def _meta(self, name: bytes) -> bytes | None:
        found: bytes | None = self.txn.get(name, db=self.db["meta"])
        return found

    def _number(self, name: bytes) -> int:
        raw = self._meta(name)
        return int(NUMBER.unpack(raw)[0]) if raw else 0

    def _set(self, name: bytes, value: bytes) -> None:
        self.txn.put(name, value, db=self.db["meta"])

    @property
    def now(self) -> Now:
        return Now.load(self._meta(b"now"))

    @property
    def cursor(self) -> bytes | None:
        return self._meta(b"cursor")

    @cursor.setter
    def cursor(self, cursor: bytes) -> None:
        self._set(b"cursor", cursor)

    @property
    def drains(self) -> int:
        """How many times changes were handled."""
        return self._number(b"drains")

    def count(self, name: str, by: int) -> None:
        key = b"count:" + name.encode()
        self._set(key, NUMBER.pack(self._number(key) + by))

    def counts(self) -> dict[str, int]:
        found = {}
        with self.txn.cursor(self.db["meta"]) as cursor:
            if cursor.set_range(b"count:"):
                for key, value in cursor:
                    if not key.startswith(b"count:"):
                        break
                    found[key.removeprefix(b"count:").decode()] = NUMBER.unpack(value)[0]
        return found

    def entries(self, name: str) -> int:
        return int(self.txn.stat(self.db[name])["entries"])

    def used_bytes(self) -> int:
        """Bytes of all pages in use; the file itself never shrinks."""
        stats = [self.txn.stat(db) for db in self.db.values()]
        return sum(
            stat["psize"] * (stat["branch_pages"] + stat["leaf_pages"] + stat["overflow_pages"])
            for stat in stats
        )

    def clear(self) -> None:
        """Take out everything but the counts and the marks."""
        self._set(b"everything", NUMBER.pack(self.drains + 1))
        self._set(b"drains", NUMBER.pack(self.drains + 1))
        for name, db in self.db.items():
            if name not in {"meta", "uses"}:
                self.txn.drop(db, delete=False)
        self._set(b"now", Now(self.now.floor, ABSENT).dump())

    # --- drains ---------------------------------------------------------------------------

    def begin_drain(self, touched: Iterable[str], *, everything: bool) -> None:
        """Count a drain, and remember what it touched."""
        drain = self.drains + 1
        self._set(b"drains", NUMBER.pack(drain))
        for source in touched:
            self.txn.put(key_of(source), NUMBER.pack(drain), db=self.db["touched"])
        if everything:
            self._set(b"everything", NUMBER.pack(drain))
            self._set(b"now", Now(self._number(b"number") + 1, self.now.edition).dump())
        if drain % REMEMBERED == 0:
            self._forget_touched(before=drain - REMEMBERED)

    def _forget_touched(self, *, before: int) -> None:
        self._set(b"remembered", NUMBER.pack(max(before, 0)))
        with self.txn.cursor(self.db["touched"]) as cursor:
            for _key, value in cursor:
                if NUMBER.unpack(value)[0] <= before:
                    cursor.delete()

    def was_touched(self, sources: Iterable[str], *, since: int) -> bool:
        """Whether a drain after that one touched any of the sources."""
        if since < max(self._number(b"everything"), self._number(b"remembered")):
            return True
        for source in sources:
            raw = self.txn.get(key_of(source), db=self.db["touched"])
            if raw is not None and NUMBER.unpack(raw)[0] > since:
                return True
        return False

    def set_edition(self, frame: Fact) -> None:
        """Make wrong every sheet that stands in another frame."""
        self._set(b"now", Now(self.now.floor, frame.digest).dump())
        self._register(frame, anew=True)

    def judge(self, fact: Fact) -> list[Wrong]:
        """Make wrong every sheet that read the fact and found something else.

        What told of a thing that is not there any more is taken out; the rest stays, for when
        nothing better can be made.
        """
        found = []
        key = key_of(fact.key)
        with self.txn.cursor(self.db["carries"]) as cursor:
            values = list(cursor.iternext_dup()) if cursor.set_key(key) else []
        for value in values:
            if value[8:] != fact.digest:
                is_gone = fact.digest == ABSENT
                found.extend(self._make_wrong(value[:8], is_gone=is_gone))
        if self._is_carried(key):
            # What is absent may name no sources; what was looked at in vain is still looked at.
            self._register(fact, anew=bool(fact.sources))
        return found

    def _is_carried(self, key: bytes) -> bool:
        return self.txn.get(key, db=self.db["carries"]) is not None

    def _make_wrong(self, number: bytes, *, is_gone: bool) -> Iterator[Wrong]:
        address = self._address_of(number)
        raw = self.txn.get(key_of(address), db=self.db["addresses"])
        entry = Entry.load(raw)
        if is_gone:
            yield Wrong(address, self._uses(address), is_gone=True)
            self.remove(address)
        elif not entry.is_wrong:
            yield Wrong(address, self._uses(address))
            wrong = Entry(entry.number, entry.until, entry.ends, entry.edition, is_wrong=True)
            self.txn.put(key_of(address), wrong.dump(), db=self.db["addresses"])
            self.txn.put(key_of(address), b"", db=self.db["wrong"])

    def expire(self, at: float) -> list[Wrong]:
        """Make wrong what is right no longer than until then."""
        numbers = []
        with self.txn.cursor(self.db["moments"]) as cursor:
            for key in cursor.iternext(keys=True, values=False):
                if struct.unpack(">d", key[:8])[0] > at:
                    break
                numbers.append(key[8:])
                cursor.delete()
        return [wrong for number in numbers for wrong in self._make_wrong(number, is_gone=False)]

    # --- sheets ---------------------------------------------------------------------------

    def put(self, address: str, sheet: bytes, recording: Recording, *, is_missing: bool) -> None:
        """Lay a sheet at an address, in place of the one that is there."""
        self.remove(address)
        number = self._number(b"number") + 1
        name = NUMBER.pack(number)
        self._set(b"number", name)
        until = recording.until.timestamp() if recording.until else math.inf
        ends = recording.ends.timestamp() if recording.ends else math.inf
        entry = Entry(number, until, ends, recording.edition)
        self.txn.put(key_of(address), entry.dump(), db=self.db["addresses"])
        self.txn.put(name, sheet, db=self.db["sheets"], append=True)
        if until < math.inf:
            self.txn.put(struct.pack(">d", until) + name, b"", db=self.db["moments"])
        if is_missing:
            self.txn.put(name, b"", db=self.db["missing"])
        facts = [fact for fact in recording.facts.values() if fact.key != FRAME]
        lines = [address.encode(), *(key_of(fact.key) for fact in facts)]
        self.txn.put(name, b"\0".join(lines), db=self.db["notes"], append=True)
        for fact in facts:
            self.txn.put(key_of(fact.key), name + fact.digest, db=self.db["carries"])
            self._register(fact)
        if frame := recording.facts.get(FRAME):
            self._register(frame)
            if self.now.edition == ABSENT:
                self._set(b"now", Now(self.now.floor, frame.digest).dump())

    def remove(self, address: str) -> None:
        """Take the sheet at an address out, and all that was noted of it."""
        raw = self.txn.pop(key_of(address), db=self.db["addresses"])
        if raw is None:
            return
        entry = Entry.load(raw)
        name = NUMBER.pack(entry.number)
        self.txn.delete(name, db=self.db["sheets"])
        self.txn.delete(name, db=self.db["missing"])
        self.txn.delete(key_of(address), db=self.db["wrong"])
        if entry.until < math.inf:
            self.txn.delete(struct.pack(">d", entry.until) + name, db=self.db["moments"])
        _address, *facts = (self.txn.pop(name, db=self.db["notes"]) or b"").split(b"\0")
        with self.txn.cursor(self.db["carries"]) as cursor:
            for key in facts:
                if cursor.set_range_dup(key, name) and cursor.value().startswith(name):
                    cursor.delete()
                if not cursor.set_key(key):
                    self._unregister(key)

    def _address_of(self, number: bytes) -> str:
        raw: bytes = self.txn.get(number, db=self.db["notes"])
        return raw.split(b"\0", 1)[0].decode()

    def addresses(self) -> Iterator[str]:
        with self.txn.cursor(self.db["notes"]) as cursor:
            for value in cursor.iternext(keys=False, values=True):
                yield value.split(b"\0", 1)[0].decode()

    def facts_at(self, address: str) -> dict[str, bytes]:
        raw = self.txn.get(key_of(address), db=self.db["addresses"])
        if raw is None:
            return {}
        name = raw[:8]
        found = {}
        with self.txn.cursor(self.db["carries"]) as cursor:
            for key in self.txn.get(name, db=self.db["notes"]).split(b"\0")[1:]:
                if cursor.set_range_dup(key, name):
                    found[self._fact(key)[0]] = cursor.value()[8:]
        return found

    def carrying(self, fact: str) -> list[str]:
        with self.txn.cursor(self.db["carries"]) as cursor:
            values = list(cursor.iternext_dup()) if cursor.set_key(key_of(fact)) else []
        return [self._address_of(value[:8]) for value in values]

    # --- facts ----------------------------------------------------------------------------

    def _fact(self, key: bytes) -> tuple[str, set[str]]:
        """Its whole name, and its sources."""
        raw = self.txn.get(key, db=self.db["facts"])
        name, *sources = (raw or key).decode().split("\0")
        return name, set(sources)

    def _register(self, fact: Fact, *, anew: bool = False) -> None:
        """Remember where a fact is read from; `anew` forgets where it was read from before."""
        key = key_of(fact.key)
        _name, known = self._fact(key)
        sources = set(fact.sources) if anew else known | fact.sources
        if sources == known:
            return
        for source in sources - known:
            self.txn.put(key_of(source), key, db=self.db["sources"])
        for source in known - sources:
            self.txn.delete(key_of(source), key, db=self.db["sources"])
        self.txn.put(key, "\0".join([fact.key, *sorted(sources)]).encode(), db=self.db["facts"])

    def _unregister(self, key: bytes) -> None:
        """Forget a fact that no sheet carries any more."""
        _name, sources = self._fact(key)
        for source in sources:
            self.txn.delete(key_of(source), key, db=self.db["sources"])
        self.txn.delete(key, db=self.db["facts"])

    def facts_from(self, source: str) -> Iterator[str]:
        with self.txn.cursor(self.db["sources"]) as cursor:
            keys = list(cursor.iternext_dup()) if cursor.set_key(key_of(source)) else []
        for key in keys:
            yield self._fact(key)[0]

    # --- uses -----------------------------------------------------------------------------

    def use(self, address: str, times: int, *, at: float) -> None:
        score = self._uses(address, at=at) + times
        self.txn.put(key_of(address), USE.pack(score, at), db=self.db["uses"])

    def _uses(self, address: str, *, at: float | None = None) -> float:
        raw = self.txn.get(key_of(address), db=self.db["uses"])
        if raw is None:
            return 0.0
        score, last = USE.unpack(raw)
        return score if at is None else _faded(score, last, at=at)

    def wanted(self, at: float, *, most: int) -> list[str]:
        now = self.now
        found = []
        with self.txn.cursor(self.db["uses"]) as cursor:
            for key, value in cursor:
                raw = self.txn.get(key, db=self.db["addresses"])
                if raw is not None and not Entry.load(raw).is_right(now, at=at):
                    score, last = USE.unpack(value)
                    found.append((_faded(score, last, at=at), raw[:8]))
        found.sort(reverse=True)
        return [self._address_of(number) for _score, number in found[:most]]

    # --- bounds ---------------------------------------------------------------------------

    def forget_missing(self, *, beyond: int) -> None:
        """Take out the oldest of the sheets that say there is nothing."""
        too_many = self.entries("missing") - beyond
        if too_many <= 0:
            return
        with self.txn.cursor(self.db["missing"]) as cursor:
            keys = cursor.iternext(keys=True, values=False)
            oldest = [key for key, _ in zip(keys, range(too_many), strict=False)]
        for number in oldest:
            self.remove(self._address_of(number))

    def evict(self, size: int) -> None:
        """Take out the sheets that were asked for longest ago, until so many bytes are free."""
        last_used = {}
        with self.txn.cursor(self.db["uses"]) as cursor:
            for key, value in cursor:
                last_used[key] = USE.unpack(value)[1]
        with self.txn.cursor(self.db["notes"]) as cursor:
            numbers = list(cursor.iternext(keys=True, values=False))
        by_use = [
            (last_used.get(key_of(address), 0.0), number, address)
            for number in numbers
            if (address := self._address_of(number))
        ]
        wanted = self.used_bytes() - size
        for count, (_at, _number, address) in enumerate(sorted(by_use)):
            self.remove(address)
            self.txn.delete(key_of(address), db=self.db["uses"])
            if count % 16 == 0 and self.used_bytes() <= wanted:
                break


def _faded(score: float, last: float, *, at: float) -> float:
    return score * 0.5 ** (max(0.0, at - last) / FADES_BY_HALF)
