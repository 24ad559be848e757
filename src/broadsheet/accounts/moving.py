"""An account moves to another e-mail address: both addresses confirm it, each by a code."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from enum import Enum
from typing import TYPE_CHECKING, Final

from allauth.account.adapter import get_adapter
from allauth.core.internal.cryptokit import compare_user_code
from django.db import IntegrityError, transaction

from broadsheet.accounts.models import User

if TYPE_CHECKING:
    from django.contrib.sessions.backends.base import SessionBase
    from django.http import HttpRequest

KEPT_UNDER: Final = "move"
GOOD_FOR: Final = timedelta(minutes=15)
MOST_TRIES: Final = 3


class Outcome(Enum):
    MOVED = "moved"
    WRONG = "wrong"
    """one of the codes; it may be tried again"""
    OVER = "over"
    """too late, or too often: it has to be begun again"""


@dataclass(frozen=True, slots=True)
class Move:
    to: str
    code_from: str
    """what was sent to the address that it has"""
    code_to: str
    """what was sent to the new one; none where somebody else has it, and was told"""
    until: str
    """ISO moment"""
    tries: int = 0

    @classmethod
    def of(cls, session: SessionBase) -> Move | None:
        """The one that is under way."""
        kept = session.get(KEPT_UNDER)
        return cls(**kept) if kept else None

    def keep(self, session: SessionBase) -> None:
        session[KEPT_UNDER] = asdict(self)


def begin(request: HttpRequest, user: User, to: str, *, now: datetime) -> Move:
    """Send a code to both addresses. Raises ImmediateHttpResponse where mail cannot be sent.

    Nothing tells whether somebody has the new address already, but to whoever reads its mail.
    """
    entrance = get_adapter(request)
    is_free = not User.objects.filter(email=to).exists()
    move = Move(
        to=to,
        code_from=entrance.generate_email_verification_code(),
        code_to=entrance.generate_email_verification_code() if is_free else "",
        until=(now + GOOD_FOR).isoformat(),
    )
    entrance.send_mail("account/email/move_from", user.email, {"code": move.code_from, "to": to})
    if is_free:
        entrance.send_mail("account/email/move_to", to, {"code": move.code_to})
    else:
        entrance.send_account_already_exists_mail(to)
    move.keep(request.session)
    return move


def finish(
    request: HttpRequest, user: User, move: Move, *, code_from: str, code_to: str, now: datetime
) -> Outcome:
    """Move, if both codes are right."""
    if now > datetime.fromisoformat(move.until):
        request.session.pop(KEPT_UNDER, None)
        return Outcome.OVER
    is_right = compare_user_code(actual=code_from, expected=move.code_from) and (
        bool(move.code_to) and compare_user_code(actual=code_to, expected=move.code_to)
    )
    if not is_right:
        return _count_try(request, move)
    request.session.pop(KEPT_UNDER, None)
    before = user.email
    try:
        with transaction.atomic():
            user.email = move.to
            user.save(update_fields=["email"])
            User.objects.vouch_for(user)
    except IntegrityError:  # somebody has come to have it meanwhile
        user.email = before
        return Outcome.OVER
    get_adapter(request).send_notification_mail(
        "account/email/email_changed", user, {"to_email": move.to}, email=before
    )
    return Outcome.MOVED


def _count_try(request: HttpRequest, move: Move) -> Outcome:
    tried = replace(move, tries=move.tries + 1)
    if tried.tries >= MOST_TRIES:
        request.session.pop(KEPT_UNDER, None)
        return Outcome.OVER
    tried.keep(request.session)
    return Outcome.WRONG
