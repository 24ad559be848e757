"""Workers, each of a node of its own."""

from __future__ import annotations

import pytest

from broadsheet.press import kinds
from broadsheet.press.kinds import Kind
from broadsheet.press.log import open_log
from broadsheet.press.rack.store import Store
from broadsheet.press.watching import installing
from broadsheet.press.watching import watches as registry
from broadsheet.press.watching.watches import Watch
from broadsheet.press.worker import Worker
from tests.machinery.working import Paper, read_topics, round_of


@pytest.fixture(autouse=True)
def _content(monkeypatch):
    monkeypatch.setattr(registry, "_watches", [Watch("topics.Topic", ("named:{slug}",))])
    monkeypatch.setattr(kinds, "_kinds", {})
    kinds.register(Kind("topic", read_topics))
    installing.install()


@pytest.fixture
def paper():
    return Paper()


@pytest.fixture
def make_worker(tmp_path, paper):
    made = []

    def make(name: str = "one") -> Worker:
        store = Store(tmp_path / name, size=64 * 1024 * 1024)
        made.append(
            Worker(store, open_log(), render=paper.render, tell=paper.told.append, name=name)
        )
        return made[-1]

    yield make
    for each in made:
        each.let_go()


@pytest.fixture
def work(make_worker):
    """A worker that has come up and found nothing to do."""
    work = make_worker()
    round_of(work)
    return work
