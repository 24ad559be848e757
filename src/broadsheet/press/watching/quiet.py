"""Writing by the thousand, past the log: it ends with one line that says everything."""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Final

from django.db import DatabaseError, connection, transaction

from broadsheet.press.models import BulkWriting, Change
from broadsheet.press.watching.postgres import SILENT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

WRITES: Final = ("INSERT", "UPDATE", "DELETE", "WITH", "REPLACE", "MERGE")
LOCK: Final = 0x5052455353  # any number that others do not lock


@contextmanager
def quietly() -> Iterator[None]:
    """Inside, this connection's transactions are not logged; afterwards, everything is.

    Others' writes are logged as ever, and so is what is written outside a transaction. Should we
    die inside, `settle` logs everything in our place.
    """
    with _writing_in_bulk():
        debt = BulkWriting.objects.create()
        try:
            with connection.execute_wrapper(_Silence(debt.pk)):
                yield
        finally:
            # A transaction that is rolled back around us takes the debt with it.
            if not connection.needs_rollback:
                _pay(debt.pk)


def settle() -> bool:
    """Pay what bulk writers owe who died; whether there was anything. Asked now and then."""
    if not BulkWriting.objects.exists():
        return False
    with transaction.atomic(), _nobody_writes_in_bulk() as alone:
        debts = list(BulkWriting.objects.values_list("pk", flat=True)) if alone else []
        for debt in debts:
            _pay(debt)
    return bool(debts)


@transaction.atomic
def _pay(debt: int) -> None:
    Change.log_everything()
    BulkWriting.objects.filter(pk=debt).delete()


class _Silence:
    """Silences the triggers around each write of ours, and for nobody else.

    The word is said and taken back within one transaction, so that no other ever reads it.
    """

    def __init__(self, debt: int) -> None:
        self.debt = debt

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: Any, context: Any
    ) -> Any:
        if not connection.in_atomic_block or not sql.lstrip().upper().startswith(WRITES):
            return execute(sql, params, many, context)
        self._be_silent(is_silent=True)
        try:
            result = execute(sql, params, many, context)
        except BaseException:
            with suppress(DatabaseError):  # on PostgreSQL it ended with the statement
                self._be_silent(is_silent=False)
            raise
        self._be_silent(is_silent=False)
        return result

    def _be_silent(self, *, is_silent: bool) -> None:
        """Past Django's cursors, which would ask us again."""
        with connection.wrap_database_errors:
            if connection.vendor == "sqlite":
                said = "UPDATE press_bulkwriting SET is_silent = ? WHERE id = ?"
                connection.connection.execute(said, (is_silent, self.debt))
            else:
                word = "on" if is_silent else "off"
                connection.connection.execute("SELECT set_config(%s, %s, true)", (SILENT, word))


@contextmanager
def _writing_in_bulk() -> Iterator[None]:
    """Hold, with others, the lock that tells a bulk writer who lives from one who died."""
    if connection.vendor == "sqlite":
        with _lock_file() as file:
            fcntl.flock(file, fcntl.LOCK_SH)
            yield
        return
    # On a connection of its own, which nothing that happens inside can close.
    own = connection.copy()
    try:
        with own.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock_shared(%s)", [LOCK])
            try:
                yield
            finally:
                # The session may live on, in the pool.
                cursor.execute("SELECT pg_advisory_unlock_shared(%s)", [LOCK])
    finally:
        own.close()


@contextmanager
def _nobody_writes_in_bulk() -> Iterator[bool]:
    """Whether no bulk writer lives; while we look none begins. Within a transaction."""
    if connection.vendor == "sqlite":
        with _lock_file() as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
            else:
                yield True
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        ((alone,),) = cursor.fetchall()
    yield alone


@contextmanager
def _lock_file() -> Iterator[int]:
    """The kernel lets go of a lock on a file whose holder dies."""
    path = f"{connection.settings_dict['NAME']}-bulk"
    file = os.open(path, os.O_RDWR | os.O_CREAT, 0o640)
    try:
        yield file
    finally:
        os.close(file)
