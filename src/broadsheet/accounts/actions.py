"""What is done with accounts and sessions."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from allauth.socialaccount.models import SocialAccount
from django.db import IntegrityError, transaction
from django.utils.crypto import salted_hmac

from broadsheet.accounts.models import Session, User
from broadsheet.accounts.sessions import named

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.contrib.sessions.backends.base import SessionBase

NEVER_CONFIRMED: Final = timedelta(days=1)
"""How long an account waits whose address nobody has confirmed."""
STAFF_STAY: Final = timedelta(days=14)
BEGAN, SEEN, BROWSER = "began", "seen", "browser"


def begin_session(session: SessionBase, user: User, *, user_agent: str, now: datetime) -> None:
    """Note in a new session what its owner will know it by."""
    session[BEGAN] = now.isoformat()
    session[SEEN] = now.date().isoformat()
    session[BROWSER] = named(user_agent)
    if user.is_staff:
        session.set_expiry(STAFF_STAY)


def note_seen(session: SessionBase, *, now: datetime) -> None:
    """Note the day on which it was used last; at most one write a day."""
    today = now.date().isoformat()
    if session.get(SEEN) != today:
        session[SEEN] = today


class AddressTaken(Exception):
    """Somebody has come to have it meanwhile."""


def move_account(user: User, *, to: str, kept: str | None) -> None:
    """Give an account another address, and end its sessions but the one with that key.

    Raises AddressTaken.
    """
    before, user.email = user.email, to
    try:
        with transaction.atomic():
            user.save(update_fields=["email"])
            User.objects.vouch_for(user)
            end_other_sessions(user, kept=kept)
    except IntegrityError as error:
        user.email = before
        raise AddressTaken(to) from error


def mark_of(session_key: str) -> str:
    """Names a session to its owner without telling the key that opens it."""
    return salted_hmac("accounts.session", session_key).hexdigest()[:20]


def end_session(user: User, mark: str) -> bool:
    """End one of somebody's sessions; False if there is none of that mark."""
    for session in Session.objects.filter(user=user).only("session_key", "user"):
        if mark_of(session.session_key) == mark:
            session.delete()
            return True
    return False


def end_other_sessions(user: User, *, kept: str | None) -> int:
    """End all but the one with this key; returns how many."""
    ended, _ = Session.objects.filter(user=user).exclude(session_key=kept).delete()
    return ended


def end_all_sessions(user_ids: Iterable[int]) -> None:
    """Whoever they are has to log in anew."""
    Session.objects.filter(user__in=user_ids).delete()


def forget_vouchers(user: User, *, kept: Iterable[tuple[str | None, str | None]]) -> None:
    """Let nobody vouch for an account but those, each a provider and whom that one knows there."""
    theirs = SocialAccount.objects.filter(user=user)
    for provider, uid in kept:
        theirs = theirs.exclude(provider=provider, uid=uid)
    theirs.delete()


def forget_unconfirmed(now: datetime) -> int:
    """Erase accounts of strangers who never showed that the address is theirs; returns how many."""
    strangers = User.objects.filter(
        is_staff=False, is_superuser=False, date_joined__lt=now - NEVER_CONFIRMED
    ).exclude(emailaddress__verified=True)
    _all, by_kind = strangers.delete()
    return by_kind.get("accounts.User", 0)


def forget_ended_sessions(now: datetime) -> int:
    """Throw away sessions whose time is up."""
    ended, _ = Session.objects.filter(expire_date__lt=now).delete()
    return ended
