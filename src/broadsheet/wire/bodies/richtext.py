"""A body's blocks as rich text, which is all that a standing page holds: no pictures, no tables.

Their words stay, as paragraphs and lists.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, assert_never

from broadsheet.formats import body as copy
from broadsheet.wire.account.remarks import Change, Remark, changed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from broadsheet.stories.body.intake import Finder


def html_of(blocks: Iterable[copy.Block], finder: Finder) -> tuple[str, list[Remark]]:
    """The rich text, and what it shows otherwise or not at all."""
    remarks: list[Remark] = []
    pieces = [_html(block, finder, remarks) for block in blocks]
    return "".join(pieces), remarks


def _html(block: copy.Block, finder: Finder, remarks: list[Remark]) -> str:  # noqa: C901, PLR0911, PLR0912 - a case a kind
    match block:
        case copy.Paragraph(html=html) | copy.CorrectionNote(html=html):
            return f"<p>{html}</p>"
        case copy.Subhead(text=text):
            return f"<h2>{_text(text)}</h2>"
        case copy.ListBlock(items=items, ordered=ordered):
            tag = "ol" if ordered else "ul"
            return f"<{tag}>{''.join(f'<li>{item}</li>' for item in items)}</{tag}>"
        case copy.Quote(html=html, speaker=speaker):
            said = "".join(f"<p><i>{line}</i></p>" for line in html.split("<br/><br/>"))
            return f"{said}<p>— {_text(speaker)}</p>" if speaker else said
        case copy.PullQuote(text=text, speaker=speaker):
            said = f"<p><i>{_text(text)}</i></p>"
            return f"{said}<p>— {_text(speaker)}</p>" if speaker else said
        case copy.PictureRef():
            return _without_picture(block, remarks)
        case copy.Gallery(pictures=pictures, caption=caption):
            shown = "".join(_without_picture(picture, remarks) for picture in pictures)
            return f"<p>{_text(caption)}</p>{shown}" if caption else shown
        case copy.Embed(url=url, text=text, caption=caption):
            told = f"<p>{_text(caption)}</p>" if caption else ""
            return f"<p>{_link(url, text or url)}</p>{told}"
        case copy.FactBox(title=title, html=html):
            return f"<h3>{_text(title)}</h3>{html}"
        case copy.Table():
            return _rows(block, remarks)
        case copy.FileRef(url=url, title=title):
            pk = finder.file(block)
            if pk is None:
                return f"<p>{_link(url, title)}</p>"
            return f'<p><a linktype="document" id="{pk}">{_text(title)}</a></p>'
        case copy.Related(url=url, title=title):
            return f"<p>{_link(url, title or url)}</p>"
        case _:
            assert_never(block)


def _text(text: str) -> str:
    return escape(text, quote=False)


def _link(url: str, text: str) -> str:
    return f'<a href="{escape(url)}">{_text(text)}</a>'


def _without_picture(picture: copy.PictureRef, remarks: list[Remark]) -> str:
    what = picture.src or f"attachment {picture.attachment_id}"
    remarks.append(Remark("picture", what, "a standing page shows none"))
    words = " ".join(filter(None, (picture.caption, picture.credit)))
    return f"<p><i>{_text(words)}</i></p>" if words else ""


def _rows(table: copy.Table, remarks: list[Remark]) -> str:
    """A standing page has no tables: a line for each row."""
    remarks.append(changed(Change.SHAPE, "a table became a list", table.caption))
    rows = [" – ".join(filter(None, row)) for row in (table.header, *table.rows)]
    lines = "".join(f"<li>{_text(row)}</li>" for row in rows if row)
    caption = f"<p>{_text(table.caption)}</p>" if table.caption else ""
    return f"{caption}<ul>{lines}</ul>"
