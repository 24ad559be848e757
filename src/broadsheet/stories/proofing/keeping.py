"""Finds what is wrong with copy, and what of it nobody has kept with a reason."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from broadsheet.checking.archive import UNKNOWN
from broadsheet.checking.looking import look_at
from broadsheet.checking.people import named_in
from broadsheet.checking.remarks import Weight
from broadsheet.register.pages import known_of
from broadsheet.stories.models import KeptWords
from broadsheet.stylebook.pages import rules_in_force

if TYPE_CHECKING:
    from broadsheet.checking.archive import Archive
    from broadsheet.checking.draft import Draft
    from broadsheet.checking.remarks import Remark


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
