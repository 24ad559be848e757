"""What is noted when somebody logs in, and what ends when they show who they are or may do more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.signals import email_confirmed
from allauth.mfa.signals import authenticator_added
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import m2m_changed, pre_save
from django.dispatch import receiver
from django.utils import timezone

from broadsheet.accounts.actions import (
    begin_session,
    end_all_sessions,
    end_other_sessions,
    forget_vouchers,
)
from broadsheet.accounts.entrance.factors import is_only_factor
from broadsheet.accounts.entrance.internals import get_authentication_records, record_authentication
from broadsheet.accounts.models import User

if TYPE_CHECKING:
    from allauth.account.models import EmailAddress
    from allauth.mfa.models import Authenticator
    from django.http import HttpRequest


@receiver(user_logged_in)
def note_beginning(request: HttpRequest, user: User, **_kwargs: Any) -> None:
    agent = request.headers.get("User-Agent", "")
    begin_session(request.session, user, user_agent=agent, now=timezone.now())


@receiver(authenticator_added)
def note_shown(
    request: HttpRequest, user: User, authenticator: Authenticator, **_kwargs: Any
) -> None:
    """Whoever adds their first one has shown it; no session from before it goes on elsewhere."""
    if is_only_factor(authenticator):
        record_authentication(
            request, user, method="mfa", type=authenticator.type, reauthenticated=True
        )
        end_other_sessions(user, kept=request.session.session_key)


@receiver(email_confirmed)
def forget_who_vouched_unseen(
    request: HttpRequest, email_address: EmailAddress, **_kwargs: Any
) -> None:
    """Whoever confirms an address did not need to be the one who began with it.

    So of those who vouch for the account remain only whom this very browser has just shown.
    """
    user = email_address.user
    shown = [
        (record.get("provider"), record.get("uid"))
        for record in get_authentication_records(request, user)
        if record.get("method") == "socialaccount"
    ]
    forget_vouchers(user, kept=shown)


@receiver(pre_save, sender=User)
def end_sessions_of_new_staff(instance: User, **_kwargs: Any) -> None:
    """A session that began when its owner could do little must not come to open the newsroom."""
    if instance.pk and (instance.is_staff or instance.is_superuser):
        could = User.objects.filter(pk=instance.pk).first()
        if could and (
            instance.is_staff > could.is_staff or instance.is_superuser > could.is_superuser
        ):
            end_all_sessions([instance.pk])


@receiver(m2m_changed, sender=User.groups.through)
def end_sessions_with_a_new_role(
    *, action: str, instance: Any, reverse: bool, pk_set: set[int] | None, **_kwargs: Any
) -> None:
    if action == "post_add" and pk_set:
        end_all_sessions(pk_set if reverse else [instance.pk])
