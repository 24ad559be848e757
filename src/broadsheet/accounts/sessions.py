"""Where sessions are kept, as Django asks for it: rows that know whose they are; and what their
owners know them by.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, cast

from django.apps import apps
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

if TYPE_CHECKING:
    from broadsheet.accounts.models import Session

KEY: Final = re.compile("[a-z0-9]{32}")
A_WAY_IN: Final = 60 * 60
"""Seconds for which is kept what somebody does who is not logged in: a code that was asked for."""

BROWSERS: Final = (
    ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"), ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)  # fmt: skip
"""What stands in a browser's header, and its name. The first that fits: most claim to be others."""
SYSTEMS: Final = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("CrOS", "ChromeOS"),
    ("Windows", "Windows"), ("Mac OS X", "Mac"), ("Linux", "Linux"),
)  # fmt: skip


class SessionStore(DatabaseStore):
    @classmethod
    def get_model_class(cls) -> type[Session]:
        return apps.get_model("accounts", "Session")

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        return _owned(cast("Session", super().create_model_instance(data)), data)

    async def acreate_model_instance(self, data: dict[str, Any]) -> Session:
        return _owned(cast("Session", await super().acreate_model_instance(data)), data)

    def _validate_session_key(self, key: str | None) -> bool:
        """Nothing is looked up that cannot be a key of ours: PostgreSQL refuses to read a NUL."""
        return key is not None and KEY.fullmatch(key) is not None

    def get_session_cookie_age(self) -> int:
        """Seconds until it ends, unless it has a term of its own."""
        age: int = super().get_session_cookie_age()
        return age if SESSION_KEY in self else A_WAY_IN


def _owned(session: Session, data: dict[str, Any]) -> Session:
    session.user_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
    return session


def named(user_agent: str) -> str:
    """What people call a browser: such as “Firefox, Linux”; empty where none is known."""
    found = (
        next((name for sign, name in signs if sign in user_agent), "")
        for signs in (BROWSERS, SYSTEMS)
    )
    return ", ".join(filter(None, found))
