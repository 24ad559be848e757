"""What is noted when somebody logs in, or adds a second factor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.signals import authenticator_added
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.utils import timezone

from broadsheet.accounts.actions import begin_session

if TYPE_CHECKING:
    from allauth.mfa.models import Authenticator
    from django.http import HttpRequest

    from broadsheet.accounts.models import User


@receiver(user_logged_in)
def note_beginning(request: HttpRequest, user: User, **_kwargs: Any) -> None:
    agent = request.headers.get("User-Agent", "") if request.META else ""
    begin_session(request.session, user, user_agent=agent, now=timezone.now())


@receiver(authenticator_added)
def note_shown(
    request: HttpRequest, user: User, authenticator: Authenticator, **_kwargs: Any
) -> None:
    """Whoever has just added one has shown it."""
    record_authentication(
        request, user, method="mfa", type=authenticator.type, reauthenticated=True
    )
