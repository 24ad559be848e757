"""Which addresses machines are told of: by month, and those of the last two days as news."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, cast

from django.db.models import Q

from broadsheet.formats.sitemap import MOST_ENTRIES, MOST_NEWS, Entry, News
from broadsheet.fronts.models import StandingPage
from broadsheet.kit import paths
from broadsheet.kit.clock import month_of, next_month, start_of
from broadsheet.stories import keys
from broadsheet.stories.models import Filing, Month, Story, StoryQuerySet
from broadsheet.topics.models import Author, Section, Topic

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from django.db.models import QuerySet

    from broadsheet.paper.context import Frame

NEWS_SPAN = timedelta(days=2)
PADDING = 10
"""Older addresses that keep a news sitemap from being empty."""


def shards(site: str, *, at: datetime) -> Iterator[Entry]:
    """The sitemaps there are: one of fronts and pages, and one for each month with stories."""
    yield Entry(f"{site}/sitemap/pages.xml")
    for month in _months(at)[: MOST_ENTRIES - 1]:
        yield Entry(f"{site}/sitemap/{month.first_on:%Y-%m}.xml", changed_at=month.changed_at)


def _months(at: datetime) -> QuerySet[Month]:
    """Those that have something to read, the newest first: under embargo, stories lie ahead."""
    this = month_of(at)
    public = Filing.objects.newest_of(keys.LATEST, at=at).filter(published_at__gte=start_of(this))
    begun = Q(first_on__lte=this) if public.for_search_engines().exists() else Q(first_on__lt=this)
    return Month.objects.filter(begun).order_by("-first_on")


def pages(site: str) -> Iterator[Entry]:
    """Everything that is no story: fronts, topics, authors, standing pages."""
    yield Entry(f"{site}/")
    yield Entry(f"{site}/latest/")
    yield Entry(f"{site}/corrections/")
    for section in Section.objects.all():
        yield Entry(site + section.get_absolute_url())
    for page in StandingPage.objects.below_root().live().public():
        yield Entry(site + page.get_absolute_url(), changed_at=page.last_published_at)
    for author in Author.objects.order_by("slug")[:5000]:
        yield Entry(site + author.get_absolute_url())
    for topic in Topic.objects.order_by("slug")[:40_000]:
        yield Entry(site + topic.get_absolute_url())


def month(first_on: date, *, site: str, at: datetime) -> Iterator[Entry]:
    """The stories first published in that month (UTC) that search engines may list."""
    ids = (
        Filing.objects.newest_of(keys.LATEST, at=at)
        .filter(
            published_at__gte=start_of(first_on), published_at__lt=start_of(next_month(first_on))
        )
        .values("story_id")
    )
    return _entries(_listable(at).filter(pk__in=ids).order_by("-published_at", "-pk"), site)


def _listable(at: datetime) -> StoryQuerySet:
    return Story.objects.public(at=at).for_search_engines()


def _entries(stories: StoryQuerySet, site: str) -> Iterator[Entry]:
    rows = stories.values_list("section__slug", "day", "slug", "published_at", "changed_at")
    for section, day, slug, published_at, changed_at in rows[:MOST_ENTRIES]:
        yield Entry(
            site + paths.story(section, cast("date", day), slug),
            changed_at=changed_at or published_at,
        )


def news(frame: Frame, *, at: datetime) -> list[Entry]:
    """The stories of the last two days, each as news; when there are none, a few older ones."""
    lines = Filing.objects.newest_of(keys.LATEST, at=at)
    fresh = list(lines.filter(published_at__gt=at - NEWS_SPAN)[:MOST_NEWS].values_list("story_id"))
    stories = _listable(at).filter(pk__in=[pk for (pk,) in fresh]).select_related("section")
    entries = [
        Entry(
            f"{frame.site}{story.get_absolute_url()}",
            changed_at=story.changed_at or story.published_at,
            news=News(
                publication=frame.name,
                language=frame.language,
                published_at=story.published_at or at,
                title=story.headline,
            ),
        )
        for story in stories.defer("body").order_by("-published_at", "-pk")
    ]
    if entries:
        return entries
    older = [pk for (pk,) in lines[:PADDING].values_list("story_id")]
    padding = _entries(_listable(at).filter(pk__in=older).order_by("-published_at"), frame.site)
    return [Entry(f"{frame.site}/"), *padding]
