"""What templates get of somebody's account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A browser that somebody is logged in with."""

    mark: str
    """names it in a form, and opens nothing"""
    browser: str
    """such as “Firefox, Linux”; empty where nobody can tell"""
    began_at: datetime | None
    seen_on: str
    """ISO date"""
    is_this: bool


@dataclass(frozen=True, slots=True)
class AccountPage:
    email: str
    has_password: bool
    has_app: bool
    """an authenticator app"""
    passkeys: tuple[str, ...]
    """what their owner calls them"""
    sessions: tuple[OpenSession, ...]
    is_staff: bool
