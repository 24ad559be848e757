"""IPTC-IIM: the record in which picture agencies have written since 1991."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Dataset = tuple[int, int]

CHARSET: Dataset = (1, 90)
VERSION: Dataset = (2, 0)
TITLE: Dataset = (2, 5)
INSTRUCTIONS: Dataset = (2, 40)
CREATED_ON: Dataset = (2, 55)
CREATOR: Dataset = (2, 80)
HEADLINE: Dataset = (2, 105)
CREDIT: Dataset = (2, 110)
COPYRIGHT: Dataset = (2, 116)
CAPTION: Dataset = (2, 120)

UTF8 = b"\x1b%G"
LONGEST = {TITLE: 64, CREATOR: 32, HEADLINE: 256, CREDIT: 32, COPYRIGHT: 128, CAPTION: 2000}
"""In bytes, as the standard has it."""


def read(payload: bytes) -> dict[Dataset, list[str]]:
    """The texts of the record; a dataset may occur several times."""
    datasets = list(_datasets(payload))
    is_utf8 = (CHARSET, UTF8) in datasets
    texts: dict[Dataset, list[str]] = {}
    for dataset, value in datasets:
        if dataset[0] == 2 and dataset != VERSION:
            texts.setdefault(dataset, []).append(_decoded(value, is_utf8=is_utf8))
    return texts


def pruned(payload: bytes) -> bytes | None:
    """The record's whole datasets. None of them has room for a position."""
    kept = [_written(dataset, value) for dataset, value in _datasets(payload) if dataset[0] <= 2]
    return b"".join(kept) or None


def composed(texts: Mapping[Dataset, str]) -> bytes:
    """A record of these texts, each cut to the length that the standard allows."""
    written = [_written(CHARSET, UTF8), _written(VERSION, b"\0\4")]
    for dataset, text in sorted(texts.items()):
        if text:
            value = text.encode()[: LONGEST[dataset]].decode(errors="ignore")
            written.append(_written(dataset, value.encode()))
    return b"".join(written) if len(written) > 2 else b""


def _datasets(payload: bytes) -> Iterator[tuple[Dataset, bytes]]:
    at = 0
    while payload[at : at + 1] == b"\x1c" and at + 5 <= len(payload):
        record, number, size = struct.unpack_from(">BBH", payload, at + 1)
        at += 5
        if size & 0x8000:
            width = size & 0x7FFF
            if width > 4 or at + width > len(payload):
                return
            size = int.from_bytes(payload[at : at + width], "big")
            at += width
        value = payload[at : at + size]
        if len(value) < size:
            return
        yield (record, number), value
        at += size


def _written(dataset: Dataset, value: bytes) -> bytes:
    length = len(value)
    if length < 0x8000:
        return struct.pack(">BBBH", 0x1C, *dataset, length) + value
    return struct.pack(">BBBHI", 0x1C, *dataset, 0x8004, length) + value


def _decoded(value: bytes, *, is_utf8: bool) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("utf-8" if is_utf8 else "cp1252", "replace")
