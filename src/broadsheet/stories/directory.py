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
