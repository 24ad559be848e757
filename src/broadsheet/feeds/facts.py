"""What the press follows for feeds and sitemaps; all they show are others' things."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import TYPE_CHECKING

from django.conf import settings

from broadsheet.feeds import keys, sitemaps
from broadsheet.feeds.forms import NINJS, TEXT, in_form
from broadsheet.feeds.items import items_by_id
from broadsheet.feeds.keys import FEEDS
from broadsheet.paper.models import Paper
from broadsheet.paper.printing import plain_style
from broadsheet.press.kinds import Kind
from broadsheet.stories.facts import ids_of
from broadsheet.stories.pages import filed, folders_of, whole

if TYPE_CHECKING:
    from datetime import datetime


def read_items(names: set[str], at: datetime) -> None:
    with plain_style(Paper.current()) as masthead:
        items_by_id(sorted(ids_of(names)), masthead, at=at)


def read_forms(names: set[str], at: datetime) -> None:
    forms_of = {name.partition(":")[0] for name in names}
    stories = list(whole().public(at=at).filter(pk__in=ids_of(names)))
    for name, story in product(forms_of, stories):
        in_form(name, story, at=at)


def read_shards(names: set[str], at: datetime) -> None:
    sitemaps.shards(settings.SITE, at=at)


def read_pages(names: set[str], at: datetime) -> None:
    sitemaps.pages(settings.SITE, at=at)


def read_months(names: set[str], at: datetime) -> None:
    for name in names:
        first_on = date.fromisoformat(f"{name.partition(':')[2]}-01")
        sitemaps.month(first_on, site=settings.SITE, at=at)


def read_news(names: set[str], at: datetime) -> None:
    with plain_style(Paper.current()) as masthead:
        sitemaps.news(masthead, at=at)


def feeds_of(source: str) -> list[str]:
    """The feeds and sitemaps that may show a story."""
    story = filed(source)
    if story is None:
        return []
    folders = ["/feeds/", "/corrections/", *folders_of(story)]
    feeds = [f"{folder}{name}" for folder in folders for name in FEEDS]
    months = [f"/sitemap/{story.published_at:%Y-%m}.xml"] if story.published_at else []
    return [*feeds, *months, "/sitemap.xml", "/news-sitemap.xml"]


KINDS = (
    Kind("item", read_items),
    Kind(TEXT, read_forms),
    Kind(NINJS, read_forms),
    Kind(keys.SHARDS, read_shards),
    Kind(keys.PAGES, read_pages),
    Kind("month", read_months),
    Kind(keys.NEWS, read_news),
)
