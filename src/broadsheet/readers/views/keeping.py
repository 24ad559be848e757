"""Saves and follows, from the plain forms of public pages; keeps places where reading stopped."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from django.http import HttpResponse, HttpResponseBadRequest, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from broadsheet.readers import actions
from broadsheet.readers.views.forms import PlaceForm
from broadsheet.readers.views.guard import (
    MINE,
    logged_in,
    personal,
    say,
    see_other,
    to_log_in,
    wants_json,
    way_back,
)
from broadsheet.readers.wishes import STORY, Wish, remember

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

    from broadsheet.accounts.models import User

DEEDS: Final = frozenset({"keep", "drop", "read", "unread"})
DONE: Final = "#kept"
"""The part of every public page that says it was done, and shows itself only when it is named."""


def keep(request: HttpRequest) -> HttpResponse:
    """Do what a form says with the one thing it names: keep it, unless another deed is named.

    Whoever is not logged in is asked to, and what they wished to keep is kept afterwards.
    """
    wish, deed = Wish.of(request.POST), request.POST.get("deed", "keep")
    if wish is None or deed not in DEEDS or (deed in {"read", "unread"} and wish.kind != STORY):
        return say(request, 400, _("We could not understand this"), _("Nothing was changed."))
    reader = request.user
    if not reader.is_authenticated:
        return _ask_in(request, wish if deed == "keep" else None)
    try:
        _do(reader, wish, deed, now=timezone.now())
    except actions.NoReader:
        return _ask_in(request, None)
    except (actions.NoSuchThing, actions.TooMany) as error:
        return _why_not(request, error)
    return (
        JsonResponse({"kept": deed != "drop"})
        if wants_json(request)
        else see_other(_back(request, deed))
    )


def _do(reader: User, wish: Wish, deed: str, *, now: datetime) -> None:
    match deed:
        case "keep":
            wish.grant(reader, now=now)
        case "drop":
            wish.take_back(reader)
        case _:
            actions.mark(reader, story_id=wish.id, read_at=now if deed == "read" else None)


def _why_not(request: HttpRequest, error: actions.NoSuchThing | actions.TooMany) -> HttpResponse:
    if isinstance(error, actions.TooMany):
        heading = _("You keep as many already as we can keep for you")
        most = _("These are %(most)s. Remove some of them first.") % {"most": error.args[0]}
        return say(request, 409, heading, most)
    return say(request, 404, _("This is no longer here"), _("So it could not be kept for you."))


def _ask_in(request: HttpRequest, wish: Wish | None) -> HttpResponse:
    """To where one logs in. A wish of an island is not remembered: it sends the form instead."""
    if wish is not None and not wants_json(request):
        remember(request.session, wish, now=timezone.now())
    return to_log_in(request, onwards=_back(request, "keep" if wish else "drop"))


def _back(request: HttpRequest, deed: str) -> str:
    """Where the form stood; a public page, which knows nothing, is told there what was done."""
    path = way_back(request, MINE)
    return path + DONE if deed == "keep" and not path.startswith(MINE) else path


@personal(takes="POST")
@logged_in
def places(request: HttpRequest, reader: User) -> HttpResponse:
    """Keep where reading stopped. Sent while a page is left: nobody waits for the answer."""
    form = PlaceForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest()
    place = form.cleaned_data
    try:
        actions.stop(
            reader,
            story_id=place["story"],
            block=place["block"],
            blocks=place["blocks"],
            now=timezone.now(),
        )
    except (actions.NoSuchThing, actions.NoReader):
        return HttpResponse(status=HTTPStatus.NOT_FOUND)
    return HttpResponse(status=HTTPStatus.NO_CONTENT)
