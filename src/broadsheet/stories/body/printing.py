"""A story's body, from what the editor stored to what the templates print, block by block."""

from __future__ import annotations

import re
from datetime import date
from itertools import chain, count
from typing import TYPE_CHECKING, Any, assert_never

from broadsheet.kit import prose
from broadsheet.kit.slugs import slugify
from broadsheet.media.context import Print
from broadsheet.stories import context
from broadsheet.stories.body.markup import flowing, paragraphs
from broadsheet.stories.body.players import player_for
from broadsheet.stories.body.references import Found, Raw, find, items_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from wagtail.blocks import StreamValue

IDS_OF_FRAME = frozenset(
    {
        "account", "amended", "is-followed", "is-saved", "main", "picture-viewer", "reader-menu",
        "said-followed", "said-saved", "sections", "suggestions",
    }
)  # fmt: skip
"""What the frame of every page calls its parts, and no subhead may be called: a link would lead
there, and a control would open the wrong one."""

_FIGURE = re.compile(r"^[\s+\-−–]*[\d.,'’\u00a0\u202f ]*\d[\d.,'’\u00a0\u202f ]*\s?[%‰°€$£]?$")


def blocks_of(raw: list[Raw], found: Found) -> tuple[context.Block, ...]:
    """The blocks of one body, ready to print."""
    blocks = [block for part in raw for block in _printed(part["type"], part["value"], found)]
    return tuple(_with_anchors(blocks))


def printed_alone(body: StreamValue) -> tuple[context.Block, ...]:
    """The blocks of a body as an editor has it, with no story beside it."""
    raw: list[Raw] = body.get_prep_value()
    return blocks_of(raw, find([raw], cards_of=lambda _: {}))


def _with_anchors(blocks: Iterable[context.Block]) -> Iterator[context.Block]:
    """Give each subhead an address of its own on the page."""
    taken = set(IDS_OF_FRAME)
    for block in blocks:
        if isinstance(block, context.Subhead):
            stem = slugify(block.text) or "part"
            names = chain([stem], (f"{stem}-{number}" for number in count(2)))
            anchor = next(name for name in names if name not in taken)
            taken.add(anchor)
            yield context.Subhead(text=block.text, anchor=anchor)
        else:
            yield block


def text_of(blocks: Iterable[context.Block]) -> str:
    """The words of a body, a paragraph or heading a line, captions left out."""
    return "\n".join(filter(None, map(_words, blocks)))


# --- block by block -----------------------------------------------------------------------


def _printed(kind: str, value: Any, found: Found) -> list[context.Block]:
    printer = _PRINTERS.get(kind)
    return printer(value, found) if printer else []


def _paragraph(value: str, found: Found) -> list[context.Block]:
    return [context.Paragraph(html) for html in paragraphs(found.html[value or ""])]


def _subhead(value: str, _: Found) -> list[context.Block]:
    return [context.Subhead(text=value, anchor="")] if value.strip() else []


def _points(value: Raw, found: Found) -> list[context.Block]:
    items = tuple(
        "<br>".join(lines)
        for item in items_of(value["items"])
        if (lines := paragraphs(found.html[item or ""]))
    )
    return [context.Points(items=items, ordered=bool(value["ordered"]))] if items else []


def _quote(value: Raw, found: Found) -> list[context.Block]:
    html = "".join(f"<p>{line}</p>" for line in paragraphs(found.html[value["text"] or ""]))
    return [
        context.Quote(
            html=html, speaker=value.get("speaker") or "", source=value.get("source") or ""
        )
    ]


def _pull_quote(value: Raw, _: Found) -> list[context.Block]:
    return [context.PullQuote(text=value["text"], speaker=value.get("speaker") or "")]


def _picture(value: Raw, found: Found) -> list[context.Block]:
    picture = _print(value, found)
    return [context.Figure(picture)] if picture else []


def _print(value: Raw, found: Found) -> Print | None:
    picture = found.pictures.get(value["picture"])
    return Print.of(picture, caption=value.get("caption") or "") if picture else None


