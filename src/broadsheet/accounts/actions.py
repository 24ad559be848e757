"""What is done with accounts and sessions."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.utils.crypto import salted_hmac

from broadsheet.accounts.browsers import named
from broadsheet.accounts.models import Session, User

if TYPE_CHECKING:
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


def mark_of(session_key: str) -> str:
    """Names a session to its owner without telling the key that opens it."""
    return salted_hmac("accounts.session", session_key).hexdigest()[:20]


def end_session(user: User, mark: str) -> bool:
    """End one of somebody's sessions; False if there is none of that mark."""
    for session in Session.objects.filter(user=user):
        if mark_of(session.session_key) == mark:
            session.delete()
            return True
    return False


def end_other_sessions(user: User, *, kept: str | None) -> int:
    """End all but the one with this key; returns how many."""
    ended, _ = Session.objects.filter(user=user).exclude(session_key=kept).delete()
    return ended


def forget_unconfirmed(now: datetime) -> int:
    """Erase accounts of strangers who never showed that the address is theirs."""
    strangers = User.objects.filter(
        is_staff=False, is_superuser=False, date_joined__lt=now - NEVER_CONFIRMED
    ).exclude(emailaddress__verified=True)
    count = strangers.count()
    strangers.delete()
    return count


def forget_ended_sessions(now: datetime) -> int:
    """Throw away sessions whose time is up."""
    ended, _ = Session.objects.filter(expire_date__lt=now).delete()
    return ended
