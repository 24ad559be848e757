"""What is answered at an address at which nothing is to be seen any more; notes why."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import Resolver404, resolve

from broadsheet.addresses.models import LONGEST_PATH, FormerAddress, normal
from broadsheet.fronts import keys
from broadsheet.kit import paths, slugs
from broadsheet.paper.keys import PAGES
from broadsheet.paper.printing import notice
from broadsheet.press.recording import note
from broadsheet.stories.models import Story
from broadsheet.stories.storylines.telling import begins_next
from broadsheet.topics.keys import SECTIONS, STORYLINES, named, section
from broadsheet.topics.models import Storyline

if TYPE_CHECKING:
    from datetime import datetime

SOURCES = {
    "story": "story:{}",
    "topic": "topic:{}",
    "author": "author:{}",
    "storyline": "storyline:{}",
    "section": SECTIONS,
    "standingpage": PAGES,
    "document": "file:{}",
}
"""What a change to a thing of each kind alters: its address is read from there."""


def answer_at(path: str, *, query: str = "", at: datetime) -> HttpResponse | None:
    """301 to where the thing is now, 410 for what was deleted, None for what never was there.

    A thing takes every form of it along, and what was asked of it: `rss.xml`, `?page=2`.
    """
    if len(path) > LONGEST_PATH or "\x00" in path:
        return None
    settled = slugs.settled(path)
    for spelling in dict.fromkeys((path, settled)):
        if answer := _remembered(spelling, query, at=at):
            return answer
    # Where capitals have a meaning, as in the name of a file, it was looked for in vain.
    if settled == path or is_ours(path):
        return None
    there = next(filter(is_ours, (settled, f"{settled}/")), None)
    return _moved(there, query) if there else None


def _remembered(path: str, query: str, *, at: datetime) -> HttpResponse | None:
    folder, form = paths.representation(path)
    if former := former_at(path, at=at):
        return _answer(former, path=path, query=query, at=at)
    if form and (former := former_at(folder, at=at)):
        return _answer(former, path=path, query=query, form=form, at=at)
    return None


def former_at(path: str, *, at: datetime) -> FormerAddress | None:
    """What is known of a path, and noted: where it leads now, or that what was there is gone."""
    former = FormerAddress.objects.at(path)
    leads = (former.is_gone, former.target_for_readers(at=at)) if former else None
    sources = {named("former", normal(path)), *_sources(former)}
    until = begins_next(at=at) if STORYLINES in sources else None
    note(keys.former(path), leads, sources=sources, until=until)
    return former


def _sources(former: FormerAddress | None) -> set[str]:
    """What the address of the thing is read from that a path leads to."""
    if former is None or former.content_type is None:
        return set()
    found = {SOURCES[former.content_type.model].format(former.object_id)}
    if isinstance(former.thing, Story):
        found.add(section(former.thing.section_id))
    if isinstance(former.thing, Storyline):
        found.add(STORYLINES)
    return found


def _answer(
    former: FormerAddress, *, path: str, query: str, form: str = "", at: datetime
) -> HttpResponse | None:
    if former.is_gone:
        return notice(410)
    target = former.target_for_readers(at=at)
    if target is None:
        return None
    if former.to_address and not form:
        return HttpResponsePermanentRedirect(target)
    if f"{target}{form}" == path or (form and not is_ours(f"{target}{form}")):
        return None
    return _moved(f"{target}{form}", query)


def _moved(path: str, query: str) -> HttpResponse:
    return HttpResponsePermanentRedirect(f"{path}?{query}" if query else path)


def is_ours(path: str) -> bool:
    """Whether the paper has addresses of that shape."""
    try:
        resolve(path)
    except Resolver404:
        return False
    return True


def is_living(path: str) -> bool:
    """Whether readers find a page there, so that nobody asks for an old address."""
    request = HttpRequest()
    request.method, request.path = "GET", path
    if path.strip("/").partition("/")[0] in paths.UNPRESSED:
        return False
    try:
        view, arguments, named_arguments = resolve(path)
        answer = view(request, *arguments, **named_arguments)
    except Http404:
        return False
    return answer.status_code == HTTPStatus.OK
