"""Makes of a body's blocks what can be stored now, with no word lost.

A picture or file that is not to be had leaves its words behind. Where another story is announced,
a paragraph stands in until all stories are here.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from html import escape
from typing import TYPE_CHECKING, Any, Protocol

from broadsheet.formats import body as copy
from broadsheet.stories.body.intake import Finder, body_of
from broadsheet.wire.sources import name_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

LONGEST_SUBHEAD = 200
"""Characters beyond which a heading is a paragraph that somebody wanted to be seen."""


class Shelf(Finder, Protocol):
    """Knows our records, and what of a picture's words its record does not say already."""

    def caption_of(self, ref: copy.PictureRef) -> str: ...


@dataclass(frozen=True, slots=True)
class Shaped:
    """A body as it is stored, and the lead picture's own caption if the body began with it."""

    raw: list[dict[str, Any]]
    lead_caption: str = ""


def shaped(
    blocks: Iterable[copy.Block], shelf: Shelf, *, day: date, lead: int | None = None
) -> Shaped:
    """The body to store. Where it begins with the lead picture, that is not shown twice."""
    blocks = list(blocks)
    caption = ""
    match blocks:
        case [copy.PictureRef() as first, *rest] if lead and shelf.picture(first) == lead:
            caption, blocks = shelf.caption_of(first), rest
        case _:
            pass
    raw: list[dict[str, Any]] = []
    for block in blocks:
        for fitting in _fitting(block, shelf):
            if isinstance(fitting, copy.Related):
                raw.append(stand_in(fitting))
            else:
                raw += body_of([fitting], shelf, day=day)
    return Shaped(raw, caption)


def stand_in(related: copy.Related) -> dict[str, Any]:
    """A paragraph in place of an announced story, known by its id."""
    words = _text(related.title or related.url)
    html = f'<p><a href="{escape(related.url)}">{words}</a></p>'
    return {"type": "paragraph", "value": html, "id": id_of_stand_in(related.url)}


def id_of_stand_in(url: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, url))


def _fitting(block: copy.Block, shelf: Shelf) -> Iterator[copy.Block]:
    match block:
        case copy.PictureRef():
            yield from _picture(block, shelf)
        case copy.Gallery():
            yield from _gallery(block, shelf)
        case copy.FileRef(url=url, title=title) if shelf.file(block) is None:
            yield copy.Paragraph(f'<a href="{escape(url)}">{_text(title)}</a>')
        case copy.FileRef(url=url, title=title) if title == name_of(url):
            yield replace(block, title="")  # its record knows a better one, if there is one
        case copy.Subhead(text=text) if len(text) > LONGEST_SUBHEAD:
            yield copy.Paragraph(f"<b>{_text(text)}</b>")
        case _:
            yield block


def _picture(block: copy.PictureRef, shelf: Shelf) -> Iterator[copy.Block]:
    words = shelf.caption_of(block)
    if shelf.picture(block) is not None:
        yield replace(block, caption=words)
    elif words:
        yield copy.Paragraph(f"<i>{_text(words)}</i>")


def _gallery(block: copy.Gallery, shelf: Shelf) -> Iterator[copy.Block]:
    """The pictures that are there, and the words of the others."""
    parts = [part for picture in block.pictures for part in _picture(picture, shelf)]
    there = tuple(part for part in parts if isinstance(part, copy.PictureRef))
    if there:
        yield replace(block, pictures=there)
    elif block.caption:
        yield copy.Paragraph(_text(block.caption))
    yield from (part for part in parts if isinstance(part, copy.Paragraph))


def _text(text: str) -> str:
    return escape(text, quote=False)
