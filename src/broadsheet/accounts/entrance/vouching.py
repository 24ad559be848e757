"""Who else vouches for readers: what we believe them, and what not."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base import AuthProcess
from django.db.models import Q
from django.http import HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from broadsheet.accounts.entrance.codes.proof import has_shown_lately, where_to_show
from broadsheet.accounts.models import User
from broadsheet.kit.mailboxes import settled

if TYPE_CHECKING:
    from allauth.socialaccount.models import SocialLogin
    from django.http import HttpRequest


class Vouching(DefaultSocialAccountAdapter):
    error_messages: ClassVar = {
        **DefaultSocialAccountAdapter.error_messages,
        "connected_other": _("That belongs to another account here."),
        "email_taken": _(
            "Somebody has an account with this e-mail address already. Log in, and then add %s."
        ),
        "invalid_token": _("That did not work. Please try again."),
        "no_password": _("Choose a password first: you would have no other way to log in."),
        "no_verified_email": _("Confirm your e-mail address first."),
    }

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Raises ImmediateHttpResponse where somebody is to be added by who must show who they are.

        allauth would keep meanwhile whom they brought, and add them whenever the owner shows it.
        """
        super().pre_social_login(request, sociallogin)
        if request.user.is_anonymous or sociallogin.state.get("process") != AuthProcess.CONNECT:
            return
        if not has_shown_lately(request, now=timezone.now()):
            others = self.get_connect_redirect_url(request, sociallogin.account)
            show_first = HttpResponseRedirect(where_to_show(request, onwards=others))
            raise ImmediateHttpResponse(show_first)

    def authenticate_by_email(self, sociallogin: SocialLogin) -> tuple[User, str] | None:
        """Whose account that is, by an address that the provider has seen to be theirs.

        Only a plain yes counts: some say "false", and any word is true.
        """
        for address in sociallogin.email_addresses:
            address.verified = address.verified is True
        found: tuple[User, str] | None = super().authenticate_by_email(sociallogin)
        return found

    def can_authenticate_by_email(self, login: SocialLogin, email: str) -> bool:
        """Staff themselves add who vouches for them: an address is not enough to be let in."""
        is_ours = Q(is_staff=True) | Q(is_superuser=True)
        if User.objects.filter(is_ours, email=settled(email)).exists():
            return False
        return bool(super().can_authenticate_by_email(login, email))
