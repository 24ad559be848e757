"""The panel beside the form says where the story stands."""

import pytest
from django.utils import timezone
from django.utils.html import strip_tags

from broadsheet.stories.models import Story
from tests.making import make_draft
from tests.newsroom import kept, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def panel(editor):
    """The words of the panel beside the form of a story."""

    def words(story):
        page = editor.get(url("edit", story.pk)).content.decode()
        inside = page.partition('data-side-panel="status"')[2]
        return strip_tags(inside.partition("First published")[0]).split()

    return words


class TestStatus:
    def test_of_a_draft_is_that(self, panel):
        draft = make_draft()
        draft.save_revision()
        assert "Draft" in panel(draft)

    def test_of_a_live_story_with_a_change_is_both(self, panel, editor, story):
        editor.post(url("edit", story.pk), kept(story, headline="Changed"))
        assert {"Live", "Draft"} <= set(panel(story))

    @pytest.mark.parametrize(
        ("fields", "said"),
        [
            ({}, "Taken down"),
            ({"expired": True}, "Expired"),
            ({"withdrawn_at": timezone.now()}, "Withdrawn"),
        ],
    )
    def test_of_what_readers_have_seen_is_not_a_draft(self, panel, story, fields, said):
        story.unpublish()
        Story.objects.filter(pk=story.pk).update(**fields)
        words = panel(story)
        assert said in " ".join(words)
        assert "Draft" not in words
