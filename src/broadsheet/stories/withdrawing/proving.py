"""Withdraws a story from everything that gives it to readers, on every node, and proves it."""

from __future__ import annotations

import time
from contextlib import closing
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils import timezone

from broadsheet.media.models import Picture
from broadsheet.media.printing import shelf
from broadsheet.press import tasks
from broadsheet.press.log import open_log
from broadsheet.press.models import Change
from broadsheet.press.rack.opening import Broken
from broadsheet.press.withdrawing.clearing import Cleared, clear, seen_at
from broadsheet.press.withdrawing.proof import Line, prove
from broadsheet.press.withdrawing.traces import Thing
from broadsheet.stories import keys
from broadsheet.stories.models import Story
from broadsheet.stories.withdrawing import actions, belongings
from broadsheet.stories.withdrawing.refusing import (
    checked,
    must_have_been_public,
    must_see_what_is_kept,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.db.models import QuerySet

    from broadsheet.accounts.models import User
    from broadsheet.press.log import Log
    from broadsheet.stories.models import Withdrawal

PATIENCE: Final = 10.0
"""Seconds that other nodes are waited for."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of withdrawing a story."""

    withdrawal: Withdrawal
    is_new: bool
    """false if the story was withdrawn before, and was only cleared and proven again"""
    cleared: Cleared | None
    """none if the sheets of this node could not be judged"""
    fault: str
    """why not"""
    lines: tuple[Line, ...]
    took: float
    """seconds from the beginning until all was proven"""

    @property
    def left(self) -> list[Line]:
        return [line for line in self.lines if not line.is_clean]

    @property
    def is_proven(self) -> bool:
        """Whether every node was asked, and none has anything left."""
        cleared = self.cleared
        return not self.left and cleared is not None and not (cleared.behind or cleared.stays)


def withdraw(
    story: Story, *, reason: str, by: str, user: User | None = None, now: datetime
) -> Outcome:
    """Take a story off every representation on every node, and ask each of them whether it is.

    When this returns, whatever was kept of it on this node is gone, with or without a worker; a
    CDN is told by the worker, of every address, since it may know more than we keep.
    Raises Refused.
    """
    reason = checked(reason)
    must_have_been_public(story, at=now)
    began = time.monotonic()
    with closing(open_log()) as log:
        must_see_what_is_kept(log, at=now)
        with transaction.atomic():
            withdrawal = actions.withdraw(story, reason=reason, by=by, user=user, now=now)
            place = log.place_of(Change.leave_no_copies())
            # Asked now that nobody else is at it: of what is withdrawn, not of what was to be.
            own, elsewhere = _addresses_of(withdrawal), seen_at(keys.source(story.pk))
            known = [*dict.fromkeys([*own, *elsewhere, *_copied(withdrawal)])]
            tasks.tell(known, after=PATIENCE)  # for if we are killed before we tell it
        cleared, fault = _cleared(log, place)
    tasks.tell(known)
    # Looked for among all stories: nobody waits for that until the copies are gone.
    traces = belongings.traces_of(Story.objects.get(pk=story.pk), withdrawal.addresses)
    lines = prove(Thing(keys.source(story.pk), own, traces), elsewhere)
    actions.note_proof(withdrawal, [asdict(line) for line in lines], at=timezone.now())
    return Outcome(
        withdrawal=withdrawal,
        is_new=withdrawal.made_at == now,
        cleared=cleared,
        fault=fault,
        lines=tuple(lines),
        took=time.monotonic() - began,
    )


def _addresses_of(withdrawal: Withdrawal) -> tuple[str, ...]:
    """The addresses of what was withdrawn, and of all that was printed here of its pictures."""
    prints = (at for picture in _pictures_of(withdrawal) for at in shelf.addresses_of(picture))
    return (*belongings.with_forms(withdrawal.addresses), *prints)


def _copied(withdrawal: Withdrawal) -> Iterator[str]:
    """Where else a CDN may have got a print: from other nodes, and before a picture was changed.

    None of these need be asked about: what stays on a node of what it has printed, it tells.
    """
    for picture in _pictures_of(withdrawal):
        yield from sorted(shelf.every_address_of(picture))


def _pictures_of(withdrawal: Withdrawal) -> QuerySet[Picture]:
    return Picture.objects.filter(pk__in=withdrawal.pictures).order_by("pk")


def _cleared(log: Log, place: int) -> tuple[Cleared | None, str]:
    """What came of clearing every node; none and why not, if ours could not be judged."""
    try:
        return clear(log, place, now=timezone.now(), patience=PATIENCE), ""
    except Broken as error:
        return None, str(error)
