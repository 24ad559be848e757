"""What withdrawing a story writes, and lifting that. Its copies are for `proving` to clear."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from wagtail.log_actions import log

from broadsheet.addresses.models import FormerAddress
from broadsheet.media import actions as media
from broadsheet.stories.models import Story, Version, Withdrawal
from broadsheet.stories.publishing.changing import write_first
from broadsheet.stories.withdrawing import belongings
from broadsheet.stories.withdrawing.older_words import OlderWords

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from broadsheet.accounts.models import User

WITHDRAWN, LIFTED = "broadsheet.withdraw", "broadsheet.lift_withdrawal"
"""Log entries of a story; their data says why."""


@transaction.atomic
def withdraw(
    story: Story, *, reason: str, by: str, user: User | None = None, now: datetime
) -> Withdrawal:
    """Take a story down, and its pictures and old addresses with it, until somebody lifts that.

    What was withdrawn already stays so, with its first record.
    """
    held = Story.objects.select_for_update(no_key=True, of=("self",)).get(pk=story.pk)
    if (standing := held.withdrawals.standing().first()) is not None:
        return standing
    addresses = belongings.addresses_of(held)
    # Of two stories that are withdrawn at once, the second takes the pictures of both.
    media.hold(belongings.picture_ids(held))
    pictures = [picture.pk for picture in belongings.pictures_with(held)]
    if held.live:
        held.unpublish(user=user, log_action=False)
    Story.objects.filter(pk=held.pk).update(withdrawn_at=now)
    _follow_leads(held, addresses)
    media.withdraw(pictures, now=now)
    log(instance=held, action=WITHDRAWN, user=user, timestamp=now, data={"reason": reason})
    return Withdrawal.objects.create(
        story=held,
        guid=held.guid,
        headline=held.headline,
        addresses=belongings.addresses_of(held),
        pictures=pictures,
        reason=reason,
        by=by,
        made_at=now,
    )


def note_proof(withdrawal: Withdrawal, lines: list[dict[str, Any]], *, at: datetime) -> None:
    """Keep with the record what every node was asked, and what it said."""
    withdrawal.proof, withdrawal.proven_at = lines, at
    withdrawal.save(update_fields=["proof", "proven_at"])


def _follow_leads(story: Story, addresses: Iterable[str]) -> None:
    """What an editor led to the story by its address leads to the story itself from now on.

    An address that leads on tells where: it must know whether that may be told.
    """
    known = list(belongings.with_forms(addresses))
    known += [address.rstrip("/") for address in known]
    known += [f"{settings.SITE}{address}" for address in known]
    leads = FormerAddress.objects.lead_by_hand_to(known)
    FormerAddress.objects.remember_all(
        [(path, story.pk) for path in leads.values_list("path", flat=True)], Story
    )


@transaction.atomic
def lift(
    withdrawal: Withdrawal,
    *,
    older_words: OlderWords,
    reason: str,
    by: str,
    user: User | None = None,
    now: datetime,
) -> None:
    """Let a story be published again, with its pictures. It stays down until somebody does.

    What readers could read of it comes back with its history then, unless it is buried first.
    """
    if older_words is OlderWords.BURY and withdrawal.story is not None:
        bury_record(withdrawal.story, now=now)
    withdrawal.lifted_at, withdrawal.lifted_by, withdrawal.why_lifted = now, by, reason
    withdrawal.save(update_fields=["lifted_at", "lifted_by", "why_lifted"])
    if withdrawal.story is not None:
        Story.objects.filter(pk=withdrawal.story.pk).update(withdrawn_at=None)
        log(
            instance=withdrawal.story,
            action=LIFTED,
            user=user,
            timestamp=now,
            data={"reason": reason},
        )
    media.hold(withdrawal.pictures)
    others = Withdrawal.objects.standing().values_list("pictures", flat=True)
    media.give_back(set(withdrawal.pictures) - {pk for pictures in others for pk in pictures})


@transaction.atomic
def bury_record(story: Story, *, now: datetime) -> None:
    """Take the words of a withdrawn story out of the record of changes, for good.

    That it changed, when, how and by whose hand stays. Of a story whose record has not begun, it
    begins with that: so its words do not come there when it is published again. Raises
    django.db.IntegrityError for a story that is not withdrawn.
    """
    held = Story.objects.select_for_update(no_key=True, of=("self",)).get(pk=story.pk)
    Version.objects.bury(held.guid, at=now)
    if held.versions_seen == 0:
        write_first(held, words=None, buried_at=now)
    stays = held.corrected_at if held.retracted_at is not None else None
    seen = max(held.versions_seen, 1)
    Story.objects.filter(pk=held.pk).update(corrected_at=stays, versions_seen=seen)
