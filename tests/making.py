"""Makes what a test needs of a paper, with no more said than the test cares about."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count
from typing import Any

import time_machine

from broadsheet.media.models import Picture
from broadsheet.paper.models import Paper
from broadsheet.stories import actions
from broadsheet.stories.models import Byline, Episode, FiledTopic, Story
from broadsheet.topics.models import Author, Section, Storyline, Topic

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
_numbers = count(1)


def make_section(slug: str = "news", **fields: Any) -> Section:
    return Section.objects.create(**{"name": slug.capitalize(), "slug": slug, **fields})


def make_topic(slug: str = "harbour", **fields: Any) -> Topic:
    return Topic.objects.create(**{"name": slug.capitalize(), "slug": slug, **fields})


def make_author(slug: str = "ada-byrne", **fields: Any) -> Author:
    name = slug.replace("-", " ").title()
    return Author.objects.create(**{"name": name, "slug": slug, **fields})


def make_storyline(*stories: Story, slug: str = "north-quay", **fields: Any) -> Storyline:
    """A storyline of which these stories are the episodes, with no lines of their own."""
    name = slug.replace("-", " ").capitalize()
    storyline = Storyline.objects.create(**{"name": name, "slug": slug, **fields})
    for story in stories:
        Episode.objects.create(storyline=storyline, story=story)
    return storyline


def make_paper(**fields: Any) -> Paper:
    paper = Paper(**{"name": "The Test Courier", **fields})
    paper.save()
    return paper


def make_picture(title: str = "Quay", **fields: Any) -> Picture:
    """A picture's record without its file: what pages need of it."""
    sizes = {"width": 1920, "height": 1280, "file_hash": f"{next(_numbers):040x}"}
    picture = Picture(**{"title": title, "description": f"{title}, drawn", **sizes, **fields})
    # The file is not opened: a test that prints it makes a real one.
    Picture.objects.bulk_create([picture])
    return picture


def paragraph(html: str) -> dict[str, Any]:
    return {"type": "paragraph", "value": f"<p>{html}</p>"}


def make_draft(**fields: Any) -> Story:
    """An unpublished story. `authors` and `topics` are records; a section is made if need be."""
    authors, topics = fields.pop("authors", []), fields.pop("topics", [])
    number = next(_numbers)
    section = fields.pop("section", None) or Section.objects.first() or make_section()
    story = Story(
        **{
            "section": section,
            "slug": f"story-{number}",
            "headline": f"Story {number}",
            "byline_note": "Our own staff",
            "live": False,
            "body": [("paragraph", "<p>The quay was quiet.</p>")],
            **fields,
        }
    )
    story.bylines = [Byline(author=author) for author in authors]
    story.filed_topics = [FiledTopic(topic=topic) for topic in topics]
    story.save()
    return story


def make_story(*, at: datetime = NOON, **fields: Any) -> Story:
    """A story first published at that moment, and filed in its lists."""
    story = make_draft(**fields)
    story.live = True
    story.first_published_at = story.last_published_at = at
    story.save()
    actions.file(story, now=at)
    return Story.objects.get(pk=story.pk)


def amend(
    story: Story, *, at: datetime, kind: str = "correction", note: str = "", **fields: Any
) -> Story:
    """The story once a change of that kind was published at that moment."""
    draft = Story.objects.get(pk=story.pk).get_latest_revision_as_object()
    for name, value in {"change_kind": kind, "change_note": note, **fields}.items():
        setattr(draft, name, value)
    with time_machine.travel(at, tick=False):
        draft.save_revision().publish()
    return Story.objects.get(pk=story.pk)
