"""EXIF: what a camera wrote about a picture. Kept value by value, byte for byte, or left out.

Position, serial numbers, makers' own data and previews are not among what is kept.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

NAME = b"Exif\0\0"
"""Stands before the block in some formats."""

DESCRIPTION = 0x010E
ORIENTATION = 0x0112
ARTIST = 0x013B
COPYRIGHT = 0x8298
TAKEN_AT = 0x9003
CAMERA = 0x8769
"""Points to the directory of what the camera was set to."""

KEPT = {
    *(DESCRIPTION, ORIENTATION, ARTIST, COPYRIGHT),
    *(0x010F, 0x0110),  # make and model
    *(0x011A, 0x011B, 0x0128),  # resolution
    *(0x0131, 0x0132),  # software, changed at
}
KEPT_OF_CAMERA = {
    *(TAKEN_AT, 0x9004, 0x9010, 0x9011, 0x9012),  # moments and their offsets from UTC
    *(0x829A, 0x829D, 0x8827, 0x9209, 0x920A, 0xA405, 0xA434),  # exposure, flash, lens
    0xA001,  # colour space
}

_ASCII, _LONG = 2, 4
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8}
_ORDERS = {b"II*\0": "<", b"MM\0*": ">"}
_LONGEST_VALUE = 32 * 1024


@dataclass(frozen=True, slots=True)
class _Entry:
    tag: int
    type: int
    count: int
    value: bytes


def read(payload: bytes) -> dict[int, str]:
    """The texts that are kept, by tag; nothing where the block makes no sense."""
    try:
        _order, main, camera = _directories(payload)
    except (struct.error, ValueError):
        return {}
    return {entry.tag: _decoded(entry.value) for entry in (*main, *camera) if entry.type == _ASCII}


def pruned(payload: bytes) -> bytes | None:
    """The block without anything that could tell where the picture was taken."""
    try:
        order, main, camera = _directories(payload)
    except (struct.error, ValueError):
        return None
    return _written(order, main, camera) if main or camera else None


def orientation(payload: bytes) -> int:
    """How the picture must be turned to stand upright: 1 to 8, where 1 is not at all."""
    try:
        order, main, _camera = _directories(payload)
        entry = next(entry for entry in main if entry.tag == ORIENTATION)
        return int(struct.unpack_from(f"{order}H", entry.value)[0])
    except (struct.error, ValueError, StopIteration):
        return 1


def composed(texts: dict[int, str]) -> bytes:
    """A block that holds these texts and nothing else; those that are empty are left out."""
    values = {tag: text.encode() + b"\0" for tag, text in texts.items() if text}
    entries = [_Entry(tag, _ASCII, len(value), value) for tag, value in sorted(values.items())]
    return _written(">", entries, [])


def _directories(payload: bytes) -> tuple[str, list[_Entry], list[_Entry]]:
    tiff = payload.removeprefix(NAME)
    if tiff[:4] not in _ORDERS:
        raise ValueError("no TIFF header")
    order = _ORDERS[tiff[:4]]
    entries = _entries(tiff, order, struct.unpack_from(f"{order}I", tiff, 4)[0])
    main = [entry for entry in entries if entry.tag in KEPT]
    pointer = next((e for e in entries if e.tag == CAMERA and len(e.value) == 4), None)
    if pointer is None:
        return order, main, []
    try:
        inner = _entries(tiff, order, struct.unpack(f"{order}I", pointer.value)[0])
    except struct.error:
        inner = []
    return order, main, [entry for entry in inner if entry.tag in KEPT_OF_CAMERA]


def _entries(tiff: bytes, order: str, at: int) -> list[_Entry]:
    (count,) = struct.unpack_from(f"{order}H", tiff, at)
    entries: dict[int, _Entry] = {}
    for start in range(at + 2, min(at + 2 + count * 12, len(tiff) - 11), 12):
        tag, kind, number = struct.unpack_from(f"{order}HHI", tiff, start)
        size = _SIZES.get(kind, 0) * number
        if not 0 < size <= _LONGEST_VALUE:
            continue
        where = start + 8 if size <= 4 else struct.unpack_from(f"{order}I", tiff, start + 8)[0]
        value = tiff[where : where + size]
        if len(value) == size:
            entries.setdefault(tag, _Entry(tag, kind, number, value))
    return sorted(entries.values(), key=lambda entry: entry.tag)


def _written(order: str, main: list[_Entry], camera: list[_Entry]) -> bytes:
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(f"{order}I", 8)
    if not camera:
        return head + _directory(main, order, at=8)
    # The pointer has the same length whatever it says, so a first writing tells where it leads.
    length = len(_directory([*main, _pointer(order, 0)], order, at=8))
    first = _directory([*main, _pointer(order, 8 + length)], order, at=8)
    return head + first + _directory(camera, order, at=8 + length)


def _pointer(order: str, at: int) -> _Entry:
    return _Entry(CAMERA, _LONG, 1, struct.pack(f"{order}I", at))


def _directory(entries: list[_Entry], order: str, *, at: int) -> bytes:
    table = struct.pack(f"{order}H", len(entries))
    values = b""
    after = at + 2 + 12 * len(entries) + 4
    for entry in sorted(entries, key=lambda entry: entry.tag):
        table += struct.pack(f"{order}HHI", entry.tag, entry.type, entry.count)
        if len(entry.value) <= 4:
            table += entry.value.ljust(4, b"\0")
        else:
            table += struct.pack(f"{order}I", after + len(values))
            values += entry.value + b"\0" * (len(entry.value) % 2)
    return table + bytes(4) + values


def _decoded(value: bytes) -> str:
    """EXIF says ASCII; programs write UTF-8, old ones the Windows code page."""
    text = value.split(b"\0", 1)[0]
    try:
        return text.decode()
    except UnicodeDecodeError:
        return text.decode("cp1252", "replace")
