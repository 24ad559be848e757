"""What may become of a story once it is withdrawn, and once that is lifted."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from broadsheet.addresses.models import FormerAddress
from broadsheet.media.models import Picture
from broadsheet.stories.models import Story, Withdrawal
from broadsheet.stories.publishing.fitness import NotFit
from broadsheet.stories.withdrawing import actions, proving
from tests.making import make_draft, make_story

pytestmark = pytest.mark.django_db(transaction=True)

REASON = "A court has forbidden it: case 12/2026."


def withdraw(story: Story) -> proving.Outcome:
    return proving.withdraw(story, reason=REASON, by="Ada", now=timezone.now())


class TestWithdrawn:
    """What may become of a story once it is withdrawn."""

    def test_cannot_be_published_by_mistake(self, sheets, story):
        revision = story.save_revision()
        withdraw(story)
        with pytest.raises(NotFit, match="withdrawn"):
            revision.publish()
        with pytest.raises(NotFit, match="withdrawn"):
            Story.objects.get(pk=story.pk).save_revision().publish()
        assert not Story.objects.get(pk=story.pk).live

    def test_is_refused_by_the_database_as_well(self, sheets, story):
        withdraw(story)
        with pytest.raises(IntegrityError), transaction.atomic():
            Story.objects.filter(pk=story.pk).update(live=True)

    def test_is_not_published_when_its_time_comes(self, sheets, story):
        story.go_live_at = timezone.now() + timedelta(hours=1)
        story.save_revision().publish()
        withdraw(story)
        assert not story.revisions.filter(approved_go_live_at__isnull=False).exists()

    def test_keeps_its_pictures_from_other_stories(self, sheets, story):
        withdraw(story)
        other = make_draft(lead_picture=Picture.objects.get(pk=story.lead_picture_id))
        with pytest.raises(NotFit, match="was withdrawn together with a story"):
            other.save_revision().publish()

    def test_comes_back_once_that_is_lifted(self, client, sheets, story):
        FormerAddress.objects.create(path="/short/", to_address=story.get_absolute_url())
        record = withdraw(story).withdrawal
        actions.lift(record, reason="The court has thought better.", by="Ben", now=timezone.now())
        assert client.get(story.get_absolute_url()).status_code == 410
        story = Story.objects.get(pk=story.pk)
        assert story.lead_picture.withdrawn_at is None
        story.save_revision().publish()
        assert client.get(story.get_absolute_url()).status_code == 200
        assert client.get("/short/")["Location"] == story.get_absolute_url()
        record.refresh_from_db()
        assert (record.lifted_by, record.why_lifted) == ("Ben", "The court has thought better.")
        assert withdraw(story).is_new

    def test_gives_no_picture_back_that_another_withdrawal_took(self, sheets, story):
        other = make_story(at=timezone.now(), lead_picture=story.lead_picture)
        first = withdraw(story).withdrawal
        assert first.pictures == []
        second = withdraw(other).withdrawal
        Withdrawal.objects.filter(pk=first.pk).update(pictures=second.pictures)
        actions.lift(second, reason=REASON, by="Ben", now=timezone.now())
        assert Picture.objects.get(pk=story.lead_picture_id).withdrawn_at is not None
