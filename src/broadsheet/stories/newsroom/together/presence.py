"""Who has which story open at this moment, as their browsers say every few seconds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.contrib.contenttypes.models import ContentType
from wagtail.admin.models import EditingSession
from wagtail.admin.utils import get_user_display_name

from broadsheet.stories.models import Story

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

HERE: Final = timedelta(minutes=2)
"""A browser that has been silent for so long shows something else, or nothing any more."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who has a story open."""

    name: str
    is_writing: bool
    """whether there are words in their form that are not saved yet"""


def people_in(
    story_ids: Iterable[int], *, at: datetime, besides: int | None = None
) -> dict[int, tuple[Person, ...]]:
    """Who is in each of the stories, in one query; somebody with two windows is there once."""
    sessions = (
        EditingSession.objects.filter(
            content_type=ContentType.objects.get_for_model(Story),
            object_id__in=[str(pk) for pk in story_ids],
            last_seen_at__gte=at - HERE,
        )
        .exclude(user=besides)
        .select_related("user")
        .order_by("pk")
    )
    found: dict[int, dict[int, Person]] = {}
    for session in sessions:
        there = found.setdefault(int(session.object_id), {})
        earlier = there.get(session.user_id)
        is_writing = session.is_editing or (earlier is not None and earlier.is_writing)
        there[session.user_id] = Person(get_user_display_name(session.user), is_writing)
    return {story: tuple(people.values()) for story, people in found.items()}
