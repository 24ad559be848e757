"""Writing, submitting and publishing a story, as each role does it in a browser."""

import json
import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from wagtail.models import Revision, WorkflowState
from wagtail.test.utils.form_data import inline_formset, streamfield

from broadsheet.desk.roles import Role
from broadsheet.stories.models import Story
from tests.making import (
    make_author,
    make_draft,
    make_paper,
    make_section,
    make_story,
    make_topic,
)
from tests.newsroom import (
    BACKGROUND,
    PUBLISH,
    SUBMIT,
    at_desk,
    complaints,
    filled_in,
    kept,
    log_in,
    people,
    photograph,
    said,
    staff,
    url,
)

pytestmark = pytest.mark.django_db

BOTH = [PUBLISH, SUBMIT]


@pytest.fixture
def editor():
    return log_in(Role.EDITOR)


@pytest.fixture
def reporter():
    return log_in(Role.REPORTER)


@pytest.fixture
def story():
    return make_story(at=timezone.now() - timedelta(hours=1))


def when(moment):
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"


class TestWriting:
    def test_starts_with_a_headline_and_a_section(self, reporter):
        reporter.post(url("add"), filled_in(headline="Ferry runs again", byline_note=""))
        story = Story.objects.get()
        assert (story.headline, story.live) == ("Ferry runs again", False)

    def test_makes_the_slug_of_the_headline(self, reporter):
        reporter.post(url("add"), filled_in(headline="Fähre fährt wieder", slug=""))
        assert Story.objects.get().slug == "fähre-fährt-wieder"

    def test_makes_a_slug_of_a_headline_without_letters(self, reporter):
        reporter.post(url("add"), filled_in(headline="???", slug=""))
        assert Story.objects.get().slug == "story"

    def test_cuts_the_slug_of_a_long_headline(self, reporter):
        reporter.post(url("add"), filled_in(headline="word " * 50, slug="word-" * 50))
        assert len(Story.objects.get().slug) <= 120

    def test_keeps_a_draft_without_a_headline(self, reporter):
        reporter.post(url("add"), filled_in(headline="", byline_note=""))
        assert Story.objects.count() == 1

    def test_asks_for_a_section(self, reporter):
        make_section()
        response = reporter.post(url("add"), {**filled_in(), "section": ""})
        assert complaints(response) == {"section": "Choose a section."}

    def test_lets_two_drafts_have_one_slug(self, reporter):
        make_draft(slug="ferry")
        reporter.post(url("add"), filled_in(slug="ferry"))
        assert Story.objects.filter(slug="ferry").count() == 2

    def test_keeps_authors_and_topics_in_order(self, reporter):
        ann, bob = make_author("ann"), make_author("bob")
        harbour = make_topic("harbour")
        form = filled_in(
            bylines=people(bob, ann), filed_topics=inline_formset([{"topic": str(harbour.pk)}])
        )
        reporter.post(url("add"), form)
        story = Story.objects.get()
        assert story.authors == [bob, ann]
        assert [filed.topic for filed in story.filed_topics.all()] == [harbour]

    def test_offers_the_section_last_written_for(self, reporter):
        make_section("news")
        sport = make_section("sport")
        reporter.post(url("add"), filled_in(section=sport))
        form = reporter.get(url("add")).context["form"]
        assert form.instance.section == sport


class TestPublishing:
    def test_puts_an_editors_story_before_readers(self, editor):
        editor.post(url("add"), filled_in(**PUBLISH))
        story = Story.objects.get()
        assert story.live
        assert editor.get(story.get_absolute_url()).status_code == 200

    def test_leads_to_what_readers_see(self, editor):
        response = editor.post(url("add"), filled_in(**PUBLISH), follow=True)
        assert Story.objects.get().get_absolute_url() in response.content.decode()

    def test_is_refused_to_a_reporter(self, reporter):
        reporter.post(url("add"), filled_in(**PUBLISH))
        assert not Story.objects.get().live

    def test_of_a_change_is_refused_to_a_reporter(self, reporter, story):
        reporter.post(url("edit", story.pk), kept(story, headline="Mine now", **PUBLISH))
        story.refresh_from_db()
        assert (story.headline == "Mine now", story.has_unpublished_changes) == (False, True)

    def test_leaves_what_readers_see_until_a_change_is_published(self, editor, story):
        editor.post(url("edit", story.pk), kept(story, headline="New words"))
        assert Story.objects.get(pk=story.pk).headline == story.headline
        editor.post(url("edit", story.pk), kept(story, headline="New words", **PUBLISH))
        assert Story.objects.get(pk=story.pk).headline == "New words"

    def test_tells_readers_of_a_change_they_should_know(self, editor, story):
        form = kept(story, readers_should_know="on", **PUBLISH)
        editor.post(url("edit", story.pk), form)
        changed = Story.objects.get(pk=story.pk)
        assert changed.changed_at > changed.published_at
        assert not changed.readers_should_know

    @pytest.mark.parametrize("deed", ["unpublish", "lock", "delete"])
    def test_and_what_undoes_it_are_refused_to_a_reporter(self, reporter, story, deed):
        reporter.post(url(deed, story.pk))
        story.refresh_from_db()
        assert (story.live, story.locked) == (True, False)

    def test_is_undone_by_an_editor(self, editor, story):
        editor.post(url("unpublish", story.pk))
        assert not Story.objects.get(pk=story.pk).live

    def test_keeps_what_a_story_says_that_was_brought_in(self, editor, story):
        later = timezone.now() + timedelta(hours=2)
        editor.post(url("edit", story.pk), kept(story, go_live_at=when(later), **PUBLISH))
        story.refresh_from_db()
        assert story.live
        assert story.live_revision.as_object().headline == story.headline


