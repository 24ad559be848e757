"""What a story was read from, and when it comes or goes by itself: see `press.recording`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.media.keys import picture as picture_source
from broadsheet.stories import keys
from broadsheet.stories.body.references import sources_of_body
from broadsheet.topics import keys as subjects

if TYPE_CHECKING:
    from datetime import datetime

    from broadsheet.stories.models import Story


def sources_of(pk: int, story: Story | None) -> set[str]:
    """What the card of a story is read from."""
    if story is None:
        return {keys.source(pk)}
    found = {keys.source(pk), subjects.section(story.section_id)}
    if story.lead_picture_id is not None:
        found.add(picture_source(story.lead_picture_id))
    return found | {subjects.author(author.pk) for author in story.authors}


def sources_of_page(story: Story) -> set[str]:
    """What the page of a story is read from, and every other form of all of it."""
    found = sources_of(story.pk, story) | sources_of_body(list(story.body.get_prep_value()))
    if story.section.parent_id is not None:
        found.add(subjects.section(story.section.parent_id))
    portraits = {author.portrait_id for author in story.authors} - {None}
    found |= {picture_source(pk) for pk in portraits}
    return found | {subjects.topic(filed.topic_id) for filed in story.filed_topics.all()}


def span(story: Story | None, *, at: datetime) -> dict[str, datetime | None]:
    """When a published story comes or goes by itself, as a recording is told it."""
    if story is None or not story.live:
        return {}
    is_coming = story.published_at is not None and story.published_at > at
    return {"until": story.published_at if is_coming else None, "ends": going(story, at=at)}


def going(story: Story, *, at: datetime) -> datetime | None:
    """When it expires, if that lies ahead."""
    return story.expire_at if story.expire_at is not None and story.expire_at > at else None
