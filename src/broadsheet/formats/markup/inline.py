"""Runs of text with their marks, and the one canonical form in which they are written.

What leaves here has passed nh3, and passing it again changes nothing but how a break is written.
"""

import re
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

import nh3

MARKS = {
    "b": "b", "strong": "b", "i": "i", "em": "i", "cite": "i", "dfn": "i", "sub": "sub",
    "sup": "sup",
}  # fmt: skip
"""Elements whose meaning is kept, and what they are called."""

_ORDER = ("b", "i", "sub", "sup")
_CLEANER = nh3.Cleaner(
    tags={"a", "br", *_ORDER},
    attributes={"a": {"href"}},
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel=None,
)
BREAK = "<br/>"
"""What parts lines. Closed as in XML: the newsroom's editor knows no other."""

PIECE = 10_000
"""Characters handed to nh3 at once."""

_BLANK = re.compile(r"[\s\u00ad\u034f\u115f\u180e\u200b-\u200f\u2060-\u2064\u2800\u3164]*")
_IN_ADDRESS = re.compile(r"[\x00-\x1f\x7f]")
_TO_QUOTE = str.maketrans({'"': "%22", "<": "%3C", ">": "%3E", " ": "%20", "`": "%60"})


class Run(NamedTuple):
    """Text with the same marks and the same link throughout."""

    text: str
    marks: frozenset[str] = frozenset()
    href: str = ""


def html_of(lines: Sequence[Sequence[Run]]) -> str:
    """The lines in canonical form."""
    return BREAK.join(
        "".join(_CLEANER.clean(_linked(piece)) for piece in _pieces(line)) for line in lines
    )


def html_of_text(text: str) -> str:
    """Plain text in canonical form."""
    return html_of([[Run(text)]]) if text else ""


def is_blank(text: str) -> bool:
    """Whether a reader would see nothing of it."""
    return _BLANK.fullmatch(text) is not None


def _pieces(line: Sequence[Run]) -> Iterator[list[Run]]:
    """The line in parts that nh3 reads quickly: its time grows faster than their length."""
    piece: list[Run] = []
    size = 0
    for run in line:
        for start in range(0, len(run.text), PIECE):
            if size >= PIECE:
                yield piece
                piece, size = [], 0
            piece.append(run._replace(text=run.text[start : start + PIECE]))
            size += len(piece[-1].text)
    yield piece


def _linked(line: Sequence[Run]) -> str:
    return "".join(
        f'<a href="{escape(href)}">{_marked(list(runs), _ORDER)}</a>'
        if href
        else _marked(list(runs), _ORDER)
        for href, runs in groupby(line, key=lambda run: run.href)
    )


def _marked(runs: Sequence[Run], order: Sequence[str]) -> str:
    if not order:
        return escape("".join(run.text for run in runs), quote=False)
    mark, *others = order
    return "".join(
        f"<{mark}>{_marked(list(group), others)}</{mark}>" if on else _marked(list(group), others)
        for on, group in groupby(runs, key=lambda run: mark in run.marks)
    )


def link_target(address: str) -> str:
    """The address as a link may carry it, or nothing when it may not."""
    address = _IN_ADDRESS.sub("", address).strip().translate(_TO_QUOTE)
    if address.startswith("//"):
        address = f"https:{address}"
    kept = _CLEANER.clean(f'<a href="{escape(address)}">.</a>') != "<a>.</a>"
    return address if address and kept else ""


def web_address(address: str, *, site: str = "") -> str:
    """The address of something on the web, or nothing; within the site, also by its path."""
    target = link_target(address)
    try:
        scheme = urlsplit(target).scheme
        if target and not scheme and site:
            return link_target(urljoin(site, target))
    except ValueError:
        return ""
    return target if scheme in {"", "http", "https"} else ""