@pytest.mark.parametrize("deed", BOTH, ids=["publish", "submit"])
class TestRules:
    def test_ask_for_a_headline(self, editor, deed):
        response = editor.post(url("add"), filled_in(headline="", **deed))
        assert complaints(response) == {"headline": "Write a headline."}

    def test_hold_a_headline_to_the_papers_limit(self, editor, deed):
        make_paper(headline_limit=40)
        response = editor.post(url("add"), filled_in(headline="x" * 41, **deed))
        assert "up to 40" in complaints(response)["headline"]

    def test_ask_who_signs(self, editor, deed):
        response = editor.post(url("add"), filled_in(byline_note="", **deed))
        assert "Choose an author" in complaints(response)["byline_note"]

    def test_take_an_author_for_a_byline(self, editor, deed):
        form = filled_in(byline_note="", bylines=people(make_author()), **deed)
        assert editor.post(url("add"), form).status_code == 302

    def test_do_not_take_an_author_who_was_struck_out(self, editor, deed):
        line = {"author": str(make_author().pk), "DELETE": "on"}
        form = filled_in(byline_note="", bylines=inline_formset([line]), **deed)
        assert "byline_note" in complaints(editor.post(url("add"), form))

    def test_ask_for_the_alt_text_of_the_lead_picture(self, editor, deed):
        mute = photograph("Mute", description="")
        response = editor.post(url("add"), filled_in(lead_picture=str(mute.pk), **deed))
        assert "alt text" in complaints(response)["lead_picture"]

    def test_ask_for_it_at_the_block_of_the_body(self, editor, deed):
        mute, told = photograph("Mute", description=""), photograph("Told")
        body = streamfield(
            [
                ("picture", {"picture": str(told.pk), "caption": ""}),
                ("picture", {"picture": str(mute.pk), "caption": ""}),
            ]
        )
        response = editor.post(url("add"), filled_in(body=body, **deed))
        (error,) = response.context["form"].errors["body"].as_data()
        assert list(error.block_errors) == [1]
        assert "alt text" in str(error.block_errors[1].block_errors["picture"])

    def test_refuse_an_address_that_is_taken_that_day(self, editor, deed):
        taken = make_story(at=timezone.now(), slug="ferry")
        form = filled_in(section=taken.section, slug="ferry", **deed)
        assert "slug" in complaints(editor.post(url("add"), form))

    def test_grant_the_address_of_another_day(self, editor, deed):
        old = make_story(at=timezone.now() - timedelta(days=3), slug="ferry")
        form = filled_in(section=old.section, slug="ferry", **deed)
        assert editor.post(url("add"), form).status_code == 302

    def test_refuse_dates_that_are_out_of_order(self, editor, deed):
        now = timezone.now()
        form = filled_in(
            embargo_until=when(now + timedelta(hours=3)),
            expire_at=when(now + timedelta(hours=2)),
            **deed,
        )
        assert "embargo" in complaints(editor.post(url("add"), form))["expire_at"]

    def test_say_all_that_is_wrong_at_once(self, editor, deed):
        mute = photograph("Mute", description="")
        form = filled_in(headline="", byline_note="", lead_picture=str(mute.pk), **deed)
        response = editor.post(url("add"), form)
        assert set(complaints(response)) == {"headline", "byline_note", "lead_picture"}


class TestDrafts:
    def test_may_break_every_rule(self, reporter):
        mute = photograph("Mute", description="")
        form = filled_in(headline="x" * 200, byline_note="", lead_picture=str(mute.pk))
        assert reporter.post(url("add"), form).status_code == 302

    def test_of_an_expired_story_can_be_saved(self, editor, story):
        yesterday = timezone.now() - timedelta(minutes=10)
        Story.objects.filter(pk=story.pk).update(expire_at=yesterday, live=False, expired=True)
        response = editor.post(url("edit", story.pk), kept(story, expire_at=when(yesterday)))
        assert response.status_code == 302

    def test_that_had_a_day_may_not_take_the_address_of_another(self, editor, story):
        other = make_story(at=story.published_at, section=story.section, slug="taken")
        story.unpublish()
        response = editor.post(url("edit", story.pk), kept(story, slug=other.slug))
        assert "slug" in complaints(response)

    def test_may_not_end_before_they_were_public(self, editor):
        """The database would refuse it, so the form has to."""
        soon = timezone.now() + timedelta(hours=5)
        story = make_draft(embargo_until=soon)
        story.save_revision().publish()
        story.refresh_from_db()
        story.unpublish()
        early = when(soon - timedelta(hours=1))
        response = editor.post(url("edit", story.pk), kept(story, expire_at=early))
        assert "expire_at" in complaints(response)


