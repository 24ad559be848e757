"""The bytes of an export as text that an XML parser accepts, a piece at a time.

Exports of real sites break XML's rules in ways that harm nobody, and these are mended: white
space in front of the declaration, bytes that are no text in the declared encoding, control
characters, entities of HTML, and ampersands that should have been escaped.
"""

import codecs
import re
from collections.abc import Iterator
from html import escape
from html.entities import html5
from typing import BinaryIO

from broadsheet.formats.errors import Unreadable

PIECE = 1 << 16
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_DECLARED = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]{1,40})["']""")
_AMPERSAND = re.compile(r"&(?:#([0-9]+);|#[xX]([0-9a-fA-F]+);|([a-zA-Z][a-zA-Z0-9]*;))?")
_LONGEST_REFERENCE = 40
_XML_ENTITIES = frozenset({"amp;", "lt;", "gt;", "quot;", "apos;"})
_CDATA, _CDATA_END = "<![CDATA[", "]]>"
_OTHER_KINDS = (
    (b"\x1f\x8b", "The file is compressed with gzip: unpack it first."),
    (b"PK\x03\x04", "The file is a ZIP archive: unpack it first, and give the XML file in it."),
    (b"BZh", "The file is compressed with bzip2: unpack it first."),
    (b"\xfd7zXZ", "The file is compressed with xz: unpack it first."),
    (b"{", "The file looks like JSON, not like a WordPress export."),
    (b"[", "The file looks like JSON, not like a WordPress export."),
)
_HTML = re.compile(rb"<(?:!doctype\s+html|html)", re.IGNORECASE)


class Source:
    """An export being read; `skipped` counts the lines in front of its XML."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        first = file.read(PIECE)
        self._encoding = _encoding(first)
        text_from = len(first) - len(first.lstrip(b"\xef\xbb\xbf\r\n\t \x00"))
        if self._encoding.startswith("utf-16"):
            text_from = 0
        else:
            _refuse_other_kinds(first[text_from:])
        self.skipped = first.count(b"\n", 0, text_from)
        self._first = first[text_from:]

    def pieces(self) -> Iterator[str]:
        """The text, mended, about as fast as it can be read."""
        decoder = codecs.getincrementaldecoder(self._encoding)("replace")
        mender = _Mender()
        raw = self._first
        while raw:
            yield mender.mended(_FORBIDDEN.sub("", decoder.decode(raw)))
            raw = self._file.read(PIECE)
        yield mender.mended(_FORBIDDEN.sub("", decoder.decode(b"", final=True)), final=True)


def _encoding(first: bytes) -> str:
    if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    declared = _DECLARED.search(first[:1000])
    name = declared[1].decode("ascii") if declared else "utf-8"
    try:
        is_so = b"<".decode(name) == "<"
    except (LookupError, ValueError):
        is_so = False
    if not is_so:
        raise Unreadable(f"The file says that its encoding is {name}, which it is not.", line=1)
    return name


def _refuse_other_kinds(first: bytes) -> None:
    if not first:
        raise Unreadable("The file is empty.", line=1)
    for beginning, sentence in _OTHER_KINDS:
        if first.startswith(beginning):
            raise Unreadable(sentence, line=1)
    if _HTML.match(first):
        raise Unreadable("The file is an HTML page, not a WordPress export.", line=1)
    if not first.startswith(b"<"):
        raise Unreadable("The file is not XML, so it cannot be a WordPress export.", line=1)


class _Mender:
    """Mends references outside CDATA sections; what pieces cut in two is kept for the next."""

    def __init__(self) -> None:
        self._in_cdata = False
        self._kept = ""

    def mended(self, text: str, *, final: bool = False) -> str:
        text, self._kept = self._kept + text, ""
        parts: list[str] = []
        while text:
            marker = _CDATA_END if self._in_cdata else _CDATA
            found = text.find(marker)
            end = len(text) if found < 0 else found + len(marker)
            if found < 0 and not final:
                end -= self._cut(text)
                self._kept = text[end:]
            part = text[:end]
            parts.append(part if self._in_cdata else _AMPERSAND.sub(_reference, part))
            if found < 0:
                break
            self._in_cdata = not self._in_cdata
            text = text[end:]
        return "".join(parts)

    def _cut(self, text: str) -> int:
        """How much of the end may be half of a marker or reference."""
        if self._in_cdata:
            return min(len(text), len(_CDATA_END) - 1)
        begun = max(text.rfind("&"), text.rfind("<"))
        length = len(text) - begun
        return length if begun >= 0 and length <= _LONGEST_REFERENCE else 0


def _reference(found: re.Match[str]) -> str:
    decimal, hexadecimal, name = found.groups()
    if name:
        if name in _XML_ENTITIES:
            return found[0]
        return escape(html5[name]) if name in html5 else f"&amp;{name}"
    if decimal or hexadecimal:
        digits = (decimal or hexadecimal).lstrip("0")[:9] or "0"
        return _numbered(int(digits, 10 if decimal else 16), found[0])
    return "&amp;"


def _numbered(number: int, reference: str) -> str:
    is_character = number <= 0x10FFFF and (number >= 0x20 or number in {9, 10, 13})
    return reference if is_character and not _FORBIDDEN.match(chr(number)) else ""
