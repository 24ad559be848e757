"""Two people, or two windows, at one story: nothing is overwritten without a word."""

import threading
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from wagtail import hooks
from wagtail.signals import task_approved

from broadsheet.desk.roles import Role
from broadsheet.stories.models import Story
from tests.making import make_draft
from tests.newsroom import (
    BACKGROUND,
    PUBLISH,
    SUBMIT,
    at_desk,
    complaints,
    filled_in,
    kept,
    said,
    staff,
    url,
    when,
)

pytestmark = pytest.mark.django_db


def delete(request, story):
    Story.objects.filter(pk=story.pk).delete()


@contextmanager
def heard(signal, ear):
    signal.connect(ear)
    yield
    signal.disconnect(ear)


class TestAutosave:
    def post(self, client, story, **fields):
        return client.post(url("edit", story.pk), kept(story, **fields), headers=BACKGROUND)

    def test_makes_one_version_of_a_sitting(self, reporter):
        first = reporter.post(url("add"), filled_in(), headers=BACKGROUND).json()
        story = Story.objects.get(pk=first["pk"])
        version = {"overwrite_revision_id": str(first["revision_id"])}
        for words in ("Ferry", "Ferry runs", "Ferry runs on"):
            response = self.post(reporter, story, headline=words, **version)
            assert response.json()["success"]
        assert story.revisions.count() == 1
        assert story.get_latest_revision_as_object().headline == "Ferry runs on"

    def test_shows_one_line_of_history_for_a_sitting(self, reporter):
        first = reporter.post(url("add"), filled_in(), headers=BACKGROUND).json()
        story = Story.objects.get(pk=first["pk"])
        for words in ("Ferry", "Ferry runs", "Ferry runs on"):
            version = {"overwrite_revision_id": str(first["revision_id"])}
            self.post(reporter, story, headline=words, **version)
        history = reporter.get(url("history", story.pk))
        assert len(history.context["object_list"]) <= 2

    def test_does_not_write_over_what_somebody_else_saved(self, reporter, editor, story):
        loaded = story.save_revision()
        editor.post(url("edit", story.pk), kept(story, headline="The editor’s"))
        response = self.post(
            reporter,
            story,
            headline="The reporter’s",
            loaded_revision_id=str(loaded.pk),
            loaded_revision_created_at=loaded.created_at.isoformat(),
        )
        assert (response.status_code, response.json()["success"]) == (409, False)
        newest = Story.objects.get(pk=story.pk).get_latest_revision_as_object()
        assert newest.headline == "The editor’s"

    def test_tells_of_somebody_else_at_the_same_story(self, reporter, editor, story):
        editor.get(url("edit", story.pk))
        page = reporter.get(url("edit", story.pk)).context
        session = page["editing_sessions"]
        seen = reporter.post(session.ping_url, {}).json()
        assert [other["user"] for other in seen["other_sessions"]] == ["Editor"]


class TestDeletedMeanwhile:
    """By somebody else, while a form is on its way."""

    @pytest.mark.parametrize("moment", ["before_edit_snippet", "before_publish", "after_publish"])
    def test_keeps_what_was_written_on_the_screen(self, editor, story, moment):
        form = kept(story, headline="My own words", **PUBLISH)
        with hooks.register_temporarily(moment, delete):
            response = editor.post(url("edit", story.pk), form, follow=True)
        assert not Story.objects.exists()
        assert "Somebody has deleted this story. What you wrote is still here" in said(response)
        assert "My own words" in response.content.decode()

    def test_leads_to_the_list_where_nothing_was_written(self, editor, reporter):
        reporter.post(url("add"), filled_in(**SUBMIT))
        task = Story.objects.get().current_workflow_task_state
        address = url("workflow_action", Story.objects.get().pk, "approve", task.pk)
        with heard(task_approved, lambda **_: delete(None, Story.objects.get())):
            response = editor.post(address, {"comment": ""}, follow=True)
        assert response.redirect_chain == [(url("list"), 302)]
        assert "Not published. Somebody has deleted this story." in said(response)


class TestLocks:
    def test_keep_others_out_until_they_are_opened(self, editor, reporter, story):
        editor.post(url("lock", story.pk))
        reporter.post(url("edit", story.pk), kept(story, headline="Mine"))
        assert Story.objects.get(pk=story.pk).latest_revision is None
        editor.post(url("unlock", story.pk))
        reporter.post(url("edit", story.pk), kept(story, headline="Mine"))
        newest = Story.objects.get(pk=story.pk).get_latest_revision_as_object()
        assert newest.headline == "Mine"

    def test_keep_a_scheduled_version_as_it_is(self, editor):
        later = timezone.now() + timedelta(hours=2)
        editor.post(url("add"), filled_in(go_live_at=when(later), **PUBLISH))
        story = Story.objects.get()
        assert (story.live, story.approved_schedule) == (False, True)
        editor.post(url("edit", story.pk), kept(story, headline="Changed meanwhile"))
        assert Story.objects.get().get_latest_revision_as_object().headline == story.headline
        revision = story.scheduled_revision.pk
        editor.post(url("revisions_unschedule", story.pk, revision))
        assert not Story.objects.get().approved_schedule


@pytest.mark.django_db(transaction=True)
def test_previews_and_drafts_may_be_saved_at_the_same_moment():
    """The editor does both every few seconds, and a database file has one writer."""
    story = make_draft()
    answers = []

    def save(client, view, **extra):
        try:
            for number in range(8):
                form = kept(story, headline=f"Draft {number}")
                answers.append(client.post(url(view, story.pk), form, **extra).status_code)
        finally:
            connection.close()

    writers = [at_desk(staff(role)) for role in (Role.EDITOR, Role.PUBLISHER)]
    threads = [
        threading.Thread(target=save, args=(client, view), kwargs=extra)
        for client in writers
        for view, extra in (("preview_on_edit", {}), ("edit", {"headers": BACKGROUND}))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [200] * 32


class TestSentTooSoon:
    """A slow machine: somebody presses a button before the scripts have built the form."""

    @pytest.mark.parametrize("action", [{}, SUBMIT])
    def test_leaves_the_body_as_it_is(self, reporter, action):
        reporter.post(url("add"), filled_in(headline="Ferry"))
        story = Story.objects.get()
        form = {
            name: value
            for name, value in kept(story, headline="Ferry runs", **action).items()
            if not name.startswith("body-")
        }
        response = reporter.post(url("edit", story.pk), form)
        assert response.status_code == 302, complaints(response)
        draft = Story.objects.get().get_latest_revision_as_object()
        assert draft.headline == "Ferry runs"
        assert "The quay was quiet." in str(draft.body)
