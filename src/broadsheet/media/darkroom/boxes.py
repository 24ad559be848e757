"""The boxes of an AVIF file: its words are overwritten where they lie.

Every part of such a file is found by its distance from the start, so nothing may move: what is
put in place of a block is padded to the old one's length.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    EditPayload = Callable[[bytes], bytes | None]

KEPT_BOXES = {b"ftyp", b"meta", b"mdat", b"moov"}
WORDS_OF_A_MOVIE = {b"udta", b"meta", b"uuid"}
XMP_TYPE = b"application/rdf+xml"
EMPTY_TIFF = b"MM\0*\0\0\0\x08\0\0\0\0\0\0"


@dataclass(frozen=True, slots=True)
class Box:
    name: bytes
    start: int
    body: int
    end: int


class Cursor:
    """Reads big-endian numbers of any width, one after the other."""

    def __init__(self, raw: bytes, at: int) -> None:
        self.raw = raw
        self.at = at

    def number(self, width: int) -> int:
        if self.at + width > len(self.raw):
            raise ValueError("a box is cut short")
        value = int.from_bytes(self.raw[self.at : self.at + width], "big")
        self.at += width
        return value

    def text(self) -> bytes:
        end = self.raw.index(b"\0", self.at)
        value, self.at = self.raw[self.at : end], end + 1
        return value


def rewrite(raw: bytes, *, exif: EditPayload, xmp: EditPayload) -> bytes:
    """The same file with its EXIF and XMP edited and every other bag of words emptied.

    Raises ValueError where the boxes make no sense.
    """
    out = bytearray(raw)
    for box in list(_boxes(raw, 0, len(raw))):
        if box.name == b"meta":
            _rewrite_items(raw, out, box, exif, xmp)
        elif box.name == b"moov":
            _empty_movie(raw, out, box)
        elif box.name not in KEPT_BOXES:
            _empty(out, box)
    return bytes(out)


def _boxes(raw: bytes, start: int, end: int) -> Iterator[Box]:
    while start + 8 <= end:
        size, name = struct.unpack_from(">I4s", raw, start)
        body = start + 8
        if size == 1:
            (size,) = struct.unpack_from(">Q", raw, body)
            body += 8
        size = size or end - start
        if size < body - start or start + size > end:
            raise ValueError("a box reaches past its end")
        yield Box(name, start, body, start + size)
        start += size


def _empty(out: bytearray, box: Box) -> None:
    out[box.start + 4 : box.start + 8] = b"free"
    out[box.body : box.end] = bytes(box.end - box.body)


def _empty_movie(raw: bytes, out: bytearray, movie: Box) -> None:
    for box in _boxes(raw, movie.body, movie.end):
        if box.name == b"trak":
            _empty_movie(raw, out, box)
        elif box.name in WORDS_OF_A_MOVIE:
            _empty(out, box)


def _rewrite_items(
    raw: bytes, out: bytearray, meta: Box, exif: EditPayload, xmp: EditPayload
) -> None:
    inner = {box.name: box for box in _boxes(raw, meta.body + 4, meta.end)}
    if b"iinf" not in inner or b"iloc" not in inner:
        return
    data = inner.get(b"idat")
    spans = dict(_locations(raw, inner[b"iloc"], data.body if data else 0))
    for item, name, content_type in _items(raw, inner[b"iinf"]):
        where = spans.get(item, [])
        payload = b"".join(raw[start:end] for start, end in where)
        if name == b"Exif":
            _write(out, where, _exif_item(payload, exif))
        elif name == b"mime" and content_type == XMP_TYPE:
            _write(out, where, _fitted(xmp(payload), len(payload), b" "))
        elif name in {b"mime", b"uri "}:
            _write(out, where, bytes(len(payload)))


def _exif_item(payload: bytes, edit: EditPayload) -> bytes:
    """An EXIF item begins with how many bytes to skip before the actual directory."""
    skipped = 4 + int.from_bytes(payload[:4], "big")
    tiff = edit(payload[skipped:]) or EMPTY_TIFF
    room = len(payload) - 4
    return bytes(min(4, len(payload))) + _fitted(tiff, room, b"\0", instead=EMPTY_TIFF)


def _fitted(new: bytes | None, room: int, padding: bytes, instead: bytes = b"") -> bytes:
    if new is None or len(new) > room:
        new = instead if len(instead) <= room else b""
    return new.ljust(max(room, 0), padding)


def _write(out: bytearray, where: list[tuple[int, int]], payload: bytes) -> None:
    at = 0
    for start, end in where:
        out[start:end] = payload[at : at + end - start]
        at += end - start


def _items(raw: bytes, box: Box) -> Iterator[tuple[int, bytes, bytes]]:
    """Number, name and media type of each item of the file."""
    first = box.body + (6 if raw[box.body] == 0 else 8)
    for entry in _boxes(raw, first, box.end):
        version = raw[entry.body]
        if entry.name != b"infe" or version < 2:
            continue
        cursor = Cursor(raw[: entry.end], entry.body + 4)
        item = cursor.number(2 if version == 2 else 4)
        cursor.number(2)
        name = cursor.number(4).to_bytes(4, "big")
        cursor.text()
        yield item, name, cursor.text() if name == b"mime" else b""


def _locations(
    raw: bytes, box: Box, inner_data: int
) -> Iterator[tuple[int, list[tuple[int, int]]]]:
    """Number of each item, and where in the file its bytes are."""
    cursor = Cursor(raw[: box.end], box.body)
    version = cursor.number(4) >> 24
    widths = cursor.number(2)
    offset_width, length_width = widths >> 12, widths >> 8 & 15
    base_width, index_width = widths >> 4 & 15, (widths & 15 if version else 0)
    for _ in range(cursor.number(2 if version < 2 else 4)):
        item = cursor.number(2 if version < 2 else 4)
        method = cursor.number(2) & 15 if version else 0
        cursor.number(2)
        base = cursor.number(base_width) + (inner_data if method == 1 else 0)
        spans = []
        for _ in range(cursor.number(2)):
            cursor.number(index_width)
            start = base + cursor.number(offset_width)
            length = cursor.number(length_width) or len(raw) - start
            if start + length > len(raw) or length < 0:
                raise ValueError("an item lies past the end")
            spans.append((start, start + length))
        yield item, spans
