"""Lets in what our own pages ask for: public pages bear no token by which that could be told.

Browsers say where a request comes from. What does anything must come from a page of ours; what
only shows something may also be typed by hand, or come by a link, which opens a page and no more.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.http import (
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
    JsonResponse,
)
from django.shortcuts import resolve_url
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from broadsheet import client_address
from broadsheet.accounts.entrance.codes.proof import has_shown_lately, where_to_show
from broadsheet.kit import figures
from broadsheet.paper.context import Head, Notice
from broadsheet.paper.models import Paper
from broadsheet.paper.printing import house_style, notice, printed
from broadsheet.readers.pages.owner import DATA, MINE

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from broadsheet.accounts.models import User

    View = Callable[..., HttpResponseBase]
    OfReader = Callable[[HttpRequest, User], HttpResponseBase]

SAFE: Final = frozenset({"GET", "HEAD"})
LARGEST: Final = 64 * 1024
"""Bytes that are read of a form."""
SEE_OTHER: Final = 303


def _too_large(_request: HttpRequest) -> HttpResponse:
    return notice(413)


def personal(
    *, takes: str = "GET POST", largest: int = LARGEST, beyond: View = _too_large
) -> Callable[[View], View]:
    """For a view at an address that is somebody's own: found by no search engine.

    `takes` are the methods it knows; what only shows something is asked for with HEAD as well.
    `beyond` answers what has more than `largest` bytes, none of which it reads.
    """
    methods = takes.split() + ["HEAD"] * ("GET" in takes)

    def around(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            if request.method not in methods:
                response: HttpResponseBase = HttpResponseNotAllowed(methods)
            elif not comes_from_us(request):
                response = _refused(request)
            elif request.method not in SAFE and _size(request) > largest:
                response = beyond(request)
            else:
                response = view(request, *args, **kwargs)
            response["X-Robots-Tag"] = "noindex"
            response["Cross-Origin-Resource-Policy"] = "same-origin"
            patch_vary_headers(response, ["Cookie"])
            return response

        return guarded

    return around


def logged_in(view: OfReader) -> View:
    """For a view that wants a reader: who is not logged in is led to where they can, and back."""

    @wraps(view)
    def asked(request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated:
            return view(request, request.user)
        here = request.get_full_path() if request.method in SAFE else way_back(request, MINE)
        return to_log_in(request, onwards=here)

    return asked


def shown_lately(view: OfReader) -> OfReader:
    """For what a browser left open must not do: give everything away, or erase it.

    Who has not shown lately who they are is led to where they do, and back to the page of their
    data. Who has neither a password nor a second factor shows by a code from a mail who they are.
    """

    @wraps(view)
    def asked(request: HttpRequest, reader: User) -> HttpResponseBase:
        if has_shown_lately(request, now=timezone.now()):
            return view(request, reader)
        return see_other(where_to_show(request, onwards=DATA))

    return asked


def comes_from_us(request: HttpRequest) -> bool:
    """Whether the request may do here what it asks for, as far as its browser tells."""
    is_safe = request.method in SAFE
    match request.headers.get("Sec-Fetch-Site"):
        case "same-origin":
            return True
        case None:
            told = request.headers.get("Origin") or request.headers.get("Referer")
            return is_safe if told is None else client_address.is_ours(request, told)
        case "none":
            return is_safe
        case _:
            # A link opens a page of its own; a frame, a picture or a script of others gets nothing.
            return is_safe and _opens_a_page(request)


def _opens_a_page(request: HttpRequest) -> bool:
    asked = (request.headers.get("Sec-Fetch-Mode"), request.headers.get("Sec-Fetch-Dest"))
    return asked == ("navigate", "document")


def way_back(request: HttpRequest, default: str) -> str:
    """The path of the page that a form stood on, if that is one of ours and no secret of it."""
    address = request.headers.get("Referer", "")
    if not client_address.is_ours(request, address):
        return default
    parts = urlsplit(address)
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    # Two slashes, or a backslash, would begin the name of another host.
    return path if path[:1] == "/" and path[1:2] not in {"/", "\\"} else default


def wants_json(request: HttpRequest) -> bool:
    """Whether an island asks, and not a browser that goes to a page."""
    return request.headers.get("Accept", "").startswith("application/json")


def to_log_in(request: HttpRequest, *, onwards: str) -> HttpResponse:
    """To where one logs in, and from there onwards; an island is told the address."""
    address = f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': onwards})}"
    if wants_json(request):
        return JsonResponse({"login": address}, status=401)
    return see_other(address)


def see_other(address: str) -> HttpResponse:
    """Done: on to a page that can be loaded again without doing it twice."""
    return HttpResponseRedirect(address, status=SEE_OTHER)


def say(request: HttpRequest, status: int, heading: str, text: str) -> HttpResponse:
    """A page, or for an island a line, that says why something was not done."""
    if wants_json(request):
        return JsonResponse({"said": heading}, status=status)
    with house_style(Paper.current()) as frame:
        head = Head(title=heading, description="", url="", noindex=True)
        page = Notice(status, heading, text)
        return printed("pages/notice.html", frame=frame, head=head, page=page, status=status)


def _refused(request: HttpRequest) -> HttpResponse:
    return say(
        request,
        403,
        _("This did not come from our own pages"),
        _("So nothing was done. Open the page itself, and do it there."),
    )


def _size(request: HttpRequest) -> float:
    """Bytes of its body; more than any bound where nobody can tell before they are read."""
    if "Transfer-Encoding" in request.headers:
        return float("inf")
    length = figures.whole(request.META.get("CONTENT_LENGTH") or "0")
    return float("inf") if length is None else length
