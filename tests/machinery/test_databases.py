"""A test that commits leaves behind what migrations made, and nothing of its own."""

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from wagtail.models import Page

OURS = "People who came with a test"


@pytest.mark.django_db(transaction=True)
class TestAfterCommitting:
    @pytest.mark.parametrize("time", ["first", "second"])
    def test_nothing_is_left_and_nothing_is_missing(self, time: str) -> None:
        assert not Group.objects.filter(name=OURS).exists()
        assert Page.objects.filter(depth=1).exists()
        Group.objects.create(name=OURS)


@pytest.mark.django_db
class TestDatabase:
    @pytest.mark.sqlite
    def test_is_a_file_set_as_in_production(self) -> None:
        with connection.cursor() as cursor:
            pragmas = [cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in PRAGMAS]
        assert pragmas == list(PRAGMAS.values())

    @pytest.mark.postgres
    def test_is_a_server_reached_by_its_socket(self) -> None:
        assert connection.vendor == "postgresql"
        assert str(connection.settings_dict["HOST"]).startswith("/")


PRAGMAS = {"journal_mode": "wal", "synchronous": 1, "foreign_keys": 1}
