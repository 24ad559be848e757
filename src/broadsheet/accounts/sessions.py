"""Where sessions are kept, as Django asks for it: rows that know whose they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from django.apps import apps
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

if TYPE_CHECKING:
    from broadsheet.accounts.models import Session

A_WAY_IN: Final = 60 * 60
"""Seconds for which is kept what somebody does who is not logged in: a code that was asked for."""


class SessionStore(DatabaseStore):
    @classmethod
    def get_model_class(cls) -> type[Session]:
        return apps.get_model("accounts", "Session")

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        return _owned(cast("Session", super().create_model_instance(data)), data)

    async def acreate_model_instance(self, data: dict[str, Any]) -> Session:
        return _owned(cast("Session", await super().acreate_model_instance(data)), data)

    def get_session_cookie_age(self) -> int:
        """Seconds until it ends, unless it has a term of its own."""
        age: int = super().get_session_cookie_age()
        return age if SESSION_KEY in self else A_WAY_IN


def _owned(session: Session, data: dict[str, Any]) -> Session:
    session.user_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
    return session
