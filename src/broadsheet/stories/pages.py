"""Reads what a story's page and card show, and says what that was: all their queries are here.

The number of queries does not depend on the length of the story or the size of the archive.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.db.models import CharField, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext as _

from broadsheet.kit import paths, prose
from broadsheet.media.context import Print, Ratio
from broadsheet.paper.context import Crumb, home_crumb
from broadsheet.paper.keys import PAPER
from broadsheet.press.recording import note
from broadsheet.stories import context, keys
from broadsheet.stories.body.printing import blocks_of, text_of
from broadsheet.stories.body.references import find
from broadsheet.stories.models import (
    Filing,
    Form,
    Likeness,
    Story,
    StoryIds,
    StoryQuerySet,
    range_of_list,
)
from broadsheet.stories.notes import history_of, record_of
from broadsheet.stories.sources import sources_of, sources_of_page, span
from broadsheet.stories.storylines.telling import so_far
from broadsheet.topics.keys import named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date, datetime

    from django.db.models import QuerySet

    from broadsheet.paper.models import Paper
    from broadsheet.topics.models import Author, Section, Topic

RELATED_SHOWN = 4
RELATED_ASKED = RELATED_SHOWN + 2
TOPICS_ASKED = 3
BLOCKS_ABOVE_FOLD = 5
FOLDED_FROM_WORDS = 450
LONG_FROM_WORDS = 900


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
        authors=tuple(map(named_on_card, story.authors)),
        published_at=story.published_at,
        changed_at=story.changed_at,
        picture=Print.of(picture, Ratio.CARD, caption=caption) if picture else None,
        lead=lead_of(story),
        priority=story.priority,
    )


def lead_of(story: Story) -> Print | None:
    """Its lead picture, as wide as the page has it."""
    picture, caption = story.lead_picture, story.lead_caption
    return Print.of(picture, Ratio.LEAD, caption=caption, fallback_width=1280) if picture else None


def form_label(story: Story) -> str:
    """What is printed beside the headline: nothing for plain news."""
    if story.retracted_at is not None:
        return _("Retracted")
    return "" if story.form == Form.NEWS else str(story.get_form_display())


def kicker_of(story: Story) -> str:
    """The kicker, unless it says no more than the form beside it."""
    return "" if story.kicker.casefold() == form_label(story).casefold() else story.kicker


def label_of(section: Section) -> context.SectionLabel:
    return context.SectionLabel(
        name=section.name, url=section.get_absolute_url(), hue=section.hue, slug=section.slug
    )


def named_on_card(author: Author) -> context.Person:
    """No more than a card shows of an author: all that it holds can press a front again."""
    return context.Person(name=author.name, url=author.get_absolute_url())


def cards_by_id(ids: Iterable[int], *, at: datetime) -> dict[int, context.Card]:
    """The cards of those stories that readers may see at that moment, by id."""
    wanted = set(ids)
    stories = Story.objects.filter(live=True, pk__in=wanted).for_cards().in_bulk()
    cards = {pk: card_of(story) for pk, story in stories.items() if story.is_public(at=at)}
    for pk in wanted:
        story = stories.get(pk)
        note(keys.card(pk), cards.get(pk), sources=sources_of(pk, story), **span(story, at=at))
    return cards


def cards_of(ids: Sequence[int], *, at: datetime) -> tuple[context.Card, ...]:
    """The cards of those stories that readers may see, in the order given."""
    cards = cards_by_id(ids, at=at) if ids else {}
    return tuple(cards[pk] for pk in ids if pk in cards)


def ids_in(name: str, *, at: datetime, first: int = 0, count: int) -> list[int]:
    """`count` stories of a list from the `first` on, newest first; fewer where it ends."""
    ids, until = _lines(name, at=at, first=first, count=count)
    _note_window(name, ids, first=first, count=count, until=until)
    return ids


def page_in(name: str, *, at: datetime, first: int, count: int) -> tuple[list[int], bool]:
    """The same, and whether the list goes on; with which story is no matter."""
    found, until = _lines(name, at=at, first=first, count=count + 1)
    ids, goes_on = found[:count], len(found) > count
    key = keys.leaf(name, first=first, count=count)
    note(key, (tuple(ids), goes_on), sources=[keys.in_list(name)], until=until)
    return ids, goes_on


def _lines(name: str, *, at: datetime, first: int, count: int) -> tuple[list[int], datetime | None]:
    """A range of a list, and when the next story that is under embargo comes into the list."""
    found = range_of_list(first, count).asked(name=name, at=at)
    until = found[0][1] if found else next(iter(Filing.objects.coming_to(name, at=at)), None)
    return [pk for pk, _coming in found], until


def _note_window(
    name: str, ids: Sequence[int], *, first: int = 0, count: int, until: datetime | None
) -> None:
    key = keys.window(name, first=first, count=count)
    note(key, tuple(ids), sources=[keys.in_list(name)], until=until)


def ids_in_each(
    sections: QuerySet[Section], *, at: datetime, count: int
) -> dict[Section, tuple[int, ...]]:
    """The `count` newest stories of each of those sections, in one query."""
    name = Concat(Value(keys.SECTION), Cast(OuterRef("pk"), CharField()))
    lines = Filing.objects.newest_of(name, at=at).values("story_id")[:count]
    coming = Filing.objects.coming_to(name, at=at)
    found = list(sections.annotate(newest=StoryIds(lines), coming=Subquery(coming)))
    for section in found:
        ids = section.newest or ()
        _note_window(keys.section(section.pk), ids, count=count, until=section.coming)
    return {section: tuple(section.newest or ()) for section in found}


# --- the page -------------------------------------------------------------------------------


def story_page(story: Story, *, paper: Paper, at: datetime) -> context.StoryPage:
    """The page of a story, as it reads at that moment. Also for drafts, which have no address."""
    beside = _beside(story, at=at)
    return replace(alone(story, paper=paper, at=at), beside=beside)


def alone(story: Story, *, paper: Paper, at: datetime) -> context.StoryPage:
    """The page of a story without what stands beside the story."""
    raw = list(story.body.get_prep_value())
    blocks = blocks_of(raw, find([raw], cards_of=lambda ids: cards_by_id(ids, at=at)))
    words = prose.word_count(text_of(blocks))
    topics = [filed.topic for filed in story.filed_topics.all()]
    folded = _blocks_above_fold(fold_of(paper), blocks, words)
    page = context.StoryPage(
        id=story.pk or 0,
        url=story.get_absolute_url() or "",
        headline=story.headline,
        kicker=kicker_of(story),
        standfirst=story.standfirst,
        form=story.form,
        form_label=form_label(story),
        section=label_of(story.section),
        crumbs=(*section_crumbs(story.section), Crumb(text=story.headline, url="")),
        authors=tuple(map(_full_person, story.authors)),
        byline_note=story.byline_note,
        dateline=story.dateline,
        published_at=story.published_at or at,
        record=record_of(story),
        minutes=prose.reading_minutes(words),
        is_long=words >= LONG_FROM_WORDS,
        lead_picture=lead_of(story),
        body=blocks,
        folded_from=folded,
        fold=paper.fold,
        topics=tuple(map(subject_of, topics)),
        source=story.source,
        canonical=story.canonical,
        beside=context.Beside(),
    )
    chosen = tuple(line.other_id for line in story.related_by_hand.all())
    said = (page, chosen, story.search_headline, story.search_description, story.noindex)
    note(keys.page(page.id), said, sources=sources_of_page(story), **span(story, at=at))
    return page


def history_page(story: Story, *, asked: tuple[int, int] | None = None) -> context.History | None:
    """How a story came to read as it does; None if nobody has changed it, or not so often."""
    own = Crumb(text=story.headline, url=story.get_absolute_url() or "")
    crumbs = (*section_crumbs(story.section), own, Crumb(text=_("Changes"), url=""))
    return history_of(story, section=label_of(story.section), crumbs=crumbs, asked=asked)


def fold_of(paper: Paper) -> str:
    """Where the paper folds its stories."""
    note(keys.FOLD, paper.fold, sources=[PAPER])
    return paper.fold


def _blocks_above_fold(fold: str, blocks: tuple[context.Block, ...], words: int) -> int:
    if fold == "never" or words < FOLDED_FROM_WORDS or len(blocks) <= BLOCKS_ABOVE_FOLD + 2:
        return 0
    return BLOCKS_ABOVE_FOLD


def _full_person(author: Author) -> context.Person:
    face = author.portrait
    return context.Person(
        name=author.name,
        url=author.get_absolute_url(),
        role=author.role,
        portrait=Print.of(face, Ratio.FACE, fallback_width=320) if face else None,
    )


def subject_of(topic: Topic) -> context.Subject:
    return context.Subject(
        name=topic.name, url=topic.get_absolute_url(), kind=topic.kind, same_as=topic.addresses
    )


def section_crumbs(section: Section) -> Iterator[Crumb]:
    """Home, the section that this one is part of, and itself."""
    yield home_crumb()
    if section.parent is not None:
        yield Crumb(text=section.parent.name, url=section.parent.get_absolute_url())
    yield Crumb(text=section.name, url=section.get_absolute_url())


def _beside(story: Story, *, at: datetime) -> context.Beside:
    """The cards of the related stories and of the next one are fetched together."""
    related, after = _related_ids(story, at=at), ids_after(story, at=at)
    wanted = {*related, *after} - {story.pk}
    cards = cards_by_id(wanted, at=at) if wanted else {}
    following = next((cards[pk] for pk in after if pk in cards), None)
    shown = [cards[pk] for pk in related if pk in cards and cards[pk] is not following]
    return context.Beside(
        storylines=so_far([story.pk], at=at)[story.pk] if story.pk else (),
        related=tuple(shown[:RELATED_SHOWN]),
        next=following,
    )


def _related_ids(story: Story, *, at: datetime) -> list[int]:
    """Those an editor chose, those that are like it, then the newest that share a topic, the first
    topics first.

    A few more than are shown, since one may have expired a moment ago. No topic is asked in vain:
    its next story would press this page again.
    """
    ids = [line.other_id for line in story.related_by_hand.all()]
    ids = list(dict.fromkeys([*ids, *ids_alike(story.pk)]))
    for filed in story.filed_topics.all()[:TOPICS_ASKED]:
        if len(ids) >= RELATED_ASKED:
            break
        newest = ids_in(keys.topic(filed.topic_id), at=at, count=RELATED_ASKED)
        ids = list(dict.fromkeys([*ids, *newest]))
    return ids


def ids_alike(story_id: int | None) -> list[int]:
    """The stories whose topics and text are most like those of one; of two the newer first."""
    if story_id is None:
        return []
    lines = Likeness.objects.filter(story=story_id).order_by("-percent", "-other")
    ids = list(lines.values_list("other_id", flat=True)[:RELATED_ASKED])
    key = keys.alike(story_id)
    note(key, tuple(ids), sources=[key])
    return ids


AFTER_ASKED = 3


def ids_after(story: Story, *, at: datetime) -> list[int]:
    """The stories published before this one in its section: where reading goes on.

    More than one, since one of them may have expired a moment ago.
    """
    if story.published_at is None:
        return []
    older = Filing.objects.newest_of(keys.section(story.section_id), at=at).filter(
        Q(published_at__lt=story.published_at) | Q(story_id__lt=story.pk),
        published_at__lte=story.published_at,
    )
    ids = list(older.values_list("story_id", flat=True)[:AFTER_ASKED])
    key = keys.after(story.section_id, story.pk)
    note(key, tuple(ids), sources=[key, keys.source(story.pk)])
    return ids


def looking_past(section_id: int, moment: datetime, story_id: int) -> list[int]:
    """The stories from whose pages reading goes on past that place in their section."""
    newer = Filing.objects.filter(
        Q(published_at__gt=moment) | Q(story_id__gt=story_id),
        list=keys.section(section_id),
        published_at__gte=moment,
    )
    by_age = newer.order_by("published_at", "story_id")
    return list(by_age.values_list("story_id", flat=True)[:AFTER_ASKED])


def for_reading(
    section_slug: str, day: date, slug: str, *, at: datetime, among: StoryQuerySet | None = None
) -> Story | None:
    """The story at an address, public or not; with what its page needs, or as `among` has it."""
    stories = whole() if among is None else among
    story = stories.filter(section__slug=section_slug, day=day, slug=slug).first()
    public = story.pk if story is not None and story.is_public(at=at) else None
    path = paths.story(section_slug, day, slug)
    sources = {named("section", section_slug), named("story", slug)}
    if story is not None:
        sources.add(keys.source(story.pk))
    note(keys.place(path), public, sources=sources, **span(story, at=at))
    note(keys.known(path), story is not None and story.is_known(at=at), sources=sources)
    return story


def whole() -> StoryQuerySet:
    """Stories with all that their pages need."""
    return Story.objects.select_related("section__parent", "lead_picture").prefetch_related(
        "bylines__author__portrait", "filed_topics__topic", "related_by_hand"
    )


# --- where a story stands ---------------------------------------------------------------------


def filed(source: str) -> Story | None:
    """The story of a source, with what it is filed under, public or not."""
    pk = keys.id_in(source)
    return whole().defer("body").filter(pk=pk).first() if pk is not None else None


def folders_of(story: Story) -> list[str]:
    """The addresses of all that a story is filed under, each with its feeds beneath it."""
    things = [story.section, story.section.parent, *story.authors]
    things += [filed.topic for filed in story.filed_topics.all()]
    things += [episode.storyline for episode in story.episodes.select_related("storyline")]
    return [thing.get_absolute_url() for thing in things if thing is not None]
