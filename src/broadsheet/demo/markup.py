"""The demo paper’s own small Markdown, turned into the blocks of a story.

Paragraphs with **bold**, *italic*, ^super^, ~sub~ and [links](https://example.org/); `##`
subheads; lists; `>` quotes and `>>` pull quotes, each with a last line `— speaker; source`; and
fenced TOML for all that has parts.
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from broadsheet.formats.body import (
    Block,
    CorrectionNote,
    Embed,
    FactBox,
    FileRef,
    Gallery,
    ListBlock,
    Paragraph,
    PictureRef,
    PullQuote,
    Quote,
    Related,
    Subhead,
    Table,
)

Parts = Mapping[str, Any]
"""What a fenced block holds, before it is a block."""

_FENCE = "```"
_INLINE = (
    (re.compile(r"\*\*(.+?)\*\*"), r"<b>\1</b>"),
    (re.compile(r"\*(.+?)\*"), r"<i>\1</i>"),
    (re.compile(r"\^(.+?)\^"), r"<sup>\1</sup>"),
    (re.compile(r"~(.+?)~"), r"<sub>\1</sub>"),
    (re.compile(r"\[([^\]]+)\]\(((?:https://|mailto:|/)[^)\s]*)\)"), r'<a href="\2">\1</a>'),
)
_LIST_ITEM = re.compile(r"(?:- |\d+\. )")
_TOML_LINE = re.compile(r"at line (\d+)")


class MarkupError(ValueError):
    """Something in the text that cannot be understood; `line` counts within it, from 1."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


@dataclass(frozen=True, slots=True)
class _Piece:
    """Lines that belong together, and where the first of them stands."""

    line: int
    lines: tuple[str, ...]


def parse(text: str) -> tuple[Block, ...]:
    """The blocks of a text, in order. Raises MarkupError."""
    return tuple(_block(piece) for piece in _pieces(text))


def inline(text: str) -> str:
    """One line of the small Markdown as inline HTML."""
    html = escape(text, quote=False)
    for pattern, replacement in _INLINE:
        html = pattern.sub(replacement, html)
    return html


def toml_line(error: tomllib.TOMLDecodeError) -> int:
    """The line a TOML error speaks of; its message is the only place that says it."""
    match = _TOML_LINE.search(str(error))
    return int(match[1]) if match else 1


def _pieces(text: str) -> Iterator[_Piece]:
    held: list[str] = []
    fenced = False
    for number, line in enumerate(text.split("\n"), start=1):
        if line.startswith(_FENCE) and not fenced and held:
            raise MarkupError(number, "a fenced block needs an empty line before it")
        if line.startswith(_FENCE):
            fenced = not fenced
        if line.strip() or fenced:
            held.append(line)
        elif held:
            yield _Piece(number - len(held), tuple(held))
            held = []
    if fenced:
        raise MarkupError(number, "a fenced block is not closed")
    if held:
        yield _Piece(number - len(held) + 1, tuple(held))


def _block(piece: _Piece) -> Block:
    first = piece.lines[0]
    if first.startswith(_FENCE):
        return _fenced(piece)
    if first.startswith("## "):
        return _subhead(piece)
    if first.startswith(">> "):
        words, speaker, _ = _attributed(piece, ">>")
        return PullQuote(" ".join(words), speaker)
    if first.startswith("> "):
        words, speaker, source = _attributed(piece, ">")
        return Quote(inline(" ".join(words)), speaker, source)
    if _LIST_ITEM.match(first):
        return ListBlock(_items(piece), ordered=first[0].isdigit())
    return Paragraph(inline(" ".join(piece.lines)))


def _subhead(piece: _Piece) -> Subhead:
    if len(piece.lines) > 1:
        raise MarkupError(piece.line + 1, "a subhead is one line with an empty line after it")
    return Subhead(piece.lines[0].removeprefix("## "))


def _attributed(piece: _Piece, mark: str) -> tuple[list[str], str, str]:
    words: list[str] = []
    speaker = source = ""
    for number, line in enumerate(piece.lines, start=piece.line):
        if not line.startswith(f"{mark} "):
            raise MarkupError(number, f"a line of a quote must begin with “{mark} ”")
        said = line.removeprefix(f"{mark} ")
        if said.startswith("— "):
            speaker, _, source = said.removeprefix("— ").partition("; ")
        else:
            words.append(said)
    return words, speaker, source


def _items(piece: _Piece) -> tuple[str, ...]:
    for number, line in enumerate(piece.lines, start=piece.line):
        if not _LIST_ITEM.match(line):
            raise MarkupError(number, "a line of a list must begin with “- ” or a number")
    return tuple(inline(_LIST_ITEM.sub("", line, count=1)) for line in piece.lines)


def _fenced(piece: _Piece) -> Block:
    kind = piece.lines[0].removeprefix(_FENCE).strip()
    if kind not in _FENCED:
        raise MarkupError(piece.line, f"there is no block called “{kind}”")
    make, keys = _FENCED[kind]
    try:
        parts = tomllib.loads("\n".join(piece.lines[1:-1]))
    except tomllib.TOMLDecodeError as error:
        raise MarkupError(piece.line + toml_line(error), str(error)) from error
    if unknown := parts.keys() - keys:
        raise MarkupError(piece.line, f"a {kind} block has no “{min(unknown)}”")
    try:
        return make(parts)
    except KeyError as error:
        raise MarkupError(piece.line, f"the {kind} block lacks {error}") from error
    except MarkupError as error:
        raise MarkupError(piece.line, f"in the {kind} block: {error.message}") from error


def _picture(parts: Parts) -> PictureRef:
    return PictureRef(parts["slug"], caption=parts.get("caption", ""))


def _gallery(parts: Parts) -> Gallery:
    return Gallery(tuple(_picture(one) for one in parts["pictures"]), parts.get("caption", ""))


def _facts(parts: Parts) -> FactBox:
    return FactBox(parts["title"], "".join(_as_html(block) for block in parse(parts["text"])))


def _as_html(block: Block) -> str:
    match block:
        case Paragraph(html):
            return f"<p>{html}</p>"
        case ListBlock(items, ordered):
            name = "ol" if ordered else "ul"
            return f"<{name}>{''.join(f'<li>{item}</li>' for item in items)}</{name}>"
        case _:
            raise MarkupError(1, "only paragraphs and lists may stand here")


def _table(parts: Parts) -> Table:
    header, rows = tuple(parts["header"]), tuple(tuple(row) for row in parts["rows"])
    if any(len(row) != len(header) for row in rows):
        raise MarkupError(1, "every row needs as many cells as the header")
    return Table(parts["caption"], header, rows)


def _embed(parts: Parts) -> Embed:
    return Embed(parts["url"], parts.get("caption", ""))


def _file(parts: Parts) -> FileRef:
    return FileRef(parts["name"], parts["title"])


def _related(parts: Parts) -> Related:
    return Related(parts["story"])


def _correction(parts: Parts) -> CorrectionNote:
    return CorrectionNote(inline(parts["text"]), parts["made_on"])


_FENCED: dict[str, tuple[Callable[[Parts], Block], set[str]]] = {
    "picture": (_picture, {"slug", "caption"}),
    "gallery": (_gallery, {"pictures", "caption"}),
    "facts": (_facts, {"title", "text"}),
    "table": (_table, {"caption", "header", "rows"}),
    "embed": (_embed, {"url", "caption"}),
    "file": (_file, {"name", "title"}),
    "related": (_related, {"story"}),
    "correction": (_correction, {"text", "made_on"}),
}
