"""Copy from elsewhere, as the blocks an editor edits: an archive's, or the demo paper's."""

from __future__ import annotations

import uuid
from html import escape
from typing import TYPE_CHECKING, Any, Protocol

from broadsheet.formats import body as copy
from broadsheet.stories.body.players import player_for

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

Raw = dict[str, Any]


class Finder(Protocol):
    """Knows which of our records a piece of copy means; None when we do not have it."""

    def picture(self, ref: copy.PictureRef) -> int | None: ...
    def file(self, ref: copy.FileRef) -> int | None: ...
    def story(self, ref: copy.Related) -> int | None: ...


def body_of(blocks: Iterable[copy.Block], finder: Finder, *, day: date) -> list[Raw]:
    """The stored form of a body. What the finder does not have is left out; it knows what that was.

    `day` dates a correction that bears no date of its own. Words longer than a form would take
    are kept: nothing is lost, and an editor who opens the story is told.
    """
    return [
        {"type": kind, "value": value, "id": str(uuid.uuid4())}
        for block in blocks
        for kind, value in _stored(block, finder, day)
        if value is not None
    ]


def _stored(  # noqa: C901, PLR0911, PLR0912 - a case a kind
    block: copy.Block, finder: Finder, day: date
) -> list[tuple[str, Any]]:
    match block:
        case copy.Paragraph(html=html):
            return [("paragraph", f"<p>{html}</p>")]
        case copy.Subhead(text=text):
            return [("subhead", text)]
        case copy.ListBlock(items=items, ordered=ordered):
            lines = [_item(f"<p>{item}</p>") for item in items]
            return [("points", {"ordered": ordered, "items": lines})]
        case copy.Quote(html=html, speaker=speaker, source=source):
            said = {"text": _paragraphs(html), "speaker": speaker, "source": source}
            return [("quote", said)]
        case copy.PullQuote(text=text, speaker=speaker):
            return [("pull_quote", {"text": text, "speaker": speaker})]
        case copy.PictureRef():
            return [("picture", _picture(block, finder))]
        case copy.Gallery():
            return [("gallery", _gallery(block, finder))]
        case copy.Embed():
            return _embed(block)
        case copy.FactBox(title=title, html=html):
            return [("fact_box", {"title": title, "text": html})]
        case copy.Table():
            return [("table", _table(block))]
        case copy.FileRef(title=title):
            pk = finder.file(block)
            return [("file", {"file": pk, "title": title} if pk else None)]
        case copy.Related():
            return [("related", finder.story(block))]
        case copy.CorrectionNote(html=html, made_on=made_on):
            dated = (made_on or day).isoformat()
            return [("correction", {"made_on": dated, "text": _paragraphs(html)})]


def _item(value: Any) -> Raw:
    return {"type": "item", "value": value, "id": str(uuid.uuid4())}


def _paragraphs(html: str) -> str:
    return "".join(f"<p>{line}</p>" for line in html.split("<br/><br/>"))


def _picture(ref: copy.PictureRef, finder: Finder) -> Raw | None:
    pk = finder.picture(ref)
    return {"picture": pk, "caption": ref.caption} if pk else None


def _gallery(block: copy.Gallery, finder: Finder) -> Raw | None:
    shown = [_item(found) for ref in block.pictures if (found := _picture(ref, finder))]
    return {"title": block.caption, "pictures": shown} if shown else None


def _embed(block: copy.Embed) -> list[tuple[str, Any]]:
    """A player where its provider is allowed; else what the page showed, and a link."""
    if player_for(block.url):
        embed = {"url": block.url, "title": block.text, "caption": block.caption}
        return [("embed", embed)]
    link = f'<a href="{escape(block.url)}">{escape(block.text or block.url)}</a>'
    lines = [link, escape(block.caption)] if block.caption else [link]
    return [("paragraph", f"<p>{line}</p>") for line in lines]


def _table(block: copy.Table) -> Raw:
    rows = [list(row) for row in ((block.header,) if block.header else ()) + block.rows]
    return {
        "caption": block.caption,
        "table": {
            "data": rows,
            "cell": [],
            "mergeCells": [],
            "first_row_is_table_header": bool(block.header),
            "first_col_is_header": False,
            "table_caption": "",
            "table_header_choice": "row" if block.header else "neither",
        },
    }
