"""A version with an error in its copy is not published, whoever publishes it."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from broadsheet.paper.models import Paper
from broadsheet.stories import schedule
from broadsheet.stories.models import Story
from broadsheet.stories.proofing.actions import keep
from broadsheet.stories.proofing.drafting import draft_of
from broadsheet.stories.proofing.keeping import open_errors
from broadsheet.stories.publishing.fitness import NotFit
from tests.making import make_draft, paragraph
from tests.newsroom import Role, staff

pytestmark = pytest.mark.django_db
WRONG = [paragraph("It sank on Wednesday, 2 May 2017.")]
DOUBLED = [paragraph("It sank in the the fog.")]


def errors_of(story):
    draft = draft_of(story, zone=Paper.current().zone, at=timezone.now())
    return open_errors(draft, story_id=story.pk)


class TestGate:
    def test_is_shut_while_an_error_is_open(self):
        with pytest.raises(NotFit, match="2 May 2017 was a Tuesday"):
            make_draft(body=WRONG).save_revision().publish()
        assert not Story.objects.get().live

    def test_is_shut_while_one_is_in_what_a_table_shows(self):
        shown = {"caption": "Ferries on Wednesday, 2 May 2017", "table": {"data": [["A"], ["1"]]}}
        with pytest.raises(NotFit, match="2 May 2017 was a Tuesday"):
            make_draft(body=[{"type": "table", "value": shown}]).save_revision().publish()

    def test_is_shut_for_what_is_to_go_out_later(self):
        later = timezone.now() + timedelta(hours=1)
        with pytest.raises(NotFit, match="was a Tuesday"):
            make_draft(body=WRONG, go_live_at=later).save_revision().publish()

    def test_opens_once_the_words_are_kept_with_a_reason(self):
        story = make_draft(body=WRONG)
        (error,) = errors_of(story)
        reason = "It is in the letter so."
        keep(story, error, reason=reason, user=staff(Role.EDITOR), now=timezone.now())
        story.save_revision().publish()
        assert Story.objects.get().live

    def test_is_open_for_what_is_no_more_than_doubtful(self):
        make_draft(body=DOUBLED).save_revision().publish()
        assert Story.objects.get().live

    def test_does_not_shut_once_a_version_is_scheduled(self):
        """Nobody is there to keep what a check has learnt since."""
        due = timezone.now() + timedelta(hours=1)
        story = make_draft(go_live_at=due)
        story.save_revision().publish()
        planned = story.get_latest_revision()
        body = planned.content["body"].replace("The quay was quiet.", WRONG[0]["value"])
        planned.content = {**planned.content, "body": body}
        planned.save(update_fields=["content"])
        with time_machine.travel(due + timedelta(seconds=1), tick=False):
            assert schedule.publish_due(timezone.now()) == 1
        assert "Wednesday" in str(Story.objects.get().body)
