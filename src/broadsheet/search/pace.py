"""How often somebody may ask. No address is kept: a minute's count is under a mark made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.core.cache import caches
from django.utils.crypto import salted_hmac

from broadsheet.client_address import client_of

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

WINDOW: Final = 60
"""Seconds in which is counted."""


def seconds_to_wait(request: HttpRequest, *, deed: str, now: datetime, times: int = 1) -> int:
    """How long whoever asks has to wait before the next such deed; 0 if it may be done now."""
    most = settings.SEARCH_RATE * times
    if not most:
        return 0
    minute, second = divmod(int(now.timestamp()), WINDOW)
    key = salted_hmac("search.pace", f"{deed} {minute} {client_of(request)}").hexdigest()
    counts = caches["pace"]
    counts.add(key, 0, timeout=WINDOW)
    try:
        count = counts.incr(key)
    except ValueError:  # it ran out in between: another minute has begun
        return 0
    return WINDOW - second if count > most else 0
