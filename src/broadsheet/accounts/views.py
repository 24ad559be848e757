"""The account page, and what is not allauth's at the entrance."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, cast

from allauth.account.decorators import reauthentication_required
from allauth.account.utils import passthrough_next_redirect_url
from allauth.account.views import BaseReauthenticateView, PasswordSetView, RequestLoginCodeView
from allauth.mfa.webauthn.views import (
    LoginWebAuthnView,
    ReauthenticateWebAuthnView,
    RemoveWebAuthnView,
)
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.decorators import login_required
from django.http import HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from broadsheet import client_address
from broadsheet.accounts import actions
from broadsheet.accounts.entrance.adapter import ADDRESSES, WRONG_CODE, SecondFactor
from broadsheet.accounts.entrance.codes import moving, proof
from broadsheet.accounts.entrance.codes.sent import Outcome
from broadsheet.accounts.entrance.forms import BothCodesForm, NewAddressForm, ProofForm
from broadsheet.accounts.entrance.internals import consume_or_429, pop_login
from broadsheet.accounts.pages import account_page
from broadsheet.paper.printing import notice

if TYPE_CHECKING:
    from allauth.account.stages import LoginStage
    from django.forms import Form
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
    if not mark:
        ended = actions.end_other_sessions(user, kept=request.session.session_key)
        said = ngettext(
            "%(count)s other browser is logged out.",
            "%(count)s other browsers are logged out.",
            ended,
        ) % {"count": ended}
    elif actions.end_session(user, mark):
        said = _("Ended. Whoever used it is logged out.")
    else:
        said = _("That browser is logged out already.")
    messages.success(request, said)
    return redirect("account")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@reauthentication_required(app=ADDRESSES)
def change_address(request: HttpRequest) -> HttpResponse:
    """Move the account to another address; both confirm it."""
    # Codes typed at once are counted here: each would find the session's own count at nothing.
    if limited := consume_or_429(request, app=ADDRESSES, action="manage_email", user=request.user):
        return limited
    if "leave" in request.POST:
        moving.Move.leave(request.session)
        return redirect("account")
    if move := moving.Move.of(request.session, now=timezone.now()):
        return _finish_move(request, move)
    if "code_from" in request.POST:
        return _move_anew(request)
    form = NewAddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        moving.begin_move(request, _user(request), form.cleaned_data["email"], now=timezone.now())
        return redirect("account_email")
    return render(request, "account/move.html", {"form": form})


def _finish_move(request: HttpRequest, move: moving.Move) -> HttpResponse:
    form = BothCodesForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        match moving.finish_move(request, _user(request), move, **typed):
            case Outcome.RIGHT:
                messages.success(
                    request, _("That is your address now. Other browsers are logged out.")
                )
                return redirect("account")
            case Outcome.OVER:
                return _move_anew(request)
            case Outcome.WRONG:
                form.add_error(None, _("One of the codes is not right."))
    return render(request, "account/move_codes.html", {"form": form, "to": move.to})


def _move_anew(request: HttpRequest) -> HttpResponse:
    messages.error(
        request, _("The codes are too old, or were tried too often. Please begin again.")
    )
    return redirect("account_email")


class RequestCode(RequestLoginCodeView):
    """Sends a code, and another one to whoever waits for theirs in vain.

    allauth sends again what it has sent only where the address is known, by which it is told.
    """

    def _redirect_to_pending_stage(self, request: HttpRequest, stage: LoginStage) -> Any:
        if request.method != "POST":
            return super()._redirect_to_pending_stage(request, stage)
        pop_login(request)
        return None


@method_decorator(login_required, name="dispatch")
class ShowByMail(BaseReauthenticateView):
    """Whoever has neither a password nor a second factor shows by a code who they are."""

    form_class = ProofForm

    def get_template_names(self) -> list[str]:
        is_sent = proof.Proof.of(self.request.session, now=timezone.now()) is not None
        return ["account/proof_code.html" if is_sent else "account/proof.html"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {
            **context,
            "verify_form": context["form"],
            "email": _user(self.request).email,
            "cancel_url": reverse("account"),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take a code that was typed, or send one."""
        if "code" in request.POST:
            response: HttpResponse = super().post(request, *args, **kwargs)
            return response
        proof.ask_for_proof(request, _user(request), now=timezone.now())
        return redirect(self.passthrough_next_url(request.path))

    def form_valid(self, form: Form) -> HttpResponse:
        response: HttpResponse
        match self._judge(form.cleaned_data["code"]):
            case Outcome.RIGHT:
                response = super().form_valid(form)
            case Outcome.WRONG:
                form.add_error("code", WRONG_CODE)
                response = self.form_invalid(form)
            case Outcome.OVER:
                messages.error(
                    self.request,
                    _("The code is too old, or was tried too often. Please begin again."),
                )
                response = redirect(self.passthrough_next_url(self.request.path))
        return response

    def _judge(self, code: str) -> Outcome:
        sent = proof.Proof.of(self.request.session, now=timezone.now())
        if sent is None:
            return Outcome.OVER
        return proof.take_proof(self.request, _user(self.request), sent, code=code)

    def get_default_success_url(self) -> str:
        return reverse("account")


