"""What the islands of a public page ask: who reads it, and what of it they keep. One answer."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Final

from django.http import JsonResponse
from django.middleware.csrf import get_token

from broadsheet.kit import figures
from broadsheet.readers.models import Subject
from broadsheet.readers.pages.here import Here, kept_here, places_here
from broadsheet.readers.pages.owner import initials_of, portrait_of, reading_of
from broadsheet.readers.views.guard import personal
from broadsheet.readers.wishes import STORY

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

MOST: Final = 100
"""Of a kind, on one page; more are left out."""


@personal(takes="GET")
def here(request: HttpRequest) -> HttpResponse:
    """`story`, `topic`, `author`… name what is on the page, `place` a long story."""
    if not request.user.is_authenticated:
        return JsonResponse({"reader": None})
    reader = request.user
    asked = Here(
        stories=_numbers(request, STORY),
        subjects={subject: _numbers(request, subject) for subject in Subject},
    )
    reading = reading_of(reader)
    return JsonResponse(
        {
            "reader": {
                "name": str(reader),
                "initials": initials_of(reader),
                "portrait": portrait_of(reader),
                # The form for logging out is no public page's, and bears it.
                "token": get_token(request),
            },
            "kept": kept_here(reader, asked),
            "places": places_here(reader, _numbers(request, "place")),
            "reading": asdict(reading) if reading else None,
        }
    )


def _numbers(request: HttpRequest, kind: str) -> frozenset[int]:
    given = request.GET.getlist(kind)[:MOST]
    return frozenset(filter(None, map(figures.whole, given)))
