"""From a story as an editor has it to the draft that checks get."""

from __future__ import annotations

import re
from dataclasses import replace
from html import escape, unescape
from typing import TYPE_CHECKING, Final, assert_never

from broadsheet.checking.draft import Draft, Filed, Kind, Link, Passage, Shown
from broadsheet.kit import characters, prose
from broadsheet.stories import context
from broadsheet.stories.body.printing import blocks_of
from broadsheet.stories.body.references import find
from broadsheet.topics.models import Kind as TopicKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date, datetime, tzinfo

    from broadsheet.media.context import Print
    from broadsheet.media.models import Picture
    from broadsheet.stories.body.references import Raw
    from broadsheet.stories.models import Story
    from broadsheet.topics.models import Topic

NAMED: Final = frozenset({TopicKind.PERSON, TopicKind.PLACE, TopicKind.ORGANISATION})
"""Kinds of topics that a text about them mentions."""
LINES: Final = {
    "headline": Kind.HEADLINE,
    "standfirst": Kind.STANDFIRST,
    "lead_caption": Kind.CAPTION,
}
"""Plain fields of a story that are checked."""
_LINK: Final = re.compile(r'<a\b[^>]*\shref="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
SHORTEST_PART: Final = 4
"""Letters of a part of a name that stands for the whole."""


def draft_of(story: Story, *, zone: tzinfo, at: datetime) -> Draft:
    """A story as it is at that moment, whether or not it was ever saved."""
    published = story.published_at or story.go_live_at or at
    draft = drafted(
        lines={field: getattr(story, field) for field in LINES},
        lead_picture=story.lead_picture,
        body=list(story.body.get_prep_value()) if story.body else [],
        topics=[line.topic for line in story.filed_topics.all()],
        day=published.astimezone(zone).date(),
        happened=story.happened,
    )
    related = (line.other_id for line in story.related_by_hand.all())
    return replace(draft, story=story.pk, related=(*draft.related, *related))


def drafted(
    *,
    lines: Mapping[str, str],
    lead_picture: Picture | None,
    body: list[Raw],
    topics: Iterable[Topic],
    day: date,
    happened: date | None = None,
) -> Draft:
    """What is filled in of a story, with its plain fields by name.

    A passage of the body is called `body:ID:N`: of the block of that id the passage of that number,
    from 0 on; others are called as the fields of the story.
    """
    found = find([body], cards_of=lambda _: {})
    running = [each for part in body for each in _passages(_id(part), blocks_of([part], found))]
    passages = [
        *(Passage(field, text, LINES[field]) for field, text in lines.items() if text.strip()),
        *(passage for passage, _links in running),
    ]
    pictures = [
        *_lead(lead_picture, lines.get("lead_caption", "")),
        *(shown for part in body for shown in _pictures(_id(part), blocks_of([part], found))),
    ]
    return Draft(
        passages=tuple(passages),
        day=day,
        happened=happened,
        pictures=tuple(pictures),
        topics=tuple(filed_as(topic) for topic in topics),
        links=tuple(link for _passage, links in running for link in links),
        related=tuple(part["value"] for part in body if part["type"] == "related"),
    )


def _id(part: Raw) -> str:
    return str(part.get("id") or "")


def _lead(picture: Picture | None, caption: str) -> Iterator[Shown]:
    if picture is not None:
        yield shown_at("lead_picture", picture, caption=caption)


def shown_at(place: str, picture: Picture, *, caption: str) -> Shown:
    """A picture of a story, with its own caption unless the story has another."""
    return Shown(
        place=place,
        alt=picture.description,
        caption=caption or picture.caption,
        credit=picture.credit,
        file=str(picture.file.name).rpartition("/")[2],
    )


def filed_as(topic: Topic) -> Filed:
    """A topic with the words that a text may mention it by.

    A person may be mentioned by the last name alone, a council or a river by its noun; what stands
    in the register by all of its names.
    """
    names = topic.name.split()
    parts = names[-1:] if topic.kind == TopicKind.PERSON else names
    others = tuple(part for part in parts if len(part) >= SHORTEST_PART)
    entry = topic.person or topic.place or topic.organisation
    if entry is not None:
        others = (*others, entry.name, *characters.lines(entry.others))
    return Filed(topic.name, others, is_named=topic.kind in NAMED)


def _passages(
    block_id: str, blocks: tuple[context.Block, ...]
) -> Iterator[tuple[Passage, list[Link]]]:
    found = (passage for block in blocks for passage in _texts(block))
    for number, (kind, html, speaker) in enumerate(found):
        if text := prose.plain(html):
            passage = Passage(f"body:{block_id}:{number}", text, kind, speaker)
            yield passage, list(_links(passage.place, html))


def _links(place: str, html: str) -> Iterator[Link]:
    for found in _LINK.finditer(html):
        address, words = found.groups()
        before = len(prose.plain(html[: found.start()]))
        yield Link(place, prose.plain(words), unescape(address), before)


def _texts(  # noqa: C901 - a case a kind
    block: context.Block,
) -> Iterator[tuple[Kind, str, str]]:
    """Of each passage its kind, its words as markup, and whose they are."""
    match block:
        case context.Paragraph(html=html):
            yield Kind.TEXT, html, ""
        case context.FactBox(title=title, html=html):
            yield Kind.SUBHEAD, escape(title), ""
            yield Kind.TEXT, html, ""
        case context.Subhead(text=text):
            yield Kind.SUBHEAD, escape(text), ""
        case context.Points(items=items):
            for item in items:
                yield Kind.TEXT, item, ""
        case context.Quote(html=html, speaker=speaker):
            yield Kind.QUOTE, html, speaker
        case context.Figure(picture=picture):
            yield Kind.CAPTION, escape(picture.caption), ""
        case context.Gallery(title=title, pictures=pictures):
            for each in pictures:
                yield Kind.CAPTION, escape(each.caption), ""
            # Last, so that captions have the numbers of their pictures.
            yield Kind.SUBHEAD, escape(title), ""
        case context.Embed(caption=caption) | context.Table(caption=caption):
            yield Kind.CAPTION, escape(caption), ""
        case (
            # Words that stand in the story already, or what was said of it before.
            context.PullQuote() | context.File() | context.Related() | context.CorrectionNote()
        ):  # fmt: skip
            return
        case _:
            assert_never(block)


def _pictures(block_id: str, blocks: tuple[context.Block, ...]) -> Iterator[Shown]:
    prints = [
        each
        for block in blocks
        if isinstance(block, context.Figure | context.Gallery)
        for each in ([block.picture] if isinstance(block, context.Figure) else block.pictures)
    ]
    for number, each in enumerate(prints):
        yield _shown(f"body:{block_id}:{number}", each)


def _shown(place: str, printed: Print) -> Shown:
    return Shown(place, printed.alt, printed.caption, printed.credit, file="")
