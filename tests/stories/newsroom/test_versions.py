"""The versions of a story, and its history."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset

from broadsheet.stories.models import Story
from tests.making import make_author, make_topic
from tests.newsroom import (
    BACKGROUND,
    PUBLISH,
    SUBMIT,
    filled_in,
    kept,
    people,
    photograph,
    url,
    when,
)

pytestmark = pytest.mark.django_db


class TestVersions:
    def test_are_compared_field_by_field(self, editor, story):
        picture, ann = photograph("Quay"), make_author("ann")
        earliest = story.save_revision()
        form = kept(
            story,
            headline="New words",
            form="opinion",
            lead_picture=str(picture.pk),
            bylines=people(ann),
            filed_topics=inline_formset([{"topic": str(make_topic("harbour").pk)}]),
            embargo_until=when(timezone.now() + timedelta(days=2)),
        )
        editor.post(url("edit", story.pk), form)
        latest = Story.objects.get(pk=story.pk).latest_revision
        address = url("revisions_compare", story.pk, earliest.pk, latest.pk)
        page = editor.get(address).content.decode()
        for words in ("Headline", "Form", "Lead picture", "Author", "Topic", "Embargo until"):
            assert words in page, words
        assert "New words" in page.replace('<span class="addition">', "").replace("</span>", "")

    def test_can_be_gone_back_to(self, editor, story):
        old = story.save_revision()
        editor.post(url("edit", story.pk), kept(story, headline="Worse"))
        address = url("revisions_revert", story.pk, old.pk)
        assert editor.get(address).status_code == 200
        editor.post(address, kept(story, **PUBLISH))
        assert Story.objects.get(pk=story.pk).headline == story.headline


class TestHistory:
    def test_lets_deeds_stand_out_from_what_was_saved(self, editor, story):
        editor.post(url("edit", story.pk), kept(story, headline="Saved"))
        editor.post(url("edit", story.pk), kept(story, headline="Sent out", **PUBLISH))
        page = editor.get(url("history", story.pk)).content.decode()
        assert 'class="newsroom-saved"' in page
        assert page.count('class="newsroom-deed"') == 1

    def test_can_do_without_what_was_saved(self, editor, story):
        editor.post(url("edit", story.pk), kept(story, headline="Sent out", **PUBLISH))
        shown = editor.get(url("history", story.pk), {"show": "deeds"}).context["object_list"]
        assert [entry.action for entry in shown] == ["wagtail.publish"]

    def test_folds_what_saved_itself_into_one_line(self, editor, reporter, story):
        story.save_revision()
        for client in (editor, reporter, editor):
            client.post(url("edit", story.pk), kept(story), headers=BACKGROUND)
        page = " ".join(editor.get(url("history", story.pk)).content.decode().split())
        assert page.count("<summary>Saved by itself 3 times, from") == 1
        assert "(Editor, Reporter)</summary>" in page

    def test_folds_nothing_across_what_somebody_saved_or_decided(self, editor, story):
        story.save_revision()
        for how in (BACKGROUND, {}, BACKGROUND):
            editor.post(url("edit", story.pk), kept(story), headers=how)
        page = editor.get(url("history", story.pk)).content.decode()
        assert "<summary>Saved by itself" not in page
        assert page.count("Saved by itself while writing") == 2
        assert page.count("Saved by hand") == 1

    def test_calls_each_deed_by_its_name(self, editor, reporter):
        reporter.post(url("add"), filled_in(**SUBMIT))
        story = Story.objects.get()
        task = story.current_workflow_task_state
        address = url("workflow_action", story.pk, "reject", task.pk)
        editor.post(address, {"comment": "Who says so?"})
        editor.post(url("edit", story.pk), kept(story, headline="Sent out", **PUBLISH))
        page = editor.get(url("history", story.pk)).content.decode()
        for words in ("Begun", "Saved by hand", "Published", "Who says so?"):
            assert words in page, words
