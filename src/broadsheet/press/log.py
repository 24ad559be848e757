"""The log of changes as a node follows it: where it ends, what came after, when to look again.

A cursor is taken before or with what it stands for, so that nothing committed is ever skipped;
something may be handed out twice.
"""

from __future__ import annotations

import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeVar

from django.db import connection, transaction

from broadsheet.press.models import EVERYTHING, NO_COPIES, Change, Hold, Node
from broadsheet.press.watching.postgres import CHANNEL

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from django.db.backends.base.base import BaseDatabaseWrapper

C = TypeVar("C", "_SqliteCursor", "_PostgresCursor")

POLL: Final = 0.01
"""Seconds between two looks at SQLite's version."""
MOST: Final = 20_000
"""Lines handed out at once; of more than that, everything is said instead."""
KEPT: Final = timedelta(days=1)
"""A node that was not seen for so long does not hold the log."""


class Lost(Exception):
    """The log does not reach back to the cursor, or is another one: begin from an empty store."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What was committed after a cursor, and the cursor after it."""

    sources: frozenset[str]
    cursor: bytes
    made_at: datetime | None = None
    """when the first of them was written"""

    @property
    def is_everything(self) -> bool:
        return EVERYTHING in self.sources

    @property
    def leave_no_copies(self) -> bool:
        return NO_COPIES in self.sources


class Log(Protocol):
    """The log in one kind of database."""

    def head(self) -> bytes:
        """The cursor after all that is committed now."""

    def after(self, cursor: bytes) -> Changes:
        """What was committed since. Raises Lost."""

    def wait(self, timeout: float) -> bool:
        """Wait for a commit, or so many seconds; whether there may be something new."""

    def place_of(self, change: Change) -> int:
        """Where a line stands that was just written, for `has_passed`."""

    def has_passed(self, cursor: str, place: int) -> bool:
        """Whether whoever is at that cursor has been handed the line that stands there."""

    def trim_before(self, cursors: Sequence[str]) -> int:
        """Delete what all these have passed; how many lines that were."""

    def close(self) -> None:
        """Give back what waiting holds."""


def open_log() -> Log:
    """The log of this paper's database."""
    return SqliteLog() if connection.vendor == "sqlite" else PostgresLog()


@transaction.atomic
def trim(log: Log, *, now: datetime) -> int:
    """Forget who is gone, and delete what all others have passed.

    A node that comes back finds that it is not among them, and begins from an empty store.
    """
    for followers in (Node.objects, Hold.objects):
        followers.filter(seen_at__lt=now - KEPT).delete()
    cursors = list(Node.objects.values_list("cursor", flat=True))
    held = list(Hold.objects.values_list("cursor", flat=True))
    return log.trim_before([*cursors, *held]) if cursors else 0


def hold(name: str, cursor: bytes, *, now: datetime) -> None:
    """Keep what comes after that cursor, for somebody who follows beside the press."""
    Hold.objects.update_or_create(name=name, defaults={"cursor": cursor.decode(), "seen_at": now})


@contextmanager
def held(name: str, cursor: bytes, *, now: datetime) -> Iterator[None]:
    """Inside, what comes after that cursor is kept; for a day, should nobody come out again."""
    hold(name, cursor, now=now)
    try:
        yield
    finally:
        Hold.objects.filter(name=name).delete()


def mark_of(line: Sequence[Any] | None) -> str:
    """Tells a line from one that bears its number in another history of the log."""
    return blake2b(repr(line).encode(), digest_size=5).hexdigest() if line else "-"


def too_many(log: Log, made_at: datetime) -> Changes:
    """What is said in place of more lines than anybody can take in."""
    # The place is taken first: a withdrawal that is committed in between is handed out again.
    head = log.head()
    # Those that say so are few, and say it as well of what was seen to already.
    is_said = Change.objects.filter(source=NO_COPIES).exists()
    sources = frozenset({EVERYTHING, NO_COPIES} if is_said else {EVERYTHING})
    return Changes(sources, head, made_at)


def line(number: int) -> Any:
    return Change.objects.filter(pk=number).values_list("pk", "source", "made_at").first()


