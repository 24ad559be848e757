"""Looks in the index for stories that are like others, and has the paper keep which they are.

Any node may do it: what is due is a row, and what was found are rows, so that pages ask no index.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from broadsheet.search.index.likeness import alike
from broadsheet.search.upkeep.documents import StoryReader
from broadsheet.stories.actions import set_alike
from broadsheet.stories.models import LikenessDue

if TYPE_CHECKING:
    from datetime import datetime

    from broadsheet.search.index.reading import IndexReader

AT_ONCE: Final = 10
"""Stories; what is published meanwhile waits for them."""


def find_due(reader: IndexReader, *, at: datetime) -> int:
    """Look for what is like some of the stories that are due, the newest first; how many."""
    ids = list(LikenessDue.objects.order_by("-story").values_list("story", flat=True)[:AT_ONCE])
    told = {each.id: each for each in StoryReader().read(ids, at=at)} if ids else {}
    with reader.looking() as opened:
        found = {pk: alike(opened, told[pk]) if pk in told else {} for pk in ids}
    for pk, percents in found.items():
        set_alike(pk, percents)
    return len(ids)
