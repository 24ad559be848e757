"""Pages of what and who stories are filed under: topics, authors, and all of either."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from broadsheet.fronts import context
from broadsheet.fronts import keys as facts
from broadsheet.fronts.pages.lists import ONE_PAGE, listed
from broadsheet.media import keys as pictures
from broadsheet.media.context import Print, Ratio
from broadsheet.paper.context import Crumb, Link, home_crumb
from broadsheet.press.recording import note
from broadsheet.stories import keys
from broadsheet.topics import keys as subjects
from broadsheet.topics.models import Author, Kind, Topic

if TYPE_CHECKING:
    from datetime import datetime

    from broadsheet.media.models import Picture

INDEX_LENGTH = 2000


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
            home_crumb(),
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
            home_crumb(),
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


def topics_index() -> context.Index:
    """All topics by kind; of a very long list, the first by name."""
    names: dict[str, list[Link]] = {kind: [] for kind in Kind.values}
    for topic in Topic.objects.order_by("name")[:INDEX_LENGTH]:
        names[topic.kind].append(Link(topic.name, topic.get_absolute_url()))
    index = context.Index(
        heading=_("Topics"),
        crumbs=(home_crumb(), Crumb(text=_("Topics"), url="")),
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
        crumbs=(home_crumb(), Crumb(text=_("Authors"), url="")),
        groups=(("", links),) if links else (),
    )
    note(facts.AUTHORS_INDEX, index, sources=[subjects.AUTHORS])
    return index
