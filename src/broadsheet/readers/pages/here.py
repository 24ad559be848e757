"""What islands ask of a public page: what of it a reader keeps, and where they stopped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from broadsheet.readers.models import Follow, Place, SavedStory, Subject

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.db.models import QuerySet

    from broadsheet.accounts.models import User


@dataclass(frozen=True, slots=True)
class Here:
    """What a page has that a reader may keep: stories and subjects, by their numbers."""

    stories: frozenset[int]
    subjects: Mapping[Subject, frozenset[int]]


def kept_here(reader: User, here: Here) -> dict[str, list[int]]:
    """Which of these the reader keeps or follows, by kind. A query for each kind that is there."""
    saved = SavedStory.objects.filter(reader=reader, story__in=here.stories)
    kept = {"story": _ids(saved, "story_id") if here.stories else []}
    for subject, ids in here.subjects.items():
        theirs = Follow.objects.filter(reader=reader, **{f"{subject}__in": ids})
        kept[str(subject)] = _ids(theirs, f"{subject}_id") if ids else []
    return kept


def places_here(reader: User, stories: Iterable[int]) -> dict[int, tuple[int, int]]:
    """Where the reader stopped in these: before which block of how many."""
    theirs = Place.objects.filter(reader=reader, story__in=set(stories))
    rows = theirs.values_list("story_id", "block", "blocks")
    return {story: (block, blocks) for story, block, blocks in rows}


def _ids(rows: QuerySet, field: str) -> list[int]:  # type: ignore[type-arg]
    return sorted(rows.values_list(field, flat=True))
