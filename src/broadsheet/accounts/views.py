"""The account page, and what is not allauth's at the entrance."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from allauth.account.decorators import reauthentication_required
from allauth.core.internal import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from broadsheet.accounts import actions, moving
from broadsheet.accounts.forms import BothCodesForm, NewAddressForm
from broadsheet.accounts.pages import account_page
from broadsheet.paper.printing import notice

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from broadsheet.accounts.models import User


@require_safe
@login_required
def account(request: HttpRequest) -> HttpResponse:
    """What somebody logs in with, and where they are logged in."""
    page = account_page(_user(request), session_key=request.session.session_key, now=timezone.now())
    return render(request, "account/account.html", {"page": page})


@require_POST
@login_required
def end_sessions(request: HttpRequest) -> HttpResponse:
    """End the session that is named, or all but this one."""
    user, mark = _user(request), request.POST.get("mark", "")
    if mark:
        actions.end_session(user, mark)
    else:
        actions.end_other_sessions(user, kept=request.session.session_key)
    messages.success(request, _("Ended. Whoever used it is logged out."))
    return redirect("account")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@reauthentication_required(app="allauth.account")
def change_address(request: HttpRequest) -> HttpResponse:
    """Move the account to another address; both confirm it."""
    if move := moving.Move.of(request.session):
        return _finish_move(request, move)
    form = NewAddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if limited := ratelimit.consume_or_429(
            request, app="allauth.account", action="manage_email", user=request.user
        ):
            return limited
        moving.begin(request, _user(request), form.cleaned_data["email"], now=timezone.now())
        return redirect("account_email")
    return render(request, "account/move.html", {"form": form})


def _finish_move(request: HttpRequest, move: moving.Move) -> HttpResponse:
    if "leave" in request.POST:
        request.session.pop(moving.KEPT_UNDER)
        return redirect("account")
    form = BothCodesForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        match moving.finish(request, _user(request), move, **form.cleaned_data, now=timezone.now()):
            case moving.Outcome.MOVED:
                actions.end_other_sessions(_user(request), kept=request.session.session_key)
                messages.success(
                    request, _("That is your address now. Other browsers are logged out.")
                )
                return redirect("account")
            case moving.Outcome.OVER:
                messages.error(request, _("That was too late, or too often. Please begin again."))
                return redirect("account_email")
            case _:
                form.add_error(None, _("One of the codes is not right."))
    return render(request, "account/move_codes.html", {"form": form, "move": move})


@require_safe
def to_log_in(request: HttpRequest) -> HttpResponse:
    """The newsroom has no entrance of its own."""
    onwards = request.GET.get("next", reverse("wagtailadmin_home"))
    return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode({'next': onwards})}")


def too_often(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What is said to whoever tries too often."""
    response = notice(429)
    response["Retry-After"] = "300"
    return response


def _user(request: HttpRequest) -> User:
    """Who asks, where `login_required` has sent everybody else away."""
    return cast("User", request.user)
