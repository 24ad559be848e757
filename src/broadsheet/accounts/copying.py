"""What an account itself is made of: its addresses, how one logs in with it, and from where."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.utils.translation import gettext as _

from broadsheet.accounts.pages import open_sessions
from broadsheet.belongings import Belongings, Table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from broadsheet.accounts.models import User

    Rows = Iterator[dict[str, Any]]


def belongings_of(user: User, now: datetime) -> Belongings:
    """No secret is told: neither the hash of a password nor what opens a session."""
    return Belongings(
        tables=(
            Table("account", _("Account"), _columns(), partial(_account, user)),
            Table("addresses", _("E-mail addresses"), _address_columns(),
                  partial(_addresses, user)),
            Table("second-factors", _("Second factor and passkeys"), _factor_columns(),
                  partial(_factors, user)),
            Table("providers", _("Log in with other services"), _provider_columns(),
                  partial(_providers, user)),
            Table("sessions", _("Where you are logged in"), _session_columns(),
                  partial(_sessions, user, now=now)),
        )
    )  # fmt: skip


def _columns() -> dict[str, str]:
    return {
        "email": _("E-mail address"),
        "first_name": _("First name"),
        "last_name": _("Last name"),
        "has_password": _("Password"),
        "joined_at": _("Joined at"),
        "last_login_at": _("Last logged in at"),
    }


def _account(user: User) -> Rows:
    yield {
        "email": user.email,
        "first_name": user.first_name,
        "last_name": user.last_name,
        "has_password": user.has_usable_password(),
        "joined_at": user.date_joined,
        "last_login_at": user.last_login,
    }


def _address_columns() -> dict[str, str]:
    return {
        "email": _("E-mail address"),
        "verified": _("Confirmed"),
        "primary": _("In use"),
    }


def _addresses(user: User) -> Rows:
    yield from EmailAddress.objects.filter(user=user).values(*_address_columns())


def _factor_columns() -> dict[str, str]:
    return {
        "name": _("Name"),
        "kind": _("Kind"),
        "created_at": _("Added at"),
        "last_used_at": _("Last used at"),
    }


def _factors(user: User) -> Rows:
    for factor in Authenticator.objects.filter(user=user).order_by("created_at"):
        yield {
            "name": str(factor),
            "kind": factor.type,
            "created_at": factor.created_at,
            "last_used_at": factor.last_used_at,
        }


def _provider_columns() -> dict[str, str]:
    return {
        "provider": _("Name"),
        "uid": _("What they call you"),
        "told": _("What they told us"),
        "joined_at": _("Added at"),
        "last_login_at": _("Last used at"),
    }


def _providers(user: User) -> Rows:
    for theirs in SocialAccount.objects.filter(user=user).order_by("date_joined"):
        yield {
            "provider": theirs.provider,
            "uid": theirs.uid,
            "told": json.dumps(theirs.extra_data, ensure_ascii=False),
            "joined_at": theirs.date_joined,
            "last_login_at": theirs.last_login,
        }


def _session_columns() -> dict[str, str]:
    return {
        "browser": _("Browser"),
        "began_at": _("Since"),
        "seen_on": _("Last used on"),
    }


def _sessions(user: User, *, now: datetime) -> Rows:
    for session in open_sessions(user, session_key=None, now=now):
        yield {
            "browser": session.browser,
            "began_at": session.began_at,
            "seen_on": session.seen_on,
        }
