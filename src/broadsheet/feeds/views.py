"""Feeds, and a story as text and as ninjs, at their addresses."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from broadsheet.feeds import forms
from broadsheet.feeds.items import FEED_LENGTH, newest, newest_corrections
from broadsheet.feeds.keys import FEEDS
from broadsheet.formats import atom, jsonfeed, rss
from broadsheet.formats.item import Feed
from broadsheet.paper.models import Paper
from broadsheet.paper.pages import note_masthead
from broadsheet.paper.printing import in_its_words, notice, plain_style
from broadsheet.stories import keys, pages
from broadsheet.stories.pages import ids_in
from broadsheet.topics.models import Author, Section, Storyline, Topic
from broadsheet.topics.pages import found_by_slug, title_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from django.http import HttpRequest

    from broadsheet.paper.context import Masthead
    from broadsheet.topics.pages import Filed

FORMATS = dict(zip(FEEDS, (rss, atom, jsonfeed), strict=True))
"""The last part of a feed's address, and who writes what is there."""


@require_safe
def latest(request: HttpRequest, name: str) -> HttpResponse:
    return _feed(name, keys.LATEST, title="", description="", page="/", folder="/feeds/")


@require_safe
def corrections(request: HttpRequest, name: str) -> HttpResponse:
    """The stories that stand among the corrections."""
    with in_its_words(Paper.current()):
        title = _("Corrections")
    where = "/corrections/"
    return _feed(name, keys.CORRECTIONS, title=title, description="", page=where, folder=where)


@require_safe
def section(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    return _feed_of(found_by_slug(Section, slug), keys.section, name)


@require_safe
def topic(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    return _feed_of(found_by_slug(Topic, slug), keys.topic, name)


@require_safe
def author(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    return _feed_of(found_by_slug(Author, slug), keys.author, name)


@require_safe
def storyline(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Its newest stories; as long as readers may see none of them, nothing."""
    found = found_by_slug(Storyline, slug)
    if found and not ids_in(keys.storyline(found.pk), at=timezone.now(), count=FEED_LENGTH):
        raise Http404
    return _feed_of(found, keys.storyline, name)


def _feed_of(found: Filed | None, list_of: Callable[[int], str], name: str) -> HttpResponse:
    """A feed of what stories are filed under."""
    if found is None:
        raise Http404
    words = title_of(found)
    return _feed(
        name,
        list_of(found.pk),
        title=words.name,
        description=words.description,
        page=words.url,
        folder=words.url,
    )


def _feed(
    name: str, key: str, *, title: str, description: str, page: str, folder: str
) -> HttpResponse:
    """The newest of a list. `page` is where readers see it, `folder` where its feeds are."""
    with plain_style(Paper.current()) as masthead:
        now = timezone.now()
        note_masthead(masthead)
        if key == keys.CORRECTIONS:
            items = newest_corrections(masthead=masthead, at=now)
        else:
            items = newest(key, masthead=masthead, at=now)
        feed = Feed(
            title=f"{title} – {masthead.name}" if title else masthead.name,
            url=masthead.site + page,
            self_url=f"{masthead.site}{folder}{name}",
            description=description or masthead.description,
            language=masthead.language,
            updated_at=max((item.updated_at for item in items), default=_epoch(masthead)),
            items=items,
            icon_url=masthead.logo,
        )
    writer = FORMATS[name]
    return HttpResponse(writer.dump(feed), content_type=f"{writer.MEDIA_TYPE}; charset=utf-8")


def _epoch(masthead: Masthead) -> datetime:
    """When a feed without stories last changed: before there were any."""
    return datetime(2000, 1, 1, tzinfo=masthead.zone)


@require_safe
def story_text(request: HttpRequest, section: str, day: date, slug: str) -> HttpResponse:
    """The story as plain text."""
    return _in_form(forms.TEXT, at=(section, day, slug))


@require_safe
def story_json(request: HttpRequest, section: str, day: date, slug: str) -> HttpResponse:
    """The story as an IPTC ninjs item."""
    return _in_form(forms.NINJS, at=(section, day, slug))


def _in_form(name: str, *, at: tuple[str, date, str]) -> HttpResponse:
    now = timezone.now()
    found = pages.for_reading(*at, at=now)
    if found is None:
        raise Http404
    if not found.is_public(at=now):
        return notice(410 if found.is_known(at=now) else 404)
    raw = forms.in_form(name, found, at=now)
    response = HttpResponse(raw, content_type=f"{forms.MEDIA_TYPES[name]}; charset=utf-8")
    if found.noindex:
        response["X-Robots-Tag"] = "noindex"
    return response
