"""How allauth signs people in here: what it calls the paper, where it leads, what it remembers."""

from __future__ import annotations

import logging
from contextlib import suppress
from email.utils import formataddr
from math import ceil
from typing import TYPE_CHECKING, Any, ClassVar, Final

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.utils import passthrough_next_redirect_url
from allauth.core.exceptions import ImmediateHttpResponse, ReauthenticationRequired
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from broadsheet.accounts.entrance.attempts import count_mail
from broadsheet.accounts.entrance.codes.proof import has_shown_lately
from broadsheet.accounts.entrance.factors import close, is_only_factor, open_closed
from broadsheet.accounts.entrance.internals import PasswordResetVerificationProcess
from broadsheet.accounts.sessions import named
from broadsheet.client_address import client_of
from broadsheet.kit.mailboxes import settled
from broadsheet.paper.models import Paper

if TYPE_CHECKING:
    from allauth.account.models import EmailAddress
    from allauth.mfa.models import Authenticator
    from django.contrib.auth.models import AnonymousUser
    from django.core.mail import EmailMessage
    from django.http import HttpRequest, HttpResponse

    from broadsheet.accounts.models import User

logger = logging.getLogger(__name__)

WRONG_CODE: Final = _("That is not the code.")
PASSWORD: Final = "reauthenticate"  # noqa: S105 - what allauth calls that way
MAIL: Final = "account_reauthenticate_by_mail"
ADDRESSES: Final = "allauth.account"
"""What allauth calls the part of it that changes addresses."""
WAYS: Final = {
    "mfa_reauthenticate:webauthn": _("With a passkey"),
    PASSWORD: _("With the password"),
    "mfa_reauthenticate": _("With a code from the app, or a recovery code"),
    MAIL: _("With a code that we send you"),
}
"""Ways to show once more who one is, as allauth calls them and as we do, the easiest first."""
ASKED_FOR: Final = {
    f"account/email/{name}"
    for name in (
        "account_already_exists",
        "email_confirmation",
        "email_confirmation_signup",
        "login_code",
        "move_from",
        "move_to",
        "password_reset_code",
        "proof",
        "unknown_account",
    )
}
"""Mails that anybody may have sent to any address: they are counted."""
MOST_MINUTES: Final = 90
"""What is longer is told in hours."""


def is_at(user: User, email: str) -> bool:
    """Whether that is the address of an account, and not one from which it has moved."""
    return user.email == settled(email)


