"""What this package holds of a reader, as tables with the paper's words over each column."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import gettext as _

from broadsheet.belongings import Belongings, Table
from broadsheet.readers.models import Follow, Place, Portrait, Preferences, SavedStory, Subject
from broadsheet.readers.portraits import EXTENSION

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.db.models import QuerySet

    from broadsheet.accounts.models import User
    from broadsheet.stories.models import Story

    Rows = Iterator[dict[str, Any]]


def belongings_of(reader: User, now: datetime) -> Belongings:
    """All of it. Of a story or storyline that is not public now, only that there is one."""
    portrait = Portrait.objects.filter(reader=reader).first()
    return Belongings(
        tables=(
            Table("saved-stories", _("Saved stories"), _saved_columns(),
                  partial(_saved, reader, now=now)),
            Table("follows", _("Following"), _follow_columns(),
                  partial(_follows, reader, now=now)),
            Table("reading", _("Reading"), _reading_columns(), partial(_reading, reader)),
            Table("places", _("Where you stopped reading"), _place_columns(),
                  partial(_places, reader, now=now)),
        ),
        files={f"picture.{EXTENSION}": bytes(portrait.body)} if portrait else {},
    )  # fmt: skip


def _saved_columns() -> dict[str, str]:
    return {"saved_at": _("Saved at"), "read_at": _("Read at"), **_story_columns()}


def _saved(reader: User, *, now: datetime) -> Rows:
    for saved in _with_stories(SavedStory.objects.filter(reader=reader).order_by("saved_at", "pk")):
        told = _story(saved.story, now=now)
        yield {"saved_at": saved.saved_at, "read_at": saved.read_at, **told}


def _follow_columns() -> dict[str, str]:
    return {
        "followed_at": _("Followed since"),
        "kind": _("Kind"),
        "name": _("Name"),
        "address": _("Address"),
    }


def _follows(reader: User, *, now: datetime) -> Rows:
    theirs = Follow.objects.filter(reader=reader)
    told = set(theirs.public(at=now).values_list("pk", flat=True))
    for follow in theirs.select_related(*Subject.values).order_by("followed_at", "pk"):
        thing = getattr(follow, follow.subject) if follow.pk in told else None
        yield {
            "followed_at": follow.followed_at,
            "kind": str(follow.subject),
            "name": thing.name if thing else None,
            "address": settings.SITE + thing.get_absolute_url() if thing else None,
        }


def _reading_columns() -> dict[str, str]:
    return {
        "text_size": _("Text size"),
        "appearance": _("Appearance"),
        "folding": _("Fold long stories"),
        "keeps_places": _("Keep my place in long stories"),
    }


def _reading(reader: User) -> Rows:
    yield from Preferences.objects.filter(reader=reader).values(*_reading_columns())


def _place_columns() -> dict[str, str]:
    return {"stopped_at": _("Stopped at"), "percent": _("Percent read"), **_story_columns()}


def _places(reader: User, *, now: datetime) -> Rows:
    for place in _with_stories(Place.objects.filter(reader=reader).order_by("stopped_at", "pk")):
        percent = round(100 * place.block / place.blocks)
        yield {"stopped_at": place.stopped_at, "percent": percent, **_story(place.story, now=now)}


def _story_columns() -> dict[str, str]:
    return {"headline": _("Headline"), "address": _("Address")}


def _story(story: Story, *, now: datetime) -> dict[str, str | None]:
    if not story.is_public(at=now):
        return {"headline": None, "address": None}
    return {"headline": story.headline, "address": f"{settings.SITE}{story.get_absolute_url()}"}


def _with_stories(rows: QuerySet[Any]) -> Iterator[Any]:
    return rows.select_related("story__section").defer("story__body").iterator(chunk_size=500)
