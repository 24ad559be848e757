"""How often one address may ask. None is kept: a minute's count is under a mark made of it."""

from __future__ import annotations

import time
from ipaddress import ip_address
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.core.cache import caches
from django.utils.crypto import salted_hmac

if TYPE_CHECKING:
    from django.http import HttpRequest

WINDOW: Final = 60
"""Seconds in which is counted."""


def seconds_to_wait(request: HttpRequest, *, deed: str, times: int = 1) -> int:
    """How long whoever asks has to wait before the next such deed; 0 if it may be done now."""
    most = settings.SEARCH_RATE * times
    if not most:
        return 0
    minute, second = divmod(int(time.time()), WINDOW)
    key = salted_hmac("search.pace", f"{deed} {minute} {address_of(request)}").hexdigest()
    counts = caches["pace"]
    counts.add(key, 0, timeout=WINDOW)
    try:
        count = counts.incr(key)
    except ValueError:  # it ran out in between: another minute has begun
        return 0
    return WINDOW - second if count > most else 0


def address_of(request: HttpRequest) -> str:
    """Where a request comes from: a proxy of our own is believed what it says of that."""
    peer = request.META.get("REMOTE_ADDR", "")
    told = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return told if told and _is_ours(peer) else peer


def _is_ours(peer: str) -> bool:
    try:
        return ip_address(peer).is_private
    except ValueError:
        return False
