"""A page that is kept notices whatever it would say otherwise now."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from broadsheet.press.rendering import Django
from broadsheet.stories import actions, pages
from broadsheet.stories.models import RelatedStory
from broadsheet.stories.record.kinds import AMENDS
from tests.machinery.node import Node, Readings
from tests.making import NOON, amend, make_draft, make_paper, make_story, make_topic

pytestmark = pytest.mark.django_db(transaction=True)


class TestCorrections:
    """What a story was last corrected in has no fact of its own: its card tells of each change."""

    @pytest.mark.parametrize("address", ["/corrections/", "/corrections/feed.json"])
    @pytest.mark.parametrize("kind", sorted(AMENDS))
    def test_are_pressed_again_when_one_is_corrected_once_more(self, tmp_path, kind, address):
        make_paper()
        at = timezone.now() - timedelta(hours=1)
        story = amend(make_story(at=at), at=at + timedelta(minutes=20), note="It runs.")
        node = Node(tmp_path, Readings())
        node.drain(timezone.now())
        answer = Django().render(address)
        node.keep(address, answer)
        assert b"It runs." in answer.body

        amend(story, at=at + timedelta(minutes=20, seconds=1), kind=kind, note="So it does.")
        node.drain(timezone.now())
        assert node.sheet_at(address, at=timezone.now()) is None
        assert b"So it does." in Django().render(address).body
        node.close()


class TestPage:
    def test_has_others_beside_it_once_a_story_chosen_by_hand_is_deleted(
        self, tmp_path, monkeypatch
    ):
        """A draft that was chosen is not shown, and yet leaves no room for what shares a topic."""
        monkeypatch.setattr(pages, "RELATED_ASKED", 1)
        make_paper()
        harbour = make_topic("harbour")
        make_story(at=NOON + timedelta(hours=1), headline="The ferry is late", topics=[harbour])
        chosen, story = make_draft(), make_story(topics=[harbour])
        RelatedStory.objects.create(story=story, other=chosen)
        node, address = Node(tmp_path, Readings()), story.get_absolute_url()
        node.drain(timezone.now())
        answer = Django().render(address)
        node.keep(address, answer)
        assert b"The ferry is late" not in answer.body

        chosen.delete()
        node.drain(timezone.now())
        assert node.sheet_at(address, at=timezone.now()) is None
        assert b"The ferry is late" in Django().render(address).body
        node.close()

    def test_has_another_beside_it_once_that_was_found_to_be_like_it(self, tmp_path):
        make_paper()
        story, same, other = (make_story(at=NOON + timedelta(hours=n)) for n in range(3))
        node, address = Node(tmp_path, Readings()), story.get_absolute_url()
        node.drain(timezone.now())
        node.keep(address, Django().render(address))

        actions.set_alike(same.pk, {other.pk: 70})
        node.drain(timezone.now())
        assert node.sheet_at(address, at=timezone.now()) is not None
        actions.set_alike(same.pk, {story.pk: 70})
        node.drain(timezone.now())
        assert node.sheet_at(address, at=timezone.now()) is None
        assert same.headline.encode() in Django().render(address).body
        node.close()
