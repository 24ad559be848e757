"""Names the addresses of fronts, lists with all their pages, and standing pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count

from broadsheet.fronts.models import StandingPage
from broadsheet.fronts.pages import storylines
from broadsheet.fronts.pages.lists import PAGE_LENGTH
from broadsheet.kit import paths
from broadsheet.stories import keys
from broadsheet.stories.models import Filing
from broadsheet.stories.storylines.telling import begun
from broadsheet.topics.models import Author, Section, Topic

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime


def addresses(at: datetime) -> Iterator[str]:
    """Everything that is no story and that readers may see."""
    yield from ("/", "/topics/", "/authors/")
    lengths = _lengths(at)
    for path, name in _lists():
        length = min(lengths.get(name, 0), PAGE_LENGTH * paths.LAST_PAGE)
        yield path
        for number in range(2, -(-length // PAGE_LENGTH) + 1):
            yield paths.page_of(path, number)
    yield storylines.STORYLINES
    for storyline in begun(at=at).order_by("slug"):
        yield storyline.get_absolute_url()
    for page in StandingPage.objects.below_root().live().public():
        yield page.get_absolute_url()


def _lists() -> Iterator[tuple[str, str]]:
    """Where each list is to be read, and its name."""
    yield "/latest/", keys.LATEST
    yield "/corrections/", keys.CORRECTIONS
    for section in Section.objects.all():
        yield section.get_absolute_url(), keys.section(section.pk)
    for topic in Topic.objects.order_by("slug"):
        yield topic.get_absolute_url(), keys.topic(topic.pk)
    for author in Author.objects.order_by("slug"):
        yield author.get_absolute_url(), keys.author(author.pk)


def _lengths(at: datetime) -> dict[str, int]:
    """How many lines each list has, by its name."""
    lines = Filing.objects.filter(published_at__lte=at).order_by()
    return dict(lines.values_list("list").annotate(Count("pk")))
