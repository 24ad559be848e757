"""What bodies point to: pictures, files, stories, links; each kind fetched in one query."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wagtail.documents import get_document_model
from wagtail.rich_text import expand_db_html

from broadsheet.media import keys as pictures
from broadsheet.media.models import Picture
from broadsheet.paper.keys import PAGES
from broadsheet.stories import keys

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from wagtail.documents.models import Document

    from broadsheet.stories import context

    CardsOf = Callable[[set[int]], Mapping[int, context.Card]]

_SEPARATOR = "\x1e"

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


def pictures_of_version(content: Mapping[str, Any]) -> set[int]:
    """The ids of the pictures in a version of a story, as Wagtail keeps it."""
    found = pictures_of(json.loads(content.get("body") or "[]"))
    lead: int | None = content.get("lead_picture")
    return found if lead is None else found | {lead}


def sources_of_links(markup: str) -> set[str]:
    """What the links in stored markup are read from."""
    found = {PAGES} if 'linktype="page"' in markup else set()
    return found | ({pictures.FILES} if 'linktype="document"' in markup else set())


def _ids(raw: list[Raw]) -> dict[str, set[int]]:
    ids: dict[str, set[int]] = {"picture": set(), "file": set(), "related": set()}
    for part in raw:
        kind, value = part["type"], part["value"]
        match kind:
            case "picture":
                ids["picture"].add(value["picture"])
            case "gallery":
                ids["picture"].update(item["picture"] for item in items_of(value["pictures"]))
            case "file":
                ids["file"].add(value["file"])
            case "related":
                ids["related"].add(value)
    return {kind: some - {None} for kind, some in ids.items()}


def items_of(values: Iterable[Any]) -> list[Any]:
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
                found.extend(items_of(value["items"]))
            case (("quote" | "fact_box" | "correction"), value):
                found.append(value["text"])
    return [piece or "" for piece in found]


def _expanded(pieces: list[str]) -> dict[str, str]:
    """Links to pages and files as addresses; all at once, so that many links cost one query."""
    if not pieces:
        return {}
    expanded = expand_db_html(_SEPARATOR.join(pieces)).split(_SEPARATOR)
    return dict(zip(pieces, expanded, strict=True))
