"""A database for each worker, copied from one that is migrated already.

Migrating takes longer than most test files. A copy is also what a test that commits leaves behind
instead of empty tables: flushing would take away the groups and the root page that migrations made.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import psycopg
import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection
from django.test import TransactionTestCase
from psycopg import sql
from pytest_django import DjangoDbBlocker

from broadsheet.press.watching.installing import DIALECTS
from broadsheet.press.watching.watches import watched_tables, watches
from broadsheet.stories.record import sealing
from tests.machinery.kept import fingerprint, kept
from tests.settings import TEST_FOLDER


class Copies(Protocol):
    """Where one worker's database comes from, and comes from again."""

    def renew(self) -> None: ...
    def remove(self) -> None: ...


class SqliteCopies:
    """A file, copied; the original is kept for later runs."""

    def __init__(self) -> None:
        self.path = Path(TEST_FOLDER, "paper.sqlite3")  # never a paper that matters
        connection.settings_dict["NAME"] = str(self.path)
        self.original = kept("migrated.sqlite3", migrations_print(), self._make)

    def _make(self, draft: Path) -> None:
        self.remove()
        migrate()
        connection.close()
        shutil.copyfile(self.path, draft)

    def renew(self) -> None:
        self.remove()
        shutil.copyfile(self.original, self.path)

    def remove(self) -> None:
        connection.close()
        for suffix in ("", "-wal", "-shm"):
            Path(f"{self.path}{suffix}").unlink(missing_ok=True)


class PostgresCopies:
    """A database made from a template on the server, which the first worker to come makes."""

    LOCK = 8_265_342

    def __init__(self, worker: str) -> None:
        connection.close()
        self.admin = psycopg.connect(
            **{**connection.get_connection_params(), "context": None, "cursor_factory": None},
            autocommit=True,
        )
        self.name = f"broadsheet_test_{worker}"
        self.template = f"broadsheet_migrated_{migrations_print()}"
        self.admin.execute("SELECT pg_advisory_lock(%s)", [self.LOCK])
        if not self._template_is_made():
            self._make_template()
        self.admin.execute("SELECT pg_advisory_unlock(%s)", [self.LOCK])

    def _template_is_made(self) -> bool:
        query = "SELECT 1 FROM pg_database WHERE datname = %s"
        return self.admin.execute(query, [self.template]).fetchone() is not None

    def _make_template(self) -> None:
        self._copy("template1")
        migrate()
        self._let_go()
        self._do("ALTER DATABASE {} RENAME TO {}", self.name, self.template)

    def renew(self) -> None:
        self._copy(self.template)

    def remove(self) -> None:
        self._let_go()
        self._do("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name)

    def _copy(self, template: str) -> None:
        self.remove()
        self._do("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY", self.name, template)
        connection.settings_dict["NAME"] = self.name

    def _let_go(self) -> None:
        connection.close()
        connection.close_pool()  # type: ignore[attr-defined]  # PostgreSQL’s alone

    def _do(self, statement: str, *names: str) -> None:
        self.admin.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def migrations_print() -> str:
    """Names all that decides what a migrated database holds."""
    folders = [Path(app.path) for app in apps.get_app_configs()]
    files = [file for folder in folders for file in folder.glob("migrations/**/*.py")]
    return fingerprint(files, also=repr((settings.INSTALLED_APPS, triggers())))


def triggers() -> list[tuple[str, str]]:
    """How the database is told to watch its tables, and to keep what is written in one."""
    dialect = DIALECTS[connection.vendor]
    watched = watched_tables(watches())
    seals = sealing.definitions(connection.vendor).items()
    return [*(made for each in watched for made in dialect.definitions(each)), *seals]


def migrate() -> None:
    """Bring an empty database to where the code is."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_blocker: DjangoDbBlocker,
    worker_id: str,
) -> Iterator[None]:
    """Replaces pytest-django's, which would migrate once for each worker."""
    with django_db_blocker.unblock():
        copies = SqliteCopies() if connection.vendor == "sqlite" else PostgresCopies(worker_id)
        copies.renew()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _test: _start_over(copies))
        yield
    with django_db_blocker.unblock():
        copies.remove()


def _start_over(copies: Copies) -> None:
    copies.renew()
    ContentType.objects.clear_cache()
