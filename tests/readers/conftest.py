"""Readers, and browsers that they are logged in with."""

from __future__ import annotations

from itertools import count
from typing import Any

import pytest
from django.test import Client

from broadsheet.accounts.models import User

OURS = {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
"""What a browser says of a link or a form on one of our own pages."""

_numbers = count(1)


def make_reader(email: str = "", **fields: Any) -> User:
    return User.objects.create_user(email or f"reader-{next(_numbers)}@example.org", **fields)


def browser_of(reader: User | None = None) -> Client:
    """A browser on our own pages, logged in if a reader is given."""
    client = Client(headers=OURS)
    if reader is not None:
        client.force_login(reader)
    return client


@pytest.fixture
def reader(db: None) -> User:
    return make_reader("ada@example.org")


@pytest.fixture
def browser(reader: User) -> Client:
    return browser_of(reader)
