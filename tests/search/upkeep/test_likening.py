"""What is like a story stands in the database soon after it is published."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from broadsheet.search.index.reading import IndexReader
from broadsheet.search.upkeep import likening
from broadsheet.stories.actions import look_for_likenesses
from broadsheet.stories.models import Likeness, LikenessDue, Story
from tests.making import make_story, paragraph

pytestmark = pytest.mark.django_db

FOG = [paragraph("The ferry Marigold lay off the quay in thick fog.")]


def find(library) -> int:
    return likening.find_due(IndexReader(library.shelf), at=timezone.now())


def filler() -> None:
    for place in [
        "Harle",
        "Osmere",
        "Tolland",
        "Kilnside",
        "Saltings",
        "Ropewalk",
        "Harlside",
        "Dannock",
    ]:
        make_story(headline=f"Council of {place} meets", body=[paragraph("It adjourned.")])


class TestFindDue:
    def test_keeps_what_is_alike_and_is_done(self, library):
        one, other = make_story(body=FOG), make_story(body=FOG)
        filler()
        library.take_in()
        look_for_likenesses(Story.objects.filter(pk=one.pk))
        assert find(library) == 1
        assert set(Likeness.objects.values_list("story", "other")) == {
            (one.pk, other.pk),
            (other.pk, one.pk),
        }
        assert find(library) == 0

    def test_finds_nothing_for_what_nobody_may_read(self, library):
        story = make_story(body=FOG, at=timezone.now() + timedelta(hours=1))
        make_story(body=FOG)
        filler()
        library.take_in()
        look_for_likenesses(Story.objects.filter(pk=story.pk))
        assert find(library) == 1
        assert not Likeness.objects.exists()
        assert not LikenessDue.objects.exists()

    def test_does_the_newest_first_and_some_at_a_time(self, library, monkeypatch):
        monkeypatch.setattr(likening, "AT_ONCE", 1)
        old, new = make_story(body=FOG), make_story(body=FOG)
        library.take_in()
        look_for_likenesses(Story.objects.all())
        assert find(library) == 1
        assert list(LikenessDue.objects.values_list("story", flat=True)) == [old.pk]
        assert new.pk > old.pk
