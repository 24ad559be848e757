"""Keeps pressed sheets and what each depends on: one LMDB file a node, shared by its processes.

A sheet, its facts and where it stands are written in one transaction, and so are what a change
made wrong and how far the log has been followed.
"""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager, suppress
from enum import Enum
from typing import TYPE_CHECKING, Final, Generic, NamedTuple, Protocol, TypeVar

import lmdb

from broadsheet.press.rack.answers import Overtaken, Status, Unread
from broadsheet.press.rack.entries import Entry, Now, Wrong, key_of
from broadsheet.press.rack.ledger import Ledger
from broadsheet.press.rack.opening import Broken, Opened, open_in, remove, this_boot
from broadsheet.press.recording import FRAME

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from broadsheet.press.recording import Fact, Recording

T = TypeVar("T")

LOOKS_AFTER: Final = 0.1
"""Seconds between two looks whether the file still lies where it was opened."""
MOST_MISSING: Final = 1000
"""Sheets kept that say there is nothing: anybody may ask for addresses without end."""


class State(Enum):
    """What the store knows of an address."""

    RIGHT = "right"
    WRONG = "wrong"
    """there is a sheet, but only for when no better one can be made"""
    UNKNOWN = "unknown"


class Found(NamedTuple, Generic[T]):
    """What is kept at an address, and what was picked out of it."""

    state: State
    picked: T | None
    until: float = 0.0
    """when a sheet that is right stops being so by itself, in seconds since 1970"""
    version: int = 0
    """of the store that was looked into"""


class Orders(Protocol):
    """Says what whoever keeps copies of sheets has to be told."""

    def __call__(
        self, addresses: Collection[str], *, touched: Iterable[str], everything: bool
    ) -> Iterable[str]:
        """The orders once the sheets at these addresses are wrong, and these sources altered."""