def last_line() -> Any:
    return Change.objects.order_by("-pk").values_list("pk", "source", "made_at").first()


class SqliteLog:
    """Writers come one after the other, and ids never come again: the last id is the place."""

    def __init__(self) -> None:
        self._own: BaseDatabaseWrapper | None = None
        self._version = -1

    def head(self) -> bytes:
        last = last_line()
        return _SqliteCursor(last[0] if last else 0, mark_of(last)).dump()

    def after(self, cursor: bytes) -> Changes:
        known = _SqliteCursor.load(cursor)
        lines = list(
            Change.objects.filter(pk__gte=known.last)
            .order_by("pk")
            .values_list("pk", "source", "made_at")[: MOST + 2]
        )
        if known.last and (not lines or mark_of(lines[0]) != known.mark):
            raise Lost
        if not known.last and lines:
            raise Lost
        if len(lines) > MOST + 1:
            return too_many(self, lines[1][2])
        new = lines[1:]
        if not new:
            return Changes(frozenset(), cursor)
        sources = frozenset(source for _number, source, _made_at in new)
        return Changes(sources, _SqliteCursor(new[-1][0], mark_of(new[-1])).dump(), new[0][2])

    def wait(self, timeout: float) -> bool:
        """The version that SQLite tells changes whenever another connection commits."""
        if self._own is None:
            self._own = connection.copy()
            self._own.ensure_connection()
        until = time.monotonic() + timeout
        while True:
            with self._own.wrap_database_errors:
                ((version,),) = self._own.connection.execute("PRAGMA data_version").fetchall()
            if version != self._version:
                self._version = version
                return True
            if time.monotonic() >= until:
                return False
            time.sleep(POLL)

    def place_of(self, change: Change) -> int:
        return change.pk

    def has_passed(self, cursor: str, place: int) -> bool:
        return any(each.last >= place for each in _readable(_SqliteCursor, [cursor]))

    def trim_before(self, cursors: Sequence[str]) -> int:
        places = _readable(_SqliteCursor, cursors)
        return (
            Change.objects.filter(pk__lt=min(place.last for place in places)).delete()[0]
            if places
            else 0
        )

    def close(self) -> None:
        if self._own is not None:
            self._own.close()
        self._own, self._version = None, -1


@dataclass(frozen=True, slots=True)
class _SqliteCursor:
    last: int
    mark: str

    def dump(self) -> bytes:
        return f"sqlite {self.last} {self.mark}".encode()

    @classmethod
    def load(cls, raw: bytes) -> _SqliteCursor:
        match raw.decode().split(" "):
            case ["sqlite", last, mark]:
                return cls(int(last), mark)
            case _:
                raise Lost


