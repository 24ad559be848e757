"""Withdraws a story from everything that gives it to readers, on every node, and proves it."""

from __future__ import annotations

import time
from contextlib import closing
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from broadsheet.addresses.models import FormerAddress, normal
from broadsheet.kit import paths
from broadsheet.kit.characters import passage
from broadsheet.media import printing
from broadsheet.press.log import open_log
from broadsheet.press.models import Change
from broadsheet.press.rack.opening import Broken
from broadsheet.press.withdrawing.clearing import Cleared, clear, seen_at
from broadsheet.press.withdrawing.proof import Line, prove
from broadsheet.press.withdrawing.traces import Thing
from broadsheet.stories import actions, belongings, keys
from broadsheet.stories.models import Story

if TYPE_CHECKING:
    from datetime import datetime

    from broadsheet.accounts.models import User
    from broadsheet.stories.withdrawals import Withdrawal

SHORTEST_REASON, LONGEST_REASON = 10, 2000
"""Characters."""
PATIENCE: Final = 10.0
"""Seconds that other nodes are waited for."""
MOST_LEADS: Final = 5


class Refused(Exception):
    """Nothing was withdrawn; the text says why, in a sentence."""


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
        return not self.left and self.cleared is not None and not self.cleared.behind


# --- finding it -------------------------------------------------------------------------------


def story_at(url: str) -> Story:
    """The story that an address belongs to, in whatever form, now or formerly. Raises Refused."""
    path = _path_of(url.strip())
    for _lead in range(MOST_LEADS):
        folder, _form = paths.representation(normal(path))
        if story := _story_there(folder):
            return story
        former = FormerAddress.objects.at(folder)
        if former is None:
            raise Refused(_("There is no story at %(address)s.") % {"address": folder})
        if not former.to_address:
            return _story_of(former)
        path = _path_of(former.to_address, led_from=folder)
    raise Refused(_("%(address)s leads on and on.") % {"address": url})


def _path_of(url: str, *, led_from: str = "") -> str:
    """The path of an address of this paper."""
    parts = urlsplit(url)
    if parts.netloc and parts.hostname not in settings.ALLOWED_HOSTS:
        words = {"address": url, "site": settings.SITE, "from": led_from}
        if led_from:
            raise Refused(_("%(from)s leads on to %(address)s, which is not this paper’s.") % words)
        raise Refused(_("%(address)s is not an address of this paper, %(site)s.") % words)
    if not parts.path.startswith("/"):
        raise Refused(_("“%(address)s” is no address: give it whole, with https://.") % {
            "address": url
        })  # fmt: skip
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _story_there(path: str) -> Story | None:
    try:
        section, day, slug = paths.parts_of_story(path)
    except ValueError:
        return None
    stories = Story.objects.select_related("section__parent", "lead_picture")
    return stories.filter(section__slug=section, day=day, slug=slug).first()


def _story_of(former: FormerAddress) -> Story:
    words = {"address": former.path}
    is_story = former.content_type is not None and former.content_type.model == "story"
    if not is_story:
        raise Refused(_("%(address)s leads to something that is no story.") % words)
    if not isinstance(former.thing, Story):
        raise Refused(
            _("The story at %(address)s is deleted: nothing is left to withdraw.") % words
        )
    return former.thing


# --- withdrawing it ---------------------------------------------------------------------------


def checked(reason: str) -> str:
    """A reason that can be kept. Raises Refused."""
    reason = passage(reason)
    if len(reason) < SHORTEST_REASON:
        raise Refused(
            _("Say why, in a sentence. It is kept for whoever asks later; readers never see it.")
        )
    if len(reason) > LONGEST_REASON:
        raise Refused(
            _("The reason is too long: keep it under %(most)s characters.")
            % {"most": LONGEST_REASON}
        )
    return reason


def must_have_been_public(story: Story, *, at: datetime) -> None:
    """Raises Refused for a story that nobody but the newsroom has seen."""
    if not story.is_known(at=at):
        raise Refused(
            _(
                "“%(headline)s” has never been public, so that nothing can be withdrawn. "
                "Unpublish it, or delete the draft."
            )
            % {"headline": story.headline}
        )


def withdraw(
    story: Story, *, reason: str, by: str, user: User | None = None, now: datetime
) -> Outcome:
    """Take a story off every representation on every node, and ask each of them whether it is.

    When this returns, whatever was kept of it on this node is gone, with or without a worker.
    Raises Refused.
    """
    reason = checked(reason)
    must_have_been_public(story, at=now)
    addresses = belongings.addresses_of(story)
    traces = belongings.traces_of(story, addresses)
    elsewhere = seen_at(keys.source(story.pk))
    prints = {each.pk: printing.addresses_of(each) for each in belongings.pictures_with(story)}
    began = time.monotonic()
    with closing(open_log()) as log:
        with transaction.atomic():
            withdrawal = actions.withdraw(story, reason=reason, by=by, user=user, now=now)
            place = log.place_of(Change.leave_no_copies())
        cleared, fault = None, ""
        try:
            cleared = clear(log, place, now=timezone.now(), patience=PATIENCE)
        except Broken as error:
            fault = str(error)
    own = [*belongings.with_forms(withdrawal.addresses)]
    own += [address for pk in withdrawal.pictures for address in prints.get(pk, ())]
    lines = prove(Thing(keys.source(story.pk), tuple(own), traces), elsewhere)
    withdrawal.proof = [asdict(line) for line in lines]
    withdrawal.proven_at = timezone.now()
    withdrawal.save(update_fields=["proof", "proven_at"])
    return Outcome(
        withdrawal=withdrawal,
        is_new=withdrawal.made_at == now,
        cleared=cleared,
        fault=fault,
        lines=tuple(lines),
        took=time.monotonic() - began,
    )
