"""How often what is tried at the entrance: counted for all processes in a table of the database."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.utils.crypto import salted_hmac

from broadsheet.accounts.entrance.internals import (
    RateLimitUsage,
    consume,
    get_cache_key,
    get_rates,
)
from broadsheet.accounts.entrance.known import name_of_browser
from broadsheet.kit.mailboxes import settled

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

APP: Final = "mail"
MAILS: Final = {
    # One network never uses up what an address may get: its owner, elsewhere, gets theirs.
    "from_here": "6/h/key",
    "from_here_in_a_day": "15/d/key",
    "in_all": "20/h/key",
    "in_all_in_a_day": "40/d/key",
    # Nor do all networks together: whoever is in, or has been before in this browser, gets theirs.
    "from_known": "6/h/key",
    "from_known_in_a_day": "15/d/key",
}
"""How many mails anybody may have sent to one address."""


def count_mail(request: HttpRequest, email: str, *, network: str, now: datetime) -> int:
    """Count one more mail to an address because somebody in a network asks for it.

    Returns how many seconds they have to wait for it, which is none where it may go at once.
    """
    counts = _counts(request, settled(email), network, now=now)
    taken: list[RateLimitUsage] = []
    for action, key in counts.items():
        one = consume(request, app=APP, action=action, config=MAILS, key=key, limit_get=True)
        if one is None:
            for each in taken:
                each.rollback()
            return max(1, *(_until_free(request, *count, now=now) for count in counts.items()))
        taken.append(one)
    return 0


def _counts(request: HttpRequest, mailbox: str, network: str, *, now: datetime) -> dict[str, str]:
    """Under what such a mail is counted: the names of `MAILS`, and the key for each."""
    known = ("from_known", "from_known_in_a_day")
    if request.user.is_authenticated and request.user.email == mailbox:
        return dict.fromkeys(known, f"account {request.user.pk}")
    if name := name_of_browser(request, mailbox, now=now):
        return dict.fromkeys(known, f"{mailbox} {name}")
    here = dict.fromkeys(("from_here", "from_here_in_a_day"), f"{mailbox} {network}")
    return here | dict.fromkeys(("in_all", "in_all_in_a_day"), mailbox)


def _until_free(request: HttpRequest, action: str, key: str, *, now: datetime) -> int:
    """Seconds until the oldest that fills a count is no longer counted."""
    (rate,) = get_rates(app=APP, action=action, config=MAILS)
    newest_first = cache.get(get_cache_key(request, app=APP, action=action, rate=rate, key=key), [])
    if len(newest_first) < rate.amount:
        return 0
    return ceil(newest_first[rate.amount - 1] + rate.duration - now.timestamp())


def key_of_count(key: str, prefix: str, version: int) -> str:
    """What the table knows a count by: nobody guesses the address back from it."""
    return salted_hmac(
        "accounts.counts", f"{prefix}:{version}:{key}", algorithm="sha256"
    ).hexdigest()


def forget_old(now: datetime) -> None:
    """Throw away counts whose time is up: the table itself only does so when it is full."""
    table = connection.ops.quote_name(str(settings.CACHES["default"]["LOCATION"]))
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM {table} WHERE expires < %s",  # noqa: S608 - the name is a setting's
            [connection.ops.adapt_datetimefield_value(now.replace(microsecond=0))],
        )
