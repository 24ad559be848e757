"""Sessions, tokens and messages for the newsroom alone: a reader's page never meets a cookie."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import render

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.utils.deprecation import MiddlewareMixin

    Base = MiddlewareMixin
else:
    Base = object

PERSONAL = "/me/"
"""Where the forms of public pages lead, which bear no token: it looks at where they come from."""
INSIDE = ("/newsroom/", "/documents/", "/media/", PERSONAL)
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
    return render(request, "newsroom/refused.html", status=HTTPStatus.FORBIDDEN)


class Staff(InsideOnly, AuthenticationMiddleware):
    pass


class Messages(InsideOnly, MessageMiddleware):
    pass
