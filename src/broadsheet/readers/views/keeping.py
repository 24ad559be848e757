"""Saves and follows, from the plain forms of public pages; keeps places where reading stopped."""

from __future__ import annotations

from enum import StrEnum
from http import HTTPStatus
from typing import TYPE_CHECKING, Final, assert_never

from django.conf import settings
from django.http import HttpResponse, HttpResponseBadRequest, JsonResponse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.formats import number_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from broadsheet.readers import actions
from broadsheet.readers.pages.owner import MINE
from broadsheet.readers.views.forms import PlaceForm
from broadsheet.readers.views.guard import (
    logged_in,
    personal,
    say,
    see_other,
    to_log_in,
    wants_json,
    way_back,
)
from broadsheet.readers.wishes import PATIENCE, Unsealed, Wish, opened, sealed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from django.http import HttpRequest

    from broadsheet.accounts.models import User

WISH: Final = "/me/wish/"
BROWSER: Final = "wishing"
"""The cookie that tells a browser from others, from a stranger's wish until it is granted."""
SAVED: Final = "#is-saved"
FOLLOWED: Final = "#is-followed"
"""The parts of every public page that say it was done, and show themselves only when named."""


class Deed(StrEnum):
    """What can be done with a thing that is named."""

    KEEP = "keep"
    DROP = "drop"
    READ = "read"
    UNREAD = "unread"


def keep(request: HttpRequest) -> HttpResponse:
    """Do what a form says with the one thing it names: keep it, unless another deed is named.

    Whoever is not logged in is asked to, and what they wished to keep is kept afterwards.
    """
    wish, deed = Wish.of(request.POST), _deed_of(request.POST)
    if wish is None or deed is None or (deed in {Deed.READ, Deed.UNREAD} and wish.subject):
        return say(request, 400, _("We could not understand this"), _("Nothing was changed."))
    if not request.user.is_authenticated:
        return _ask_in(request, wish, deed)
    return _do(request, request.user, wish, deed, back=way_back(request, MINE))


def _deed_of(form: Mapping[str, str]) -> Deed | None:
    try:
        return Deed(form.get("deed", Deed.KEEP))
    except ValueError:
        return None


@personal(takes="GET")
@logged_in
def wish(request: HttpRequest, reader: User) -> HttpResponse:
    """Keep what was wished for before logging in, and lead back to where that was."""
    try:
        wished, back = opened(request.GET.get("wish", ""), browser=request.COOKIES.get(BROWSER, ""))
    except Unsealed:
        why = _("You asked for it too long ago, or in another browser. Please ask once more.")
        return say(request, 400, _("This was not done"), why)
    return _do(request, reader, wished, Deed.KEEP, back=back)


def _do(request: HttpRequest, reader: User, wish: Wish, deed: Deed, *, back: str) -> HttpResponse:
    """Do it, and lead back; a public page, which knows nothing, is told there what was kept."""
    try:
        _write(reader, wish, deed, now=timezone.now())
    except actions.NoReader:
        return to_log_in(request, onwards=back)
    except (actions.NoSuchThing, actions.TooMany) as error:
        return _why_not(request, wish, error)
    if wants_json(request):
        return JsonResponse({"kept": deed is not Deed.DROP})
    if deed is Deed.KEEP and not back.startswith(MINE):
        back += FOLLOWED if wish.subject else SAVED
    return see_other(back)


def _write(reader: User, wish: Wish, deed: Deed, *, now: datetime) -> None:
    match deed:
        case Deed.KEEP:
            wish.grant(reader, now=now)
        case Deed.DROP:
            wish.take_back(reader)
        case Deed.READ:
            actions.mark(reader, story_id=wish.id, read_at=now)
        case Deed.UNREAD:
            actions.mark(reader, story_id=wish.id, read_at=None)
        case _:
            assert_never(deed)


def _why_not(
    request: HttpRequest, wish: Wish, error: actions.NoSuchThing | actions.TooMany
) -> HttpResponse:
    match error:
        case actions.TooMany():
            reached = (
                _("You have reached the limit of %(most)s follows.")
                if wish.subject
                else _("You have reached the limit of %(most)s saved stories.")
            )
            heading = reached % {"most": number_format(error.args[0], force_grouping=True)}
            return say(request, 409, heading, _("Remove some of them first."))
        case actions.NoSuchThing():
            why = _("So it could not be saved or followed.")
            return say(request, 404, _("This is no longer here"), why)
        case _:
            assert_never(error)


def _ask_in(request: HttpRequest, wish: Wish, deed: Deed) -> HttpResponse:
    """To where one logs in, and afterwards to where a wish is granted.

    An island's is not: it sends the form instead.
    """
    back = way_back(request, MINE)
    if deed is not Deed.KEEP:
        return to_log_in(request, onwards=back)
    if not wish.can_be_granted(now=timezone.now()):
        return _why_not(request, wish, actions.NoSuchThing())
    if wants_json(request):
        return to_log_in(request, onwards=back)
    browser = request.COOKIES.get(BROWSER) or get_random_string(32)
    seal = sealed(wish, back=back, browser=browser)
    response = to_log_in(request, onwards=f"{WISH}?{urlencode({'wish': seal})}")
    response.set_cookie(
        BROWSER,
        browser,
        max_age=PATIENCE,
        path=MINE,
        secure=settings.SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


@personal(takes="POST")
@logged_in
def places(request: HttpRequest, reader: User) -> HttpResponse:
    """Keep where reading stopped. Sent while a page is left: nobody waits for the answer."""
    form = PlaceForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest()
    place = form.cleaned_data
    try:
        actions.keep_place(
            reader,
            story_id=place["story"],
            block=place["block"],
            blocks=place["blocks"],
            now=timezone.now(),
        )
    except (actions.NoSuchThing, actions.NoReader):
        return HttpResponse(status=HTTPStatus.NOT_FOUND)
    return HttpResponse(status=HTTPStatus.NO_CONTENT)
