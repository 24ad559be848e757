"""Changing what readers have read: the form asks why."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset

from broadsheet.desk.roles import Role
from broadsheet.stories.models import Story, Version
from tests.making import make_author, make_draft, make_paper, make_story
from tests.newsroom import (
    PUBLISH,
    SUBMIT,
    complaints,
    filled_in,
    kept,
    log_in,
    paragraphs,
    people,
    url,
    when,
)

pytestmark = pytest.mark.django_db
UNSAID = {"change_kind": "", "change_note": ""}
ASKED = "Say what kind of change it is."


def kinds():
    return list(Version.objects.order_by("number").values_list("kind", flat=True))


@pytest.mark.parametrize("deed", [PUBLISH, SUBMIT], ids=["publish", "submit"])
class TestAsking:
    @pytest.mark.parametrize(
        "words",
        [
            {"headline": "New words"},
            {"standfirst": "New words"},
            {"dateline": "Ellermouth"},
            {"body": paragraphs("The quay was loud.")},
        ],
        ids=lambda words: next(iter(words)),
    )
    def test_is_done_of_other_words(self, editor, story, deed, words):
        response = editor.post(url("edit", story.pk), kept(story, **words, **UNSAID, **deed))
        assert ASKED in complaints(response)["change_kind"]
        assert not Version.objects.exists()

    def test_is_done_of_another_byline(self, editor, story, deed):
        form = kept(story, bylines=people(make_author()), **UNSAID, **deed)
        assert "change_kind" in complaints(editor.post(url("edit", story.pk), form))

    def test_is_not_done_while_no_word_is_another(self, editor, story, deed):
        form = kept(story, priority="7", search_headline="Other", **UNSAID, **deed)
        assert editor.post(url("edit", story.pk), form).status_code == 302

    def test_is_not_done_within_the_grace(self, editor, deed):
        story = make_story(at=timezone.now() - timedelta(minutes=9))
        form = kept(story, headline="New words", **UNSAID, **deed)
        assert editor.post(url("edit", story.pk), form).status_code == 302

    def test_is_done_as_late_as_the_paper_says(self, editor, deed):
        make_paper(grace_minutes=0)
        story = make_story(at=timezone.now() - timedelta(minutes=9))
        form = kept(story, headline="New words", **UNSAID, **deed)
        assert "change_kind" in complaints(editor.post(url("edit", story.pk), form))

    def test_is_not_done_of_a_new_story(self, editor, deed):
        assert editor.post(url("add"), filled_in(**deed)).status_code == 302

    def test_looks_at_when_a_change_goes_out(self, editor, deed):
        story = make_story(at=timezone.now() - timedelta(minutes=5))
        later = when(timezone.now() + timedelta(hours=2))
        form = kept(story, headline="New words", go_live_at=later, **UNSAID, **deed)
        assert "change_kind" in complaints(editor.post(url("edit", story.pk), form))

    @pytest.mark.parametrize("kind", ["update", "clarification", "correction", "retraction"])
    def test_asks_for_a_sentence(self, editor, story, deed, kind):
        form = kept(story, headline="New", **{**UNSAID, "change_kind": kind}, **deed)
        assert "sentence" in complaints(editor.post(url("edit", story.pk), form))["change_note"]


class TestAnswer:
    def test_is_not_needed_for_a_draft(self, editor, story):
        form = kept(story, headline="New words", **UNSAID)
        assert editor.post(url("edit", story.pk), form).status_code == 302

    def test_is_told_to_readers_and_kept(self, editor, story):
        said = {"change_kind": "correction", "change_note": "It runs."}
        editor.post(url("edit", story.pk), kept(story, headline="Ferry runs", **said, **PUBLISH))
        changed = Story.objects.get(pk=story.pk)
        assert changed.changed_at == changed.corrected_at == changed.last_published_at
        version = Version.objects.get(number=2)
        assert (version.kind, version.note, version.by) == ("correction", "It runs.", "Editor")
        assert "It runs." in editor.get(story.get_absolute_url()).content.decode()

    def test_is_not_asked_for_again_with_the_old_one_filled_in(self, editor, story):
        said = {"change_kind": "correction", "change_note": "It runs."}
        editor.post(url("edit", story.pk), kept(story, headline="Ferry runs", **said, **PUBLISH))
        form = editor.get(url("edit", story.pk)).context["form"]
        assert (form["change_kind"].value(), form["change_note"].value()) == ("", "")

    def test_waits_with_the_draft_until_somebody_publishes_it(self, story):
        reporter, editor = log_in(Role.REPORTER), log_in(Role.EDITOR)
        said = {"change_kind": "clarification", "change_note": "The large one."}
        reporter.post(url("edit", story.pk), kept(story, headline="Ferry", **said, **SUBMIT))
        assert not Version.objects.exists()
        form = editor.get(url("edit", story.pk)).context["form"]
        assert form["change_kind"].value() == "clarification"
        assert form["change_note"].value() == "The large one."

    def test_is_needed_where_no_form_is_filled_in(self, editor, story):
        reporter = log_in(Role.REPORTER)
        recent = make_story(at=timezone.now() - timedelta(minutes=5), slug="recent")
        reporter.post(url("edit", recent.pk), kept(recent, headline="Ferry", **UNSAID, **SUBMIT))
        Story.objects.filter(pk=recent.pk).update(
            published_at=timezone.now() - timedelta(hours=1),
            first_published_at=timezone.now() - timedelta(hours=1),
        )
        state = Story.objects.get(pk=recent.pk).current_workflow_task_state
        address = url("workflow_action", recent.pk, "approve", state.pk)
        response = editor.post(address, {"comment": ""}, follow=True)
        told = " ".join(str(message) for message in response.context["messages"])
        assert ASKED in told
        assert not Version.objects.exists()

    def test_counts_for_the_words_as_they_stood(self, editor, story):
        """A byline that is filled in as it was is no change."""
        story = make_story(
            at=timezone.now() - timedelta(hours=1), authors=[make_author("a"), make_author("b")],
            byline_note="",
        )  # fmt: skip
        lines = inline_formset(
            [{"author": str(author.pk), "id": str(line.pk)}
             for author, line in zip(story.authors, story.bylines.all(), strict=True)], initial=2,
        )  # fmt: skip
        form = kept(story, byline_note="", bylines=lines, **UNSAID, **PUBLISH)
        assert editor.post(url("edit", story.pk), form).status_code == 302


class TestReview:
    """What the reporter says of a change is the approver's to see, and to change."""

    @pytest.fixture
    def submitted(self, story):
        said = {"change_kind": "clarification", "change_note": "The large one."}
        form = kept(story, headline="Ferry runs", **said, **SUBMIT)
        log_in(Role.REPORTER).post(url("edit", story.pk), form)
        return Story.objects.get()

    def test_publishes_with_what_the_reporter_said(self, editor, submitted):
        task = submitted.current_workflow_task_state
        address = url("workflow_action", submitted.pk, "approve", task.pk)
        editor.post(address, {"comment": ""}, follow=True)
        version = Version.objects.get(number=2)
        assert (version.kind, version.note) == ("clarification", "The large one.")

    def approve(self, editor, story, **said):
        deed = {"action-workflow-action": "1", "workflow-action-name": "approve"}
        form = kept(story, headline="Ferry runs", **said, **deed)
        return editor.post(url("edit", story.pk), form)

    def test_publishes_with_what_the_approver_makes_of_it(self, editor, submitted):
        self.approve(editor, submitted, change_kind="correction", change_note="It runs.")
        version = Version.objects.get(number=2)
        assert (version.kind, version.note, version.by) == ("correction", "It runs.", "Editor")

    @pytest.mark.parametrize(
        ("said", "field"),
        [(UNSAID, "change_kind"), ({**UNSAID, "change_kind": "correction"}, "change_note")],
    )
    def test_does_not_let_the_approver_leave_it_out(self, editor, submitted, said, field):
        assert field in complaints(self.approve(editor, submitted, **said))
        story = Story.objects.get()
        assert (story.headline != "Ferry runs", story.workflow_in_progress) == (True, True)
        assert not Version.objects.exists()


class TestPanel:
    def test_is_there_once_readers_have_read_the_story(self, editor, story):
        assert "What has changed?" in editor.get(url("edit", story.pk)).content.decode()

    def test_is_not_there_before(self, editor):
        page = editor.get(url("edit", make_draft().pk)).content.decode()
        assert "What has changed?" not in page
        assert "What has changed?" not in editor.get(url("add")).content.decode()


class TestRecord:
    """Nobody at any desk can get at it."""

    @pytest.mark.parametrize("role", list(Role))
    @pytest.mark.parametrize("deed", ["", "add/", "edit/1/", "delete/1/"])
    def test_has_no_screen(self, role, deed):
        desk = log_in(role)
        for method in (desk.get, desk.post):
            assert method(f"/newsroom/snippets/stories/version/{deed}").status_code == 404

    def test_outlives_a_story_that_is_deleted(self, editor, story):
        said = {"change_kind": "correction", "change_note": "It runs."}
        editor.post(url("edit", story.pk), kept(story, headline="Ferry runs", **said, **PUBLISH))
        log_in(Role.PUBLISHER).post(url("delete", story.pk))
        assert not Story.objects.filter(pk=story.pk).exists()
        assert kinds() == ["first", "correction"]
