"""Reads what a story's page and card show: all queries for them are here.

The number of queries does not depend on the length of the story or the size of the archive.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import CharField, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext as _

from broadsheet.kit import prose
from broadsheet.media.context import Print, Ratio
from broadsheet.paper.context import Crumb
from broadsheet.stories import context, keys
from broadsheet.stories.body import blocks_of, find, text_of
from broadsheet.stories.models import Filing, Form, Story, StoryIds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date, datetime

    from django.db.models import QuerySet

    from broadsheet.paper.models import Paper
    from broadsheet.topics.models import Author, Section, Topic

RELATED_SHOWN = 4
TOPICS_ASKED = 3
BLOCKS_ABOVE_FOLD = 5
FOLDED_FROM_WORDS = 450


# --- cards ----------------------------------------------------------------------------------


def card_of(story: Story) -> context.Card:
    """The card of a story fetched `for_cards`."""
    picture = story.lead_picture
    caption = story.lead_caption
    assert story.published_at is not None  # noqa: S101 - only published stories have cards
    return context.Card(
        id=story.pk,
        url=story.get_absolute_url() or "",
        headline=story.short_headline or story.headline,
        kicker=kicker_of(story),
        standfirst=story.standfirst,
        form=story.form,
        form_label=form_label(story),
        section=label_of(story.section),
        authors=tuple(map(person_of, story.authors)),
        published_at=story.published_at,
        changed_at=story.changed_at,
        picture=Print.of(picture, Ratio.CARD, caption=caption) if picture else None,
        lead=Print.of(picture, Ratio.LEAD, caption=caption, fallback_width=1280)
        if picture
        else None,
        priority=story.priority,
    )


def form_label(story: Story) -> str:
    """What is printed beside the headline: nothing for plain news."""
    return "" if story.form == Form.NEWS else str(story.get_form_display())


def kicker_of(story: Story) -> str:
    """The kicker, unless it says no more than the form beside it."""
    return "" if story.kicker.casefold() == form_label(story).casefold() else story.kicker


def label_of(section: Section) -> context.SectionLabel:
    return context.SectionLabel(
        name=section.name, url=section.get_absolute_url(), hue=section.hue, slug=section.slug
    )


def person_of(author: Author) -> context.Person:
    return context.Person(name=author.name, url=author.get_absolute_url(), role=author.role)


def cards_by_id(ids: Iterable[int], *, at: datetime) -> dict[int, context.Card]:
    """The cards of those stories that readers may see at that moment, by id."""
    stories = Story.objects.public(at=at).for_cards().filter(pk__in=set(ids))
    return {story.pk: card_of(story) for story in stories}


def cards_of(ids: Sequence[int], *, at: datetime) -> tuple[context.Card, ...]:
    """The cards of those stories that readers may see, in the order given."""
    cards = cards_by_id(ids, at=at) if ids else {}
    return tuple(cards[pk] for pk in ids if pk in cards)


def ids_in(name: str, *, at: datetime, first: int = 0, count: int) -> list[int]:
    """`count` stories of a list from the `first` on, newest first; fewer where it ends."""
    lines = Filing.objects.newest_of(name, at=at)[first : first + count]
    return list(lines.values_list("story_id", flat=True))


def ids_in_each(
    sections: QuerySet[Section], *, at: datetime, count: int
) -> dict[Section, tuple[int, ...]]:
    """The `count` newest stories of each of those sections, in one query."""
    name = Concat(Value(keys.SECTION), Cast(OuterRef("pk"), CharField()))
    lines = Filing.objects.newest_of(name, at=at).values("story_id")[:count]
    found = sections.annotate(newest=StoryIds(lines))
    return {section: tuple(section.newest or ()) for section in found}


# --- the page -------------------------------------------------------------------------------


def story_page(story: Story, *, paper: Paper, at: datetime) -> context.StoryPage:
    """The page of a story, as it reads at that moment. Also for drafts, which have no address."""
    raw = list(story.body.get_prep_value())
    blocks = blocks_of(raw, find([raw], cards_of=lambda ids: cards_by_id(ids, at=at)))
    words = prose.word_count(text_of(blocks))
    topics = [filed.topic for filed in story.filed_topics.all()]
    related, following = _beside(story, topics, at=at)
    folded = _blocks_above_fold(paper.fold, blocks, words)
    return context.StoryPage(
        id=story.pk or 0,
        url=story.get_absolute_url() or "",
        headline=story.headline,
        kicker=kicker_of(story),
        standfirst=story.standfirst,
        form=story.form,
        form_label=form_label(story),
        section=label_of(story.section),
        crumbs=tuple(crumbs_of(story)),
        authors=tuple(map(_full_person, story.authors)),
        byline_note=story.byline_note,
        dateline=story.dateline,
        published_at=story.published_at or at,
        changed_at=story.changed_at,
        minutes=prose.reading_minutes(words),
        lead_picture=Print.of(
            story.lead_picture, Ratio.LEAD, caption=story.lead_caption, fallback_width=1280
        )
        if story.lead_picture
        else None,
        body=blocks,
        folded_from=folded,
        fold=paper.fold,
        topics=tuple(map(subject_of, topics)),
        source=story.source,
        canonical=story.canonical,
        related=related,
        next=following,
    )


def _blocks_above_fold(fold: str, blocks: tuple[context.Block, ...], words: int) -> int:
    if fold == "never" or words < FOLDED_FROM_WORDS or len(blocks) <= BLOCKS_ABOVE_FOLD + 2:
        return 0
    return BLOCKS_ABOVE_FOLD


def _full_person(author: Author) -> context.Person:
    portrait = (
        Print.of(author.portrait, Ratio.FACE, fallback_width=320) if author.portrait else None
    )
    return context.Person(
        name=author.name, url=author.get_absolute_url(), role=author.role, portrait=portrait
    )


def subject_of(topic: Topic) -> context.Subject:
    return context.Subject(
        name=topic.name, url=topic.get_absolute_url(), kind=topic.kind, same_as=topic.addresses
    )


def crumbs_of(story: Story) -> Iterator[Crumb]:
    """Home, the section and the one it is part of, then the story itself."""
    yield from section_crumbs(story.section)
    yield Crumb(text=story.headline, url="")


def section_crumbs(section: Section) -> Iterator[Crumb]:
    yield Crumb(text=_("Home"), url="/")
    if section.parent is not None:
        yield Crumb(text=section.parent.name, url=section.parent.get_absolute_url())
    yield Crumb(text=section.name, url=section.get_absolute_url())


def _beside(
    story: Story, topics: list[Topic], *, at: datetime
) -> tuple[tuple[context.Card, ...], context.Card | None]:
    """The related stories and the next one; their cards are fetched together."""
    related, after = _related_ids(story, topics, at=at), _ids_after(story, at=at)
    wanted = {*related, *after} - {story.pk}
    cards = cards_by_id(wanted, at=at) if wanted else {}
    following = next((cards[pk] for pk in after if pk in cards), None)
    beside = [cards[pk] for pk in related if pk in cards and cards[pk] is not following]
    return tuple(beside[:RELATED_SHOWN]), following


def _related_ids(story: Story, topics: list[Topic], *, at: datetime) -> list[int]:
    """Those an editor chose, then the newest that share a topic, the first topics first."""
    ids = [line.other_id for line in story.related_by_hand.all()]
    for topic in topics[:TOPICS_ASKED]:
        lines = Filing.objects.newest_of(keys.topic(topic.pk), at=at)[: RELATED_SHOWN + 2]
        ids.extend(lines.values_list("story_id", flat=True))
    return list(dict.fromkeys(ids))


def _ids_after(story: Story, *, at: datetime) -> list[int]:
    """The stories published before this one in its section: where reading goes on.

    More than one, since one of them may have expired a moment ago.
    """
    if story.published_at is None:
        return []
    older = Filing.objects.newest_of(keys.section(story.section_id), at=at).filter(
        Q(published_at__lt=story.published_at) | Q(story_id__lt=story.pk),
        published_at__lte=story.published_at,
    )
    return list(older.values_list("story_id", flat=True)[:3])


def for_reading(section_slug: str, day: date, slug: str) -> Story | None:
    """The story at an address, with what its page needs; public or not."""
    return (
        Story.objects.select_related("section__parent", "lead_picture")
        .prefetch_related("bylines__author__portrait", "filed_topics__topic", "related_by_hand")
        .filter(section__slug=section_slug, day=day, slug=slug)
        .first()
    )
