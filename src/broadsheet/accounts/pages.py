"""What the pages of an account show."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from allauth.mfa.models import Authenticator

from broadsheet.accounts.actions import BEGAN, BROWSER, SEEN, mark_of
from broadsheet.accounts.context import AccountPage, OpenSession
from broadsheet.accounts.models import Session
from broadsheet.paper.context import Head
from broadsheet.paper.models import Paper
from broadsheet.paper.pages import frame_of

if TYPE_CHECKING:
    from django.http import HttpRequest

    from broadsheet.accounts.models import User


def dress(request: HttpRequest) -> dict[str, Any]:
    """The paper's own dress around allauth's pages, for their templates."""
    if not request.path.startswith("/accounts/"):
        return {}
    frame = frame_of(Paper.current())
    return {"frame": frame, "head": Head(title="", description="", url="", noindex=True)}


def account_page(user: User, *, session_key: str | None, now: datetime) -> AccountPage:
    factors = list(Authenticator.objects.filter(user=user).order_by("created_at"))
    kinds = {factor.type for factor in factors}
    return AccountPage(
        email=user.email,
        has_password=user.has_usable_password(),
        has_app=Authenticator.Type.TOTP in kinds,
        passkeys=tuple(
            str(factor) for factor in factors if factor.type == Authenticator.Type.WEBAUTHN
        ),
        sessions=open_sessions(user, session_key=session_key, now=now),
        is_staff=user.is_staff,
    )


def open_sessions(user: User, *, session_key: str | None, now: datetime) -> tuple[OpenSession, ...]:
    """This one first, then those used last."""
    rows = Session.objects.filter(user=user, expire_date__gt=now)
    found = [_open_session(row, session_key) for row in rows]
    return tuple(sorted(found, key=lambda each: (each.is_this, each.seen_on), reverse=True))


def _open_session(row: Session, session_key: str | None) -> OpenSession:
    data = cast("dict[str, str]", row.get_decoded())
    began = data.get(BEGAN)
    return OpenSession(
        mark=mark_of(row.session_key),
        browser=data.get(BROWSER, ""),
        began_at=datetime.fromisoformat(began) if began else None,
        seen_on=data.get(SEEN, ""),
        is_this=row.session_key == session_key,
    )
