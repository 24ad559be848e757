"""Reads what fronts and lists show, and says what that was.

The number of queries never grows with the archive.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.http import Http404
from django.utils.translation import gettext as _
from wagtail.models import ReferenceIndex
from wagtail.rich_text import expand_db_html

from broadsheet.addresses.models import FormerAddress
from broadsheet.fronts import context
from broadsheet.fronts import keys as facts
from broadsheet.fronts.models import Slot, StandingPage
from broadsheet.kit import paths
from broadsheet.media import keys as pictures
from broadsheet.media.context import Print, Ratio
from broadsheet.paper.context import Crumb, Link, Pager
from broadsheet.paper.keys import PAGES
from broadsheet.press.recording import note
from broadsheet.stories import keys
from broadsheet.stories.body.markup import flowing
from broadsheet.stories.models import Story
from broadsheet.stories.notes import last_corrected
from broadsheet.stories.pages import (
    cards_by_id,
    cards_of,
    ids_in,
    ids_in_each,
    label_of,
    page_in,
    section_crumbs,
)
from broadsheet.topics import keys as subjects
from broadsheet.topics.keys import SECTIONS
from broadsheet.topics.models import Author, Kind, Section, Topic

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence
    from datetime import datetime

    from django.db.models import QuerySet
    from wagtail.documents.models import Document

    from broadsheet.media.models import Picture
    from broadsheet.stories.context import Card

PAGE_LENGTH = 20
TOP_OF_HOME = 7
TOP_OF_SECTION = 3
FILLED_FROM = 24
"""The top of a front is filled from that many of the newest stories, by priority."""
LATEST_LINES = 8
BLOCK_LENGTH = 5
ONE_PAGE = Pager(number=1, newer="", older="")


def _home_crumb() -> Crumb:
    return Crumb(text=_("Home"), url="/")


# --- curated fronts ---------------------------------------------------------------------------


def curated(section: Section | None) -> list[int]:
    """The stories an editor has put on a front, in the editor's order."""
    slots = Slot.objects.filter(front__section=section).order_by("sort_order")
    ids = list(slots.values_list("story_id", flat=True))
    key = facts.front(section.pk if section else None)
    note(key, tuple(ids), sources=[facts.FRONTS])
    return ids


def top_of(chosen: Sequence[Card], newest: Sequence[Card], *, count: int) -> tuple[Card, ...]:
    """The top of a front: what was chosen, then the weightiest of the newest.

    A story without a picture does not lead when one of the same priority has one.
    """
    taken = {card.id for card in chosen}
    rest = [card for card in newest if card.id not in taken]
    by_weight = sorted(rest, key=lambda card: (-card.priority, card.picture is None))
    return (*chosen, *by_weight)[:count]


def home_page(*, at: datetime) -> context.HomePage:
    """The front page: a lead, two seconds, more, the latest, then a block for each section.

    What stands where is decided by ids; the cards of all of it are then fetched together.
    """
    chosen, newest = curated(None), ids_in(keys.LATEST, at=at, count=FILLED_FROM)
    by_section = ids_in_each(top_sections(), at=at, count=BLOCK_LENGTH + TOP_OF_HOME)
    note_top_sections(by_section)
    cards = cards_by_id(chain(chosen, newest, *by_section.values()), at=at)
    latest = picked(cards, newest)
    top = top_of(picked(cards, chosen), latest, count=TOP_OF_HOME)
    shown = {card.id for card in top}
    return context.HomePage(
        lead=top[0] if top else None,
        seconds=top[1:3],
        more=top[3:],
        latest=latest[:LATEST_LINES],
        blocks=tuple(
            context.SectionBlock(section=label_of(section), cards=fresh)
            for section, ids in by_section.items()
            if (fresh := picked(cards, ids, without=shown)[:BLOCK_LENGTH])
        ),
    )


def top_sections() -> QuerySet[Section]:
    """The sections that are no part of another."""
    return Section.objects.filter(parent=None)


def note_top_sections(sections: Iterable[Section]) -> None:
    note(facts.TOP_SECTIONS, tuple(map(label_of, sections)), sources=[SECTIONS])


def picked(
    cards: dict[int, Card], ids: Iterable[int], *, without: Container[int] = ()
) -> tuple[Card, ...]:
    """The cards of those ids in that order; what readers may not see has none."""
    return tuple(cards[pk] for pk in ids if pk in cards and pk not in without)


