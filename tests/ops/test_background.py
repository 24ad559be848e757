"""The background worker does what is due, soon, and outlives a bad moment."""

import threading

import pytest
from django.db import OperationalError

from broadsheet.ops import background


@pytest.fixture
def stopping():
    event = threading.Event()
    yield event
    event.set()


def run_for(seconds, deed, stopping):
    thread = threading.Thread(target=deed, args=(stopping,))
    thread.start()
    stopping.wait(seconds)
    stopping.set()
    thread.join(20)
    assert not thread.is_alive()


class TestWatchSchedule:
    def test_looks_again_and_again(self, stopping, monkeypatch):
        seen = []
        monkeypatch.setattr(background, "DUE", (seen.append,))
        monkeypatch.setattr(background, "TICK", 0.05)
        run_for(1, background.watch_schedule, stopping)
        assert len(seen) > 3
        assert all(moment.tzinfo for moment in seen)

    def test_goes_on_after_the_database_was_away(self, stopping, monkeypatch):
        seen = []

        def away_twice(now):
            seen.append(now)
            if len(seen) < 3:
                raise OperationalError("gone")

        monkeypatch.setattr(background, "DUE", (away_twice,))
        monkeypatch.setattr(background, "TICK", 0.02)
        run_for(1.5, background.watch_schedule, stopping)
        assert len(seen) > 4
