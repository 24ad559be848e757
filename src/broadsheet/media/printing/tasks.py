"""Slow work on pictures, done in the background."""

from __future__ import annotations

import logging

from django_tasks import task

from broadsheet.media.models import Picture
from broadsheet.media.printing import making, shelf

log = logging.getLogger(__name__)

AFTER_EVERYTHING_ELSE = -10


@task(priority=AFTER_EVERYTHING_ELSE)
def print_ahead(picture_id: int) -> int:
    """Make the prints of a picture that readers ask for first; how many were missing."""
    picture = Picture.objects.filter(pk=picture_id, withdrawn_at=None).first()
    if picture is None:
        return 0
    try:
        return making.make_ahead(picture)
    except shelf.Overtaken:
        return 0  # whoever changed it has it printed anew
    except making.Unprintable:
        log.exception("cannot print picture %s", picture_id)
        return 0
