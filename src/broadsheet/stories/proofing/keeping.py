"""Keeps words as they are, with a reason on record; finds what is wrong and was not kept."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from django.db import transaction
from wagtail.log_actions import log

from broadsheet.checking.archive import UNKNOWN
from broadsheet.checking.looking import look_at
from broadsheet.checking.people import named_in
from broadsheet.checking.remarks import Weight
from broadsheet.kit import characters
from broadsheet.register.pages import known_of
from broadsheet.stories.models import KeptWords, Story
from broadsheet.stylebook.pages import rules_in_force

if TYPE_CHECKING:
    from datetime import datetime

    from broadsheet.accounts.models import User
    from broadsheet.checking.archive import Archive
    from broadsheet.checking.draft import Draft
    from broadsheet.checking.remarks import Remark

KEPT: Final = "broadsheet.keep_words"
LET_GO: Final = "broadsheet.let_words_go"
"""Name the deeds in the story's history."""
LONGEST_REASON: Final = 500


@transaction.atomic
def keep(story: Story, remark: Remark, *, reason: str, user: User, now: datetime) -> None:
    """Let a remark on a story be told no more as open; who keeps the words again says why anew."""
    words = characters.line(remark.words)
    KeptWords.objects.update_or_create(
        story=story,
        key=remark.key,
        defaults={
            "weight": remark.weight, "words": words, "remark": remark.sentence,
            "reason": reason, "by": str(user), "kept_at": now,
        },
    )  # fmt: skip
    data = {"reason": f"“{words}”: {reason}"}
    log(instance=story, action=KEPT, user=user, timestamp=now, data=data)


@transaction.atomic
def let_go(kept: KeptWords, *, user: User, now: datetime) -> None:
    """Let the remark on these words be told as open again."""
    data = {"reason": f"“{kept.words}”"}
    log(instance=kept.story, action=LET_GO, user=user, timestamp=now, data=data)
    kept.delete()


def remarks_on(draft: Draft, archive: Archive = UNKNOWN) -> tuple[Remark, ...]:
    """All remarks, by what the register and the style book say now."""
    return look_at(draft, known_of(named_in(draft)), rules_in_force(), archive)


def reasons_of(story_id: int | None) -> dict[str, str]:
    """Why words of a story are kept, by the key of the remark."""
    kept = KeptWords.objects.filter(story=story_id) if story_id else KeptWords.objects.none()
    return dict(kept.values_list("key", "reason"))


def open_errors(draft: Draft, *, story_id: int | None) -> list[Remark]:
    """What keeps a story from being published until it is put right, or kept."""
    # Captions are kept with their pictures, and told of there.
    pictures = {each.place for each in draft.pictures}
    told = (each for each in draft.passages if each.place not in pictures)
    found = remarks_on(replace(draft, passages=tuple(told)))
    errors = [remark for remark in found if remark.weight is Weight.ERROR]
    kept = reasons_of(story_id) if errors else {}
    return [remark for remark in errors if remark.key not in kept]
