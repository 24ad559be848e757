"""Somebody at the entrance: what they type, and the mail they get."""

from __future__ import annotations

import re
from typing import Any

from django.core import mail
from django.test import Client

from broadsheet.accounts.models import User

PASSWORD = "the ferry runs at nine"


def reader(email: str = "ada@example.org", *, password: str | None = None) -> User:
    """Somebody whose address is confirmed."""
    user = User.objects.create_user(email, password)
    User.objects.vouch_for(user)
    return user


def post(client: Client, path: str, **fields: Any) -> Any:
    return client.post(path, fields)


def code_in(message: mail.EmailMessage) -> str:
    """The code that a mail brings: it stands in its subject."""
    found = re.match(r"[A-Z0-9]{4}-[A-Z0-9]{4}", message.subject)
    assert found, message.subject
    return found[0]


def last_code() -> str:
    return code_in(mail.outbox[-1])


def sign_up(client: Client, email: str, *, onwards: str = "") -> Any:
    """Make an account and confirm its address."""
    post(client, "/accounts/signup/", email=email, **({"next": onwards} if onwards else {}))
    return post(client, "/accounts/confirm-email/", code=last_code())


def is_in(client: Client) -> bool:
    return client.get("/accounts/").status_code == 200
