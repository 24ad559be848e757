"""Sessions, tokens and messages where somebody may be known: no public page meets a cookie."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from allauth.account.adapter import get_adapter
from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpResponseRedirect
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse
    from django.utils.deprecation import MiddlewareMixin

    Base = MiddlewareMixin
else:
    Base = object

PERSONAL: Final = "/me/"
"""Where the forms of public pages lead, which bear no token: it looks at where they come from."""
INSIDE: Final = ("/newsroom/", "/documents/", "/media/", "/accounts/", PERSONAL)
"""Where somebody may be known. Elsewhere Django would answer a stale cookie with a new one."""


def is_inside(request: HttpRequest) -> bool:
    return request.path.startswith(INSIDE)


class InsideOnly(Base):
    """Lets a request for anywhere else pass untouched."""

    def __call__(self, request: HttpRequest) -> Any:
        return super().__call__(request) if is_inside(request) else self.get_response(request)


class Sessions(InsideOnly, SessionMiddleware):
    pass


class Tokens(InsideOnly, CsrfViewMiddleware):
    def process_view(self, request: HttpRequest, *args: Any) -> Any:
        is_asked = is_inside(request) and not request.path.startswith(PERSONAL)
        return super().process_view(request, *args) if is_asked else None


def refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """What is said to whoever sends a page that was opened before they last logged in or out."""
    where = "newsroom" if request.path.startswith(settings.NEWSROOM) else "account"
    return render(request, f"{where}/refused.html", status=HTTPStatus.FORBIDDEN)


class Users(InsideOnly, AuthenticationMiddleware):
    pass


class Messages(InsideOnly, MessageMiddleware):
    pass


class AskedAgain:
    """Before what is theirs alone is changed, people show once more who they are.

    allauth would keep the whole request meanwhile, with the address it came from.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, ReauthenticationRequired):
            return None
        methods = get_adapter(request).get_reauthentication_methods(request.user)
        where = methods[0]["url"] if methods else reverse("account_login")
        return HttpResponseRedirect(f"{where}?{urlencode({'next': request.path})}")
