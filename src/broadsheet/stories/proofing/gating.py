"""What in its copy keeps a story from being published: errors that nobody has mended or kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from broadsheet.checking.copy.pictures import KIND as PICTURES
from broadsheet.paper.models import Paper
from broadsheet.stories.proofing.drafting import draft_of
from broadsheet.stories.proofing.keeping import open_errors
from broadsheet.stories.proofing.placing import where
from broadsheet.stories.publishing.fitness import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from broadsheet.checking.draft import Draft
    from broadsheet.stories.models import Story


def errors_in_copy(draft: Draft, *, story_id: int | None) -> Iterator[Fault]:
    """What the checks of copy find to be wrong, unless somebody keeps it with a reason.

    Of pictures the other rules tell.
    """
    for remark in open_errors(draft, story_id=story_id):
        if remark.kind != PICTURES:
            said = {"words": remark.words, "why": remark.sentence}
            field = remark.place.partition(":")[0]
            yield Fault(field, _("“%(words)s”: %(why)s") % said, where=where(remark, draft))


def errors_in(story: Story, at: datetime) -> list[Fault]:
    """The same of a version that is about to be published."""
    draft = draft_of(story, zone=Paper.with_language_and_zone().zone, at=at)
    return list(errors_in_copy(draft, story_id=story.pk))
