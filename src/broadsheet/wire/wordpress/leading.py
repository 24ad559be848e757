"""Where links into the old site lead now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from django.contrib.contenttypes.models import ContentType
from django.urls import Resolver404, resolve

from broadsheet.addresses.models import FormerAddress, normal
from broadsheet.fronts.models import StandingPage
from broadsheet.kit import paths
from broadsheet.stories.models import Story
from broadsheet.topics.models import Author, Section, Topic
from broadsheet.wire.bodies.relinking import Target
from broadsheet.wire.wordpress.addresses import UPLOADS, split, upload_path, without_rest

if TYPE_CHECKING:
    from datetime import date
    from typing import Any

    from broadsheet.wire.wordpress.addresses import OldSite

NOWHERE = Target()
GONE = ("comment", "respond")
"""Beginnings of names of places on a page that no page here has."""


@dataclass(frozen=True, slots=True)
class Leading:
    """Knows the old site's addresses and ours."""

    site: OldSite

    def __call__(self, href: str) -> Target | None:
        upload = upload_path(href)
        path = normal(f"{UPLOADS}{upload}") if upload else self.site.path_of(href)
        if not path:
            return None
        target = self._target(path)
        if upload and not target.address and not self.site.path_of(href):
            return None
        fragment = split(href).fragment
        if target.address and fragment and not fragment.startswith(GONE):
            return Target(f"{target.address}#{fragment}", target.story_id)
        return target

    def _target(self, path: str) -> Target:
        """What a path means, also with a query of no meaning or as another form of a page."""
        if path == self.site.base:
            return Target("/")
        way = path.partition("?")[0]
        ways = [path] if way == self.site.base else [path, way, without_rest(path)]
        former = {each.path: each for each in FormerAddress.objects.filter(path__in=ways)}
        for each in dict.fromkeys(ways):
            if found := led_to(former[each]) if each in former else lives_at(each):
                return found
        return NOWHERE


def led_to(former: FormerAddress) -> Target:
    """Where an old address leads. Most are stories', of which little is asked."""
    if former.content_type_id != ContentType.objects.get_for_model(Story).pk:
        return Target(former.target or "")
    stories = Story.objects.filter(pk=former.object_id or 0, live=True)
    for section, day, slug in stories.values_list("section__slug", "day", "slug"):
        return Target(paths.story(section, cast("date", day), slug), former.object_id)
    return NOWHERE


def lives_at(path: str) -> Target | None:
    """The target of a path under which something of the paper is to be seen."""
    try:
        match = resolve(path)
    except Resolver404:
        return None
    told = match.kwargs
    if match.url_name == "story":
        story = _story(told)
        return Target(path, story.pk) if story else None
    return Target(path) if _is_there(match.url_name, told) else None


def _story(told: dict[str, Any]) -> Story | None:
    stories = Story.objects.filter(live=True, section__slug=told["section"])
    return stories.filter(day=told["day"], slug=told["slug"]).first()


def _is_there(name: str | None, told: dict[str, Any]) -> bool:
    match name:
        case "home" | "latest" | "topics" | "authors" | "wagtaildocs_serve":
            return True
        case "section":
            return Section.objects.filter(slug=told["slug"]).exists() or _is_page(told["slug"])
        case "wagtail_serve":
            return _is_page(told["path"])
        case "topic":
            return Topic.objects.filter(slug=told["slug"]).exists()
        case "author":
            return Author.objects.filter(slug=told["slug"]).exists()
        case _:
            return False


def _is_page(path: str) -> bool:
    exists: bool = StandingPage.objects.at(path).live().exists()
    return exists
