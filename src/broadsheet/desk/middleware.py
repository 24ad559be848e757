"""What the newsroom's screens need around them: a policy, the paper's own clock and language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.db.models import ProtectedError
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from wagtail.users.models import UserProfile

from broadsheet.paper.models import Paper

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.db.models import Model
    from django.http import HttpRequest, HttpResponse


NAMED = 3
"""How many of a kind are named where something cannot be deleted because of them."""


class SecurityPolicy:
    """Says what a page may load. Wagtail's screens carry inline scripts; no reader's page does."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.readers = _as_header(settings.READERS_POLICY)
        self.entrance = _as_header(settings.ENTRANCE_POLICY)
        self.newsroom = _as_header(settings.NEWSROOM_POLICY)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", self._of(request.path))
        return response

    def _of(self, path: str) -> str:
        if path.startswith(settings.NEWSROOM):
            return self.newsroom
        return self.entrance if path.startswith("/accounts/") else self.readers


def _as_header(policy: dict[str, list[str]]) -> str:
    """The same text in every process, as the same page has to be the same bytes."""
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in policy.items())


class NewsroomHours:
    """In the newsroom all times are the paper's, whoever looks at them from wherever.

    Its language is the paper's too, for whoever has not chosen another.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(settings.NEWSROOM):
            return self.get_response(request)
        paper = Paper.current()
        if request.user.is_authenticated:
            self._set_watch_of(request, paper)
        with translation.override(paper.language), timezone.override(paper.zone):
            return self.get_response(request)

    def _set_watch_of(self, request: HttpRequest, paper: Paper) -> None:
        """Wagtail goes by the zone in a user's profile: this one is told, not stored."""
        profile = UserProfile.get_for_user(request.user)
        profile.current_time_zone = paper.time_zone
        request.user.wagtail_userprofile = profile  # type: ignore[union-attr]

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Something else still needs what was to be deleted: say so, and go back."""
        if not isinstance(error, ProtectedError) or not request.path.startswith(settings.NEWSROOM):
            return None
        messages.error(
            request,
            _("Not deleted, because it is still in use by: %(kinds)s.")
            % {"kinds": _told(error.protected_objects)},
        )
        return HttpResponseRedirect(_where_from(request))


def _told(things: Iterable[Model]) -> str:
    """What they are, and a few of each kind by name."""
    by_kind: dict[str, list[str]] = {}
    for thing in things:
        kind = str(thing._meta.verbose_name_plural)  # noqa: SLF001 - Django's own way there
        by_kind.setdefault(kind, []).append(f"“{thing}”")
    comma = _(", ")
    told = []
    for kind, names in sorted(by_kind.items()):
        further = ["…"] if len(names) > NAMED else []
        told.append(f"{kind} ({comma.join([*sorted(names)[:NAMED], *further])})")
    return comma.join(told)


def _where_from(request: HttpRequest) -> str:
    """The page the request came from, if it is ours."""
    origin = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(origin, allowed_hosts={request.get_host()})
    return origin if ours else reverse("wagtailadmin_home")
