"""What pages for somebody known need around them, which no public page meets: sessions, tokens,
messages and the paper's own style; and who may pass into the newsroom.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.views import redirect_to_login
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpResponseRedirect
from django.middleware.csrf import CsrfViewMiddleware
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from broadsheet.accounts.actions import note_seen
from broadsheet.accounts.entrance.adapter import PASSWORD
from broadsheet.accounts.entrance.codes.proof import where_to_show
from broadsheet.accounts.entrance.internals import get_authentication_records
from broadsheet.accounts.entrance.known import make_known
from broadsheet.accounts.views import unsaved
from broadsheet.paper.models import Paper
from broadsheet.paper.printing import in_its_words, notice

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse
    from django.utils.deprecation import MiddlewareMixin

    from broadsheet.accounts.models import User

    Base = MiddlewareMixin
else:
    Base = object

PERSONAL: Final = "/me/"
"""Where the forms of public pages lead, which bear no token: it looks at where they come from."""
INSIDE: Final = ("/newsroom/", "/documents/", "/media/", "/accounts/", PERSONAL)
"""Where somebody may be known. Elsewhere Django would answer a stale cookie with a new one."""
ACCOUNTS: Final = "/accounts/"
UNKEPT: Final = "private, no-store"
MARK: Final = "reader"
"""The cookie that scripts see while this browser is logged in, so that nobody else's asks."""
THEIRS: Final = (settings.NEWSROOM, settings.MEDIA_URL)
"""Where those who work here have their screens, and the pictures that these show."""
SECOND_FACTORS: Final = {"mfa"}
"""How allauth records an authenticator app, a recovery code, and a passkey alike."""


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
        if request.user.is_anonymous:
            return redirect_to_login(request.path)
        return HttpResponseRedirect(where_to_show(request, onwards=request.path))


class HouseStyle:
    """Around personal pages the paper's language and time hold.

    Nobody keeps an account's, nor of what is a reader's own anything that does not say so itself.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith((ACCOUNTS, PERSONAL)):
            return self.get_response(request)
        with in_its_words(Paper.current()):
            response = self.get_response(request)
        if request.path.startswith(ACCOUNTS):
            response["Cache-Control"] = UNKEPT
        else:
            response.headers.setdefault("Cache-Control", UNKEPT)
        return response


class Mark:
    """Sets the mark with a log-in and takes it back with whatever ends that.

    The browser stays known for longer: its owner gets a code when strangers have asked for many.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith((ACCOUNTS, PERSONAL, settings.NEWSROOM)):
            now = timezone.now()
            is_marked = MARK in request.COOKIES
            if request.user.is_authenticated:
                note_seen(request.session, now=now)
            # It lasts as long as the session, whose time begins anew whenever that is saved.
            if request.user.is_authenticated and (not is_marked or request.session.modified):
                response.set_cookie(
                    MARK,
                    "1",
                    max_age=request.session.get_expiry_age(),
                    secure=settings.SECURE,
                    samesite="Lax",
                )
                if request.path.startswith(ACCOUNTS):
                    make_known(request, response, request.user.email, now=now)
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
        if not request.path.startswith(THEIRS) or is_let_in(request):
            return self.get_response(request)
        if request.user.is_anonymous:
            response = self.get_response(request)
            is_lost = request.method == "POST" and _asks_to_log_in(request, response)
            return unsaved(request, status=HTTPStatus.UNAUTHORIZED) if is_lost else response
        user: User = request.user
        if not request.path.startswith(settings.NEWSROOM):
            return notice(404)
        if not user.is_staff:
            return notice(403)
        return HttpResponseRedirect(_where_it_is_shown(request, user))


def _asks_to_log_in(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether what was sent to the newsroom would be lost on the way to where one logs in."""
    onwards = urlencode({"next": request.get_full_path()}, safe="/")
    return onwards in response.get("Location", "")


def is_let_in(request: HttpRequest) -> bool:
    """Whether somebody works here, and has shown so as is asked for."""
    works_here: bool = request.user.is_authenticated and request.user.is_staff
    return works_here and (not settings.ASKS_STAFF_TWICE or has_shown_two(request))


def has_shown_two(request: HttpRequest) -> bool:
    """Whether a second factor was shown in this session, and there is one still."""
    records = get_authentication_records(request, request.user)
    is_shown = any(record.get("method") in SECOND_FACTORS for record in records)
    return is_shown and is_mfa_enabled(request.user)


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
