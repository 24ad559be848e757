"""Second factors: what somebody shows besides a password. Recovery codes only stand in for one.

What an app and we both know is kept closed with a key made of SECRET_KEY: whoever gets hold of the
database alone shows nobody's second factor.
"""

from __future__ import annotations

import base64
from typing import Final

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken
from django.core.cache import cache
from django.utils.crypto import salted_hmac

from broadsheet.accounts.entrance.internals import generate_totp_secret, normalize_user_code

CLOSED: Final = "closed:"
"""What is closed begins so; what does not is from before anything was."""


def is_only_factor(factor: Authenticator) -> bool:
    """Whether its owner has no other."""
    recovery = Authenticator.Type.RECOVERY_CODES
    others = Authenticator.objects.filter(user_id=factor.user_id).exclude(pk=factor.pk)
    return factor.type != recovery and not others.exclude(type=recovery).exists()


def use_up(user_id: int, code: str) -> bool:
    """Take a code of an app, once for as long as it is good; False where it was taken before.

    allauth forgets it after half a minute, but takes those of the half minutes around as well.
    """
    good_for = (2 * app_settings.TOTP_TOLERANCE + 1) * app_settings.TOTP_PERIOD
    return cache.add(f"factors.used:{user_id}:{normalize_user_code(code)}", 1, timeout=good_for)


def close(text: str) -> str:
    return CLOSED + _lock().encrypt(text.encode()).decode()


def open_closed(text: str) -> str:
    """What was closed. With another key it opens to something new, which no code ever fits."""
    if not text.startswith(CLOSED):
        return text
    try:
        return _lock().decrypt(text.removeprefix(CLOSED)).decode()
    except InvalidToken:
        return generate_totp_secret()


def _lock() -> Fernet:
    key = salted_hmac("accounts.factors", "", algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))
