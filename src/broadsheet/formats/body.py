"""The blocks of a story's body as plain data, between the archive they come from and the newsroom.

A field called `html`, and each item of a list, is inline HTML in the one canonical form: `<b>`,
`<i>`, `<a href>`, `<sup>`, `<sub>` and `<br/>`. All other fields are plain text or addresses.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import assert_never

from broadsheet.kit.prose import plain


@dataclass(frozen=True, slots=True)
class Paragraph:
    html: str


@dataclass(frozen=True, slots=True)
class Subhead:
    text: str


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list; the items of a list within it are lines of the item they belong to."""

    items: tuple[str, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of somebody; two `<br/>` part its paragraphs. `source` is an address where known."""

    html: str
    speaker: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class PullQuote:
    text: str
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class PictureRef:
    """A picture by its address, by its number in the archive (then `src` may be empty), or both."""

    src: str
    alt: str = ""
    caption: str = ""
    credit: str = ""
    attachment_id: int | None = None


@dataclass(frozen=True, slots=True)
class Gallery:
    pictures: tuple[PictureRef, ...]
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Embed:
    """Something kept elsewhere, by its public address; `text` is what the page showed of it."""

    url: str
    caption: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class FactBox:
    """A box beside the story. Its `html` also holds `<p>`, `<ul>`, `<ol>` and `<li>`."""

    title: str
    html: str


@dataclass(frozen=True, slots=True)
class Table:
    """Plain cells; `header` is empty where the table has none, rows are as long as each other."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class FileRef:
    """A document, sound or film kept as a file."""

    url: str
    title: str


@dataclass(frozen=True, slots=True)
class Related:
    """Another page of the same site, announced on a line of its own."""

    url: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class CorrectionNote:
    html: str
    made_on: date | None = None


Block = (
    Paragraph
    | Subhead
    | ListBlock
    | Quote
    | PullQuote
    | PictureRef
    | Gallery
    | Embed
    | FactBox
    | Table
    | FileRef
    | Related
    | CorrectionNote
)


class Kind(StrEnum):
    """What sort of thing could not be carried."""

    AMP = "AMP element"
    BLOCK = "editor block"
    ELEMENT = "element"
    FORM = "form"
    FRAME = "frame"
    HIDDEN = "hidden text"
    LABEL = "label of a control"
    LINK = "link"
    NUMBERING = "numbering of a list"
    PAGE_BREAK = "page break"
    PICTURE = "picture"
    SCRIPT = "script"
    SEPARATOR = "separator"
    SHORTCODE = "shortcode"
    STYLE = "style sheet"


@dataclass(frozen=True, slots=True)
class Leftover:
    """Something of the original that no block holds. `line` counts within the body, from 1."""

    kind: Kind
    what: str
    excerpt: str = ""
    line: int = 0


def text_of(blocks: Iterable[Block]) -> str:
    """All words a reader would see, a line for each piece, in reading order."""
    return "\n".join(piece for block in blocks for piece in _pieces(block) if piece)


def _pieces(block: Block) -> tuple[str, ...]:  # noqa: C901, PLR0911, PLR0912 - one case a kind
    match block:
        case Paragraph(html=html) | CorrectionNote(html=html):
            return (plain(html),)
        case Subhead(text=text):
            return (text,)
        case ListBlock(items=items):
            return tuple(plain(item) for item in items)
        case Quote():
            return (plain(block.html), block.speaker)
        case PullQuote():
            return (block.text, block.speaker)
        case PictureRef():
            return (block.caption, block.credit)
        case Gallery():
            return (*(each for one in block.pictures for each in _pieces(one)), block.caption)
        case Embed():
            return (block.url, block.text, block.caption)
        case FactBox():
            return (block.title, plain(block.html))
        case Table():
            return (block.caption, *block.header, *(cell for row in block.rows for cell in row))
        case FileRef():
            return (block.title,)
        case Related():
            return (block.title or block.url,)
        case _:
            assert_never(block)
