"""Words that a check remarks on are kept as they are, with a reason on record, or no more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import transaction
from wagtail.log_actions import log

from broadsheet.kit import characters
from broadsheet.stories.models import KeptWords

if TYPE_CHECKING:
    from datetime import datetime

    from broadsheet.accounts.models import User
    from broadsheet.checking.remarks import Remark
    from broadsheet.stories.models import Story

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
