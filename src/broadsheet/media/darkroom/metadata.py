"""What a picture file says about itself, from XMP, IPTC-IIM and EXIF, as one set of clean facts.

What becomes of them in the newsroom is the model's business.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from broadsheet.kit import characters, prose
from broadsheet.media.darkroom import blocks, exif, iptc, xmp
from broadsheet.media.darkroom.blocks import Block
from broadsheet.media.darkroom.kinds import Kind, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterable

LINE = 255
LONG_LINE = 500
TEXT = 5000
"""How long texts may be: the last holds paragraphs, the others none."""

_SPACES = re.compile(r"[ \t\u00a0]+")
_LINES = re.compile(r" *\n[ \n]*")
# What cameras and programs write where a person should have.
_BOILERPLATE = re.compile(
    r"(olympus|minolta|konica|sony|nikon|kodak|samsung) (digital camera|dsc)|sony dsc|dcim\\.*|"
    r"untitled|default|image|picture|photo|created with .*|charset=.*",
    re.IGNORECASE,
)
_DAY = re.compile(r"(\d{4})[-:]?(\d{2})[-:]?(\d{2})(?!\d)")
_CREATIVE_COMMONS = re.compile(
    r"https?://(?:www\.)?creativecommons\.org/"
    r"(licenses|publicdomain)/([a-z-]+)/(\d\.\d)(?:/([a-z]{2}))?(?:/|$)"
)
_PUBLIC_DOMAIN = {"zero": "CC0 {}", "mark": "Public Domain Mark {}"}


@dataclass(frozen=True, slots=True)
class Facts:
    """What the file says: clean text, nothing of it promised to be true."""

    title: str = ""
    alt: str = ""
    caption: str = ""
    creator: str = ""
    credit: str = ""
    copyright: str = ""
    licence: str = ""
    terms: str = ""
    """what its owner lets others do with it, in words"""
    statement: str = ""
    """address of a page that says so"""
    source_type: str = ""
    """IPTC's term for how it came to be: by camera, by hand, by a trained model"""
    taken_on: date | None = None

    @property
    def credit_line(self) -> str:
        """Who made it and for whom, as it is set beside a picture."""
        if not self.credit or self.creator.casefold() in self.credit.casefold():
            return self.credit or self.creator
        return f"{self.creator} / {self.credit}"


def read(raw: bytes) -> Facts:
    """The facts of a picture file of any kind; none where there are none or they make no sense."""
    kind = kind_of(raw)
    if kind is None:
        return Facts()
    try:
        found = blocks.found(raw, kind)
    except blocks.Unwalkable:
        return Facts()
    return _facts(found)


def without_places(raw: bytes, kind: Kind) -> bytes:
    """The same picture, its words kept except for where it was taken. Raises Unwalkable."""
    prune = {Block.EXIF: exif.pruned, Block.IPTC: iptc.pruned, Block.XMP: xmp.pruned}
    return blocks.rewrite(raw, kind, lambda block, payload: prune[block](payload))


def clean(text: str, *, at: int = LINE) -> str:
    """The text without what nobody sees, or nobody could read, at most `at` long."""
    seen = characters.passage(text.replace("\ufffd", ""))
    spaced = _LINES.sub("\n", _SPACES.sub(" ", unicodedata.normalize("NFC", seen))).strip()
    return prose.clip(spaced if at >= TEXT else spaced.replace("\n", " "), at=at)


def _facts(found: list[tuple[Block, bytes]]) -> Facts:
    rdf: dict[str, list[str]] = {}
    iim: dict[iptc.Dataset, list[str]] = {}
    tags: dict[int, str] = {}
    for block, payload in found:
        match block:
            case Block.XMP:
                rdf = xmp.read(payload) | rdf
            case Block.IPTC:
                iim = iptc.read(payload) | iim
            case Block.EXIF:
                tags = exif.read(payload) | tags

    def first(*names: str | iptc.Dataset | int, at: int = LINE) -> str:
        return _first((_values(name, rdf, iim, tags) for name in names), at=at)

    statement = _address(first(xmp.STATEMENT))
    return Facts(
        title=first(xmp.HEADLINE, iptc.HEADLINE, xmp.TITLE, iptc.TITLE),
        alt=first(xmp.ALT, at=LONG_LINE),
        caption=first(xmp.CAPTION, iptc.CAPTION, exif.DESCRIPTION, at=TEXT),
        creator=_names(
            rdf.get(xmp.CREATOR) or iim.get(iptc.CREATOR) or [tags.get(exif.ARTIST, "")]
        ),
        credit=first(xmp.CREDIT, iptc.CREDIT),
        copyright=first(xmp.COPYRIGHT, iptc.COPYRIGHT, exif.COPYRIGHT),
        licence=_licence(_address(first(xmp.LICENCE)) or statement),
        terms=_joined(first(xmp.TERMS, at=TEXT), first(xmp.INSTRUCTIONS, iptc.INSTRUCTIONS)),
        statement=statement,
        source_type=_address(first(xmp.SOURCE_TYPE)),
        taken_on=_day(first(xmp.CREATED_AT, iptc.CREATED_ON, exif.TAKEN_AT)),
    )


def _values(
    name: str | iptc.Dataset | int,
    rdf: dict[str, list[str]],
    iim: dict[iptc.Dataset, list[str]],
    tags: dict[int, str],
) -> list[str]:
    if isinstance(name, str):
        return rdf.get(name, [])
    if isinstance(name, tuple):
        return iim.get(name, [])
    return [tags.get(name, "")]


def _first(candidates: Iterable[list[str]], *, at: int) -> str:
    for values in candidates:
        for value in values:
            text = clean(value, at=at)
            if text and not _BOILERPLATE.fullmatch(text):
                return text
    return ""


def _names(names: list[str]) -> str:
    return clean(", ".join(dict.fromkeys(filter(None, map(clean, names)))))


def _joined(*texts: str) -> str:
    return clean("\n".join(dict.fromkeys(filter(None, texts))), at=TEXT)


def _address(text: str) -> str:
    """The text if it is a web address, whole and without anything that could end an attribute."""
    return text if re.fullmatch(r"https?://[\w.-]+(?:/[^\s<>\"'\\]*)?", text) else ""


def _licence(address: str) -> str:
    match = _CREATIVE_COMMONS.match(address.casefold())
    if match is None:
        return address
    realm, code, version, country = match.groups()
    if realm == "publicdomain":
        return _PUBLIC_DOMAIN.get(code, address).format(version)
    return f"CC {code.upper()} {version}" + (f" {country.upper()}" if country else "")


def _day(text: str) -> date | None:
    match = _DAY.match(text)
    if match is None:
        return None
    try:
        return date(*map(int, match.groups()))
    except ValueError:
        return None
