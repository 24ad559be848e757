"""A node of its own: a store that follows the paper, and that may be blind to something."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from unittest import mock

from broadsheet.press import following
from broadsheet.press.following import Follower, read_facts
from broadsheet.press.log import open_log
from broadsheet.press.pressing import press
from broadsheet.press.rack.store import State, Store
from broadsheet.press.recording import Recording
from broadsheet.press.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from pathlib import Path

    from broadsheet.press.pressing import Answer
    from broadsheet.press.recording import Fact

SIZE = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True, order=True)
class Blindness:
    """Something that is noted of a fact and can be left out, as if the code had forgotten it."""

    part: str
    """`key` (the whole fact), `source`, `until`, `ends`"""
    name: str
    """the kind of fact; for a source, what stands before its last colon"""

    @staticmethod
    def all_to(fact: Fact) -> set[Blindness]:
        """Each thing that could have been forgotten of a fact."""
        kind = fact.key.partition(":")[0]
        found = {Blindness("key", kind)}
        found |= {Blindness("source", _stem(source)) for source in fact.sources}
        found |= {Blindness(part, kind) for part in ("until", "ends") if getattr(fact, part)}
        return found

    def seen_of(self, fact: Fact) -> Fact | None:
        """What is left of a fact."""
        kind = fact.key.partition(":")[0]
        match self.part:
            case "source":
                left = frozenset(each for each in fact.sources if _stem(each) != self.name)
                return replace(fact, sources=left)
            case "key":
                return fact if kind != self.name else None
            case part:
                return fact if kind != self.name else replace(fact, **{part: None})

    def __str__(self) -> str:
        return f"{self.part} {self.name}"


def _stem(source: str) -> str:
    return source.rpartition(":")[0] or source


class Readings:
    """Facts as they are at one moment, read once for all nodes."""

    def __init__(self) -> None:
        self.at: datetime | None = None
        self.facts: dict[str, Fact] = {}

    def __call__(self, keys: Iterable[str], now: datetime) -> dict[str, Fact]:
        if now != self.at:
            self.at, self.facts = now, {}
        wanted = set(keys)
        self.facts |= read_facts(wanted - self.facts.keys(), now)
        return {key: self.facts[key] for key in wanted}


class Node:
    """Keeps sheets in a folder, and follows the log."""

    def __init__(self, folder: Path, readings: Readings, blind: Blindness | None = None) -> None:
        self.store = Store(folder, size=SIZE)
        self.follower = Follower(self.store, open_log())
        self.readings = readings
        self.blind = blind

    def drain(self, now: datetime) -> None:
        """Handle all that was committed, and what time alone has made wrong."""
        with mock.patch.object(following, "read_facts", self._read_facts):
            self.follower.drain(now)
        self.store.expire(now.timestamp())

    def _read_facts(self, keys: Iterable[str], now: datetime) -> dict[str, Fact]:
        return self._seen(self.readings(keys, now))

    def sheet_at(self, address: str, *, at: datetime) -> Sheet | None:
        """The sheet that readers would be given there, if there is one."""
        found = self.store.find(address, bytes, at=at.timestamp())
        return Sheet.load(found.picked) if found.state is State.RIGHT else None

    def keep(self, address: str, answer: Answer) -> None:
        """Press what was rendered there."""
        record = Recording()
        record.facts = self._seen(answer.recording.facts)
        press(address, render=lambda _address: replace(answer, recording=record), store=self.store)

    def _seen(self, facts: dict[str, Fact]) -> dict[str, Fact]:
        if self.blind is None:
            return dict(facts)
        seen = {key: self.blind.seen_of(fact) for key, fact in facts.items()}
        return {key: fact for key, fact in seen.items() if fact is not None}

    def close(self) -> None:
        self.store.close()
        self.follower.log.close()
