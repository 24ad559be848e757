"""Words that are kept although a check remarks on them, and what is not published before."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse

from broadsheet.checking.draft import Draft
from broadsheet.checking.known import Known
from broadsheet.checking.looking import look_at
from broadsheet.checking.remarks import Weight
from broadsheet.desk.roles import Role
from broadsheet.stories.models import KeptWords, Story
from tests.making import NOON, make_draft
from tests.newsroom import PUBLISH, SUBMIT, filled_in, log_in, paragraphs, said, url

pytestmark = pytest.mark.django_db

WRONG = "It sank on Wednesday, 2 May 2017."


DOUBLED = "It sank in the the fog."


def remark(text):
    found = look_at(Draft.of_text(text, day=NOON.date()), Known())
    return next(each for each in found if each.weight > Weight.HINT)


def keep(client, story, *, text=WRONG, **changes):
    given = {
        "day": NOON.date().isoformat(),
        "passages": [{"place": "body", "text": text}],
        "key": remark(text).key,
        "reason": "It is in the letter so",
        **changes,
    }
    address = reverse("keep_words", args=[story.pk])
    return client.post(address, json.dumps(given), content_type="application/json")


class TestKeeping:
    def test_is_on_record_with_who_and_why(self):
        story, editor = make_draft(), log_in(Role.EDITOR)
        assert keep(editor, story).json() == {"reason": "It is in the letter so"}
        kept = KeptWords.objects.get()
        assert (kept.story, kept.words, kept.reason) == (
            story,
            "Wednesday",
            "It is in the letter so",
        )
        assert "editor" in kept.by.lower()
        history = editor.get(url("history", story.pk)).content.decode()
        assert "It is in the letter so" in history

    def test_again_says_why_anew(self):
        story, editor = make_draft(), log_in(Role.EDITOR)
        keep(editor, story)
        keep(editor, story, reason="Another reason")
        assert [each.reason for each in KeptWords.objects.all()] == ["Another reason"]

    def test_of_an_error_needs_somebody_who_may_publish(self):
        story, reporter = make_draft(), log_in(Role.REPORTER)
        assert keep(reporter, story).status_code == 403
        assert keep(reporter, story, text=DOUBLED).status_code == 200

    @pytest.mark.parametrize(
        ("changes", "status"),
        [({"reason": " "}, 400), ({"key": ""}, 409), ({"key": 5}, 409), ({"passages": 5}, 400)],
    )
    def test_needs_a_reason_and_a_remark(self, changes, status):
        assert keep(log_in(Role.EDITOR), make_draft(), **changes).status_code == status
        assert not KeptWords.objects.exists()

    def test_is_of_that_sentence_and_of_that_weight(self):
        story, editor = make_draft(), log_in(Role.EDITOR)
        keep(editor, story)
        another = remark("So it was on Wednesday, 2 May 2017.")
        quoted = remark("“It sank in the the fog,” he said.")
        assert remark(WRONG).key not in {another.key, quoted.key}
        assert remark(WRONG).key == KeptWords.objects.get().key


class TestLettingGo:
    def test_makes_the_remark_open_again_and_is_on_record(self):
        story, editor = make_draft(), log_in(Role.EDITOR)
        keep(editor, story)
        address = reverse("let_words_go", args=[story.pk])
        assert editor.post(address, {"key": "of no words"}).status_code == 200
        assert KeptWords.objects.exists()
        assert editor.post(address, {"key": remark(WRONG).key}).status_code == 200
        assert not KeptWords.objects.exists()
        assert editor.post(address, {"key": remark(WRONG).key}).status_code == 200
        assert "Words not kept any more" in editor.get(url("history", story.pk)).content.decode()

    def test_of_an_error_is_for_who_may_publish(self):
        story, editor, reporter = make_draft(), log_in(Role.EDITOR), log_in(Role.REPORTER)
        keep(editor, story)
        keep(reporter, story, text=DOUBLED)
        address = reverse("let_words_go", args=[story.pk])
        assert reporter.post(address, {"key": remark(WRONG).key}).status_code == 403
        assert reporter.post(address, {"key": remark(DOUBLED).key}).status_code == 200
        assert [kept.key for kept in KeptWords.objects.all()] == [remark(WRONG).key]


class TestPublishing:
    def test_waits_for_an_error_to_be_mended_or_kept(self):
        editor = log_in(Role.EDITOR)
        form = filled_in(headline="Ferry", byline_note="Staff", body=paragraphs(WRONG), **PUBLISH)
        response = editor.post(url("add"), form)
        assert "2 May 2017 was a Tuesday." in response.content.decode()
        assert not Story.objects.filter(live=True).exists()

    def test_does_not_wait_once_it_is_kept(self):
        editor, story = log_in(Role.EDITOR), make_draft(headline="Ferry")
        keep(editor, story)
        form = filled_in(headline="Ferry", byline_note="Staff", body=paragraphs(WRONG), **PUBLISH)
        editor.post(url("edit", story.pk), form)
        assert Story.objects.get(pk=story.pk).live

    def test_of_a_draft_waits_for_nothing(self):
        editor = log_in(Role.EDITOR)
        editor.post(url("add"), filled_in(headline="Ferry", body=paragraphs(WRONG)))
        assert Story.objects.filter(headline="Ferry").exists()

    def test_by_review_waits_for_it_as_well(self):
        reporter, editor = log_in(Role.REPORTER), log_in(Role.EDITOR)
        form = filled_in(headline="Ferry", byline_note="Staff", body=paragraphs(WRONG), **SUBMIT)
        reporter.post(url("add"), form)
        story = Story.objects.get()
        task = story.current_workflow_task_state
        address = url("workflow_action", story.pk, "approve", task.pk)
        response = editor.post(address, {"comment": ""}, follow=True)
        assert "2 May 2017 was a Tuesday." in said(response)
        assert not Story.objects.get().live
        keep(editor, story)
        editor.post(address, {"comment": ""}, follow=True)
        assert Story.objects.get().live

    def test_is_not_in_the_way_of_who_asks_for_a_review(self):
        form = filled_in(headline="Ferry", byline_note="Staff", body=paragraphs(WRONG), **SUBMIT)
        log_in(Role.REPORTER).post(url("add"), form)
        assert Story.objects.get().workflow_in_progress
