"""Whatever the newsroom does, every pressed sheet says what a fresh rendering would say.

A history of random deeds is made on a small paper that has every kind of page. After each deed the
log is followed, and every sheet is compared, byte for byte. Beside the node that sees everything
stand others, each blind to one thing that pages note: a history must show them up, or it would not
show up such a fault in the code. One that is long enough must show up all but those it names.

`EXACT_DEEDS` asks for a longer history than the suite has time for, and prints what came of it;
`EXACT_SEED` for another one; `EXACT_WITHOUT` leaves a model unwatched, such as `topics.Topic`, and
the history must then find a stale sheet.
"""

from __future__ import annotations

import difflib
import itertools
import os
from collections import Counter
from contextlib import nullcontext
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.core import signals
from django.db import close_old_connections
from django.utils import timezone

from broadsheet.feeds import items
from broadsheet.fronts.pages import fronts, lists
from broadsheet.press.rendering import Django
from broadsheet.press.watching import installing
from broadsheet.press.watching.watches import watches
from broadsheet.stories import actions as story_actions
from broadsheet.stories import pages as story_pages
from broadsheet.stories.storylines import telling
from tests.machinery.deeds.paperwork import START, Paperwork
from tests.machinery.node import Blindness, Node, Readings

if TYPE_CHECKING:
    from pathlib import Path

    from broadsheet.press.pressing import Answer
    from broadsheet.press.sheet import Sheet

pytestmark = pytest.mark.django_db(transaction=True)

DEEDS = int(os.environ.get("EXACT_DEEDS", "60"))
SEED = int(os.environ.get("EXACT_SEED", "1"))
TELLS_EVERY = 100
WITHOUT = os.environ.get("EXACT_WITHOUT")
BLIND_FOR = 0 if WITHOUT else 500
"""deeds after which the blind nodes have seen what they ever will, and only cost time"""
TOLD_TWICE = frozenset({"ends page", "ends story.json", "ends story.txt", "key sections"})
"""What else on the same sheet tells of, too: whoever is blind to it alone misses nothing."""
SELDOM_ALONE = frozenset(
    {
        "ends news", "source files", "source named:section", "until card", "until former",
    }
)  # fmt: skip
"""What a history of so many deeds has been seen not to show up."""

SMALL = {
    fronts: {"FILLED_FROM": 5, "TOP_OF_HOME": 3, "LATEST_LINES": 3, "BLOCK_LENGTH": 2,
             "TOP_OF_SECTION": 2},
    lists: {"PAGE_LENGTH": 3},
    items: {"FEED_LENGTH": 3},
    story_pages: {"RELATED_SHOWN": 2, "RELATED_ASKED": 3,
                  "FOLDED_FROM_WORDS": 3, "BLOCKS_ABOVE_FOLD": 1},
    story_actions: {"MOST_ALIKE": 4},
    telling: {"SHOWN": 2, "SPARED": 0, "SHOWN_BEFORE": 1, "FOLDED": 1},
}  # fmt: skip
"""Lists as short as a small paper needs for its stories to leave them."""


class History:
    """Deeds one after the other, and what the nodes make of them."""

    def __init__(self, folder: Path, *, seed: int, clock) -> None:
        self.random, self.clock, self.folder = Random(seed), clock, folder
        self.paper = Paperwork(self.random, clock)
        self.django = Django()
        self.readings = Readings()
        self.seeing = Node(folder / "seeing", self.readings)
        self.blind: dict[Blindness, Node] = {}
        self.shown_up: dict[Blindness, str] = {}
        self.not_shown_up: set[Blindness] = set()
        self.deeds = 0
        self.counts: Counter[str] = Counter()
        self.deeds_done: Counter[str] = Counter()
        self.said: dict[str, tuple] = {}
        self.seeing.drain(timezone.now())

    def go_on(self) -> None:
        """One more deed; raises AssertionError where a sheet is stale."""
        deed = self.paper.do_something()
        self.deeds += 1
        self.clock.shift(timedelta(seconds=1))
        self.paper.note_addresses()
        for node in (self.seeing, *self.blind.values()):
            node.drain(timezone.now())
        for address in sorted(self.paper.addresses):
            self._look_at(address, deed)
        self.deeds_done[deed] += 1
        if self.deeds == BLIND_FOR:
            self.let_the_blind_go()

    @property
    def figures(self) -> str:
        """What came of it until now; a single sheet that was stale would have ended it."""
        pressed, differing = self.counts["pressed"], self.counts["differing"]
        return f"{self.counts['compared']} compared, {pressed} pressed of {differing} that differ"

    def _look_at(self, address: str, deed: str) -> None:
        answer, now = self.django.render(address), timezone.now()
        sheet = self.seeing.sheet_at(address, at=now)
        if sheet is None:
            self._count_pressing(address, answer)
            self.seeing.keep(address, answer)
        else:
            self.counts["compared"] += 1
            assert is_same(sheet, answer), (
                f"{address} is stale after {deed}\n{difference(sheet, answer)}"
            )
        self._meet(answer)
        self._look_blindly(address, answer, deed)

    def _count_pressing(self, address: str, answer: Answer) -> None:
        now = answer.status, answer.header("location"), answer.body
        before = self.said.get(address)
        if before is not None:
            self.counts["pressed"] += 1
            self.counts["differing"] += before != now
        self.said[address] = now

    def _meet(self, answer: Answer) -> None:
        """A blind node for each new thing that a page notes."""
        if self.deeds >= BLIND_FOR:
            return
        for fact in answer.recording.facts.values():
            for blindness in Blindness.all_to(fact) - self.blind.keys() - self.shown_up.keys():
                folder = self.folder / str(blindness).replace(" ", "-")
                node = Node(folder, self.readings, blindness)
                node.drain(timezone.now())
                self.blind[blindness] = node

    def _look_blindly(self, address: str, answer: Answer, deed: str) -> None:
        for blindness, node in list(self.blind.items()):
            sheet = node.sheet_at(address, at=timezone.now())
            if sheet is None:
                node.keep(address, answer)
            elif not is_same(sheet, answer):
                self.shown_up[blindness] = f"at {address} after deed {self.deeds}, {deed}"
                self.blind.pop(blindness).close()

    def let_the_blind_go(self) -> None:
        """What has not shown up by now is named, and no longer followed."""
        self.not_shown_up |= self.blind.keys()
        for node in self.blind.values():
            node.close()
        self.blind.clear()

    def close(self) -> None:
        self.let_the_blind_go()
        self.seeing.close()


