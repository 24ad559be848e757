"""What the press follows for feeds and sitemaps; all they show are others' things."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings

from broadsheet.feeds import keys, sitemaps
from broadsheet.feeds.items import items_of
from broadsheet.paper.models import Paper
from broadsheet.paper.printing import plain_style
from broadsheet.press.kinds import Kind
from broadsheet.stories.facts import ids_of
from broadsheet.stories.pages import whole

if TYPE_CHECKING:
    from datetime import datetime


def read_items(names: set[str], at: datetime) -> None:
    with plain_style(Paper.current()) as masthead:
        stories = whole().public(at=at).filter(pk__in=ids_of(names))
        items_of(list(stories), masthead=masthead, at=at)


def read_shards(names: set[str], at: datetime) -> None:
    sitemaps.shards(settings.SITE, at=at)


def read_pages(names: set[str], at: datetime) -> None:
    sitemaps.pages(settings.SITE)


def read_months(names: set[str], at: datetime) -> None:
    for name in names:
        first_on = date.fromisoformat(f"{name.partition(':')[2]}-01")
        sitemaps.month(first_on, site=settings.SITE, at=at)


def read_news(names: set[str], at: datetime) -> None:
    with plain_style(Paper.current()) as masthead:
        sitemaps.news(masthead, at=at)


KINDS = (
    Kind("item", read_items),
    Kind(keys.SHARDS, read_shards),
    Kind(keys.PAGES, read_pages),
    Kind("month", read_months),
    Kind(keys.NEWS, read_news),
)
