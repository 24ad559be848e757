"""How allauth signs people in here: what it calls the paper, where it leads, what it remembers."""

from __future__ import annotations

import logging
from email.utils import formataddr
from smtplib import SMTPException
from typing import TYPE_CHECKING, Any, ClassVar, Final

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from broadsheet.accounts.browsers import named
from broadsheet.origin import origin_of
from broadsheet.paper.models import Paper

if TYPE_CHECKING:
    from allauth.mfa.models import Authenticator
    from django.contrib.auth.models import AnonymousUser
    from django.core.mail import EmailMessage
    from django.http import HttpRequest

    from broadsheet.accounts.models import User

logger = logging.getLogger(__name__)

WRONG_CODE: Final = _("That is not the code.")
PASSWORD: Final = "reauthenticate"  # noqa: S105 - what allauth calls that way
WAYS: Final = {
    "mfa_reauthenticate:webauthn": _("With a passkey"),
    PASSWORD: _("With the password"),
    "mfa_reauthenticate": _("With a code from the app, or a recovery code"),
}
"""Ways to show once more who one is, as allauth calls them and as we do, the easiest first."""


class Entrance(DefaultAccountAdapter):
    """Logging in, signing up, and the mails that belong to it."""

    error_messages: ClassVar = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("That address and that password do not belong together."),
        "email_taken": _("Somebody has an account with this e-mail address already."),
        "enter_current_password": _("That is not the password until now."),
        "incorrect_code": WRONG_CODE,
        "incorrect_password": _("That is not the password."),
        "rate_limited": _("That was too often. Please wait a moment."),
        "too_many_login_attempts": _("That was too often. Please wait a few minutes."),
    }

    def get_client_ip(self, request: HttpRequest) -> str:
        """A mark made of the address: attempts are counted under it, and no address is kept."""
        return salted_hmac("accounts.attempts", origin_of(request)).hexdigest()

    def is_safe_url(self, url: str | None) -> bool:
        """Only a path of our own: no host, however it is spelt, is one."""
        return (
            bool(url)
            and str(url).startswith("/")
            and url_has_allowed_host_and_scheme(str(url), allowed_hosts=None)
        )

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        user = request.user
        return reverse("wagtailadmin_home") if getattr(user, "is_staff", False) else "/me/"

    def get_reauthentication_methods(self, user: User | AnonymousUser) -> list[dict[str, Any]]:
        """How somebody shows once more who they are: what takes least first, in our words."""
        found = super().get_reauthentication_methods(user)
        ways = {way["id"]: {**way, "description": WAYS[way["id"]]} for way in found}
        return [ways[name] for name in WAYS if name in ways]

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
        try:
            super().send_mail(template_prefix, email, context)
        except (SMTPException, OSError) as error:
            logger.error("mail: %s could not be sent: %s", template_prefix, error)  # noqa: TRY400
            answer = render(self.request, "account/no_mail.html", status=503)
            answer["Retry-After"] = "300"
            raise ImmediateHttpResponse(answer) from error


class SecondFactor(DefaultMFAAdapter):
    """What authenticator apps and passkeys call the paper, and what we call them."""

    error_messages: ClassVar = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": WRONG_CODE,
        "unverified_email": _("Confirm your e-mail address first."),
    }

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # noqa: A002 - as allauth calls it
        """What a passkey is called unless its owner says: after where it was made."""
        agent = self.request.headers.get("User-Agent", "")
        return named(agent) or gettext("Passkey")

    def _get_site_name(self) -> str:
        return Paper.current().name
