"""A database of the store's file within a transaction: keys and values of bytes, in order."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Iterator

    import lmdb


class Table:
    """One value under each key."""

    def __init__(self, txn: lmdb.Transaction, db: lmdb._Database) -> None:
        self._txn = txn
        self._db = db

    def get(self, key: bytes) -> bytes | None:
        return cast("bytes | None", self._txn.get(key, db=self._db))

    def has(self, key: bytes) -> bool:
        return self._txn.get(key, db=self._db) is not None

    def put(self, key: bytes, value: bytes = b"") -> None:
        self._txn.put(key, value, db=self._db)

    def append(self, key: bytes, value: bytes = b"") -> None:
        """Put what comes after all others."""
        self._txn.put(key, value, db=self._db, append=True)

    def pop(self, key: bytes) -> bytes | None:
        return cast("bytes | None", self._txn.pop(key, db=self._db))

    def delete(self, key: bytes) -> None:
        self._txn.delete(key, db=self._db)

    def keys(self, *, most: int | None = None) -> list[bytes]:
        """The first of them, or all."""
        with self._txn.cursor(self._db) as cursor:
            return list(islice(cast("Iterator[bytes]", cursor.iternext(values=False)), most))

    def first_from(self, key: bytes) -> bytes | None:
        """The first key that is this one or comes after it."""
        with self._txn.cursor(self._db) as cursor:
            return cast("bytes", cursor.key()) if cursor.set_range(key) else None

    def items(self, *, prefix: bytes = b"") -> Iterator[tuple[bytes, bytes]]:
        """Keys and values, in order; nothing may be written meanwhile."""
        with self._txn.cursor(self._db) as cursor:
            if not (cursor.set_range(prefix) if prefix else cursor.first()):
                return
            for key, value in cast("Iterator[tuple[bytes, bytes]]", iter(cursor)):
                if not key.startswith(prefix):
                    return
                yield key, value

    def clear(self) -> None:
        self._txn.drop(self._db, delete=False)

    @property
    def length(self) -> int:
        return int(self._txn.stat(self._db)["entries"])

    @property
    def bytes(self) -> int:
        """Of all its pages."""
        stat = self._txn.stat(self._db)
        pages = stat["branch_pages"] + stat["leaf_pages"] + stat["overflow_pages"]
        return int(stat["psize"] * pages)


class Lists(Table):
    """Several values under a key, in order."""

    def all(self, key: bytes) -> list[bytes]:
        with self._txn.cursor(self._db) as cursor:
            values = cursor.iternext_dup() if cursor.set_key(key) else ()
            return list(cast("Iterator[bytes]", values))

    def starting(self, key: bytes, start: bytes) -> bytes | None:
        """The value under a key that starts so, if there is one."""
        with self._txn.cursor(self._db) as cursor:
            value = cast("bytes", cursor.value()) if cursor.set_range_dup(key, start) else b""
            return value if value.startswith(start) else None

    def drop(self, key: bytes, value: bytes) -> None:
        """Take one value out from under a key."""
        self._txn.delete(key, value, db=self._db)