def _gallery(value: Raw, found: Found) -> list[context.Block]:
    prints = tuple(filter(None, (_print(item, found) for item in items_of(value["pictures"]))))
    return [context.Gallery(title=value.get("title") or "", pictures=prints)] if prints else []


def _embed(value: Raw, _: Found) -> list[context.Block]:
    player = player_for(value["url"])
    return [
        context.Embed(
            url=value["url"],
            provider=player.provider if player else "",
            player=player.url if player else "",
            ratio=player.ratio if player else "16x9",
            title=value.get("title") or "",
            caption=value.get("caption") or "",
        )
    ]


def _fact_box(value: Raw, found: Found) -> list[context.Block]:
    html = flowing(found.html[value["text"] or ""])
    return [context.FactBox(title=value["title"], html=html)]


def _table(value: Raw, _: Found) -> list[context.Block]:
    table = value["table"] or {}
    rows = [tuple(str(cell or "") for cell in row) for row in table.get("data") or []]
    if not rows:
        return []
    width = max(map(len, rows))
    rows = [(*row, *[""] * (width - len(row))) for row in rows]
    header, *body = rows if table.get("first_row_is_table_header") else [(), *rows]
    columns = list(zip(*body, strict=True)) if body else []
    return [
        context.Table(
            caption=value.get("caption") or "",
            header=header,
            rows=tuple(body),
            numeric=tuple(all(map(_is_figure, column)) for column in columns),
            row_headers=bool(table.get("first_col_is_header")),
        )
    ]


def _is_figure(cell: str) -> bool:
    return bool(_FIGURE.match(cell)) or cell.strip() in {"", "–", "—"}


def _file(value: Raw, found: Found) -> list[context.Block]:
    file = found.files.get(value["file"])
    if file is None:
        return []
    return [
        context.File(
            title=value.get("title") or file.title,
            url=file.url,
            extension=file.file_extension.upper(),
            size=file.file_size or 0,
        )
    ]


def _related(value: int, found: Found) -> list[context.Block]:
    card = found.cards.get(value)
    return [context.Related(card)] if card else []


def _correction(value: Raw, found: Found) -> list[context.Block]:
    html = "<br>".join(paragraphs(found.html[value["text"] or ""]))
    if not value["made_on"]:
        return []  # an unfinished draft
    made_on = date.fromisoformat(str(value["made_on"]))  # a date still where it was just filled in
    return [context.CorrectionNote(made_on=made_on, html=html)]


_PRINTERS: dict[str, Callable[[Any, Found], list[context.Block]]] = {
    "paragraph": _paragraph,
    "subhead": _subhead,
    "points": _points,
    "quote": _quote,
    "pull_quote": _pull_quote,
    "picture": _picture,
    "gallery": _gallery,
    "embed": _embed,
    "fact_box": _fact_box,
    "table": _table,
    "file": _file,
    "related": _related,
    "correction": _correction,
}
"""A printer for each block of `blocks.Body`; a test keeps the two alike."""


def _words(block: context.Block) -> str:  # noqa: PLR0911 - a case a kind
    match block:
        case context.Paragraph(html=html) | context.CorrectionNote(html=html):
            return prose.plain(html)
        case context.Quote(html=html, speaker=speaker):
            said = prose.plain(html)
            return f"{said} — {speaker}" if speaker else said
        case context.Subhead(text=text):
            return text
        case context.Points(items=items):
            return "\n".join(map(prose.plain, items))
        case context.FactBox(title=title, html=html):
            return f"{title}\n{prose.plain(html)}"
        case context.Table(caption=caption, header=header, rows=rows):
            return "\n".join([caption, *("\t".join(row) for row in (header, *rows) if row)])
        case (
            # Words that stand in the text already, captions, and what leads elsewhere.
            context.PullQuote() | context.Figure() | context.Gallery() | context.Embed()
            | context.File() | context.Related()
        ):  # fmt: skip
            return ""
        case _:
            assert_never(block)
