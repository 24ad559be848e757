"""Feeds, and a story as text and as ninjs, at their addresses."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from broadsheet.feeds.items import items_of, newest
from broadsheet.formats import atom, jsonfeed, ninjs, rss, text
from broadsheet.formats.item import Feed, Item
from broadsheet.paper.models import Paper
from broadsheet.paper.printing import house_style, notice
from broadsheet.stories import keys, pages
from broadsheet.topics.models import Author, Section, Topic

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from django.http import HttpRequest

    from broadsheet.paper.context import Frame

FORMATS = {"rss.xml": rss, "atom.xml": atom, "feed.json": jsonfeed}
"""The last part of a feed's address, and who writes what is there."""


@require_safe
def latest(request: HttpRequest, name: str) -> HttpResponse:
    return _feed(name, keys.LATEST, title="", description="", page="/", folder="/feeds/")


@require_safe
def section(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    found = get_object_or_404(Section, slug=slug)
    page = found.get_absolute_url()
    return _feed(
        name,
        keys.section(found.pk),
        title=found.name,
        description=found.description,
        page=page,
        folder=page,
    )


@require_safe
def topic(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    found = get_object_or_404(Topic, slug=slug)
    page = found.get_absolute_url()
    return _feed(
        name,
        keys.topic(found.pk),
        title=found.name,
        description=found.description,
        page=page,
        folder=page,
    )


@require_safe
def author(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    found = get_object_or_404(Author, slug=slug)
    page = found.get_absolute_url()
    return _feed(
        name,
        keys.author(found.pk),
        title=found.name,
        description=found.bio,
        page=page,
        folder=page,
    )


def _feed(
    name: str, key: str, *, title: str, description: str, page: str, folder: str
) -> HttpResponse:
    """The newest of a list. `page` is where readers see it, `folder` where its feeds are."""
    with house_style(Paper.current()) as frame:
        now = timezone.now()
        items = newest(key, frame=frame, at=now)
        feed = Feed(
            title=f"{title} – {frame.name}" if title else frame.name,
            url=frame.site + page,
            self_url=f"{frame.site}{folder}{name}",
            description=description or frame.description or frame.tagline,
            language=frame.language,
            updated_at=max((item.updated_at for item in items), default=_epoch(frame)),
            items=items,
            icon_url=frame.publisher.logo,
        )
    writer = FORMATS[name]
    return HttpResponse(writer.dump(feed), content_type=f"{writer.MEDIA_TYPE}; charset=utf-8")


def _epoch(frame: Frame) -> datetime:
    """When a feed without stories last changed: before there were any."""
    return datetime(2000, 1, 1, tzinfo=frame.zone)


@require_safe
def story_text(request: HttpRequest, section: str, day: date, slug: str) -> HttpResponse:
    """The story as plain text."""
    return _representation(_as_text, text.MEDIA_TYPE, at=(section, day, slug))


@require_safe
def story_json(request: HttpRequest, section: str, day: date, slug: str) -> HttpResponse:
    """The story as an IPTC ninjs item."""
    return _representation(ninjs.dump, ninjs.MEDIA_TYPE, at=(section, day, slug))


def _representation(
    dump: Callable[[Item], bytes], media_type: str, *, at: tuple[str, date, str]
) -> HttpResponse:
    now = timezone.now()
    found = pages.for_reading(*at)
    if found is None:
        raise Http404
    if not found.is_public(at=now):
        return notice(410 if found.is_known(at=now) else 404)
    with house_style(Paper.current()) as frame:
        (item,) = items_of([found], frame=frame, at=now)
        raw = dump(item)
    response = HttpResponse(raw, content_type=f"{media_type}; charset=utf-8")
    if found.noindex:
        response["X-Robots-Tag"] = "noindex"
    return response


def _as_text(item: Item) -> bytes:
    words = text.Words(
        by=_("By {names}"), source=_("Source: {name}"), updated=_("updated {moment}")
    )
    return text.dump(item, words=words)
