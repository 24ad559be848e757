"""Moving a card moves the story, by the same rules as its form; or says why not."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry, WorkflowState

from broadsheet.desk.board.actions import column_of, no_way
from broadsheet.desk.board.context import Column
from broadsheet.desk.roles import Role
from broadsheet.stories.models import Story
from broadsheet.stories.newsroom.together.overtaking import named
from tests.newsroom import (
    PUBLISH,
    SUBMIT,
    at_desk,
    filled_in,
    kept,
    paragraphs,
    said,
    staff,
    url,
    when,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return at_desk(staff(Role.EDITOR))


@pytest.fixture
def reporter():
    return at_desk(staff(Role.REPORTER))


def written(client, deed=None, **fields):
    client.post(url("add"), filled_in(**fields, **(deed or {})))
    return Story.objects.latest("pk")


def move(client, story, to, **fields):
    story = Story.objects.get(pk=story.pk)
    asked = {
        "to": to,
        "version": named(story.latest_revision, live=story.live_revision_id),
        **fields,
    }
    return said(client.post(reverse("board_move", args=[story.pk]), asked, follow=True))


def stands(story):
    return column_of(Story.objects.get(pk=story.pk), at=timezone.now())


class TestMoving:
    def test_submits_what_is_in_work(self, reporter):
        story = written(reporter)
        assert "is waiting for review" in move(reporter, story, "review")
        assert stands(story) is Column.REVIEW

    def test_publishes(self, editor):
        story = written(editor)
        assert "is published" in move(editor, story, "today")
        assert Story.objects.get(pk=story.pk).live

    def test_approves_what_waits_for_review(self, editor, reporter):
        story = written(reporter, SUBMIT)
        assert "is published" in move(editor, story, "today")
        assert Story.objects.get(pk=story.pk).live

    def test_sends_back_with_a_comment(self, editor, reporter):
        story = written(reporter, SUBMIT)
        move(editor, story, "work", comment="Who says so?")
        assert stands(story) is Column.WORK
        state = WorkflowState.objects.get()
        assert state.status == WorkflowState.STATUS_NEEDS_CHANGES
        assert state.current_task_state.comment == "Who says so?"

    def test_submits_again_what_was_sent_back(self, editor, reporter):
        story = written(reporter, SUBMIT)
        move(editor, story, "work")
        move(reporter, story, "review")
        assert stands(story) is Column.REVIEW
        assert WorkflowState.objects.count() == 1

    def test_lets_a_writer_take_back_what_they_submitted(self, reporter):
        story = written(reporter, SUBMIT)
        move(reporter, story, "work")
        assert stands(story) is Column.WORK

    def test_schedules_what_has_a_time(self, editor):
        later = timezone.now() + timedelta(hours=3)
        story = written(editor, go_live_at=when(later))
        assert "will be published on" in move(editor, story, "scheduled")
        assert stands(story) is Column.SCHEDULED

    def test_takes_off_the_schedule(self, editor):
        story = written(editor, PUBLISH, go_live_at=when(timezone.now() + timedelta(hours=3)))
        move(editor, story, "work")
        assert stands(story) is Column.WORK

    def test_is_told_in_the_history_with_who_did_it(self, editor, reporter):
        story = written(reporter)
        move(editor, story, "review")
        entry = ModelLogEntry.objects.get(action="wagtail.workflow.start")
        assert entry.user.first_name == "Editor"


class TestRefusal:
    def refused(self, client, story, to, **fields):
        before = stands(story), Story.objects.get(pk=story.pk).latest_revision_id
        told = move(client, story, to, **fields)
        assert "was not moved" in told
        assert (stands(story), Story.objects.get(pk=story.pk).latest_revision_id) == before
        return told

    def test_of_what_a_role_may_not(self, reporter):
        assert "Your role does not publish" in self.refused(reporter, written(reporter), "today")

    def test_of_somebody_elses_review(self, reporter):
        story = written(reporter, SUBMIT)
        assert "Its review is not yours" in self.refused(reporter, story, "today")

    @pytest.mark.parametrize("to", ["review", "today"])
    def test_of_what_the_house_would_not_print(self, editor, to):
        story = written(editor, byline_note="")
        assert "author" in self.refused(editor, story, to).lower()

    def test_of_an_open_error_in_the_copy(self, editor):
        story = written(editor, body=paragraphs("It was on Monday, 12 May 2017, at noon."))
        told = self.refused(editor, story, "today")
        assert "Put it right, or keep it with a reason" in told

    def test_of_an_open_error_in_what_is_approved(self, editor, reporter):
        words = paragraphs("It was on Monday, 12 May 2017, at noon.")
        story = written(reporter, SUBMIT, body=words)
        assert "Put it right" in self.refused(editor, story, "today")

    def test_of_a_change_that_nobody_has_named(self, editor):
        story = written(editor, PUBLISH)
        Story.objects.update(published_at=timezone.now() - timedelta(hours=2))
        story.refresh_from_db()
        editor.post(url("edit", story.pk), kept(story, headline="New words", change_kind=""))
        assert "kind of change" in self.refused(editor, story, "today").lower()

    def test_of_what_somebody_has_changed_meanwhile(self, editor, reporter):
        story = written(reporter)
        looked_at = named(story.latest_revision, live=story.live_revision_id)
        editor.post(url("edit", story.pk), kept(story, headline="Changed"))
        told = self.refused(reporter, story, "review", version=looked_at)
        assert "Editor has saved another version" in told

    def test_of_what_has_no_time_to_be_scheduled_for(self, editor):
        assert "Say first when" in self.refused(editor, written(editor), "scheduled")

    def test_of_publishing_now_what_has_a_time(self, editor):
        story = written(editor, go_live_at=when(timezone.now() + timedelta(hours=3)))
        assert "It is to be published on" in self.refused(editor, story, "today")

    def test_of_what_is_locked_for_somebody(self, editor, reporter):
        story = written(reporter)
        editor.post(url("lock", story.pk))
        assert "locked" in self.refused(reporter, story, "review")

    def test_of_what_is_locked_though_it_is_scheduled(self, editor):
        story = written(editor, PUBLISH, go_live_at=when(timezone.now() + timedelta(hours=3)))
        other = staff(Role.EDITOR, email="other@paper.example")
        Story.objects.filter(pk=story.pk).update(locked=True, locked_by=other)
        assert "locked" in self.refused(editor, story, "work")

    def test_of_what_is_locked_though_it_is_in_review(self, editor, reporter):
        story = written(reporter, SUBMIT)
        other = staff(Role.EDITOR, email="other@paper.example")
        Story.objects.filter(pk=story.pk).update(locked=True, locked_by=other)
        assert "locked" in self.refused(editor, story, "today")

    def test_of_taking_down_what_readers_have(self, editor):
        told = self.refused(editor, written(editor, PUBLISH), "work")
        assert "Readers have it" in told

    def test_of_a_story_that_is_gone(self, editor):
        asked = {"to": "review", "version": ""}
        answer = editor.post(reverse("board_move", args=[99]), asked, follow=True)
        assert "Somebody has deleted this story" in said(answer)

    def test_of_a_column_that_is_none(self, editor):
        answer = editor.post(
            reverse("board_move", args=[written(editor).pk]), {"to": "moon"}, follow=True
        )
        assert "There is no such column" in said(answer)

    @pytest.mark.parametrize("to", Column)
    @pytest.mark.parametrize("column", Column)
    def test_says_why_of_every_way_there_is_not(self, column, to):
        assert no_way(column, to).endswith(".")
