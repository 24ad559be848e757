"""What somebody asks us to keep; before they have logged in, sealed into the address they come to
afterwards, so that nothing of a stranger is written down.

A seal opens for an hour, in the browser that asked, and keeps something: it can do nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.core import signing
from django.utils.crypto import constant_time_compare

from broadsheet.kit import figures
from broadsheet.readers import actions
from broadsheet.readers.models import Subject

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from broadsheet.accounts.models import User

PATIENCE: Final = timedelta(hours=1)
STORY: Final = "story"
SUBJECTS: Final[Mapping[str, Subject | None]] = {
    STORY: None,
    **{subject.value: subject for subject in Subject},
}
"""The fields by which forms name a thing."""
_SALT: Final = "readers.wishes"


class Unsealed(Exception):
    """This was sealed too long ago, or in another browser, or not by us."""


@dataclass(frozen=True, slots=True)
class Wish:
    """To save a story, or to follow a topic, an author, a section or a storyline."""

    subject: Subject | None
    """what is to be followed; none: it is a story, to be saved"""
    id: int

    @classmethod
    def of(cls, form: Mapping[str, str]) -> Wish | None:
        """What a form names; None unless that is exactly one thing, by its number."""
        named = [name for name in SUBJECTS if name in form]
        if len(named) != 1:
            return None
        number = figures.whole(form[named[0]])
        return None if number is None else cls(SUBJECTS[named[0]], number)

    def can_be_granted(self, *, now: datetime) -> bool:
        """Whether there is such a thing, for readers to see."""
        if self.subject is None:
            return actions.can_be_saved(self.id, now=now)
        return actions.can_be_followed(self.subject, self.id, now=now)

    def grant(self, reader: User, *, now: datetime) -> None:
        """Save or follow it. Raises what `actions` raise."""
        if self.subject is None:
            actions.save(reader, story_id=self.id, now=now)
        else:
            actions.follow(reader, subject=self.subject, subject_id=self.id, now=now)

    def take_back(self, reader: User) -> None:
        """Save or follow it no longer."""
        if self.subject is None:
            actions.unsave(reader, story_id=self.id)
        else:
            actions.unfollow(reader, subject=self.subject, subject_id=self.id)


def sealed(wish: Wish, *, back: str, browser: str) -> str:
    """A wish and the way back, for one browser; what may stand in an address."""
    return signing.dumps([wish.subject or STORY, wish.id, back, browser], salt=_SALT)


def opened(seal: str, *, browser: str) -> tuple[Wish, str]:
    """The wish and the way back. Raises Unsealed."""
    try:
        name, number, back, asked_by = signing.loads(seal, salt=_SALT, max_age=PATIENCE)
    except signing.BadSignature as error:
        raise Unsealed from error
    if not constant_time_compare(asked_by, browser):
        raise Unsealed
    return Wish(SUBJECTS[name], number), back
