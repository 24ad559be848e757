"""Writes a ZIP piece by piece: only its page and its files are ever whole in memory.

Of the tables, however long they are, a row is read when it is written.
"""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from broadsheet.belongings import Belongings, Table

INDEX: Final = "index.html"
A_PIECE: Final = 64 * 1024
READABLE: Final = 0o644 << 16
"""By its owner, and by whoever unpacks it."""


def archive(belongings: Iterable[Belongings], *, index: str, at: datetime) -> Iterator[bytes]:
    """A ZIP of the page that shows it all, a JSON file for each table, and the files themselves."""
    sink = _Sink()
    with ZipFile(sink, "w") as zipped:
        yield from _entry(zipped, sink, INDEX, [index.encode()], at=at)
        for theirs in belongings:
            for table in theirs.tables:
                yield from _entry(zipped, sink, f"{table.name}.json", _json(table), at=at)
            for name, body in theirs.files.items():
                yield from _entry(zipped, sink, name, [body], at=at, how=ZIP_STORED)
    yield sink.take()


def _entry(
    zipped: ZipFile,
    sink: _Sink,
    name: str,
    pieces: Iterable[bytes],
    *,
    at: datetime,
    how: int = ZIP_DEFLATED,
) -> Iterator[bytes]:
    entry = ZipInfo(name, at.astimezone(UTC).timetuple()[:6])
    entry.compress_type, entry.external_attr = how, READABLE
    with zipped.open(entry, "w") as file:
        for piece in pieces:
            file.write(piece)
            if sink.size >= A_PIECE:
                yield sink.take()


def _json(table: Table) -> Iterator[bytes]:
    """The rows as a list of objects, a row a line."""
    before = "[\n"
    for row in table.rows():
        yield (before + json.dumps(_plain(row), ensure_ascii=False)).encode()
        before = ",\n"
    yield b"[]\n" if before == "[\n" else b"\n]\n"


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value
        for name, value in row.items()
    }


class _Sink(io.RawIOBase):
    """Takes what is written until somebody takes it further."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self.size = 0

    def writable(self) -> bool:
        return True

    def write(self, piece: Any) -> int:
        self._pieces.append(bytes(piece))
        self.size += len(piece)
        return len(piece)

    def take(self) -> bytes:
        taken, self._pieces, self.size = b"".join(self._pieces), [], 0
        return taken
