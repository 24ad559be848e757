"""Whether somebody has shown lately who they are, and where they do: by a code to their mailbox
whoever has neither a password nor a second factor.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.utils.http import urlencode

from broadsheet.accounts.actions import BEGAN
from broadsheet.accounts.entrance.codes.sent import GOOD_FOR, Outcome, Sent
from broadsheet.accounts.entrance.internals import (
    get_authentication_records,
    get_reauthentication_flows,
    record_authentication,
)

if TYPE_CHECKING:
    from django.http import HttpRequest

    from broadsheet.accounts.models import User


@dataclass(frozen=True, kw_only=True)
class Proof(Sent):
    """That somebody reads the mail of their account."""

    KEPT_UNDER = "proof"
    code: str

    @property
    def codes(self) -> tuple[str, ...]:
        return (self.code,)


def ask_for_proof(request: HttpRequest, user: User, *, now: datetime) -> None:
    """Send a code. Raises ImmediateHttpResponse where mail cannot be sent."""
    entrance = get_adapter(request)
    proof = Proof(code=entrance.generate_login_code(), until=(now + GOOD_FOR).isoformat())
    entrance.send_mail("account/email/proof", user.email, {"code": proof.code})
    proof.keep(request.session)


def take_proof(request: HttpRequest, user: User, proof: Proof, *, code: str) -> Outcome:
    """Note that somebody has shown who they are, if the code is right."""
    outcome = proof.judge(request.session, code)
    if outcome is Outcome.RIGHT:
        record_authentication(request, user, method="code", email=user.email, reauthenticated=True)
    return outcome


def has_shown_lately(request: HttpRequest, *, now: datetime) -> bool:
    """Whether who is logged in has shown of late who they are.

    For whoever has neither a password nor a second factor to show once more, it counts also that
    they have just logged in.
    """
    shown = [
        datetime.fromtimestamp(record["at"], UTC)
        for record in get_authentication_records(request, request.user)
        if record.get("reauthenticated")
    ]
    began = request.session.get(BEGAN)
    if began and not get_reauthentication_flows(request.user):
        shown.append(datetime.fromisoformat(began))
    lately = now - timedelta(seconds=settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)
    return any(moment > lately for moment in shown)


def where_to_show(request: HttpRequest, *, onwards: str) -> str:
    """Where who is logged in shows it by what takes least, and is led onwards from."""
    easiest, *_others = get_adapter(request).get_reauthentication_methods(request.user)
    return f"{easiest['url']}?{urlencode({'next': onwards})}"
