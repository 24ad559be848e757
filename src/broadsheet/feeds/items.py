"""Stories as feeds and agencies get them. Each says what it was read from."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from broadsheet.feeds.markup import html_of, html_of_note, text_of_note, with_notes
from broadsheet.formats.item import Form, Image, Item, Kind, Person, Subject
from broadsheet.media.context import Print
from broadsheet.press.recording import note
from broadsheet.stories import keys
from broadsheet.stories.body.printing import blocks_of, text_of
from broadsheet.stories.body.references import find
from broadsheet.stories.context import Record
from broadsheet.stories.notes import last_corrected, told_of
from broadsheet.stories.pages import cards_by_id, ids_in, whole
from broadsheet.stories.sources import sources_of_page, span

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from broadsheet.paper.context import Masthead
    from broadsheet.stories.context import Block, Note
    from broadsheet.stories.models import Story

FEED_LENGTH = 30


def newest(name: str, *, masthead: Masthead, at: datetime) -> tuple[Item, ...]:
    """The newest stories of a list, whole. The queries do not grow with the stories."""
    return tuple(
        item
        for item in items_by_id(ids_in(name, at=at, count=FEED_LENGTH), masthead, at=at)
        if item
    )


def newest_corrections(*, masthead: Masthead, at: datetime) -> tuple[Item, ...]:
    """The stories last corrected, whole; each is announced by what was wrong."""
    ids = ids_in(keys.CORRECTIONS, at=at, count=FEED_LENGTH)
    notes = last_corrected(ids)
    return tuple(
        replace(item, standfirst=text_of_note(notes[pk])) if pk in notes else item
        for pk, item in zip(ids, items_by_id(ids, masthead, at=at), strict=True)
        if item
    )


def items_by_id(ids: Sequence[int], masthead: Masthead, *, at: datetime) -> list[Item | None]:
    """For each of those stories what feeds say of it; None where readers may not see it."""
    stories = whole().public(at=at).in_bulk(ids)
    public = [stories[pk] for pk in ids if pk in stories]
    items = dict(zip([story.pk for story in public],
                     items_of(public, masthead=masthead, at=at), strict=True))  # fmt: skip
    for pk in ids:
        story = stories.get(pk)
        sources = sources_of_page(story) if story else {keys.source(pk)}
        note(keys.item(pk), items.get(pk), sources=sources, **span(story, at=at))
    return [items.get(pk) for pk in ids]


def items_of(stories: Sequence[Story], *, masthead: Masthead, at: datetime) -> tuple[Item, ...]:
    """The stories in the order given."""
    bodies = [list(story.body.get_prep_value()) for story in stories]
    found = find(bodies, cards_of=lambda ids: cards_by_id(ids, at=at))
    told = told_of(stories)
    return tuple(
        item_of(story, blocks_of(body, found), told.get(story.pk, ()), masthead=masthead)
        for story, body in zip(stories, bodies, strict=True)
    )


def item_of(
    story: Story, blocks: tuple[Block, ...], notes: tuple[Note, ...], *, masthead: Masthead
) -> Item:
    """One published story; its dates are told in the paper's zone."""
    site = masthead.site
    published_at = (story.published_at or story.edited_at).astimezone(masthead.zone)
    record = Record(changed_at=story.changed_at, notes=notes, url="")
    changed_at = story.changed_at.astimezone(masthead.zone) if story.changed_at else published_at
    return Item(
        guid=f"urn:uuid:{story.guid}",
        url=f"{site}{story.get_absolute_url()}",
        headline=story.headline,
        standfirst=story.standfirst,
        body_html=with_notes(html_of(blocks, site=site), record, html_of_note),
        body_text=with_notes(text_of(blocks), record, text_of_note).replace("\n", "\n\n"),
        language=masthead.language,
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
