"""What a draft only points to: topics and pictures, by their numbers."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from broadsheet.media.models import Picture
from broadsheet.stories.proofing.drafting import filed_as, shown_at
from broadsheet.topics.models import Topic

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet

    Thing = dict[str, Any]


ENTRIES: Final = ("person", "place", "organisation")
"""Where in the register a topic may stand."""


def filled_in(given: Any) -> Any:
    """A draft as JSON, in which topics and pictures that have nothing but an id are told in full.

    Those that are not there any more are left out.
    """
    if not isinstance(given, dict):
        return given
    return {
        **given,
        "topics": _each(given.get("topics", []), Topic.objects.select_related(*ENTRIES), _topic),
        "pictures": _each(given.get("pictures", []), Picture.objects.all(), _picture),
    }


def _each(things: Any, those: QuerySet[Any], tell: Callable[[Any, Thing], Thing]) -> Any:
    if not isinstance(things, list):
        return things
    ids = {each["id"] for each in things if _points(each)}
    records = those.in_bulk(ids) if ids else {}
    return [
        tell(records[each["id"]], each) if _points(each) else each
        for each in things
        if not _points(each) or each["id"] in records
    ]


def _points(thing: Any) -> bool:
    number = thing.get("id") if isinstance(thing, dict) else None
    return isinstance(number, int) and not isinstance(number, bool) and 0 <= number < 2**31


def _topic(topic: Topic, _given: Thing) -> Thing:
    filed = filed_as(topic)
    return {**asdict(filed), "others": list(filed.others)}


def _picture(picture: Picture, given: Thing) -> Thing:
    place, caption = given.get("place", ""), given.get("caption", "")
    return asdict(shown_at(place, picture, caption=caption if isinstance(caption, str) else ""))
