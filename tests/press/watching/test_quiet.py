"""Bulk writers go past the log, alone, and what they owe is paid even when they die."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading

import pytest
from django.db import IntegrityError, connection, transaction

from broadsheet.press.models import BulkWriting
from broadsheet.press.watching import installing
from broadsheet.press.watching import watches as registry
from broadsheet.press.watching.quiet import quietly, settle
from broadsheet.press.watching.watches import Watch
from broadsheet.topics.models import Topic
from tests.making import make_topic
from tests.press.watching.conftest import logged

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _watched_topics(monkeypatch):
    monkeypatch.setattr(registry, "_watches", [Watch("topics.Topic", ("named:{slug}",))])
    installing.install()
    logged()


def elsewhere(deed):
    """Do it in another thread, on a connection of its own."""
    trouble = []

    def run():
        try:
            deed()
        except BaseException as error:  # noqa: BLE001 - told to the thread that waits
            trouble.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(20)
    assert not thread.is_alive()
    assert not trouble


class TestQuietly:
    def test_logs_everything_once_at_the_end(self):
        with quietly():
            for name in ("a", "b"):
                with transaction.atomic():
                    make_topic(name)
                    Topic.objects.filter(slug=name).update(name="New")
            assert logged() == []
        assert logged() == ["*"]
        assert not BulkWriting.objects.exists()

    def test_is_over_when_it_is_over(self):
        with quietly(), transaction.atomic():
            make_topic("a")
        logged()
        make_topic("b")
        with transaction.atomic():
            make_topic("c")
        assert logged() == ["named:b", "named:c"]

    def test_silences_nobody_else(self):
        with quietly():
            with transaction.atomic():
                make_topic("a")
            elsewhere(lambda: make_topic("by-an-editor"))
            assert logged() == ["named:by-an-editor"]

    def test_silences_nobody_else_on_the_same_connection_later(self):
        with transaction.atomic():
            with quietly():
                make_topic("a")
            make_topic("b")
        assert logged() == ["*", "named:b"]

    def test_logs_what_is_written_outside_a_transaction(self):
        with quietly():
            Topic.objects.bulk_create([])
            with connection.cursor() as cursor:
                cursor.execute(
                    "INSERT INTO topics_topic (name, slug, kind, description, same_as)"
                    " VALUES ('A', 'a', 'theme', '', '')"
                )
            assert logged() == ["named:a"]

    def test_logs_everything_after_trouble(self):
        with pytest.raises(ZeroDivisionError), quietly():
            write_and_fail()
        assert logged() == ["*"]

    def test_outlasts_a_statement_that_fails(self):
        make_topic("a")
        logged()
        with quietly():
            with transaction.atomic():
                with pytest.raises(IntegrityError), transaction.atomic():
                    Topic.objects.bulk_create([Topic(name="A", slug="a")])
                make_topic("b")
            assert logged() == []
        make_topic("c")
        assert logged() == ["*", "named:c"]

    def test_owes_nothing_when_all_around_it_is_rolled_back(self):
        with pytest.raises(ZeroDivisionError), transaction.atomic(), quietly():
            write_and_fail()
        assert logged() == []
        assert not BulkWriting.objects.exists()

    def test_may_be_used_within_itself(self):
        with quietly(), transaction.atomic():
            with quietly():
                make_topic("a")
            make_topic("b")
        assert set(logged()) == {"*"}

    def test_may_be_used_by_two_at_once(self):
        def other():
            with quietly(), transaction.atomic():
                make_topic("b")

        with quietly():
            elsewhere(other)
            assert logged() == ["*"]
            with transaction.atomic():
                make_topic("a")
        assert logged() == ["*"]


def write_and_fail():
    with transaction.atomic():
        make_topic("a")
    raise ZeroDivisionError


DYING = """
import os, sys, django
django.setup()
from django.db import connection, transaction
connection.settings_dict["NAME"] = sys.argv[1]
from broadsheet.press.watching.quiet import quietly
from broadsheet.topics.models import Topic
with quietly():
    with transaction.atomic():
        Topic.objects.bulk_create([Topic(name="Quay", slug="of-the-dead")])
    print("written", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def bulk_writer():
    """A process that has written in bulk and not come to its end."""
    process = subprocess.Popen(
        [sys.executable, "-c", DYING, str(connection.settings_dict["NAME"])],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "broadsheet.settings"},
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"written\n"
    yield process
    process.kill()
    process.wait()
    process.stdin.close()
    process.stdout.close()


class TestSettle:
    def test_has_nothing_to_do_when_nobody_writes(self):
        assert not settle()
        assert logged() == []

    def test_leaves_a_writer_alone_who_lives(self, bulk_writer):
        assert not settle()
        assert logged() == []

    def test_pays_for_one_who_died(self, bulk_writer):
        bulk_writer.send_signal(signal.SIGKILL)
        bulk_writer.wait()
        assert Topic.objects.filter(slug="of-the-dead").exists()
        assert eventually(settle)
        assert logged() == ["*"]
        assert not settle()


def eventually(deed, *, patience: float = 10.0) -> bool:
    """A server takes a moment to notice that its client is gone."""
    pause = threading.Event()
    for _ in range(int(patience / 0.05)):
        if deed():
            return True
        pause.wait(0.05)
    return False
