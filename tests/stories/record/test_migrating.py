"""A migration that alters what is sealed: sealed it leaves it, also when it fails half-way."""

import pytest
from django.db import DatabaseError, connection, migrations, models, transaction
from django.db.migrations.loader import MigrationLoader

from broadsheet.stories.models import Version
from broadsheet.stories.record import migrating, sealing
from tests.making import NOON, amend, make_story

pytestmark = pytest.mark.django_db(transaction=True)

ALTERED = [
    migrations.AlterField("version", "by", models.CharField(max_length=300)),
    migrations.AlterField("withdrawal", "by", models.CharField(max_length=300)),
]


class Failed(Exception):
    """A bug in a migration."""


def fail(*_):
    raise Failed


def migration_of(*operations, app="stories"):
    made = migrations.Migration("9999_of_a_test", app)
    made.operations = list(operations)
    migrating.open_within(connection.alias, [(made, False)])
    return made


def state():
    return MigrationLoader(connection).project_state()


def apply(made):
    with connection.schema_editor(atomic=True) as editor:
        made.apply(state(), editor)


def take_back(made):
    with connection.schema_editor(atomic=True) as editor:
        made.unapply(state(), editor)


class TestMigration:
    def test_that_alters_the_tables_leaves_them_sealed_there_and_back(self):
        amend(make_story(), at=NOON, kind="typo", headline="Ferry runs")
        before = list(Version.objects.values())
        made = migration_of(*ALTERED)
        for deed in (apply, take_back):
            deed(made)
            assert sealing.faults() == []
            assert list(Version.objects.values()) == before
            with pytest.raises(DatabaseError, match="stays as it is"), transaction.atomic():
                models.QuerySet.update(Version.objects.all(), note="Nothing happened.")

    def test_that_fails_leaves_them_sealed(self):
        made = migration_of(*ALTERED, migrations.RunPython(fail))
        with pytest.raises(Failed):
            apply(made)
        assert sealing.faults() == []

    def test_that_goes_back_and_fails_leaves_them_sealed(self):
        made = migration_of(migrations.RunPython(migrations.RunPython.noop, fail), *ALTERED)
        apply(made)
        with pytest.raises(Failed):
            take_back(made)
        assert sealing.faults() == []
        take_back(migration_of(*ALTERED))

    def test_of_another_app_is_none_of_its_business(self):
        assert migration_of(app="media").operations == []


class TestRun:
    def test_makes_anew_what_is_missing(self):
        sealing.unseal()
        migrating.seal_what_lacks(connection.alias)
        assert sealing.faults() == []
