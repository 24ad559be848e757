"""A finished public answer, ready in every coding, and how it lies in the store.

What is decided for each reader, such as which coding to send, is `negotiation`'s.
"""

from __future__ import annotations

import gzip
import struct
import zlib
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

import brotli
import zstandard

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FORMAT: Final = 1
"""Of a dump; counted up whenever its shape changes."""

HEAD: Final = struct.Struct(">HH24sI4II")
"""Format, status, ETag, bytes of the header lines, bytes of each body, checksum of what stands
before the bodies."""
UNCHECKED: Final = struct.Struct(">HH24sI4I")
"""The same without the checksum."""

BROTLI_LEVEL: Final = 5
GZIP_LEVEL: Final = 6
ZSTD_LEVEL: Final = 6
SAVES_AT_LEAST: Final = 64
"""Bytes; for less it is not worth naming a coding and unpacking it."""


class Coding(IntEnum):
    """How a body is packed; the number is its place among the bodies of a sheet."""

    IDENTITY = 0
    GZIP = 1
    BR = 2
    ZSTD = 3


class Unreadable(Exception):
    """A dump that is damaged, or of another format."""


class Picked(NamedTuple):
    """What is sent of a sheet in one coding."""

    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    etag: bytes
    """as it stands in the header, with its quotes"""
    coding: Coding
    body: bytes


@dataclass(frozen=True, slots=True)
class Sheet:
    """An answer in all its codings; `b""` stands where one does not pay."""

    status: int
    headers: tuple[tuple[str, str], ...]
    """what the answer says of itself; how it is sent and kept is told by the door"""
    etag: str
    """of the plain answer, without quotes"""
    body: bytes
    gzip: bytes = b""
    br: bytes = b""
    zstd: bytes = b""

    def dump(self) -> bytes:
        """The sheet as bytes; equal sheets have equal bytes."""
        bodies = (self.body, self.gzip, self.br, self.zstd)
        lines = _lines(self.headers)
        sizes = (len(lines), *map(len, bodies))
        fields = UNCHECKED.pack(FORMAT, self.status, self.etag.encode(), *sizes)
        check = zlib.crc32(lines, zlib.crc32(fields)).to_bytes(4, "big")
        return b"".join((fields, check, lines, *bodies))

    @classmethod
    def load(cls, raw: bytes | memoryview) -> Sheet:
        """Raises Unreadable."""
        status, etag, lines, starts = _parts(raw)
        plain, packed, br, zstd = (bytes(raw[start:end]) for start, end in pairwise(starts))
        texts = tuple(
            (name.decode("latin-1"), value.decode("latin-1")) for name, value in _headers(lines)
        )
        if etag.decode("latin-1") != etag_of(status, texts, plain):
            raise Unreadable("the body is not the one that was pressed")
        return cls(status, texts, etag.decode("latin-1"), plain, packed, br, zstd)


def press_answer(status: int, headers: Sequence[tuple[str, str]], body: bytes) -> Sheet:
    """Pack an answer in every coding that pays. The same answer always gives the same sheet."""
    kept = tuple((name.lower(), value) for name, value in headers)
    etag = etag_of(status, kept, body)
    if not is_text(dict(kept)):
        return Sheet(status, kept, etag, body)
    return Sheet(
        status,
        kept,
        etag,
        body,
        gzip=_if_it_pays(gzip.compress(body, GZIP_LEVEL, mtime=0), body),
        br=_if_it_pays(brotli.compress(body, quality=BROTLI_LEVEL), body),
        zstd=_if_it_pays(zstandard.compress(body, ZSTD_LEVEL), body),
    )


def is_text(headers: Mapping[str, str]) -> bool:
    """Whether packing can make the body smaller: pictures and archives are packed already."""
    kind = headers.get("content-type", "").lower()
    return kind.startswith("text/") or any(part in kind for part in ("xml", "json", "javascript"))


def etag_of(status: int, headers: Sequence[tuple[str, str]], body: bytes) -> str:
    """Names the answer whole: a page under a new policy is another page."""
    digest = blake2b(body, digest_size=12)
    digest.update(b"%d\n%b" % (status, _lines(headers)))
    return digest.hexdigest()


def pick(codings: Sequence[Coding], raw: bytes | memoryview) -> Picked:
    """The first of those codings that a dumped sheet has, else the plain body.

    Copies no other body. Raises Unreadable.
    """
    status, etag, lines, starts = _parts(raw)
    for coding in codings:
        if starts[coding] < starts[coding + 1]:
            break
    else:
        coding = Coding.IDENTITY
    tag = b'"%b%b"' % (etag, SUFFIXES[coding])
    body = bytes(raw[starts[coding] : starts[coding + 1]])
    return Picked(status, _headers(lines), tag, coding, body)


SUFFIXES: Final = tuple(
    b"" if coding is Coding.IDENTITY else f"-{coding.name.lower()}".encode() for coding in Coding
)
"""What tells the ETags of one sheet's codings apart."""


def _if_it_pays(packed: bytes, plain: bytes) -> bytes:
    return packed if len(packed) + SAVES_AT_LEAST <= len(plain) else b""


def _lines(headers: Sequence[tuple[str, str]]) -> bytes:
    """The name and the value of each header, on lines of their own."""
    texts = [text for header in headers for text in header]
    lines = "\n".join(texts).encode("latin-1")
    if lines.count(b"\n") != max(len(texts) - 1, 0) or b"\r" in lines or b"\0" in lines:
        raise ValueError("a header is one line")
    return lines


@lru_cache(maxsize=256)
def _headers(lines: bytes) -> tuple[tuple[bytes, bytes], ...]:
    """What `_lines` wrote; most pages say the same of themselves."""
    texts = lines.split(b"\n")
    return tuple(zip(texts[::2], texts[1::2], strict=False))


def _parts(
    raw: bytes | memoryview,
) -> tuple[int, bytes, bytes, tuple[int, int, int, int, int]]:
    """The status, the ETag, the header lines, and where each body begins; then where all ends."""
    try:
        form, status, etag, length, plain, packed, br, zstd, check = HEAD.unpack_from(raw)
    except struct.error as error:
        raise Unreadable("too short") from error
    if form != FORMAT:
        raise Unreadable(f"of format {form}, not {FORMAT}")
    start = HEAD.size + length
    lines = bytes(raw[HEAD.size : start])
    first = start + plain
    second = first + packed
    third = second + br
    end = third + zstd
    if end != len(raw) or check != zlib.crc32(lines, zlib.crc32(raw[: UNCHECKED.size])):
        raise Unreadable("damaged")
    return status, etag, lines, (start, first, second, third, end)
