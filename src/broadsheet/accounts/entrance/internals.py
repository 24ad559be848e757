"""What we use of allauth that it promises nobody. An upgrade that moves any of it breaks here."""

from allauth.account.internal.flows.login import (
    get_authentication_records,
    perform_password_login,
    record_authentication,
)
from allauth.account.internal.flows.password_reset_by_code import PasswordResetVerificationProcess
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from allauth.account.internal.stagekit import pop_login
from allauth.core.internal.cryptokit import compare_user_code, normalize_user_code
from allauth.core.internal.ratelimit import (
    RateLimitUsage,
    consume,
    consume_or_429,
    get_cache_key,
    get_rates,
)
from allauth.mfa.totp.internal.auth import generate_totp_secret
from allauth.mfa.webauthn.internal.auth import parse_registration_response

__all__ = [
    "PasswordResetVerificationProcess",
    "RateLimitUsage",
    "compare_user_code",
    "consume",
    "consume_or_429",
    "generate_totp_secret",
    "get_authentication_records",
    "get_cache_key",
    "get_rates",
    "get_reauthentication_flows",
    "normalize_user_code",
    "parse_registration_response",
    "perform_password_login",
    "pop_login",
    "record_authentication",
]
