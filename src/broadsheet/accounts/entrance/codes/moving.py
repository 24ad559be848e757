"""An account moves to another address where both addresses confirm it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from allauth.account.adapter import get_adapter

from broadsheet.accounts.actions import AddressTaken, move_account
from broadsheet.accounts.entrance.codes.proof import Proof
from broadsheet.accounts.entrance.codes.sent import GOOD_FOR, Outcome, Sent
from broadsheet.accounts.models import User

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest


@dataclass(frozen=True, kw_only=True)
class Move(Sent):
    """To another address."""

    KEPT_UNDER = "move"
    to: str
    code_from: str
    """what was sent to the address that it has"""
    code_to: str
    """what was sent to the new one; none where somebody else has it, and was told"""

    @property
    def codes(self) -> tuple[str, ...]:
        return self.code_from, self.code_to


def begin_move(request: HttpRequest, user: User, to: str, *, now: datetime) -> None:
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


def finish_move(
    request: HttpRequest, user: User, move: Move, *, code_from: str, code_to: str
) -> Outcome:
    """Move, and end the sessions elsewhere, if both codes are right."""
    outcome = move.judge(request.session, code_from, code_to)
    if outcome is Outcome.RIGHT:
        before = user.email
        try:
            move_account(user, to=move.to, kept=request.session.session_key)
        except AddressTaken:
            return Outcome.OVER
        # What was sent to the address before proves nothing any more.
        Proof.leave(request.session)
        get_adapter(request).send_notification_mail(
            "account/email/email_changed", user, {"to_email": move.to}, email=before
        )
    return outcome
