"""By what a withdrawn thing would be known again, and whether an answer has any of it. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Iterable

_ESCAPED: Final = re.compile(r"\\u([0-9a-fA-F]{4})")
_TAG: Final = re.compile(r"<[^<>]*>")
_SPACE: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Trace:
    """Words that nothing else has."""

    what: str
    """what they are, in a word: its headline, its address, its text"""
    words: str


@dataclass(frozen=True, slots=True)
class Thing:
    """What is withdrawn, as far as the press need know it."""

    source: str
    """what a change to it alters: `story:12`"""
    own: tuple[str, ...]
    """addresses of its own: each must say that nothing is there"""
    traces: tuple[Trace, ...]


def found_in(text: str, traces: Iterable[Trace]) -> list[str]:
    """What of the thing is in an answer, however that is written: HTML, XML, JSON or plain."""
    whole = _read(text)
    # Attributes have words as well; between two pieces of text a tag is a space, or nothing.
    ways = [_folded(way) for way in (whole, _TAG.sub(" ", whole), _TAG.sub("", whole))]
    found = (
        trace.what
        for trace in traces
        if (words := _folded(_read(trace.words))) and any(words in way for way in ways)
    )
    return list(dict.fromkeys(found))


def _read(text: str) -> str:
    """The text with what JSON, HTML, XML and addresses escape undone."""
    text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    text = text.replace(r"\/", "/").replace(r"\"", '"').replace(r"\n", " ")
    # Feeds have HTML within XML.
    return unquote(unescape(unescape(text)))


def _folded(text: str) -> str:
    return _SPACE.sub(" ", text).casefold().strip()
