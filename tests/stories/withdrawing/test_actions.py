"""What may become of a story once it is withdrawn, and once that is lifted."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from broadsheet.addresses.models import FormerAddress
from broadsheet.media import actions as media
from broadsheet.media.models import Picture
from broadsheet.stories.models import Story, Version, Withdrawal
from broadsheet.stories.publishing import fitness
from broadsheet.stories.publishing.fitness import NotFit
from broadsheet.stories.withdrawing import actions, belongings, proving
from broadsheet.stories.withdrawing.older_words import OlderWords
from tests.making import amend, make_draft, make_story, paragraph
from tests.stories.withdrawing.conftest import HEADLINE, TEXT

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.django_db(transaction=True)

NOTE = "The lighthouse was never for sale."
REASON = "A court has forbidden it: case 12/2026."


def withdraw(story: Story) -> proving.Outcome:
    return proving.withdraw(story, reason=REASON, by="Ada", now=timezone.now())


def lift(
    record: Withdrawal, *, older_words: OlderWords = OlderWords.KEEP, reason: str = REASON
) -> None:
    actions.lift(record, older_words=older_words, reason=reason, by="Ben", now=timezone.now())


def take_down(story: Story) -> Withdrawal:
    return actions.withdraw(story, reason=REASON, by="Ada", now=timezone.now())


def apart(deed: Callable[[], object]) -> None:
    """Do it in a thread that leaves no connection behind."""
    try:
        deed()
    finally:
        connection.close()


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
        lift(record, reason="The court has thought better.")
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
        lift(second)
        assert Picture.objects.get(pk=story.lead_picture_id).withdrawn_at is not None


class TestAtOnce:
    """Two people who decide at the same time about stories that share a picture."""

    @pytest.fixture
    def other(self, story):
        return make_story(at=timezone.now(), lead_picture=story.lead_picture)

    def at_once(self, *deeds):
        with ThreadPoolExecutor(len(deeds)) as pool:
            for done in [pool.submit(apart, deed) for deed in deeds]:
                done.result()

    def test_withdraw_the_picture_that_nothing_else_shows_then(self, story, other, monkeypatch):
        both, pictures_with = threading.Barrier(2), belongings.pictures_with

        def found(story):
            pictures = pictures_with(story)
            with suppress(threading.BrokenBarrierError):
                both.wait(timeout=0.5)
            return pictures

        monkeypatch.setattr(belongings, "pictures_with", found)
        self.at_once(*(partial(take_down, each) for each in (story, other)))
        assert Picture.objects.get(pk=story.lead_picture_id).withdrawn_at is not None

    def test_give_back_no_picture_that_is_just_being_withdrawn(self, story, other, monkeypatch):
        other.unpublish()
        record = take_down(story)
        lifting, withdrawn, give_back = threading.Event(), threading.Event(), media.give_back

        def given_back(pictures):
            lifting.set()
            withdrawn.wait(timeout=0.5)
            give_back(pictures)

        def withdraw_meanwhile():
            lifting.wait()
            take_down(other)
            withdrawn.set()

        monkeypatch.setattr(media, "give_back", given_back)
        self.at_once(partial(lift, record), withdraw_meanwhile)
        assert Picture.objects.get(pk=story.lead_picture_id).withdrawn_at is not None

    @pytest.mark.parametrize("place", ["lead", "body", "gallery"])
    def test_leave_the_picture_to_a_story_that_is_just_being_published(
        self, story, place, monkeypatch
    ):
        draft = self.draft_with(story.lead_picture, place)
        judged, withdrawn, faults_of = threading.Event(), threading.Event(), fitness.faults_of

        def found(*args, **kwargs):
            faults = faults_of(*args, **kwargs)
            judged.set()
            withdrawn.wait(timeout=0.5)
            return faults

        def withdraw_meanwhile():
            assert judged.wait(timeout=10)
            take_down(story)
            withdrawn.set()

        monkeypatch.setattr(fitness, "faults_of", found)
        self.at_once(draft.save_revision().publish, withdraw_meanwhile)
        assert Story.objects.get(pk=draft.pk).live
        assert Picture.objects.get(pk=story.lead_picture_id).withdrawn_at is None

    def draft_with(self, picture, place):
        shown = {"picture": picture.pk, "caption": ""}
        item = {"type": "item", "value": shown, "id": "x"}
        bodies = {
            "lead": [],
            "body": [{"type": "picture", "value": shown}],
            "gallery": [{"type": "gallery", "value": {"title": "", "pictures": [item]}}],
        }
        lead = picture if place == "lead" else None
        return make_draft(lead_picture=lead, body=[paragraph("The quay."), *bodies[place]])


class TestOlderWords:
    """What readers could read of a story comes back with it, unless it is buried first."""

    @pytest.fixture
    def corrected(self, story):
        at = timezone.now() - timedelta(minutes=30)
        amend(story, at=at, note=NOTE, headline="Lighthouse not sold", body=[paragraph("Not so.")])
        return Story.objects.get()

    def back(self, story, *, older_words):
        lift(withdraw(story).withdrawal, older_words=older_words)
        draft = Story.objects.get(pk=story.pk)
        draft.headline, draft.standfirst = "A lighthouse", ""
        draft.change_kind, draft.change_note = "update", "It stands."
        draft.body = [("paragraph", "<p>It stands.</p>")]
        draft.save_revision().publish()
        return Story.objects.get(pk=story.pk)

    def everywhere(self, client, story):
        forms = ("", "story.txt", "story.json", "changes/", "changes/?to=1", "changes/?to=2")
        paths = [*(f"{story.get_absolute_url()}{form}" for form in forms), "/corrections/",
                 "/corrections/feed.json", "/feeds/atom.xml"]  # fmt: skip
        answers = [client.get(path) for path in paths]
        assert {answer.status_code for answer in answers} == {200}
        return "".join(answer.content.decode() for answer in answers)

    def test_come_back_where_they_are_kept(self, client, sheets, corrected):
        told = self.everywhere(client, self.back(corrected, older_words=OlderWords.KEEP))
        for words in (TEXT, HEADLINE, NOTE):
            assert words in told

    def test_are_nowhere_once_they_are_buried(self, client, sheets, corrected):
        story = self.back(corrected, older_words=OlderWords.BURY)
        told = self.everywhere(client, story)
        for words in (TEXT, HEADLINE, NOTE, "Not so.", "Lighthouse not sold"):
            assert words not in told
        assert "It stands." in told
        kept = [(each.kind, each.buried_at is None) for each in Version.objects.of([story.pk])]
        assert kept == [("first", False), ("correction", False), ("update", True)]
        assert not story.filings.filter(list="corrections").exists()

    def test_are_buried_though_the_record_of_the_story_had_not_begun(self, client, sheets, story):
        story = self.back(story, older_words=OlderWords.BURY)
        told = self.everywhere(client, story)
        assert TEXT not in told
        assert HEADLINE not in told
        assert "taken out, as the law requires" in told

    def test_are_told_of_from_there_on_though_the_same_is_published(
        self, client, sheets, corrected
    ):
        lift(withdraw(corrected).withdrawal, older_words=OlderWords.BURY)
        story = Story.objects.get()
        story.save_revision().publish()
        assert Version.objects.filter(number=3, buried_at=None).exists()
        page = client.get(f"{story.get_absolute_url()}changes/").content.decode()
        assert "Version 3" in page
        assert "Not so." in page
        assert NOTE not in page

    def test_leave_a_retraction_told(self, client, sheets, story):
        amend(story, at=timezone.now() - timedelta(minutes=30), kind="retraction", note=NOTE)
        story = self.back(Story.objects.get(), older_words=OlderWords.BURY)
        for path in (story.get_absolute_url(), "/corrections/"):
            page = client.get(path).content.decode()
            assert "The reason was taken out" in page
            assert NOTE not in page

    def test_are_buried_while_the_withdrawal_stands_or_not_at_all(self, sheets, corrected):
        lift(withdraw(corrected).withdrawal)
        with pytest.raises(IntegrityError):
            actions.bury_record(corrected, now=timezone.now())
        assert Version.objects.get(number=2).note == NOTE