def section_front(section: Section, *, number: int, at: datetime) -> context.SectionFront:
    """A page of a section: the first has a curated top, all go on with the newest."""
    cards, pager = listed(
        keys.section(section.pk), path=section.get_absolute_url(), number=number, at=at
    )
    top: tuple[Card, ...] = ()
    if number == 1:
        top = top_of(cards_of(curated(section), at=at), cards, count=TOP_OF_SECTION)
    shown = {card.id for card in top}
    return replace(
        bare_section(section),
        lead=top[0] if top else None,
        seconds=top[1:],
        cards=tuple(card for card in cards if card.id not in shown),
        pager=pager,
    )


def bare_section(section: Section) -> context.SectionFront:
    """A section's front before any story stands on it."""
    page = context.SectionFront(
        id=section.pk,
        section=label_of(section),
        description=section.description,
        crumbs=_last_is_here(tuple(section_crumbs(section))),
        parts=tuple(Link(part.name, part.get_absolute_url()) for part in section.children.all()),
        lead=None,
        seconds=(),
        cards=(),
        pager=ONE_PAGE,
    )
    note(facts.section(section.pk), page, sources=[SECTIONS])
    return page


def _last_is_here(crumbs: tuple[Crumb, ...]) -> tuple[Crumb, ...]:
    return (*crumbs[:-1], Crumb(text=crumbs[-1].text, url=""))


# --- files --------------------------------------------------------------------------------------


def published_with(file: Document) -> Iterator[Story | StandingPage]:
    """The stories and standing pages that lead to the file, as they are published."""
    references = ReferenceIndex.get_references_to(file)
    for kind in (Story, StandingPage):
        content_type = ContentType.objects.get_for_model(kind)
        ids = references.filter(content_type=content_type).values_list("object_id", flat=True)
        yield from kind.objects.filter(pk__in=set(map(int, ids)), live=True)


def is_shown(file: Document, *, at: datetime) -> bool:
    """Whether readers may have the file: something that they may see leads to it.

    A former address does, too: there the archive that it came from had it for everyone.
    """
    return FormerAddress.objects.of(file).exists() or any(
        thing.is_public(at=at) if isinstance(thing, Story) else not thing.get_view_restrictions()
        for thing in published_with(file)
    )


# --- plain lists ------------------------------------------------------------------------------


def listed(name: str, *, path: str, number: int, at: datetime) -> tuple[tuple[Card, ...], Pager]:
    """A page of a list, and where it goes on. Raises Http404 past the end of the list.

    Whether it goes on is asked of the list: a story that expired a moment ago is still a line.
    """
    first = (number - 1) * PAGE_LENGTH
    ids, goes_on = page_in(name, at=at, first=first, count=PAGE_LENGTH)
    if number > 1 and not ids:
        raise Http404
    more = goes_on and number < paths.LAST_PAGE
    pager = Pager(
        number=number,
        newer=paths.page_of(path, number - 1) if number > 1 else "",
        older=paths.page_of(path, number + 1) if more else "",
    )
    return cards_of(ids, at=at), pager


def topic_page(topic: Topic, *, number: int, at: datetime) -> context.TopicPage:
    cards, pager = listed(keys.topic(topic.pk), path=topic.get_absolute_url(), number=number, at=at)
    return replace(bare_topic(topic), cards=cards, pager=pager)


def bare_topic(topic: Topic) -> context.TopicPage:
    """A topic's page before any story stands on it."""
    around = _places_around(topic)
    page = context.TopicPage(
        id=topic.pk,
        name=topic.name,
        kind=topic.kind,
        kind_label=str(topic.get_kind_display()),
        description=topic.description,
        picture=Print.of(topic.picture, Ratio.CARD) if topic.picture else None,
        same_as=topic.addresses,
        crumbs=(
            _home_crumb(),
            Crumb(text=_("Topics"), url="/topics/"),
            Crumb(text=topic.name, url=""),
        ),
        within=tuple(Link(place.name, place.get_absolute_url()) for place in around),
        contains=tuple(
            Link(place.name, place.get_absolute_url()) for place in topic.children.all()
        ),
        cards=(),
        pager=ONE_PAGE,
    )
    sources = {subjects.topic(place.pk) for place in (topic, *around)}
    sources |= {subjects.within(topic.pk), *picture_sources(topic.picture)}
    note(facts.topic(topic.pk), page, sources=sources)
    return page


def _places_around(topic: Topic) -> list[Topic]:
    """The places a place lies in, the largest first; a circle in the records ends the walk."""
    around: list[Topic] = []
    place = topic.parent
    while place is not None and place not in around and place != topic:
        around.insert(0, place)
        place = place.parent
    return around