def _has_no_password(request: HttpRequest) -> bool:
    return request.user.is_authenticated and not request.user.has_usable_password()


@method_decorator(reauthentication_required(enabled=_has_no_password), name="dispatch")
class FirstPassword(PasswordSetView):
    """A password opens the account from now on: nobody chooses one in a browser left open."""


class LogInByPasskey(LoginWebAuthnView):
    def form_invalid(self, form: Form) -> HttpResponse:
        return _refuse_passkey(self.request, form, back_to=reverse("account_login"))


class ShowPasskeyAgain(ReauthenticateWebAuthnView):
    def form_invalid(self, form: Form) -> HttpResponse:
        return _refuse_passkey(self.request, form, back_to=self.request.path)


def _refuse_passkey(request: HttpRequest, form: Form, *, back_to: str) -> HttpResponse:
    """Say why, and ask again; allauth forgets where one wanted to go, and who was logged in."""
    for message in form.errors.get("credential", []):
        messages.error(request, str(message))
    return redirect(passthrough_next_redirect_url(request, back_to, REDIRECT_FIELD_NAME))


class RemovePasskey(RemoveWebAuthnView):
    """allauth asks only of an app whether it may go."""

    def form_valid(self, form: Form) -> HttpResponse:
        factors = SecondFactor()
        if factors.can_delete_authenticator(self.object):
            response: HttpResponse = super().form_valid(form)
            return response
        form.add_error(None, factors.validation_error("cannot_delete_authenticator"))
        return self.form_invalid(form)


@require_safe
def to_log_in(request: HttpRequest) -> HttpResponse:
    """The newsroom has no entrance of its own."""
    onwards = request.GET.get("next", reverse("wagtailadmin_home"))
    return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode({'next': onwards})}")


def refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """What is said to whoever sends a page that was opened before they last logged in or out."""
    if request.path.startswith(settings.NEWSROOM):
        return unsaved(request, status=HTTPStatus.FORBIDDEN)
    return render(request, "account/refused.html", status=HTTPStatus.FORBIDDEN)


@dataclass(frozen=True, slots=True)
class Unsaved:
    """A form of the newsroom that could not be taken, with all that was written in it."""

    fields: tuple[tuple[str, str], ...]
    """names and values, in their order; none where they are not ours to hand back"""
    is_out: bool
    """whether its writer is logged out"""
    lacks_files: bool
    lacks_passwords: bool


def unsaved(request: HttpRequest, *, status: HTTPStatus) -> HttpResponse:
    """A form of the newsroom that could not be taken, handed back with every word in it.

    Only to where it came from: a page of others must not have us offer their words to be sent.
    """
    is_out = request.user.is_anonymous
    is_ours = client_address.is_ours(request, request.headers.get("Origin", ""))
    if request.accepts("text/html"):
        kept = Unsaved(
            _written(request) if is_ours else (),
            is_out,
            bool(request.FILES),
            any("password" in name for name in request.POST),
        )
        page = render(request, "newsroom/refused.html", {"unsaved": kept}, status=status)
        page["Cache-Control"] = "no-store"
        return page
    told = {
        "success": False,
        "error_code": "logged_out" if is_out else "too_old",
        "error_message": _("You are logged out.") if is_out else _("The page is too old."),
        "token": get_token(request) if is_ours else "",
    }
    return JsonResponse(told, status=status)


def _written(request: HttpRequest) -> tuple[tuple[str, str], ...]:
    """All that a form held, but the token that did not fit, and passwords: whoever comes to the
    machine next would read them."""
    return tuple(
        (name, value)
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken" and "password" not in name
        for value in values
    )


def too_often(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What is said to whoever tries too often."""
    response = notice(429)
    response["Retry-After"] = "300"
    return response


def _user(request: HttpRequest) -> User:
    """Who asks, where `login_required` has sent everybody else away."""
    return cast("User", request.user)
