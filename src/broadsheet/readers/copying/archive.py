"""Writes a ZIP piece by piece, so that none of it is ever whole in memory."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from broadsheet.belongings import Belongings, Sheet

INDEX: Final = "index.html"
A_PIECE: Final = 64 * 1024
READABLE: Final = 0o644 << 16
"""By its owner, and by whoever unpacks it."""


def archive(belongings: Iterable[Belongings], *, index: str, at: datetime) -> Iterator[bytes]:
    """A ZIP of the page that shows it all, a JSON file for each sheet, and the files themselves."""
    sink = _Sink()
    with ZipFile(sink, "w") as zipped:
        yield from _entry(zipped, sink, INDEX, [index.encode()], at=at)
        for theirs in belongings:
            for sheet in theirs.sheets:
                yield from _entry(zipped, sink, f"{sheet.name}.json", _json(sheet), at=at)
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


def _json(sheet: Sheet) -> Iterator[bytes]:
    """The rows as a list of objects, a row a line."""
    before = "[\n"
    for row in sheet.rows():
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