class TestLines:
    """Authors, topics and related stories: what the database would refuse, the form does."""

    @pytest.mark.parametrize("live", [False, True], ids=["draft", "live"])
    @pytest.mark.parametrize("deed", [{}, PUBLISH], ids=["save", "publish"])
    @pytest.mark.parametrize("name", ["bylines", "filed_topics", "related_by_hand"])
    def test_may_not_name_one_twice(self, editor, story, name, deed, live):
        field, one = {
            "bylines": ("author", make_author()),
            "filed_topics": ("topic", make_topic()),
            "related_by_hand": ("other", make_draft()),
        }[name]
        edited = story if live else make_draft()
        lines = inline_formset([{field: str(one.pk)}, {field: str(one.pk)}])
        response = editor.post(url("edit", edited.pk), kept(edited, **{name: lines}, **deed))
        assert response.status_code == 200
        assert getattr(Story.objects.get(pk=edited.pk), name).count() == 0

    @pytest.mark.parametrize("deed", [{}, PUBLISH], ids=["save", "publish"])
    def test_may_not_relate_a_story_to_itself(self, editor, story, deed):
        lines = inline_formset([{"other": str(story.pk)}])
        form = kept(story, related_by_hand=lines, **deed)
        assert editor.post(url("edit", story.pk), form).status_code == 200
        assert not Story.objects.get(pk=story.pk).related_by_hand.exists()


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


class TestLastGuard:
    """What the form could not see, because it happened after."""

    def test_gives_a_message_instead_of_an_error(self, editor, monkeypatch):
        make_story(at=timezone.now(), slug="ferry")
        monkeypatch.setattr(
            "broadsheet.stories.newsroom.forms.StoryRules._is_address_taken", lambda *_, **__: False
        )
        response = editor.post(url("add"), filled_in(slug="ferry", **PUBLISH), follow=True)
        assert "Another story of that day" in said(response)
        assert Story.objects.filter(live=True).count() == 1


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
        assert (response.status_code, response.json()["success"]) == (400, False)
        newest = Story.objects.get(pk=story.pk).get_latest_revision_as_object()
        assert newest.headline == "The editor’s"

    def test_tells_of_somebody_else_at_the_same_story(self, reporter, editor, story):
        editor.get(url("edit", story.pk))
        page = reporter.get(url("edit", story.pk)).context
        session = page["editing_sessions"]
        seen = reporter.post(session.ping_url, {}).json()
        assert [other["user"] for other in seen["other_sessions"]] == ["Editor"]


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


class TestPreview:
    def test_shows_a_new_story_with_unsaved_authors_and_topics(self, reporter):
        form = filled_in(
            headline="Not saved yet",
            bylines=people(make_author("ada-byrne")),
            filed_topics=inline_formset([{"topic": str(make_topic("harbour").pk)}]),
        )
        assert reporter.post(url("preview_on_add"), form).json() == {
            "is_valid": True,
            "is_available": True,
        }
        page = reporter.get(url("preview_on_add")).content.decode()
        assert all(words in page for words in ("Not saved yet", "Ada Byrne", "Harbour"))
        assert not Story.objects.exists()

    def test_shows_changes_beside_what_is_live(self, reporter, story):
        form = kept(story, headline="Not saved yet", bylines=people(make_author("ada-byrne")))
        reporter.post(url("preview_on_edit", story.pk), form)
        page = reporter.get(url("preview_on_edit", story.pk)).content.decode()
        assert "Not saved yet" in page
        assert "Ada Byrne" in page

    def test_waits_for_a_section(self, reporter):
        make_section()
        form = {**filled_in(), "section": ""}
        assert reporter.post(url("preview_on_add"), form).json()["is_available"] is False

    def test_is_not_for_strangers(self, client, story):
        assert client.get(url("preview_on_edit", story.pk)).status_code == 302


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
            readers_should_know="on",
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


class TestChooser:
    def test_finds_nothing_to_make_there(self, editor, story):
        chooser = "/newsroom/snippets/choose/stories/story/"
        answer = editor.get(chooser).json()
        assert story.headline in answer["html"]
        assert "tab-create" not in answer["html"]


def test_a_stranger_sees_nothing_of_it(client):
    assert client.get(url("list")).status_code == 302


def test_somebody_without_a_role_sees_nothing_of_it():
    user = staff(Role.REPORTER)
    user.groups.clear()
    assert at_desk(user).get(url("list")).status_code == 302