class PostgresLog:
    """Ids are taken before the commit, and commits come in any order: a snapshot is the place.

    It says exactly which transactions were done. One that was not is looked for by its number, so
    that a late commit is never skipped, and a long one holds nothing up.
    """

    HISTORY = (
        "SELECT s.system_identifier::text || '.' || d.oid || '.'"
        " || left(pg_walfile_name(pg_current_wal_lsn()), 8)"
        " FROM pg_control_system() AS s, pg_database AS d WHERE d.datname = current_database()"
    )
    """another server, another database, or one that was set back to an earlier moment"""
    SINCE = f"""
        SELECT now.snapshot::text, h.history, c.id, c.source, c.made_at
        FROM (SELECT pg_current_snapshot() AS snapshot) AS now
        CROSS JOIN ({HISTORY}) AS h (history)
        LEFT JOIN (
            SELECT id, source, made_at FROM press_change
            WHERE (xid >= %s::xid8 OR xid = ANY(%s::xid8[]))
            AND xid < pg_snapshot_xmax(pg_current_snapshot())
            ORDER BY id LIMIT %s
        ) AS c ON true
    """  # noqa: S608 - our own words
    """what a snapshot did not see; a dump may bring lines along with another server's numbers"""

    def __init__(self) -> None:
        self._own: Any = None

    def head(self) -> bytes:
        # Whatever is committed between these two is handed out again.
        ((snapshot,),) = _rows("SELECT pg_current_snapshot()::text")
        return self._cursor(snapshot).dump()

    def _cursor(self, snapshot: str) -> _PostgresCursor:
        last = last_line()
        ((history,),) = _rows(self.HISTORY)
        return _PostgresCursor(history, snapshot, last[0] if last else 0, mark_of(last))

    def after(self, cursor: bytes) -> Changes:
        known = _PostgresCursor.load(cursor)
        rows = _rows(self.SINCE, [known.done_below, known.under_way, MOST + 1])
        snapshot, history = rows[0][:2]
        if history != known.history or mark_of(line(known.last)) != known.mark:
            raise Lost
        new = [row[2:] for row in rows if row[2] is not None]
        if len(new) > MOST:
            return too_many(self, new[0][2])
        last = max([*new, line(known.last)], key=lambda row: row[0]) if new else None
        place = _PostgresCursor(
            history,
            snapshot,
            last[0] if last else known.last,
            mark_of(last) if last else known.mark,
        )
        return Changes(
            frozenset(row[1] for row in new),
            place.dump(),
            min((row[2] for row in new), default=None),
        )

    def wait(self, timeout: float) -> bool:
        with connection.wrap_database_errors:
            if self._own is None:
                self._own = _listening()
                return True
            return any(self._own.notifies(timeout=timeout, stop_after=1))

    def place_of(self, change: Change) -> int:
        """The transaction that wrote the line."""
        ((place,),) = _rows("SELECT xid::text FROM press_change WHERE id = %s", [change.pk])
        return int(place)

    def has_passed(self, cursor: str, place: int) -> bool:
        return any(each.saw(place) for each in _readable(_PostgresCursor, [cursor]))

    def trim_before(self, cursors: Sequence[str]) -> int:
        places = _readable(_PostgresCursor, cursors)
        if not places:
            return 0
        with connection.cursor() as cursor:
            cursor.execute(
                "DELETE FROM press_change WHERE xid < %s::xid8 AND id < %s",
                [str(min(place.oldest_open for place in places)), min(p.last for p in places)],
            )
            return int(cursor.rowcount)

    def close(self) -> None:
        if self._own is not None:
            self._own.close()
        self._own = None


@dataclass(frozen=True, slots=True)
class _PostgresCursor:
    history: str
    snapshot: str
    """`xmin:xmax:xip,xip,…`, as PostgreSQL writes it"""
    last: int
    """the highest id seen, whose line no trimming takes from a node that lives"""
    mark: str

    def dump(self) -> bytes:
        return f"postgres {self.history} {self.snapshot} {self.last} {self.mark}".encode()

    @classmethod
    def load(cls, raw: bytes) -> _PostgresCursor:
        match raw.decode().split(" "):
            case ["postgres", history, snapshot, last, mark]:
                return cls(history, snapshot, int(last), mark)
            case _:
                raise Lost

    def saw(self, transaction: int) -> bool:
        """Whether that transaction was done."""
        is_open = str(transaction) in self.under_way
        return transaction < int(self.done_below) and not is_open

    @property
    def oldest_open(self) -> int:
        """Every transaction below it was done."""
        return int(self.snapshot.split(":")[0])

    @property
    def done_below(self) -> str:
        """Every transaction below it was done, but for those under way."""
        return self.snapshot.split(":")[1]

    @property
    def under_way(self) -> list[str]:
        return [each for each in self.snapshot.split(":")[2].split(",") if each]


def _readable(kind: type[C], cursors: Sequence[str]) -> list[C]:
    """Those of this log; a node that followed another one begins anew anyway."""
    found = []
    for cursor in cursors:
        with suppress(Lost):
            found.append(kind.load(cursor.encode()))
    return found


def _rows(sql: str, params: Sequence[Any] = ()) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def _listening() -> Any:
    """A connection of its own: the pool's are used by others in between."""
    settings = {**connection.get_connection_params(), "context": None, "cursor_factory": None}
    settings.pop("pool", None)
    own = connection.Database.connect(  # type: ignore[attr-defined]  # each database has one
        **settings, autocommit=True
    )
    own.execute(f"LISTEN {CHANNEL}")
    return own
