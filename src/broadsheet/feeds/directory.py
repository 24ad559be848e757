"""Names the addresses of feeds, of stories in other forms, and of what search engines read."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from django.conf import settings

from broadsheet.feeds import forms, sitemaps
from broadsheet.feeds.views import FORMATS
from broadsheet.stories import directory as stories
from broadsheet.stories.storylines.telling import begun
from broadsheet.topics.models import Author, Section, Topic

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime


def addresses(at: datetime) -> Iterator[str]:
    """Everything that the paper has for machines."""
    yield from ("/robots.txt", "/sitemap.xml", "/news-sitemap.xml")
    for shard in sitemaps.shards(settings.SITE, at=at):
        yield shard.url.removeprefix(settings.SITE)
    subjects = (Section.objects.all(), Topic.objects.all(), Author.objects.all(), begun(at=at))
    things = chain.from_iterable(subjects)
    for folder in ("/feeds/", "/corrections/", *(thing.get_absolute_url() for thing in things)):
        for name in FORMATS:
            yield f"{folder}{name}"
    for path in stories.addresses(at):
        for name in forms.MEDIA_TYPES:
            yield f"{path}{name}"
