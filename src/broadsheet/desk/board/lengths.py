"""How many words there are of each story by now, counted once for each version."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from wagtail.models import Revision

from broadsheet.kit.prose import word_count
from broadsheet.stories.body.words import words_of
from broadsheet.stories.models import Story

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

REMEMBERED: Final = 4096


class Lengths:
    """Words by version; a version that is saved over while it grows has another time."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, datetime], int] = {}

    def of(self, stories: Iterable[Story]) -> dict[int, int]:
        """By story, in two queries; what was never saved as a version counts as it stands."""
        stories = list(stories)
        newest = {
            story.pk: (story.latest_revision.pk, story.latest_revision.created_at)
            for story in stories
            if story.latest_revision
        }
        self._learn(set(newest.values()) - self._known.keys())
        counted = {pk: self._known.get(version, 0) for pk, version in newest.items()}
        return counted | _as_they_stand([each.pk for each in stories if each.pk not in newest])

    def _learn(self, versions: set[tuple[int, datetime]]) -> None:
        if len(self._known) > REMEMBERED:
            self._known.clear()
        found = Revision.objects.filter(pk__in=[pk for pk, _ in versions])
        for pk, created_at, content in found.values_list("pk", "created_at", "content"):
            self._known[pk, created_at] = word_count(words_of(json.loads(content["body"]), {}))


def _as_they_stand(ids: list[int]) -> dict[int, int]:
    found = Story.objects.filter(pk__in=ids).only("body")
    return {story.pk: word_count(words_of(story.body.get_prep_value(), {})) for story in found}


lengths = Lengths()
