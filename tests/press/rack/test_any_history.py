"""Whatever happens to a store, it knows what a plain table would know."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from broadsheet.press.rack.store import State, Store
from broadsheet.press.recording import ABSENT, Fact, digest_of
from tests.machinery.sheets import MIB, handle, put, state

ADDRESSES = st.sampled_from(["/a/", "/b/", "/c/", "/d/"])
KEYS = st.sampled_from(["card:1", "card:2", "card:3", "top:latest"])
VALUES = st.sampled_from([None, "x", "y"])
SOURCES = st.frozensets(st.sampled_from(["story:1", "story:2", "author:1"]), min_size=1)
FACTS = st.builds(lambda key, value, sources: Fact(key, digest_of(value), sources),
                  KEYS, VALUES, SOURCES)  # fmt: skip


class AnyHistory(RuleBasedStateMachine):
    """Whatever happens, the store knows what a plain table would know."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.store = Store(Path(self.folder.name), size=16 * MIB)
        self.sheets: dict[str, dict[str, Fact]] = {}
        self.wrong: set[str] = set()

    def teardown(self) -> None:
        self.store.close()
        self.folder.cleanup()

    @rule(address=ADDRESSES, facts=st.lists(FACTS, max_size=4))
    def put(self, address, facts):
        put(self.store, address, *facts)
        self.sheets[address] = {each.key: each for each in facts}
        self.wrong.discard(address)

    @rule(address=ADDRESSES)
    def remove(self, address):
        self.store.remove([address])
        self.sheets.pop(address, None)
        self.wrong.discard(address)

    @rule(facts=st.lists(FACTS, max_size=3, unique_by=lambda each: each.key))
    def handle(self, facts):
        handle(self.store, *facts)
        for each in facts:
            for address, carried in list(self.sheets.items()):
                if each.key in carried and carried[each.key].digest != each.digest:
                    if each.digest == ABSENT:
                        del self.sheets[address]
                        self.wrong.discard(address)
                    else:
                        self.wrong.add(address)

    @invariant()
    def every_sheet_is_in_the_state_it_should_be(self):
        for address in ("/a/", "/b/", "/c/", "/d/"):
            wanted = State.RIGHT if address in self.sheets else State.UNKNOWN
            wanted = State.WRONG if address in self.wrong else wanted
            assert state(self.store, address) == wanted

    @invariant()
    def every_fact_is_found_by_what_carries_it(self):
        for key in ("card:1", "card:2", "card:3", "top:latest"):
            carriers = {address for address, facts in self.sheets.items() if key in facts}
            assert set(self.store.carrying(key)) == carriers
        carried = {key for facts in self.sheets.values() for key in facts}
        found = self.store.facts_from(["story:1", "story:2", "author:1"])
        assert found == carried
        assert self.store.status().sheets == len(self.sheets)


TestAnyHistory = AnyHistory.TestCase
TestAnyHistory.settings = settings(
    max_examples=40,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
