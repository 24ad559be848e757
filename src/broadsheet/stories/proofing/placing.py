"""Where in a story a remark is, as people say it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, assert_never

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from broadsheet.checking.copy.pictures import KIND as PICTURES
from broadsheet.checking.draft import Kind

if TYPE_CHECKING:
    from broadsheet.checking.draft import Draft, Passage
    from broadsheet.checking.remarks import Remark

FIELDS: Final = {
    "headline": gettext_lazy("headline"),
    "standfirst": gettext_lazy("standfirst"),
    "lead_caption": gettext_lazy("caption of the lead picture"),
    "lead_picture": gettext_lazy("lead picture"),
    "topics": gettext_lazy("topics"),
}
BODY: Final = "body:"
"""How places begin that are in the body of a story."""


def where(remark: Remark, draft: Draft) -> str:
    """Its place, counted from the beginning of the story; of other copy as that is called."""
    place = remark.place
    if place in FIELDS:
        return str(FIELDS[place])
    if not place.startswith(BODY):
        return place
    shown = [each.place for each in draft.pictures if each.place.startswith(BODY)]
    picture = shown.index(place) + 1 if place in shown else None
    if remark.kind == PICTURES and picture:
        return _("picture %(number)s of the text") % {"number": picture}
    there = next((each for each in draft.passages if each.place == place), None)
    kind = there.kind if there else None
    if there and _is_title(there, draft):
        return _("title “%(words)s”") % {"words": there.text}
    if kind is Kind.CAPTION and picture:
        return _("caption of picture %(number)s of the text") % {"number": picture}
    return _numbered(kind, place, draft) if kind else place


def _is_title(passage: Passage, draft: Draft) -> bool:
    """Whether it is not between paragraphs, but above or below others of one block."""
    block = passage.place.rpartition(":")[0]
    others = [each for each in draft.passages if each.place.rpartition(":")[0] == block]
    return passage.kind is Kind.SUBHEAD and len(others) > 1


def _numbered(kind: Kind, place: str, draft: Draft) -> str:
    told_otherwise = {*FIELDS, *(each.place for each in draft.pictures)}
    alike = [
        each.place
        for each in draft.passages
        if each.kind is kind and each.place not in told_otherwise and not _is_title(each, draft)
    ]
    number = {"number": alike.index(place) + 1}
    match kind:
        case Kind.TEXT:
            return _("paragraph %(number)s") % number
        case Kind.SUBHEAD:
            return _("subhead %(number)s") % number
        case Kind.QUOTE:
            return _("quotation %(number)s") % number
        case Kind.CAPTION:
            return _("caption %(number)s") % number
        case Kind.HEADLINE | Kind.STANDFIRST:
            return place  # a field of the story, which is told by its own name
        case _:
            assert_never(kind)
