"""The background worker does what is due, soon, and outlives a bad moment."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.db import InterfaceError, OperationalError, connection
from django.utils import timezone

from broadsheet.accounts.models import Session
from broadsheet.ops import background

MORNING = datetime(2026, 3, 2, 8, tzinfo=UTC)


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

    @pytest.mark.parametrize("trouble", [OperationalError, InterfaceError, KeyError])
    def test_goes_on_after_trouble_of_any_kind(self, stopping, monkeypatch, trouble):
        seen = []

        def away_twice(now):
            seen.append(now)
            if len(seen) < 3:
                raise trouble("gone")

        monkeypatch.setattr(background, "DUE", (away_twice,))
        monkeypatch.setattr(background, "TICK", 0.02)
        run_for(1.5, background.watch_schedule, stopping)
        assert len(seen) > 4


@pytest.mark.django_db
class TestTidy:
    def test_throws_old_sessions_away(self):
        now = timezone.now()
        Session.objects.create(session_key="old", expire_date=now - timedelta(days=1))
        Session.objects.create(session_key="new", expire_date=now + timedelta(days=1))
        background.tidy(now)
        assert [session.session_key for session in Session.objects.all()] == ["new"]

    def test_throws_old_counts_away(self):
        now = timezone.now()
        cache.set("old", [1], timeout=60)
        cache.set("new", [1], timeout=3600)
        background.tidy(now + timedelta(minutes=2))
        assert (cache.get("old"), cache.get("new")) == (None, [1])
        with connection.cursor() as cursor:
            cursor.execute("SELECT COUNT(*) FROM cache")
            assert cursor.fetchone()[0] == 1


class TestEvery:
    def test_does_its_deed_at_once_and_then_now_and_then(self):
        done = []
        every = background.Every(timedelta(hours=1), done.append)
        for minutes in (0, 1, 59, 60, 61, 121):
            every(MORNING + timedelta(minutes=minutes))
        assert [moment - MORNING for moment in done] == [
            timedelta(minutes=minutes) for minutes in (0, 60, 121)
        ]

    def test_goes_on_when_the_clock_is_put_back(self):
        done = []
        every = background.Every(timedelta(minutes=1), done.append)
        for minutes in (600, 0, 0.5, 1):
            every(MORNING + timedelta(minutes=minutes))
        assert [moment - MORNING for moment in done] == [
            timedelta(minutes=minutes) for minutes in (600, 0, 1)
        ]