def author_page(author: Author, *, number: int, at: datetime) -> context.AuthorPage:
    cards, pager = listed(
        keys.author(author.pk), path=author.get_absolute_url(), number=number, at=at
    )
    return replace(bare_author(author), cards=cards, pager=pager)


def bare_author(author: Author) -> context.AuthorPage:
    """An author's page before any story stands on it."""
    page = context.AuthorPage(
        id=author.pk,
        name=author.name,
        role=author.role,
        bio=author.bio,
        portrait=Print.of(author.portrait, Ratio.FACE) if author.portrait else None,
        email=author.email,
        links=author.addresses,
        crumbs=(
            _home_crumb(),
            Crumb(text=_("Authors"), url="/authors/"),
            Crumb(text=author.name, url=""),
        ),
        cards=(),
        pager=ONE_PAGE,
    )
    sources = {subjects.author(author.pk), *picture_sources(author.portrait)}
    note(facts.author(author.pk), page, sources=sources)
    return page


def picture_sources(picture: Picture | None) -> set[str]:
    return {pictures.picture(picture.pk)} if picture else set()


def latest_page(*, number: int, at: datetime) -> context.ListPage:
    """Everything, by time alone."""
    cards, pager = listed(keys.LATEST, path="/latest/", number=number, at=at)
    return context.ListPage(
        heading=_("Latest"),
        description="",
        crumbs=(_home_crumb(), Crumb(text=_("Latest"), url="")),
        cards=cards,
        pager=pager,
    )


def corrections_page(*, number: int, at: datetime) -> context.CorrectionsPage:
    """Every story that was corrected, the latest correction first, and each that is one."""
    cards, pager = listed(keys.CORRECTIONS, path="/corrections/", number=number, at=at)
    notes = last_corrected([card.id for card in cards])
    return context.CorrectionsPage(
        heading=_("Corrections"),
        description=_("What we got wrong and have put right, the latest first."),
        crumbs=(_home_crumb(), Crumb(text=_("Corrections"), url="")),
        entries=tuple(context.Corrected(card=card, note=notes.get(card.id)) for card in cards),
        pager=pager,
    )


# --- indexes ----------------------------------------------------------------------------------

INDEX_LENGTH = 2000


def topics_index() -> context.Index:
    """All topics by kind; of a very long list, the first by name."""
    names: dict[str, list[Link]] = {kind: [] for kind in Kind.values}
    for topic in Topic.objects.order_by("name")[:INDEX_LENGTH]:
        names[topic.kind].append(Link(topic.name, topic.get_absolute_url()))
    index = context.Index(
        heading=_("Topics"),
        crumbs=(_home_crumb(), Crumb(text=_("Topics"), url="")),
        groups=tuple((Kind(kind).plural, tuple(links)) for kind, links in names.items() if links),
    )
    note(facts.TOPICS_INDEX, index, sources=[subjects.TOPICS])
    return index


def authors_index() -> context.Index:
    links = tuple(
        Link(author.name, author.get_absolute_url())
        for author in Author.objects.order_by("name")[:INDEX_LENGTH]
    )
    index = context.Index(
        heading=_("Authors"),
        crumbs=(_home_crumb(), Crumb(text=_("Authors"), url="")),
        groups=(("", links),) if links else (),
    )
    note(facts.AUTHORS_INDEX, index, sources=[subjects.AUTHORS])
    return index


# --- standing pages ---------------------------------------------------------------------------

HEADINGS = frozenset({"h2", "h3", "hr", "blockquote"})
"""What a standing page may have beside paragraphs and lists."""


def standing_at(path: str, *, at: datetime) -> StandingPage | None:
    """The page at a path such as `about/team/`, public or not any more."""
    found = StandingPage.objects.at(path).public().first()
    is_known = found is not None and found.is_known(at=at)
    note(facts.known(path), is_known, sources=[PAGES])
    said = _said_on(found) if found is not None and found.live else None
    note(facts.standing(path), said, sources=[PAGES, pictures.FILES])
    return found


def _said_on(page: StandingPage) -> tuple[object, ...]:
    html = expand_db_html(page.body)
    words = page.title, page.seo_title, page.search_description, html, page.last_published_at
    return (page.pk, *words)


def standing_page(found: StandingPage) -> context.StandingPageView:
    """A page that stands outside the news, or a draft of one."""
    changed_at = found.last_published_at
    return context.StandingPageView(
        title=found.title,
        html=flowing(expand_db_html(found.body), further=HEADINGS),
        crumbs=(_home_crumb(), Crumb(text=found.title, url="")),
        changed_on=f"{changed_at:%Y-%m-%d}" if changed_at else "",
    )
