"""Which addresses machines are told of: by month, and those of the last two days as news.

Each list says what it was read from.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from broadsheet.feeds import keys as facts
from broadsheet.formats.sitemap import MOST_ENTRIES, MOST_NEWS, Entry, News
from broadsheet.fronts.models import StandingPage
from broadsheet.kit import paths
from broadsheet.kit.clock import month_of, next_month, start_of
from broadsheet.paper.keys import PAGES, PAPER
from broadsheet.press.recording import note
from broadsheet.stories import keys
from broadsheet.stories.models import Filing, Month, Story
from broadsheet.stories.storylines.telling import begins_next, begun
from broadsheet.topics import keys as subjects
from broadsheet.topics.models import Author, Section, Topic

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime

    from django.db.models import QuerySet

    from broadsheet.paper.context import Masthead

NEWS_SPAN = timedelta(days=2)
PADDING = 10
"""Older addresses that keep a news sitemap from being empty."""
LATEST = keys.in_list(keys.LATEST)


def shards(site: str, *, at: datetime) -> tuple[Entry, ...]:
    """The sitemaps there are: one of fronts and pages, and one for each month with stories."""
    rows = _months(at).values_list("first_on", "changed_at")[: MOST_ENTRIES - 1]
    months = (
        Entry(f"{site}/sitemap/{first_on:%Y-%m}.xml", changed_at=changed_at)
        for first_on, changed_at in rows
    )
    entries = Entry(f"{site}/sitemap/pages.xml"), *months
    this = month_of(at)
    until = _earliest(_coming(at), start_of(next_month(this)))
    note(facts.SHARDS, entries, sources=[keys.MONTHS, LATEST, keys.month(this)], until=until)
    return entries


def _coming(at: datetime, *, before: datetime | None = None) -> datetime | None:
    """When the next story that is under embargo comes among the others."""
    coming = next(iter(Filing.objects.coming_to(keys.LATEST, at=at)), None)
    return coming if coming is not None and (before is None or coming < before) else None


def _months(at: datetime) -> QuerySet[Month]:
    """Those that have something to read, the newest first: under embargo, stories lie ahead."""
    this = month_of(at)
    public = Filing.objects.newest_of(keys.LATEST, at=at).filter(published_at__gte=start_of(this))
    begun = Q(first_on__lte=this) if public.for_search_engines().exists() else Q(first_on__lt=this)
    return Month.objects.filter(begun).order_by("-first_on")


def pages(site: str, *, at: datetime) -> tuple[Entry, ...]:
    """Everything that is no story: fronts, topics, authors, storylines, standing pages."""
    entries = tuple(_pages(site, at=at))
    sources = [subjects.SECTIONS, subjects.TOPICS, subjects.AUTHORS, subjects.STORYLINES, PAGES]
    note(facts.PAGES, entries, sources=sources, until=begins_next(at=at))
    return entries


def _pages(site: str, *, at: datetime) -> Iterator[Entry]:
    yield Entry(f"{site}/")
    yield Entry(f"{site}/latest/")
    yield Entry(f"{site}/corrections/")
    for section in Section.objects.all():
        yield Entry(site + section.get_absolute_url())
    for page in StandingPage.objects.below_root().live().public():
        yield Entry(site + page.get_absolute_url(), changed_at=page.last_published_at)
    for author in Author.objects.order_by("slug")[:5000]:
        yield Entry(site + author.get_absolute_url())
    for storyline in begun(at=at).order_by("slug")[:4000]:
        yield Entry(site + storyline.get_absolute_url())
    for topic in Topic.objects.order_by("slug")[:40_000]:
        yield Entry(site + topic.get_absolute_url())


def month(first_on: date, *, site: str, at: datetime) -> tuple[Entry, ...]:
    """The stories first published in that month (UTC) that search engines may list."""
    begins, ends = start_of(first_on), start_of(next_month(first_on))
    lines = Filing.objects.newest_of(keys.LATEST, at=at)
    ids = lines.filter(published_at__gte=begins, published_at__lt=ends).values("story_id")
    listed = _listed(ids, at=at)
    entries = tuple(story.entry(site) for story in listed)
    key = keys.month(first_on)
    until = _coming(at, before=ends)
    note(key, entries, sources=[key, subjects.SECTIONS], until=until, ends=_going(listed))
    return entries


def news(masthead: Masthead, *, at: datetime) -> tuple[Entry, ...]:
    """The stories of the last two days, each as news; when there are none, a few older ones."""
    lines = Filing.objects.newest_of(keys.LATEST, at=at).values_list("story_id", "published_at")
    fresh = list(lines.filter(published_at__gt=at - NEWS_SPAN)[:MOST_NEWS])
    asked = [pk for pk, _published_at in fresh]
    listed = _listed(asked, at=at)
    entries = tuple(story.news(masthead) for story in listed)
    if not entries:
        asked += [pk for pk, _published_at in lines[:PADDING]]
        listed = _listed(asked, at=at)
        entries = Entry(f"{masthead.site}/"), *(story.entry(masthead.site) for story in listed)
    sources = {LATEST, PAPER, subjects.SECTIONS, *map(keys.source, asked)}
    growing_old = fresh[-1][1] + NEWS_SPAN if fresh else None
    until = _earliest(_coming(at), growing_old)
    note(facts.NEWS, entries, sources=sources, until=until, ends=_going(listed))
    return entries


@dataclass(frozen=True, slots=True)
class _Listed:
    """A story as a sitemap lists it: no more is read, as this is done at every publication."""

    section: str
    day: date
    slug: str
    headline: str
    published_at: datetime
    changed_at: datetime | None
    expire_at: datetime | None

    def entry(self, site: str) -> Entry:
        address = site + paths.story(self.section, self.day, self.slug)
        return Entry(address, changed_at=self.changed_at or self.published_at)

    def news(self, masthead: Masthead) -> Entry:
        about = News(
            publication=masthead.name,
            language=masthead.language,
            published_at=self.published_at,
            title=self.headline,
        )
        return self.entry(masthead.site)._replace(news=about)


def _listed(ids: Sequence[int] | QuerySet[Filing, Any], *, at: datetime) -> list[_Listed]:
    """Those of these stories that search engines may list, the newest first."""
    stories = Story.objects.public(at=at).for_search_engines().filter(pk__in=ids)
    # Of the public ones each has a day and a moment.
    rows: Any = stories.order_by("-published_at", "-pk").values_list(
        "section__slug", "day", "slug", "headline", "published_at", "changed_at", "expire_at"
    )
    return [_Listed(*row) for row in rows[:MOST_ENTRIES]]


def _going(listed: list[_Listed]) -> datetime | None:
    """When the next of the stories expires."""
    return _earliest(*(story.expire_at for story in listed))


def _earliest(*moments: datetime | None) -> datetime | None:
    return min((moment for moment in moments if moment), default=None)
