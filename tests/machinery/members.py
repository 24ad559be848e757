"""Readers of the served paper who have an account, and browsers that they are logged in with."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from itertools import count
from typing import Any, Protocol

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.machinery.browser import visit
from tests.machinery.served import ServedPaper, environment

LOG_IN = """
from django.test import Client
from broadsheet.accounts.models import User
client = Client()
user = User.objects.filter(email="{email}").first()
client.force_login(user or User.objects.create_user("{email}", **{defaults}))
print("session", client.cookies["sessionid"].value)
"""
_numbers = count(1)


class Member(Protocol):
    """Opens a browser that somebody is logged in with; the same address is the same reader."""

    def __call__(self, email: str = "", **options: Any) -> BrowserContext: ...


def session_of(paper: ServedPaper, email: str) -> str:
    """A new session of a reader of that paper, made behind its back."""
    defaults = {"first_name": "Ada", "last_name": "Byrne"}
    script = LOG_IN.format(email=email, defaults=defaults)
    command = [sys.executable, "-m", "broadsheet", "manage", "shell", "-v", "0", "-c", script]
    said = subprocess.run(
        command, env=environment(paper.folder), check=True, capture_output=True, text=True
    )
    return said.stdout.split()[-1]


@pytest.fixture
def member(browser: Browser, served_paper: ServedPaper) -> Iterator[Member]:
    """Fails the test at its end if a script on any page broke."""
    broken: list[str] = []

    def member(email: str = "", **options: Any) -> BrowserContext:
        session = session_of(served_paper, email or f"member-{next(_numbers)}@example.org")
        window = {"width": options.pop("width", 1280), "height": 900}
        context = browser.new_context(base_url=served_paper.address, viewport=window, **options)
        context.add_cookies(
            [
                {"name": name, "value": value, "url": served_paper.address}
                for name, value in (("sessionid", session), ("reader", "1"))
            ]
        )
        context.on(
            "page", lambda page: page.on("pageerror", lambda error: broken.append(f"{error}"))
        )
        return context

    yield member
    for context in browser.contexts:
        context.close()
    assert broken == []


def opened(context: BrowserContext, path: str) -> Page:
    page = context.new_page()
    visit(page, path)
    return page
