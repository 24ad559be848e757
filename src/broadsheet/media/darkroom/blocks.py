"""Where words hide in a picture file: found, changed or left out without touching the picture.

Only parts known to belong to the picture survive; embedded previews, second pictures, makers'
own data, comments and whatever stands after the end do not.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable
from enum import Enum, auto
from typing import TYPE_CHECKING

from broadsheet.media.darkroom import boxes, exif
from broadsheet.media.darkroom.kinds import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator


class Block(Enum):
    """The three ways in which a picture file carries words."""

    EXIF = auto()
    IPTC = auto()
    XMP = auto()


Edit = Callable[[Block, bytes], bytes | None]
"""Gets a block and gives what shall stand in its place: nothing leaves it out."""


class Unwalkable(Exception):
    """The file's structure cannot be followed to its end."""


XMP_NAME = b"http://ns.adobe.com/xap/1.0/\0"
PHOTOSHOP_NAME = b"Photoshop 3.0\0"
PHOTOSHOP_IPTC = 0x0404
LONGEST_SEGMENT = 0xFFFF - 2
LONGEST_TEXT = 4 * 1024 * 1024

JPEG_KEPT = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
_MARKER = re.compile(rb"\xff+[^\x00\xff\xd0-\xd7]")
PNG_XMP = b"XML:com.adobe.xmp\0"
PNG_KEPT = {
    *(b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"mDCV", b"cLLI", b"sBIT", b"bKGD"),
    *(b"hIST", b"pHYs", b"sPLT", b"acTL", b"fcTL", b"fdAT"),
}
WEBP_KEPT = {b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP"}
WEBP_FLAGS = {b"EXIF": 0x08, b"XMP ": 0x04}
GIF_KEPT = {b"NETSCAPE2.0", b"ANIMEXTS1.0"}


def rewrite(raw: bytes, kind: Kind, edit: Edit) -> bytes:
    """The same picture, each block of words replaced by what `edit` makes of it.

    Raises Unwalkable.
    """
    try:
        match kind:
            case Kind.JPEG:
                return b"".join(_jpeg(raw, edit))
            case Kind.PNG:
                return _png(raw, edit)
            case Kind.WEBP:
                return _webp(raw, edit)
            case Kind.GIF:
                return b"".join(_gif(raw))
            case Kind.AVIF:
                return boxes.rewrite(
                    raw,
                    exif=lambda payload: edit(Block.EXIF, payload),
                    xmp=lambda payload: edit(Block.XMP, payload),
                )
    except (struct.error, IndexError, ValueError, zlib.error) as error:
        raise Unwalkable(kind.name) from error


def found(raw: bytes, kind: Kind) -> list[tuple[Block, bytes]]:
    """Every block of words in the file, in its order. Raises Unwalkable."""
    blocks: list[tuple[Block, bytes]] = []

    def note(block: Block, payload: bytes) -> bytes:
        blocks.append((block, payload))
        return payload

    rewrite(raw, kind, note)
    return blocks


# --- JPEG: segments ----------------------------------------------------------------------


def _jpeg(raw: bytes, edit: Edit) -> Iterator[bytes]:
    yield raw[:2]
    at = 2
    while True:
        marker_at = _next_marker(raw, at)
        marker = raw[marker_at]
        if marker == 0xD9:
            yield b"\xff\xd9"
            return
        end = marker_at + 1 + struct.unpack_from(">H", raw, marker_at + 1)[0]
        if end > len(raw):
            raise ValueError("a segment reaches past the end")
        body = raw[marker_at + 3 : end]
        kept = _jpeg_segment(marker, body, edit)
        if kept is not None and len(kept) <= LONGEST_SEGMENT:
            yield struct.pack(">BBH", 0xFF, marker, len(kept) + 2) + kept
        at = end
        if marker == 0xDA:
            at = _next_marker(raw, end, keep_fill=True)
            yield raw[end:at]


def _next_marker(raw: bytes, at: int, *, keep_fill: bool = False) -> int:
    """Where the next marker's own byte stands; with `keep_fill`, where its first 0xff does."""
    match = _MARKER.search(raw, at)
    if match is None:
        raise ValueError("no end of the picture")
    return match.start() if keep_fill else match.end() - 1


def _jpeg_segment(marker: int, body: bytes, edit: Edit) -> bytes | None:
    match marker:
        case 0xE1 if body.startswith(exif.NAME):
            return _named(exif.NAME, edit(Block.EXIF, body[len(exif.NAME) :]))
        case 0xE1 if body.startswith(XMP_NAME):
            return _named(XMP_NAME, edit(Block.XMP, body[len(XMP_NAME) :]))
        case 0xED if body.startswith(PHOTOSHOP_NAME):
            iptc = _photoshop_iptc(body[len(PHOTOSHOP_NAME) :])
            return photoshop(edit(Block.IPTC, iptc)) if iptc else None
        case _ if 0xE0 <= marker <= 0xEF or marker == 0xFE:
            is_kept = marker in JPEG_KEPT and body.startswith(JPEG_KEPT[marker])
            return body if is_kept else None
        case _:
            return body


def _named(name: bytes, payload: bytes | None) -> bytes | None:
    return name + payload if payload else None


def _photoshop_iptc(resources: bytes) -> bytes | None:
    """The IPTC record among Photoshop's resources, which also hold previews and copies of EXIF."""
    at = 0
    while resources[at : at + 4] == b"8BIM" and at + 12 <= len(resources):
        number, name_length = struct.unpack_from(">HB", resources, at + 4)
        at += 6 + name_length + 1 + (name_length + 1) % 2
        if at + 4 > len(resources):
            return None
        (size,) = struct.unpack_from(">I", resources, at)
        if number == PHOTOSHOP_IPTC:
            return resources[at + 4 : at + 4 + size]
        at += 4 + size + size % 2
    return None


def photoshop(iptc: bytes | None) -> bytes | None:
    """The body of a JPEG segment that holds an IPTC record and nothing else."""
    if not iptc:
        return None
    head = b"8BIM" + struct.pack(">HHI", PHOTOSHOP_IPTC, 0, len(iptc))
    return PHOTOSHOP_NAME + head + iptc + b"\0" * (len(iptc) % 2)


# --- PNG: chunks -------------------------------------------------------------------------


def _png(raw: bytes, edit: Edit) -> bytes:
    """Words go to the front, where they are found without unpacking the picture."""
    words: list[bytes] = []
    chunks: list[bytes] = []
    at = 8
    name = b""
    while name != b"IEND":
        length, name = struct.unpack_from(">I4s", raw, at)
        end = at + 12 + length
        if end > len(raw):
            raise ValueError("a chunk reaches past the end")
        body = raw[at + 8 : end - 4]
        if name == b"eXIf":
            words.append(_chunk(name, edit(Block.EXIF, body)))
        elif name == b"iTXt" and body.startswith(PNG_XMP):
            xmp = edit(Block.XMP, _international_text(body))
            words.append(_chunk(name, _named(PNG_XMP + b"\0\0\0\0", xmp)))
        elif name in PNG_KEPT or not name[0] & 0x20:
            chunks.append(raw[at:end])
        at = end
    return b"".join((raw[:8], chunks[0], *words, *chunks[1:]))


def _chunk(name: bytes, body: bytes | None) -> bytes:
    if not body:
        return b""
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def _international_text(body: bytes) -> bytes:
    rest = body[len(PNG_XMP) :]
    _language, _translated, text = rest[2:].split(b"\0", 2)
    if rest[:1] == b"\1":
        return zlib.decompressobj().decompress(text, LONGEST_TEXT)
    return text


# --- WebP: chunks of a RIFF file ---------------------------------------------------------


def _webp(raw: bytes, edit: Edit) -> bytes:
    chunks: list[bytes] = []
    dropped = 0
    end = min(len(raw), 8 + struct.unpack_from("<I", raw, 4)[0])
    at = 12
    while at + 8 <= end:
        name, size = struct.unpack_from("<4sI", raw, at)
        body = raw[at + 8 : at + 8 + size]
        if len(body) < size:
            raise ValueError("a chunk reaches past the end")
        kept = _webp_chunk(name, body, edit)
        if kept:
            chunks.append(name + struct.pack("<I", len(kept)) + kept + b"\0" * (len(kept) % 2))
        else:
            dropped |= WEBP_FLAGS.get(name, 0)
        at += 8 + size + size % 2
    if chunks and chunks[0].startswith(b"VP8X"):
        chunks[0] = chunks[0][:8] + bytes([chunks[0][8] & ~dropped]) + chunks[0][9:]
    body = b"WEBP" + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _webp_chunk(name: bytes, body: bytes, edit: Edit) -> bytes | None:
    if name == b"EXIF":
        return edit(Block.EXIF, body)
    if name == b"XMP ":
        return edit(Block.XMP, body)
    return body if name in WEBP_KEPT else None


# --- GIF: blocks -------------------------------------------------------------------------


def _gif(raw: bytes) -> Iterator[bytes]:
    at = 13 + _palette(raw[10])
    yield raw[:at]
    while raw[at] != 0x3B:
        start = at
        if raw[at] == 0x21:
            label, at = raw[at + 1], at + 2
            is_kept = label == 0xF9 or (label == 0xFF and raw[at + 1 : at + 12] in GIF_KEPT)
        elif raw[at] == 0x2C:
            at += 11 + _palette(raw[at + 9])
            is_kept = True
        else:
            raise ValueError("neither a picture nor an extension")
        while raw[at]:
            at += 1 + raw[at]
        at += 1
        if is_kept:
            yield raw[start:at]
    yield b"\x3b"


def _palette(flags: int) -> int:
    return 3 << ((flags & 0x07) + 1) if flags & 0x80 else 0
