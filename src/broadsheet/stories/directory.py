"""Names the addresses of stories."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from broadsheet.kit import paths
from broadsheet.stories.models import Story

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime


def addresses(at: datetime) -> Iterator[str]:
    """Those of all stories that readers may see, newest first."""
    public = Story.objects.public(at=at).order_by("-published_at", "-pk")
    for section, day, slug in public.values_list("section__slug", "day", "slug").iterator():
        yield paths.story(section, cast("date", day), slug)


def histories(at: datetime) -> Iterator[str]:
    """Where the versions are told of those that readers have seen in more than one."""
    changed = Story.objects.public(at=at).filter(versions_seen__gt=1).order_by("-pk")
    for section, day, slug in changed.values_list("section__slug", "day", "slug").iterator():
        yield paths.changes(paths.story(section, cast("date", day), slug))
