"""What somebody asked to keep before logging in: remembered for a while, and done afterwards."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.utils import timezone

from broadsheet.readers import actions
from broadsheet.readers.models import Subject

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from django.contrib.sessions.backends.base import SessionBase
    from django.http import HttpRequest

    from broadsheet.accounts.models import User

KEY: Final = "wishes"
MOST: Final = 5
"""Of more, the first are forgotten."""
PATIENCE: Final = 60 * 60
"""Seconds."""
STORY: Final = "story"
KINDS: Final = (STORY, *(str(each.value) for each in Subject))
LARGEST: Final = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Wish:
    """To keep a story, or to follow a topic, an author or a section."""

    kind: str
    """story, topic, author or section"""
    id: int

    @classmethod
    def of(cls, form: Mapping[str, str]) -> Wish | None:
        """What a form names; None unless that is exactly one thing, by its number."""
        named = [(kind, form[kind]) for kind in KINDS if kind in form]
        if len(named) != 1:
            return None
        ((kind, number),) = named
        return cls(kind, int(number)) if is_number(number) else None

    def grant(self, reader: User, *, now: datetime) -> None:
        """Keep or follow it. Raises what `actions` raise."""
        if self.kind == STORY:
            actions.save(reader, story_id=self.id, now=now)
        else:
            actions.follow(reader, subject=Subject(self.kind), subject_id=self.id, now=now)

    def take_back(self, reader: User) -> None:
        """Keep or follow it no longer."""
        if self.kind == STORY:
            actions.drop(reader, story_id=self.id)
        else:
            actions.unfollow(reader, subject=Subject(self.kind), subject_id=self.id)


def is_number(text: str) -> bool:
    """Whether it can be the number of a thing: anything else is no row of any table."""
    return text.isascii() and text.isdigit() and len(text) < 20 and int(text) <= LARGEST


def remember(session: SessionBase, wish: Wish, *, now: datetime) -> None:
    """Keep a stranger's wish in the session until they have logged in."""
    wished = [each for each in _wished(session, now=now) if each[:2] != [wish.kind, wish.id]]
    session[KEY] = [*wished, [wish.kind, wish.id, now.timestamp()]][-MOST:]


def grant_all(session: SessionBase, reader: User, *, now: datetime) -> None:
    """Do what was wished for, and forget it. What is not there any more is passed over."""
    for kind, pk, _at in _wished(session, now=now):
        with suppress(actions.NoSuchThing, actions.TooMany, actions.NoReader):
            Wish(kind, pk).grant(reader, now=now)
    session.pop(KEY, None)


def _wished(session: SessionBase, *, now: datetime) -> list[list[Any]]:
    since = now.timestamp() - PATIENCE
    return [each for each in session.get(KEY, ()) if each[2] >= since]


def grant_after_login(sender: Any, request: HttpRequest, user: User, **_: Any) -> None:
    """Heard when somebody has logged in, in whichever way."""
    session = getattr(request, "session", None)
    if session is not None and KEY in session:
        grant_all(session, user, now=timezone.now())
