"""What pages for somebody known need around them, and who may pass into the newsroom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from broadsheet.accounts.actions import note_seen
from broadsheet.accounts.adapter import PASSWORD
from broadsheet.accounts.insiders import PERSONAL
from broadsheet.paper.models import Paper
from broadsheet.paper.printing import in_its_words, notice

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from broadsheet.accounts.models import User

ACCOUNTS: Final = "/accounts/"
MARK: Final = "reader"
"""The cookie that scripts see while this browser is logged in, so that nobody else's asks."""
SECOND_FACTORS: Final = {"mfa"}
"""How allauth records an authenticator app, a recovery code, and a passkey alike."""


class HouseStyle:
    """Around personal pages the paper's language and time hold; nobody keeps an account's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith((ACCOUNTS, PERSONAL)):
            return self.get_response(request)
        with in_its_words(Paper.current()):
            response = self.get_response(request)
        if request.path.startswith(ACCOUNTS):
            response["Cache-Control"] = "private, no-store"
        return response


class Mark:
    """Sets the mark with a log-in and takes it back with whatever ends that."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith((ACCOUNTS, PERSONAL, settings.NEWSROOM)):
            is_marked = MARK in request.COOKIES
            if request.user.is_authenticated:
                note_seen(request.session, now=timezone.now())
            if request.user.is_authenticated and not is_marked:
                response.set_cookie(
                    MARK,
                    "1",
                    max_age=request.session.get_expiry_age(),
                    secure=settings.SECURE,
                    samesite="Lax",
                )
            elif is_marked and not request.user.is_authenticated:
                response.delete_cookie(MARK, samesite="Lax")
        return response


class NewsroomDoor:
    """Lets people into the newsroom who work there and, where it is asked for, showed two factors.

    The second factor must have been shown in this very session: one that began as a reader's,
    perhaps before its owner worked here, is none of the staff.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(settings.NEWSROOM) or request.user.is_anonymous:
            return self.get_response(request)
        user: User = request.user
        if not user.is_staff:
            return notice(403)
        if not settings.ASKS_STAFF_TWICE or has_shown_two(request):
            return self.get_response(request)
        return HttpResponseRedirect(_where_it_is_shown(request, user))


def has_shown_two(request: HttpRequest) -> bool:
    """Whether a second factor was shown in this session."""
    records = get_authentication_records(request, request.user)
    return any(record.get("method") in SECOND_FACTORS for record in records)


def _where_it_is_shown(request: HttpRequest, user: User) -> str:
    """Where a second factor is shown, or set up by whoever has none yet."""
    if is_mfa_enabled(user):
        onwards = request.get_full_path() if request.method == "GET" else settings.NEWSROOM
        ways = get_adapter(request).get_reauthentication_methods(user)
        way = next(each for each in ways if each["id"] != PASSWORD)
        return f"{way['url']}?{urlencode({'next': onwards})}"
    messages.info(
        request,
        _("The newsroom asks for a second factor. Set one up here, and then go on to it."),
    )
    return reverse("mfa_index")