class Store:
    """The sheets of this node. Every method raises Broken when the file fails; open one a process.

    Opened when first used, so that it may be made before a process forks.
    """

    def __init__(
        self,
        folder: Path,
        *,
        size: int,
        boot: bytes | None = None,
        orders: Orders | None = None,
    ) -> None:
        self.folder = folder
        self.size = size
        self._orders = orders
        self._boot = boot or this_boot()
        self._opened: Opened | None = None
        self._opening = threading.Lock()
        self._looks_at = 0.0

    # --- reading: what a hit costs --------------------------------------------------------

    def find(self, address: str, pick: Callable[[memoryview], T], *, at: float) -> Found[T]:
        """What `pick` takes out of the sheet at an address; the view lives no longer than that."""
        opened = self._open()
        try:
            with opened.env.begin(buffers=True) as txn:
                raw = txn.get(key_of(address), db=opened.db["addresses"])
                if raw is None:
                    return Found(State.UNKNOWN, None)
                entry = Entry.load(raw)
                sheet = txn.get(raw[:8], db=opened.db["sheets"])
                if sheet is None or at >= entry.ends:
                    return Found(State.UNKNOWN, None)
                now = Now.load(txn.get(b"now", db=opened.db["meta"]))
                state = State.RIGHT if entry.is_right(now, at=at) else State.WRONG
                until = min(entry.until, entry.ends)
                return Found(state, pick(sheet), until, opened.version(txn))
        except lmdb.Error as error:
            if opened is not self._opened:  # another thread has just noticed that it is gone
                return self.find(address, pick, at=at)
            raise Broken(f"cannot read: {error}") from error

    def version(self) -> int:
        """Another number after every writing, whoever wrote."""
        opened = self._open()
        try:
            with opened.env.begin() as txn:
                return opened.version(txn)
        except lmdb.Error as error:
            raise Broken(f"cannot read: {error}") from error

    def begun(self) -> int:
        """A stamp for a rendering, to be taken before it reads anything."""
        with self._ledger() as ledger:
            return ledger.drains

    # --- writing --------------------------------------------------------------------------

    def put(
        self,
        address: str,
        sheet: bytes,
        recording: Recording,
        *,
        begun: int,
        is_missing: bool = False,
    ) -> bool:
        """Keep a sheet, unless something it was made from has changed since it was begun.

        `is_missing` says that there is nothing at the address; few such sheets are kept.
        """
        with self._ledger(write=True) as ledger:
            if ledger.was_touched(recording.sources, since=begun):
                return False
            if ledger.used_bytes() > self.size:
                ledger.evict(self.size // 10)
            ledger.put(address, sheet, recording, is_missing=is_missing)
            if is_missing:
                ledger.forget_missing(beyond=MOST_MISSING)
            return True

    def handle(
        self,
        *,
        touched: Iterable[str],
        facts: Mapping[str, Fact],
        cursor: bytes | None = None,
        after: bytes | None = None,
        everything: bool = False,
        at: float = 0.0,
        sweep: bool = False,
    ) -> list[Wrong]:
        """Make wrong what no longer says how things are.

        `facts` are those read from the touched sources, as they read now. `everything` makes every
        sheet wrong. `at` is when this is, for whoever asks later. `sweep` takes out every sheet
        that is wrong then, whatever made it so: nothing is left to fall back on. The log is then
        read on from `cursor`, if one is given; raises Overtaken when somebody else has read it on
        from `after`, and Unread while facts are missing that a sheet has read which was begun
        before the change, and kept after facts were asked for.
        """
        with self._ledger(write=True) as ledger:
            if after is not None:
                self._refuse_half_read(ledger, touched, facts, after=after)
            ledger.begin_drain(touched, everything=everything, at=at)
            if frame := facts.get(FRAME):
                everything |= ledger.now.edition != frame.digest
                ledger.set_edition(frame)
            rest = (fact for key, fact in facts.items() if key != FRAME)
            found = [each for fact in rest for each in ledger.judge(fact, at=at)]
            if sweep:
                found += ledger.expire(at)
                ledger.sweep(at)
            wrong = {each.address: each for each in sorted(found, key=lambda each: each.is_gone)}
            if cursor is not None:
                ledger.cursor = cursor
            self._owe(ledger, wrong, touched=touched, everything=everything)
            return list(wrong.values())

    @staticmethod
    def _refuse_half_read(
        ledger: Ledger, touched: Iterable[str], facts: Mapping[str, Fact], *, after: bytes
    ) -> None:
        if ledger.cursor != after:
            raise Overtaken
        if unread := _facts_from(ledger, touched) - facts.keys():
            raise Unread(unread)

    def expire(self, at: float) -> list[Wrong]:
        """Make wrong what time alone has made wrong by then."""
        with self._ledger(write=True) as ledger:
            wrong = ledger.expire(at)
            self._owe(ledger, {each.address for each in wrong})
            return wrong

    def remove(self, addresses: Iterable[str]) -> None:
        """Take sheets out."""
        with self._ledger(write=True) as ledger:
            for address in addresses:
                ledger.remove(address)

    def claim(self, address: str, *, at: float) -> float | None:
        """Ask to be the one on this node who renders an address; None while somebody else is.

        Else the moment until which others leave it alone, which is for `release`.
        """
        with self._ledger() as ledger:
            if ledger.is_claimed(address, at=at):
                return None
        with self._ledger(write=True) as ledger:
            if ledger.is_claimed(address, at=at):
                return None
            return ledger.claim(address, at=at)

    def release(self, address: str, *, until: float) -> None:
        """Say that the address is rendered, or cannot be.

        Whoever took longer than a claim lasts leaves that of the next one alone.
        """
        with self._ledger(write=True) as ledger:
            ledger.release(address, until=until)

    def used(self, asked: Mapping[str, int], *, at: float, misses: int = 0) -> None:
        """Remember how often addresses were asked for."""
        with self._ledger(write=True) as ledger:
            for address, times in asked.items():
                ledger.uses.add(address, times, at=at)
            ledger.uses.bound(ledger.entries, at=at)
            ledger.count("hits", sum(asked.values()))
            ledger.count("misses", misses)

    def count(self, name: str, by: int = 1) -> None:
        """Count something that the status tells."""
        with self._ledger(write=True) as ledger:
            ledger.count(name, by)

    def start_empty(self, cursor: bytes) -> None:
        """Throw every sheet away, and follow the log from `cursor` on."""
        with self._ledger(write=True) as ledger:
            ledger.clear()
            ledger.cursor = cursor
            self._owe(ledger, (), everything=True)

    def settle(self, orders: Mapping[str, int]) -> None:
        """Forget orders that were handed on, as `owed` told them; not those owed anew since."""
        with self._ledger(write=True) as ledger:
            for order, number in orders.items():
                ledger.settle(order, number)

    def _owe(
        self,
        ledger: Ledger,
        addresses: Collection[str],
        *,
        touched: Iterable[str] = (),
        everything: bool = False,
    ) -> None:
        """Whoever keeps copies of these has to be told, even if we are killed the next moment."""
        if self._orders is not None:
            for order in self._orders(addresses, touched=touched, everything=everything):
                ledger.owe(order)

    # --- asking ---------------------------------------------------------------------------

    @property
    def cursor(self) -> bytes | None:
        """How far the log has been followed; None in a store that never was."""
        with self._ledger() as ledger:
            return ledger.cursor

    def handled_at(self, source: str) -> float | None:
        """When a change to a source was last handled; from then on nobody was sent older things."""
        with self._ledger() as ledger:
            return ledger.touched_at(source)

    def was_touched(self, sources: Iterable[str], *, since: int) -> bool:
        """Whether a change to any of them was handled after that stamp of `begun`."""
        with self._ledger() as ledger:
            return ledger.was_touched(sources, since=since)

    def facts_from(self, sources: Iterable[str]) -> set[str]:
        """The facts that kept sheets have read from any of those sources."""
        with self._ledger() as ledger:
            return _facts_from(ledger, sources)

    def facts_at(self, address: str) -> dict[str, bytes]:
        """What the sheet at an address has read: digests by fact."""
        with self._ledger() as ledger:
            return ledger.facts_at(address)

    def carrying(self, fact: str) -> list[str]:
        """The addresses of the sheets that have read a fact."""
        with self._ledger() as ledger:
            return ledger.carrying(fact)

    def wanted(self, at: float, *, most: int) -> list[str]:
        """Addresses that readers ask for and that have no right sheet now, most used first."""
        with self._ledger() as ledger:
            return ledger.wanted(at, most=most)

    def draw(self, lot: float) -> str | None:
        """The address of the sheet that a lot falls on, from 0 to just below 1; None if none is."""
        with self._ledger() as ledger:
            return ledger.draw(lot)

    def owed(self) -> dict[str, int]:
        """The orders that others were not told yet; another number whenever one is owed anew."""
        with self._ledger() as ledger:
            return ledger.owed()

    def addresses(self) -> Iterator[str]:
        """Every address that has a sheet."""
        with self._ledger() as ledger:
            found = ledger.addresses()
        yield from found

    def wrong(self, at: float) -> int:
        """How many sheets are not right at that moment. Every one of them is looked at."""
        with self._ledger() as ledger:
            return ledger.wrong(at)

    def status(self) -> Status:
        """The store in numbers."""
        with self._ledger() as ledger:
            return Status(
                sheets=ledger.entries.length,
                missing=ledger.missing.length,
                size=ledger.used_bytes(),
                bound=self.size,
                drains=ledger.drains,
                counts=ledger.counts(),
            )

    # --- the file -------------------------------------------------------------------------

    def close(self) -> None:
        with self._opening:
            self._close()

    def heal(self) -> None:
        """Look at once where the file lies. Raises Broken when there can be none."""
        self._looks_at = 0.0
        self._open()

    def give_up(self) -> None:
        """Throw the file away, when what is wrong cannot be made so.

        Others go on with the file for a moment, until they look where it lies; whatever can be
        taken out of it is, so that they are not sent what is wrong.
        """
        with suppress(Broken), self._ledger(write=True) as ledger:
            ledger.clear()
        self.close()
        remove(self.folder)

    def _open(self) -> Opened:
        """The file; opened anew when somebody has removed or replaced it."""
        opened = self._opened
        if opened is not None and time.monotonic() < self._looks_at:
            return opened
        with self._opening:
            self._looks_at = time.monotonic() + LOOKS_AFTER
            if self._opened is not None and not self._opened.is_in_place():
                self._close()
            if self._opened is None:
                self._opened = open_in(self.folder, size=self.size, boot=self._boot)
            return self._opened

    def _close(self) -> None:
        if self._opened is not None:
            self._opened.close()
            self._opened = None

    @contextmanager
    def _ledger(self, *, write: bool = False) -> Iterator[Ledger]:
        """The databases, inside one transaction: all of it happens, or nothing."""
        opened = self._open()
        try:
            with opened.env.begin(write=write) as txn:
                yield Ledger(txn, opened.db)
        except lmdb.Error as error:
            raise Broken(f"the store in {self.folder} fails: {error}") from error


def _facts_from(ledger: Ledger, sources: Iterable[str]) -> set[str]:
    return {key for source in sources for key in ledger.facts_from(source)}
