"""The page of results, and suggestions: made for each reader who asks, and kept by nobody."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import asdict
from typing import TYPE_CHECKING, Final

from django.http import JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from broadsheet.paper.context import Head
from broadsheet.paper.models import Paper
from broadsheet.paper.printing import house_style, in_its_words, printed
from broadsheet.search import pages
from broadsheet.search.index.here import reader_of_this_node
from broadsheet.search.index.opening import Broken
from broadsheet.search.index.reading import Missing
from broadsheet.search.language.asked import LONGEST
from broadsheet.search.pace import seconds_to_wait

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from broadsheet.search.context import ResultPage

KEPT: Final = "private, max-age=5"
"""For the way back to the results; no proxy keeps what somebody looked for."""
KEPT_SUGGESTIONS: Final = "private, max-age=10"
SUGGESTIONS_A_SEARCH: Final = 10
"""A letter typed is a suggestion asked for."""
AWAY: Final = 10
"""Seconds after which an index may be there that is not yet."""


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """What may be meant by what was typed so far, as JSON; nothing where that cannot be told."""
    now, typed = timezone.now(), request.GET.get("q", "")[:LONGEST]
    found: list[dict[str, str]] = []
    wait = seconds_to_wait(request, deed="suggest", now=now, times=SUGGESTIONS_A_SEARCH)
    if not wait:
        with suppress(Missing, Broken), in_its_words(Paper.with_language_and_zone()):
            suggested = pages.suggestions(reader_of_this_node(), typed, at=now)
            found = [asdict(each) for each in suggested]
    response = JsonResponse({"suggestions": found}, status=429 if wait else 200)
    response["Cache-Control"] = "no-store" if wait else KEPT_SUGGESTIONS
    if wait:
        response["Retry-After"] = str(wait)
    return response


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """What was found; 429 for who asks too often, 503 while there is nothing to look in."""
    with house_style(Paper.current()) as frame:
        page, status, retry = _page(request, now=timezone.now())
        title = f"{page.typed} – {page.heading}" if page.typed else page.heading
        head = Head(title=title, description="", url="", noindex=True)
        response = printed("pages/search.html", frame=frame, head=head, page=page, status=status)
    response["Cache-Control"] = KEPT if status == 200 else "no-store"
    if retry:
        response["Retry-After"] = str(retry)
    return response


def _page(request: HttpRequest, *, now: datetime) -> tuple[ResultPage, int, int]:
    """The page, its status, and after how many seconds to come again if that is not 200."""
    if wait := seconds_to_wait(request, deed="search", now=now):
        # Of all that was asked for only what needs no look at the database.
        typed = pages.Wanted(typed=request.GET.get("q", ""))
        return pages.bare_page(typed, state="busy"), 429, wait
    wanted = pages.Wanted.of(request.GET)
    try:
        return pages.result_page(reader_of_this_node(), wanted, at=now), 200, 0
    except (Missing, Broken):
        return pages.bare_page(wanted, state="away"), 503, AWAY
