"""What is held of somebody's logging in, as sheets with the paper's words over each column."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.utils import timezone
from django.utils.translation import gettext as _

from broadsheet.accounts.pages import open_sessions
from broadsheet.belongings import Belongings, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from broadsheet.accounts.models import User

    Rows = Iterator[dict[str, Any]]


def belongings_of(user: User) -> Belongings:
    """Where they are logged in, with what, and who else vouches for them; no secret of any."""
    return Belongings(
        sheets=(
            Sheet("sessions", _("Where you are logged in"), _session_columns(),
                  partial(_sessions, user)),
            Sheet("second-factors", _("Second factor and passkeys"), _factor_columns(),
                  partial(_factors, user)),
            Sheet("vouched-for-by", _("Who else vouches for you"), _provider_columns(),
                  partial(_providers, user)),
        )
    )  # fmt: skip


def _session_columns() -> dict[str, str]:
    return {"browser": _("Browser"), "began_at": _("Logged in at"), "seen_on": _("Last used on")}


def _sessions(user: User) -> Rows:
    for each in open_sessions(user, session_key=None, now=timezone.now()):
        yield {"browser": each.browser, "began_at": each.began_at, "seen_on": each.seen_on}


def _factor_columns() -> dict[str, str]:
    return {"kind": _("Kind"), "made_at": _("Set up at"), "used_at": _("Last used at")}


def _factors(user: User) -> Rows:
    for each in Authenticator.objects.filter(user=user).order_by("created_at"):
        yield {"kind": each.type, "made_at": each.created_at, "used_at": each.last_used_at}


def _provider_columns() -> dict[str, str]:
    return {"provider": _("Who"), "told": _("What they told us"), "since": _("Since")}


def _providers(user: User) -> Rows:
    for each in SocialAccount.objects.filter(user=user).order_by("date_joined"):
        yield {
            "provider": each.provider,
            "told": "; ".join(f"{name}: {value}" for name, value in _flat(each.extra_data)),
            "since": each.date_joined,
        }


def _flat(data: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """What a provider told, without the boxes it came in."""
    for name, value in data.items():
        if isinstance(value, dict):
            yield from _flat(value)
        else:
            yield name, value
