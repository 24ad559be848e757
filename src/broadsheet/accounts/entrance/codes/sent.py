"""Codes that were sent: how long they are good for, and how often they may be tried."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from enum import Enum
from typing import TYPE_CHECKING, ClassVar, Final, Self

from broadsheet.accounts.entrance.internals import compare_user_code

if TYPE_CHECKING:
    from django.contrib.sessions.backends.base import SessionBase

GOOD_FOR: Final = timedelta(minutes=15)
MOST_TRIES: Final = 3


class Outcome(Enum):
    RIGHT = "right"
    WRONG = "wrong"
    """one of the codes; it may be tried again"""
    OVER = "over"
    """tried too often: it has to be begun again"""


@dataclass(frozen=True, kw_only=True)
class Sent:
    """Codes that were sent, kept in the session of whoever asked for them."""

    KEPT_UNDER: ClassVar[str]
    until: str
    """ISO moment"""
    tries: int = 0

    @property
    def codes(self) -> tuple[str, ...]:
        """In the order in which they are typed; an empty one is never right."""
        raise NotImplementedError

    @classmethod
    def of(cls, session: SessionBase, *, now: datetime) -> Self | None:
        """What is under way: none any more once the codes are too old."""
        kept = session.get(cls.KEPT_UNDER)
        sent = cls(**kept) if kept else None
        return sent if sent and now <= datetime.fromisoformat(sent.until) else None

    @classmethod
    def leave(cls, session: SessionBase) -> None:
        session.pop(cls.KEPT_UNDER, None)

    def keep(self, session: SessionBase) -> None:
        session[self.KEPT_UNDER] = asdict(self)

    def judge(self, session: SessionBase, *typed: str) -> Outcome:
        """What comes of what was typed; the codes stay only where they may be tried again."""
        self.leave(session)
        pairs = zip(typed, self.codes, strict=True)
        if all(code and compare_user_code(actual=each, expected=code) for each, code in pairs):
            return Outcome.RIGHT
        tried = replace(self, tries=self.tries + 1)
        if tried.tries >= MOST_TRIES:
            return Outcome.OVER
        tried.keep(session)
        return Outcome.WRONG
