"""Which browsers are known at the entrance: those in which somebody's account has been open.

A browser keeps a token for each account. It opens nothing, but mails asked for there are counted
by themselves: neither strangers nor whoever had the account open elsewhere use up what is left.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from secrets import token_hex
from typing import TYPE_CHECKING, Final, Self

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from broadsheet.kit.mailboxes import settled

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.http import HttpRequest, HttpResponse

COOKIE: Final = "known"
PATH: Final = "/accounts/"
"""Browsers send it nowhere else: only an answer from there can tell what it holds already."""
GOOD_FOR: Final = timedelta(days=400)
"""No browser keeps a cookie for longer."""
MOST: Final = 4
"""Of more accounts, the one opened longest ago is forgotten."""
KNOWN_AS: Final = "known_as"
"""Under what a session keeps the name: whoever wants another one has to log in again."""
TOKEN: Final = re.compile(r"\b([0-9a-f]{32})-([0-9]{6})-([0-9a-f]{64})\b")


@dataclass(frozen=True, slots=True)
class Token:
    """That on some day an account was open in a browser."""

    name: str
    """what the browser is called; drawn by lot"""
    day: int
    """its number"""
    seal: str
    """what nobody can make but we, and of which nobody guesses the address back"""

    @classmethod
    def of(cls, email: str, *, name: str, day: int) -> Self:
        sealed = f"{name} {day} {settled(email)}"
        seal = salted_hmac("accounts.known", sealed, algorithm="sha256").hexdigest()
        return cls(name, day, seal)

    def is_of(self, email: str) -> bool:
        mine = self.of(email, name=self.name, day=self.day)
        return constant_time_compare(self.seal, mine.seal)

    def is_good(self, *, on: date) -> bool:
        return on.toordinal() - self.day <= GOOD_FOR.days

    def __str__(self) -> str:
        return f"{self.name}-{self.day}-{self.seal}"


def name_of_browser(request: HttpRequest, email: str, *, now: datetime) -> str:
    """What this browser is called where the account of an address was open; else empty."""
    today = now.date()
    good = (token for token in _tokens(request) if token.is_good(on=today) and token.is_of(email))
    return next((token.name for token in good), "")


def make_known(request: HttpRequest, response: HttpResponse, email: str, *, now: datetime) -> None:
    """Note in the browser that the account of an address is open there."""
    name = request.session.setdefault(KNOWN_AS, token_hex(16))
    others = [token for token in _tokens(request) if not token.is_of(email)]
    mine = Token.of(email, name=name, day=now.date().toordinal())
    response.set_cookie(
        COOKIE,
        ".".join(map(str, [mine, *others][:MOST])),
        max_age=GOOD_FOR,
        path=PATH,
        secure=settings.SECURE,
        httponly=True,
        samesite="Lax",
    )


def make_unknown(response: HttpResponse) -> None:
    """Have the browser forget every account that has been open in it."""
    response.delete_cookie(COOKIE, path=PATH, samesite="Lax")


def _tokens(request: HttpRequest) -> list[Token]:
    found = TOKEN.findall(request.COOKIES.get(COOKIE, ""))
    return [Token(name, int(day), seal) for name, day, seal in found]
