"""After every migrate run the database watches what it should, and says so when asked."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import connection

from broadsheet.press.models import Change
from broadsheet.press.watching import installing
from broadsheet.press.watching import watches as registry
from broadsheet.press.watching.watches import Watch
from broadsheet.topics.models import Topic
from tests.making import make_topic
from tests.press.watching.conftest import logged

TOPICS = Watch("topics.Topic", ("topic:{id}",))
AUTHORS = Watch("topics.Author", ("author:{id}",))


def triggers() -> set[str]:
    with connection.cursor() as cursor:
        return set(installing.DIALECTS[connection.vendor].standing(cursor))


@pytest.mark.django_db
class TestInstall:
    def test_says_everything_when_it_had_to_make_one(self, monkeypatch):
        monkeypatch.setattr(registry, "_watches", [TOPICS])
        Change.objects.all().delete()
        assert installing.install()
        assert logged() == ["*"]

    def test_does_nothing_when_all_are_there(self, watching, django_assert_max_num_queries):
        watching(TOPICS, AUTHORS)
        with django_assert_max_num_queries(4):
            assert not installing.install()
        assert logged() == []

    def test_takes_out_what_is_watched_no_longer(self, watching):
        watching(TOPICS, AUTHORS)
        before = triggers()
        watching(AUTHORS)
        assert triggers() < before
        make_topic()
        assert logged() == []

    def test_makes_anew_what_somebody_has_altered(self, watching):
        watching(TOPICS)
        break_one()
        assert installing.faults()
        assert installing.install()
        assert not installing.faults()
        logged()
        make_topic()
        assert logged() == [f"topic:{Topic.objects.get().pk}"]

    def test_leaves_out_a_table_that_is_not_there_yet(self, watching, monkeypatch):
        monkeypatch.setattr(Topic._meta, "db_table", "topics_later")
        watching(TOPICS, AUTHORS)
        assert len({name for name in triggers() if "author" in name}) == len(triggers()) > 0
        assert installing.faults()


def break_one() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f'DROP TRIGGER "{min(triggers())}"')
        else:
            cursor.execute(f'ALTER TABLE topics_topic DISABLE TRIGGER "{min(triggers())}_r"')


@pytest.mark.django_db(transaction=True)
class TestMigrating:
    @pytest.fixture(autouse=True)
    def _watching(self, monkeypatch):
        monkeypatch.setattr(
            registry, "_watches", [Watch("wire.Arrival", ("arrival:{id}",)), TOPICS]
        )

    def test_makes_what_is_missing(self):
        call_command("migrate", verbosity=0)
        assert not installing.faults()
        make_topic()
        assert f"topic:{Topic.objects.get().pk}" in logged()

    def test_back_and_forth_ends_with_everything_watched_and_logged(self):
        call_command("migrate", verbosity=0)
        logged()
        call_command("migrate", "wire", "zero", verbosity=0, interactive=False)
        assert installing.faults()
        assert not any("wire" in name for name in triggers())
        assert any("topic" in name for name in triggers())
        logged()
        call_command("migrate", verbosity=0)
        assert not installing.faults()
        assert "*" in logged()
