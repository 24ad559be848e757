"""Copy as people type it, plain or in Markdown: its passages without markup, pictures, links."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from markdown_it.token import Token

Kind = Literal["headline", "subhead", "text", "quote"]

# Copy may be indented, and has no program in it.
_READER: Final = MarkdownIt("commonmark").disable(["code", "fence", "backticks", "html_block"])
_FENCE: Final = "---"


@dataclass(frozen=True, slots=True)
class Part:
    """A passage."""

    kind: Kind
    text: str
    line: int
    """where it begins, from 1 on"""


@dataclass(frozen=True, slots=True)
class Image:
    alt: str
    title: str
    address: str
    line: int


@dataclass(frozen=True, slots=True)
class Anchor:
    """Words that lead somewhere."""

    words: str
    address: str
    line: int


@dataclass(frozen=True, slots=True)
class Manuscript:
    parts: tuple[Part, ...]
    images: tuple[Image, ...]
    anchors: tuple[Anchor, ...]


def read(text: str) -> Manuscript:
    """All of it; what a front matter says of the file is left out. Any text can be read."""
    body, lines_before = _without_front_matter(text.replace("\r\n", "\n"))
    tokens = _READER.parse(body)
    parts = tuple(_parts(tokens, lines_before))
    images = tuple(_images(tokens, lines_before))
    return Manuscript(parts, images, tuple(_anchors(tokens, lines_before)))


def _without_front_matter(text: str) -> tuple[str, int]:
    lines = text.split("\n")
    if lines[0].strip() == _FENCE and _FENCE in (rest := [line.strip() for line in lines[1:]]):
        end = rest.index(_FENCE) + 2
        return "\n".join(lines[end:]), end
    return text, 0


def _parts(tokens: Sequence[Token], lines_before: int) -> Iterator[Part]:
    kind: Kind = "text"
    quotes = 0
    is_first = True
    for token in tokens:
        match token.type:
            case "blockquote_open":
                quotes += 1
            case "blockquote_close":
                quotes -= 1
            case "heading_open":
                kind = "headline" if token.tag == "h1" and is_first else "subhead"
            case "paragraph_open":
                kind = "quote" if quotes else "text"
            case "inline":
                if words := _words(token):
                    yield Part(kind, words, lines_before + (token.map or [0])[0] + 1)
                    is_first = False
            case _:
                pass


def _words(inline: Token) -> str:
    return _read(inline.children or ())


def _read(tokens: Iterable[Token]) -> str:
    """What is read of them, on one line."""
    pieces = []
    for token in tokens:
        if token.type == "text":
            pieces.append(token.content)
        elif token.type in {"softbreak", "hardbreak"}:
            pieces.append(" ")
    return " ".join("".join(pieces).split())


def _images(tokens: Sequence[Token], lines_before: int) -> Iterator[Image]:
    for inline in tokens:
        for token in inline.children or ():
            if token.type == "image":
                yield Image(
                    alt=token.content,
                    title=str(token.attrGet("title") or ""),
                    address=str(token.attrGet("src") or ""),
                    line=lines_before + (inline.map or [0])[0] + 1,
                )


def _anchors(tokens: Sequence[Token], lines_before: int) -> Iterator[Anchor]:
    for inline in tokens:
        opened: tuple[str, list[Token]] | None = None
        for token in inline.children or ():
            if token.type == "link_open":
                opened = str(token.attrGet("href") or ""), []
            elif token.type == "link_close" and opened:
                line = lines_before + (inline.map or [0])[0] + 1
                yield Anchor(_read(opened[1]), opened[0], line)
                opened = None
            elif opened:
                opened[1].append(token)
