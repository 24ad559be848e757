"""Stories as feeds and agencies get them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.feeds.markup import html_of
from broadsheet.formats.item import Form, Image, Item, Kind, Person, Subject
from broadsheet.media.context import Print
from broadsheet.stories.body import blocks_of, find, text_of
from broadsheet.stories.models import Filing, Story
from broadsheet.stories.pages import cards_by_id

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from broadsheet.paper.context import Frame
    from broadsheet.stories.context import Block

FEED_LENGTH = 30


def newest(name: str, *, frame: Frame, at: datetime) -> tuple[Item, ...]:
    """The newest stories of a list, whole. The queries do not grow with the stories."""
    lines = Filing.objects.newest_of(name, at=at)[:FEED_LENGTH]
    ids = list(lines.values_list("story_id", flat=True))
    stories = (
        Story.objects.public(at=at)
        .select_related("section", "lead_picture")
        .prefetch_related("bylines__author", "filed_topics__topic")
        .filter(pk__in=ids)
    )
    by_id = {item.pk: item for item in stories}
    return items_of([by_id[pk] for pk in ids if pk in by_id], frame=frame, at=at)


def items_of(stories: Sequence[Story], *, frame: Frame, at: datetime) -> tuple[Item, ...]:
    """The stories in the order given."""
    bodies = [list(story.body.get_prep_value()) for story in stories]
    found = find(bodies, cards_of=lambda ids: cards_by_id(ids, at=at))
    return tuple(
        item_of(story, blocks_of(body, found), frame=frame)
        for story, body in zip(stories, bodies, strict=True)
    )


def item_of(story: Story, blocks: tuple[Block, ...], *, frame: Frame) -> Item:
    """One published story; its dates are told in the paper's zone."""
    site = frame.site
    published_at = (story.published_at or story.edited_at).astimezone(frame.zone)
    changed_at = story.changed_at.astimezone(frame.zone) if story.changed_at else published_at
    return Item(
        guid=f"urn:uuid:{story.guid}",
        url=f"{site}{story.get_absolute_url()}",
        headline=story.headline,
        standfirst=story.standfirst,
        body_html=html_of(blocks, site=site),
        body_text=text_of(blocks).replace("\n", "\n\n"),
        language=frame.language,
        published_at=published_at.replace(microsecond=0),
        updated_at=max(published_at, changed_at).replace(microsecond=0),
        authors=tuple(
            Person(name=author.name, url=site + author.get_absolute_url())
            for author in story.authors
        ),
        section=story.section.name,
        topics=tuple(
            Subject(
                name=filed.topic.name,
                kind=Kind(filed.topic.kind),
                url=site + filed.topic.get_absolute_url(),
                same_as=filed.topic.addresses,
            )
            for filed in story.filed_topics.all()
        ),
        pictures=_pictures(story, site),
        place=story.dateline,
        form=Form(story.form),
        source=story.source,
        canonical=story.canonical,
    )


def _pictures(story: Story, site: str) -> tuple[Image, ...]:
    if story.lead_picture is None:
        return ()
    lead = Print.of(story.lead_picture, caption=story.lead_caption)
    return (
        Image(
            url=site + lead.largest,
            media_type="image/jpeg",
            width=lead.largest_width,
            height=lead.largest_height,
            alt=lead.alt,
            caption=lead.caption,
            credit=lead.credit,
        ),
    )
