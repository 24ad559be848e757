"""A story's body, from what the editor stored to what the templates print.

Reads everything the body points to in one query a kind, however long it is, and lets no markup
through that was not asked for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from itertools import chain, count
from typing import TYPE_CHECKING, Any, assert_never

import nh3
from django.utils.text import slugify
from wagtail.documents import get_document_model
from wagtail.rich_text import expand_db_html

from broadsheet.kit import prose
from broadsheet.media import keys as pictures
from broadsheet.media.context import Print
from broadsheet.media.models import Picture
from broadsheet.paper.keys import PAGES
from broadsheet.stories import context, keys
from broadsheet.stories.players import player_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from wagtail.blocks import StreamValue
    from wagtail.documents.models import Document

    CardsOf = Callable[[set[int]], Mapping[int, context.Card]]

INLINE_TAGS = {"a", "b", "i", "em", "strong", "sub", "sup", "br"}
BLOCK_TAGS = INLINE_TAGS | {"p", "ul", "ol", "li"}
LINK_SCHEMES = {"http", "https", "mailto", "tel"}
LEADING_NOWHERE = re.compile(r"<a>(.*?)</a>", re.DOTALL)
_SEPARATOR = "\x1e"
_PARAGRAPH = re.compile(r"<p\b[^>]*>(.*?)</p>", re.DOTALL)
_FIGURE = re.compile(r"^[\s+\-−–]*[\d.,'’\u00a0\u202f ]*\d[\d.,'’\u00a0\u202f ]*\s?[%‰°€$£]?$")

Raw = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """The records bodies point to, by id; a thing that has been deleted is simply missing."""

    pictures: Mapping[int, Picture]
    files: Mapping[int, Document]
    cards: Mapping[int, context.Card]
    html: Mapping[str, str]
    """markup as stored → markup as printed"""


def find(bodies: Iterable[list[Raw]], *, cards_of: CardsOf) -> Found:
    """What the bodies point to: a query a kind, however many bodies there are.

    `cards_of` gives the public cards of the stories with those ids.
    """
    parts = [part for raw in bodies for part in raw]
    ids = _ids(parts)
    return Found(
        pictures=Picture.objects.in_bulk(ids["picture"]) if ids["picture"] else {},
        files=get_document_model().objects.in_bulk(ids["file"]) if ids["file"] else {},
        cards=cards_of(ids["related"]) if ids["related"] else {},
        html=_expanded(_markup(parts)),
    )


def sources_of_body(raw: list[Raw]) -> set[str]:
    """What the printed body is read from, apart from the story itself: see `press.recording`."""
    ids = _ids(raw)
    found = {pictures.picture(pk) for pk in ids["picture"]}
    found |= {pictures.file(pk) for pk in ids["file"]}
    found |= {keys.source(pk) for pk in ids["related"]}
    return found | sources_of_links("".join(_markup(raw)))


def pictures_of(raw: list[Raw]) -> set[int]:
    """The ids of the pictures in a body."""
    return _ids(raw)["picture"]


def sources_of_links(markup: str) -> set[str]:
    """What the links in stored markup are read from."""
    found = {PAGES} if 'linktype="page"' in markup else set()
    return found | ({pictures.FILES} if 'linktype="document"' in markup else set())


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
    taken: set[str] = set()
    for block in blocks:
        if isinstance(block, context.Subhead):
            stem = slugify(block.text, allow_unicode=True) or "part"
            names = chain([stem], (f"{stem}-{number}" for number in count(2)))
            anchor = next(name for name in names if name not in taken)
            taken.add(anchor)
            yield context.Subhead(text=block.text, anchor=anchor)
        else:
            yield block


def text_of(blocks: Iterable[context.Block]) -> str:
    """The words of a body, a paragraph or heading a line, captions left out."""
    return "\n".join(filter(None, map(_words, blocks)))


def inline(html: str) -> str:
    """Markup that may stand inside a paragraph, and nothing else."""
    return _clean(html, INLINE_TAGS).strip()


def flowing(html: str, *, further: AbstractSet[str] = frozenset()) -> str:
    """Markup of several paragraphs and lists, with these further tags, and nothing else."""
    return _clean(html, BLOCK_TAGS | further)


def _clean(html: str, tags: AbstractSet[str]) -> str:
    """Markup of those tags alone. Of a link that may not stand, its words do."""
    attributes = {"a": {"href"}}
    clean = nh3.clean(
        html, tags=set(tags), attributes=attributes, url_schemes=LINK_SCHEMES, link_rel=None
    )
    return LEADING_NOWHERE.sub(r"\1", clean)


def paragraphs(html: str) -> list[str]:
    """The inline markup of each paragraph of a piece of rich text; empty ones left out."""
    pieces = _PARAGRAPH.findall(html) or [html]
    return [cleaned for piece in pieces if prose.plain(cleaned := inline(piece))]


# --- what a body points to ----------------------------------------------------------------


def _ids(raw: list[Raw]) -> dict[str, set[int]]:
    ids: dict[str, set[int]] = {"picture": set(), "file": set(), "related": set()}
    for part in raw:
        kind, value = part["type"], part["value"]
        match kind:
            case "picture":
                ids["picture"].add(value["picture"])
            case "gallery":
                ids["picture"].update(item["picture"] for item in _items(value["pictures"]))
            case "file":
                ids["file"].add(value["file"])
            case "related":
                ids["related"].add(value)
    return {kind: some - {None} for kind, some in ids.items()}


def _items(values: Iterable[Any]) -> list[Any]:
    """The values of a list block, whether stored with ids or, as older ones are, without."""
    return [
        item["value"] if isinstance(item, dict) and "value" in item and "type" in item else item
        for item in values
    ]


def _markup(raw: list[Raw]) -> list[str]:
    found = []
    for part in raw:
        match part["type"], part["value"]:
            case "paragraph", value:
                found.append(value)
            case "points", value:
                found.extend(_items(value["items"]))
            case (("quote" | "fact_box" | "correction"), value):
                found.append(value["text"])
    return [piece or "" for piece in found]


def _expanded(pieces: list[str]) -> dict[str, str]:
    """Links to pages and files as addresses; all at once, so that many links cost one query."""
    if not pieces:
        return {}
    expanded = expand_db_html(_SEPARATOR.join(pieces)).split(_SEPARATOR)
    return dict(zip(pieces, expanded, strict=True))


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
        for item in _items(value["items"])
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
    prints = tuple(filter(None, (_print(item, found) for item in _items(value["pictures"]))))
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
