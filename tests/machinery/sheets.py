"""Sheets that are made of a few facts, put into a store and made wrong in it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from broadsheet.press.rack.store import State, Store
from broadsheet.press.recording import Fact, Recording, digest_of

MIB = 1024 * 1024
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC).timestamp()


def moment(at: float | None) -> datetime | None:
    return datetime.fromtimestamp(at, UTC) if at else None


def fact(
    key: str, value: object, *sources: str, until: float | None = None, ends: float | None = None
) -> Fact:
    named = frozenset(sources or (key,))
    return Fact(key, digest_of(value), named, moment(until), moment(ends))


def recorded(*facts: Fact, until: float | None = None, ends: float | None = None) -> Recording:
    record = Recording()
    timed = [fact("timed", 1, until=until, ends=ends)] if until or ends else []
    record.facts = {each.key: each for each in (*facts, *timed)}
    return record


def put(store: Store, address: str, *facts: Fact, body: bytes = b"sheet", **more) -> bool:
    return store.put(address, body, recorded(*facts, **more), begun=store.begun())


def handle(store: Store, *facts: Fact, touched: Iterable[str] = (), **more):
    sources = {source for each in facts for source in each.sources} | set(touched)
    wrong = store.handle(
        touched=sources, facts={each.key: each for each in facts}, cursor=b"1", **more
    )
    return {each.address for each in wrong}


def state(store: Store, address: str, *, at: float = NOW) -> State:
    return store.find(address, bytes, at=at).state
