"""A story on its way from a reporter to an editor, and back."""

import json

import pytest
from wagtail.models import Revision, WorkflowState

from broadsheet.stories.models import Story
from tests.making import make_paper
from tests.newsroom import SUBMIT, complaints, filled_in, kept, said, url

pytestmark = pytest.mark.django_db


class TestReview:
    @pytest.fixture
    def submitted(self, reporter):
        reporter.post(url("add"), filled_in(**SUBMIT))
        return Story.objects.get()

    def act(self, client, story, name, **data):
        task = story.current_workflow_task_state
        return client.post(url("workflow_action", story.pk, name, task.pk), data, follow=True)

    def test_waits_for_an_editor(self, submitted):
        assert submitted.workflow_in_progress
        assert not submitted.live

    def test_keeps_the_reporter_from_changing_it_meanwhile(self, reporter, submitted):
        reporter.post(url("edit", submitted.pk), kept(submitted, headline="Sneaked in"))
        assert Story.objects.get().headline == submitted.headline

    def test_publishes_what_an_editor_approves(self, editor, submitted):
        self.act(editor, submitted, "approve", comment="")
        assert Story.objects.get().live

    def from_the_form(self, client, story, deed, comment=""):
        form = kept(
            story,
            **{
                "action-workflow-action": "1",
                "workflow-action-name": deed,
                "workflow-action-extra-data": json.dumps({"comment": comment}),
            },
        )
        return client.post(url("edit", story.pk), form, follow=True)

    @pytest.mark.parametrize("way", ["act", "from_the_form"])
    def test_says_that_it_is_published_and_leads_there(self, editor, submitted, way):
        response = getattr(self, way)(editor, submitted, "approve", comment="")
        assert "is published" in said(response)
        assert Story.objects.get().get_absolute_url() in response.content.decode()

    @pytest.mark.parametrize("way", ["act", "from_the_form"])
    def test_says_to_whom_it_is_sent_back(self, editor, submitted, way):
        response = getattr(self, way)(editor, submitted, "reject", comment="Who says so?")
        assert "is sent back to Reporter" in said(response)

    def test_that_somebody_else_has_ended_leaves_a_draft_and_a_word(self, editor, submitted):
        self.act(editor, submitted, "approve", comment="")
        response = self.from_the_form(editor, submitted, "approve")
        assert "Saved as a draft, and nothing else" in said(response)

    def test_is_not_for_reporters_to_approve(self, reporter, submitted):
        self.act(reporter, submitted, "approve", comment="")
        assert not Story.objects.get().live

    def test_tells_an_approving_editor_what_is_wrong_by_now(self, editor, submitted):
        make_paper(headline_limit=20)
        Story.objects.update(headline="x" * 30)
        Revision.objects.filter(pk=submitted.latest_revision_id).update(
            content={**submitted.latest_revision.content, "headline": "x" * 30}
        )
        response = self.act(editor, submitted, "approve", comment="")
        assert "Take out 10" in said(response)
        story = Story.objects.get()
        assert (story.live, story.workflow_in_progress) == (False, True)

    def test_tells_it_in_the_window_that_asks_for_a_comment(self, editor, submitted):
        make_paper(headline_limit=20)
        Revision.objects.filter(pk=submitted.latest_revision_id).update(
            content={**submitted.latest_revision.content, "headline": "x" * 30}
        )
        task = submitted.current_workflow_task_state
        address = url("workflow_action", submitted.pk, "approve", task.pk)
        response = editor.post(
            address, {"comment": "fine"}, headers={"X-Requested-With": "XMLHttpRequest"}
        )
        assert response.json()["redirect"] == url("edit", submitted.pk)

    def test_is_published_from_the_form_only_when_fit(self, editor, submitted):
        form = kept(
            submitted,
            byline_note="",
            **{"action-workflow-action": "1", "workflow-action-name": "approve"},
        )
        assert "byline_note" in complaints(editor.post(url("edit", submitted.pk), form))

    def test_goes_back_to_its_writer_however_unfit(self, editor, reporter, submitted):
        form = kept(
            submitted,
            byline_note="",
            **{
                "action-workflow-action": "1",
                "workflow-action-name": "reject",
                "workflow-action-extra-data": json.dumps({"comment": "Who says so?"}),
            },
        )
        editor.post(url("edit", submitted.pk), form)
        state = Story.objects.get().current_workflow_state
        assert state.status == WorkflowState.STATUS_NEEDS_CHANGES
        reporter.post(url("edit", submitted.pk), kept(submitted, headline="Better"))
        assert Story.objects.get().headline == "Better"
