"""Fronts and lists at their addresses; standing pages; the pages that say what went wrong."""

from __future__ import annotations

import re
import sys
from functools import partial
from typing import TYPE_CHECKING

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import (
    Http404,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.views.decorators.http import require_safe

from broadsheet.fronts import structured
from broadsheet.fronts.forwarding import answer_at
from broadsheet.fronts.pages import fronts, lists, subjects
from broadsheet.fronts.pages.standing import standing_at, standing_page
from broadsheet.fronts.pages.storylines import storyline_page, storylines_index
from broadsheet.kit import paths, prose
from broadsheet.media.context import Print, Ratio
from broadsheet.paper.context import Head, Link
from broadsheet.paper.models import Paper
from broadsheet.paper.printing import house_style, notice, printed
from broadsheet.paper.structured import breadcrumb, dump, publisher
from broadsheet.topics.models import Author, Section, Storyline, Topic
from broadsheet.topics.pages import found_by_slug

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from django.http import HttpRequest

    from broadsheet.fronts.models import StandingPage
    from broadsheet.paper.context import Frame

DESCRIPTION_LENGTH = 200
SMALL = 320
TOUCH_ICON = "apple-touch-icon.png"
PAGE_NUMBER = re.compile(r"[1-9][0-9]{0,3}")
"""As we write it: in any other spelling the same page would have two addresses."""


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    if old := _wordpress_address(request):
        return old
    now = timezone.now()
    with house_style(Paper.current()) as frame:
        head = Head(
            title="",
            description=frame.description or frame.tagline,
            url=f"{frame.site}/",
            feeds=feeds_of(frame.name, "/feeds/"),
            data=dump(
                {
                    "@type": "WebSite",
                    "name": frame.name,
                    "url": f"{frame.site}/",
                    "inLanguage": frame.language,
                },
                publisher(frame),
            ),
        )
        return printed("pages/home.html", frame=frame, head=head, page=fronts.home_page(at=now))


def _wordpress_address(request: HttpRequest) -> HttpResponse | None:
    """An archive that came from WordPress was once linked by number: /?p=123.

    Raises Http404 for a number that leads nowhere, which must not be one more front page.
    """
    query = request.META.get("QUERY_STRING", "")
    if not query.startswith(("p=", "page_id=", "attachment_id=")):
        return None
    if (answer := answer_at(f"/?{query}", at=timezone.now())) is None:
        raise Http404
    return answer


@require_safe
def section(request: HttpRequest, slug: str) -> HttpResponse:
    """A section's front; what is no section may be a standing page."""
    found = found_by_slug(Section, slug, among=Section.objects.select_related("parent"))
    if found is None:
        return standing(request, f"{slug}/")
    return _list_page(
        request,
        "pages/section.html",
        lambda number: fronts.section_front(found, number=number, at=timezone.now()),
        path=found.get_absolute_url(),
        title=found.name,
        description=found.description,
    )


@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    whole = Topic.objects.select_related("picture", "parent")
    if (found := found_by_slug(Topic, slug, among=whole)) is None:
        raise Http404
    return _list_page(
        request,
        "pages/topic.html",
        lambda number: subjects.topic_page(found, number=number, at=timezone.now()),
        path=found.get_absolute_url(),
        title=found.name,
        description=found.description,
    )


@require_safe
def author(request: HttpRequest, slug: str) -> HttpResponse:
    if (
        found := found_by_slug(Author, slug, among=Author.objects.select_related("portrait"))
    ) is None:
        raise Http404
    return _list_page(
        request,
        "pages/author.html",
        lambda number: subjects.author_page(found, number=number, at=timezone.now()),
        path=found.get_absolute_url(),
        title=found.name,
        description=found.bio,
    )


@require_safe
def latest(request: HttpRequest) -> HttpResponse:
    return _list_page(
        request,
        "pages/list.html",
        lambda number: lists.latest_page(number=number, at=timezone.now()),
        path="/latest/",
        title="",
        description="",
        feeds="/feeds/",
    )


@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    return _list_page(
        request,
        "pages/corrections.html",
        lambda number: lists.corrections_page(number=number, at=timezone.now()),
        path="/corrections/",
        title="",
        description="",
    )


@require_safe
def topics(request: HttpRequest) -> HttpResponse:
    return _index_page("/topics/", subjects.topics_index)


@require_safe
def authors(request: HttpRequest) -> HttpResponse:
    return _index_page("/authors/", subjects.authors_index)


@require_safe
def storylines(request: HttpRequest) -> HttpResponse:
    return _index_page("/storylines/", partial(storylines_index, at=timezone.now()))


@require_safe
def storyline(request: HttpRequest, slug: str) -> HttpResponse:
    """All that happened, in order: 404 as long as readers may see none of its stories."""
    if (found := found_by_slug(Storyline, slug)) is None:
        raise Http404
    with house_style(Paper.current()) as frame:
        page = storyline_page(found, at=timezone.now())
        if page is None:
            raise Http404
        path = found.get_absolute_url()
        url = frame.site + path
        head = Head(
            title=page.name,
            description=prose.clip(page.standfirst, at=DESCRIPTION_LENGTH),
            url=url,
            feeds=feeds_of(page.name, path),
            data=dump(
                structured.storyline(page, frame, url=url),
                breadcrumb(frame, page.crumbs, url=url),
                publisher(frame),
            ),
        )
        return printed("pages/storyline.html", frame=frame, head=head, page=page)


@require_safe
def standing(request: HttpRequest, path: str) -> HttpResponse:
    """A page that stands outside the news: 410 once it was public and no longer is."""
    now = timezone.now()
    found = standing_at(path, at=now)
    if found is None:
        raise Http404
    if not found.live:
        return notice(410 if found.is_known(at=now) else 404)
    return print_standing(found)


def preview_standing(request: HttpRequest, draft: StandingPage) -> HttpResponse:
    """The draft as readers would see it."""
    return print_standing(draft)


def print_standing(found: StandingPage) -> HttpResponse:
    with house_style(Paper.current()) as frame:
        page = standing_page(found)
        url = frame.site + found.get_absolute_url()
        head = Head(
            title=found.seo_title or found.title,
            description=found.search_description
            or prose.clip(prose.plain(found.body), at=DESCRIPTION_LENGTH),
            url=url,
            data=dump(breadcrumb(frame, page.crumbs, url=url), publisher(frame)),
        )
        return printed("pages/standing.html", frame=frame, head=head, page=page)


# --- what lists have in common ----------------------------------------------------------------


def feeds_of(title: str, folder: str) -> tuple[Link, ...]:
    """The three feeds of a list."""
    return (
        Link(f"{title} (RSS)", f"{folder}rss.xml"),
        Link(f"{title} (Atom)", f"{folder}atom.xml"),
        Link(f"{title} (JSON)", f"{folder}feed.json"),
    )


def page_number(request: HttpRequest) -> int:
    """Which page of a list is asked for; 404 for what is no number or far beyond."""
    asked = request.GET.get("page", "1")
    if not PAGE_NUMBER.fullmatch(asked) or int(asked) > paths.LAST_PAGE:
        raise Http404
    return int(asked)


def _list_page(
    request: HttpRequest,
    template: str,
    build: Callable[[int], Any],
    *,
    path: str,
    title: str,
    description: str,
    feeds: str = "",
) -> HttpResponse:
    """Print a list. `build` gives its context for a page number; it has crumbs and a pager."""
    number = page_number(request)
    if "page" in request.GET and number == 1:
        return HttpResponsePermanentRedirect(path)
    with house_style(Paper.current()) as frame:
        page = build(number)
        name = title or page.heading
        url = frame.site + paths.page_of(path, number)
        head = Head(
            title=name,
            description=prose.clip(description, at=DESCRIPTION_LENGTH),
            url=url,
            prev_url=_absolute(frame, page.pager.newer),
            next_url=_absolute(frame, page.pager.older),
            feeds=feeds_of(name, feeds or path),
            data=dump(breadcrumb(frame, page.crumbs, url=url), publisher(frame)),
        )
        return printed(template, frame=frame, head=head, page=page)


def _absolute(frame: Frame, path: str) -> str:
    return frame.site + path if path else ""


def _index_page(path: str, build: Callable[[], Any]) -> HttpResponse:
    with house_style(Paper.current()) as frame:
        page = build()
        url = frame.site + path
        head = Head(
            title=page.heading,
            description="",
            url=url,
            data=dump(breadcrumb(frame, page.crumbs, url=url), publisher(frame)),
        )
        return printed("pages/index.html", frame=frame, head=head, page=page)


# --- the house's mark ---------------------------------------------------------------------------


@require_safe
def mark(request: HttpRequest) -> HttpResponse:
    """The paper's logo, or ours, for whoever asks without having read a page that names it."""
    logo = Paper.current().logo
    target = Print.of(logo, Ratio.FACE, fallback_width=SMALL).src if logo else static(TOUCH_ICON)
    return HttpResponseRedirect(target, headers={"Cache-Control": "public, max-age=86400"})


# --- errors -----------------------------------------------------------------------------------


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return notice(404)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return notice(413 if isinstance(exception, RequestDataTooBig) else 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return notice(403)


def failed(request: HttpRequest) -> HttpResponse:
    """The one page that asks nobody, since whoever we asked may be what failed.

    That the database is away will pass, which 503 tells machines.
    """
    is_away = isinstance(sys.exception(), OperationalError | InterfaceError)
    page = render_to_string("pages/notice_500.html", {"is_away": is_away})
    if is_away:
        return HttpResponse(page, status=503, headers={"Retry-After": "10"})
    return HttpResponse(page, status=500)