def is_same(sheet: Sheet, answer: Answer) -> bool:
    """Whether a reader who gets the sheet is told what the paper says now."""
    location = dict(sheet.headers).get("location", "")
    return (sheet.status, sheet.body, location) == (
        answer.status, answer.body, answer.header("location")
    )  # fmt: skip


def difference(sheet: Sheet, answer: Answer) -> str:
    before, now = (each.body.decode(errors="replace").split("<") for each in (sheet, answer))
    lines = difflib.unified_diff(before, now, "kept", "fresh", n=1, lineterm="")
    return "\n".join([f"{sheet.status}, now {answer.status}", *itertools.islice(lines, 40)])


@pytest.fixture
def clock():
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


@pytest.fixture
def small(monkeypatch):
    for module, values in SMALL.items():
        for name, value in values.items():
            monkeypatch.setattr(module, name, value)


@pytest.fixture
def one_connection():
    """Rendering a thousand pages need not open the database a thousand times."""
    ends = (signals.request_started, signals.request_finished)
    for signal in ends:
        signal.disconnect(close_old_connections)
    yield
    for signal in ends:
        signal.connect(close_old_connections)


@pytest.fixture
def watched(monkeypatch):
    """What the database watches, but for what is asked to be left out."""
    if WITHOUT is None:
        yield
        return
    left = tuple(each for each in watches() if each.model != WITHOUT)
    assert left != watches(), f"nobody watches {WITHOUT}"
    with monkeypatch.context() as patch:
        patch.setattr(installing, "watches", lambda: left)
        installing.install()
        yield
    installing.install()


@pytest.fixture
def tell(capsys):
    """Says what came of a history that was asked for."""

    def told(*lines: str) -> None:
        if "EXACT_DEEDS" in os.environ:
            with capsys.disabled():
                print("", *lines, sep="\n")  # noqa: T201

    return told


@pytest.mark.usefixtures("small", "one_connection", "watched")
def test_every_sheet_is_what_a_fresh_rendering_would_be(tmp_path, clock, tell):
    history = History(tmp_path, seed=SEED, clock=clock)
    with pytest.raises(AssertionError, match="is stale") if WITHOUT else nullcontext():
        for number in range(DEEDS):
            history.go_on()
            if number % TELLS_EVERY == TELLS_EVERY - 1:
                tell(f"{number + 1} deeds: {history.figures}")
    history.close()
    tell(
        *(f"blind to {each}: stale {where}" for each, where in sorted(history.shown_up.items())),
        *(f"blind to {each}: not shown up" for each in sorted(history.not_shown_up)),
        f"{DEEDS} deeds: {history.figures}, {dict(history.deeds_done)}",
    )
    if WITHOUT:
        return
    assert history.counts["compared"] > 10 * DEEDS
    assert history.counts["pressed"] <= 1.25 * history.counts["differing"]
    if DEEDS >= BLIND_FOR:
        unseen = {str(each) for each in history.not_shown_up} - TOLD_TWICE - SELDOM_ALONE
        assert not unseen, (
            f"no deed of {DEEDS} showed up who is blind to: {', '.join(sorted(unseen))}"
        )
    assert len(history.shown_up) > len(history.not_shown_up)