class Entrance(DefaultAccountAdapter):
    """Logging in, signing up, and the mails that belong to it."""

    error_messages: ClassVar = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("That address and that password do not belong together."),
        "email_taken": _("Somebody has an account with this e-mail address already."),
        "enter_current_password": _("That is not your current password."),
        "incorrect_code": WRONG_CODE,
        "incorrect_password": _("That is not the password."),
        "rate_limited": _("Too many tries. Please wait a moment."),
        "too_many_login_attempts": _("Too many tries. Please wait a few minutes."),
    }

    def get_client_ip(self, request: HttpRequest) -> str:
        """A hash of the address: attempts are counted under it, and no address is kept."""
        return salted_hmac("accounts.attempts", client_of(request)).hexdigest()

    def is_safe_url(self, url: str | None) -> bool:
        """Only a path of our own: no host, however it is spelt, is one."""
        return (
            bool(url)
            and str(url).startswith("/")
            and url_has_allowed_host_and_scheme(str(url), allowed_hosts=None)
        )

    def clean_email(self, email: str) -> str:
        return settled(email)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        user = request.user
        return reverse("wagtailadmin_home") if getattr(user, "is_staff", False) else "/me/"

    def get_reauthentication_methods(self, user: User | AnonymousUser) -> list[dict[str, Any]]:
        """How somebody shows once more who they are: what takes least first, in our words.

        Whoever has a second factor shows that: a password alone would be the way around it. Whoever
        has neither shows that they read the mail of the account.
        """
        found = super().get_reauthentication_methods(user)
        ways = {way["id"]: {**way, "description": WAYS[way["id"]]} for way in found}
        if len(ways) > 1:
            ways.pop(PASSWORD, None)
        if user.is_authenticated and not ways:
            ways[MAIL] = {"id": MAIL, "description": WAYS[MAIL], "url": reverse(MAIL)}
        return [ways[name] for name in WAYS if name in ways]

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Raises ReauthenticationRequired for whoever has not shown lately who they are.

        allauth would let some pass. Another address is confirmed by codes anyhow, one of which goes
        to the address before.
        """
        if app != ADDRESSES and not has_shown_lately(self.request, now=timezone.now()):
            raise ReauthenticationRequired
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    # --- an account that has moved to another address ------------------------------------
    # A code that was sent to the address before may be typed in afterwards, wherever it was
    # asked for. It opens nothing any more, for whoever reads that mail may be somebody else.

    def pre_login(
        self, request: HttpRequest, user: User, *, email: str | None, **how: Any
    ) -> HttpResponse | None:
        response: HttpResponse | None = super().pre_login(request, user, email=email, **how)
        if response is None and email and not is_at(user, email):
            return self._begin_again(request)
        return response

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        is_it = is_at(email_address.user, email_address.email)
        return is_it and bool(super().confirm_email(request, email_address))

    def set_password(self, user: User, password: str) -> None:
        """Raises ImmediateHttpResponse where a code from before would choose it."""
        reset = PasswordResetVerificationProcess.resume(self.request)
        if reset and not is_at(user, reset.state["email"]):
            raise ImmediateHttpResponse(self._begin_again(self.request))
        super().set_password(user, password)

    def _begin_again(self, request: HttpRequest) -> HttpResponse:
        request.session.flush()
        messages.error(request, _("That code is no longer good. Please begin again."))
        return redirect("account_login")

    # --- mail ---------------------------------------------------------------------------

    def get_from_email(self) -> str:
        paper = Paper.current()
        return formataddr((paper.name, settings.DEFAULT_FROM_EMAIL))

    def format_email_subject(self, subject: str) -> str:
        return str(subject)

    def render_mail(
        self,
        template_prefix: str,
        email: str | list[str],
        context: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> EmailMessage:
        """Plain text: a code can be read off a lock screen, and there is nothing to click on."""
        paper = Paper.current()
        words = {**context, "paper": paper, "site": settings.SITE}
        return super().render_mail(template_prefix, email, words, headers)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Raises ImmediateHttpResponse where no mail can be sent: whoever waits for it is told."""
        network, now = self.get_client_ip(self.request), timezone.now()
        if template_prefix in ASKED_FOR and (
            wait := count_mail(self.request, email, network=network, now=now)
        ):
            raise ImmediateHttpResponse(self._no_more_mails(wait))
        try:
            super().send_mail(template_prefix, email, context)
        except OSError as error:
            # What a server answers may name the address: its number says enough.
            why = type(error).__name__, getattr(error, "smtp_code", "")
            logger.error("mail: %s could not be sent: %s %s", template_prefix, *why)  # noqa: TRY400
            answer = render(self.request, "account/no_mail.html", status=503)
            answer["Retry-After"] = "300"
            raise ImmediateHttpResponse(answer) from error

    def _no_more_mails(self, wait: int) -> HttpResponse:
        minutes = ceil(wait / 60)
        hours = ceil(minutes / 60) if minutes > MOST_MINUTES else 0
        log_in = passthrough_next_redirect_url(
            self.request, reverse("account_login"), REDIRECT_FIELD_NAME
        )
        words = {"minutes": minutes, "hours": hours, "log_in": log_in}
        answer = render(self.request, "account/many_mails.html", words, status=429)
        answer["Retry-After"] = str(wait)
        return answer

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell somebody what was done; it stays done where they cannot be told."""
        with suppress(ImmediateHttpResponse):
            super().send_notification_mail(template_prefix, user, context, email)


class SecondFactor(DefaultMFAAdapter):
    """What authenticator apps and passkeys call the paper, and what we call them."""

    error_messages: ClassVar = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": _(
            "The newsroom asks for a second factor, and this is your last. Add another one first."
        ),
        "incorrect_code": WRONG_CODE,
        "unverified_email": _("Confirm your e-mail address first."),
    }

    def encrypt(self, text: str) -> str:
        return close(text)

    def decrypt(self, encrypted_text: str) -> str:
        return open_closed(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Not the last one of somebody who is asked for it."""
        is_asked = settings.ASKS_STAFF_TWICE and authenticator.user.is_staff
        return not (is_asked and is_only_factor(authenticator))

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # noqa: A002 - as allauth calls it
        """What a passkey is called unless its owner says: after where it was made."""
        agent = self.request.headers.get("User-Agent", "")
        return named(agent) or gettext("Passkey")

    def _get_site_name(self) -> str:
        return Paper.current().name
