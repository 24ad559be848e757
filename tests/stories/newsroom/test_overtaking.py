"""Who saves a story learns of what others saved meanwhile, and loses no word."""

import threading
from html import unescape

import pytest
from django.db import connection
from wagtail import hooks
from wagtail.models import ModelLogEntry

from broadsheet.desk.roles import Role
from broadsheet.stories.actions import AUTOSAVED, SET_ASIDE
from broadsheet.stories.models import Story
from broadsheet.stories.newsroom.together.overtaking import named
from tests.making import make_draft
from tests.newsroom import BACKGROUND, PUBLISH, SUBMIT, at_desk, kept, said, staff, url

pytestmark = pytest.mark.django_db


def newest(story):
    return Story.objects.get(pk=story.pk).get_latest_revision_as_object()


def headlines(story):
    """Of all versions, the newest first."""
    return [each.object_str for each in story.revisions.order_by("-created_at", "-pk")]


@pytest.fixture
def opened(story):
    """What a form says that was opened before anybody else saved."""
    return {"opened_version": named(story.save_revision())}


@pytest.fixture
def overtaken(editor, story, opened):
    """The same, and the editor has saved since."""
    editor.post(url("edit", story.pk), kept(story, headline="The editor’s"))
    return opened


@pytest.fixture
def told(overtaken, story):
    """What the form says once its writer was told of the editor’s version."""
    version = named(Story.objects.get(pk=story.pk).latest_revision)
    return {**overtaken, "seen_version": version}


class TestSaving:
    def test_says_with_which_version_the_form_was_opened(self, reporter, story, opened):
        page = reporter.get(url("edit", story.pk)).content.decode()
        assert f'name="opened_version" value="{opened["opened_version"]}"' in unescape(page)

    @pytest.mark.parametrize("deed", [{}, SUBMIT])
    def test_stops_where_somebody_else_saved(self, reporter, story, overtaken, deed):
        form = kept(story, headline="The reporter’s", **overtaken, **deed)
        response = reporter.post(url("edit", story.pk), form)
        page = unescape(response.content.decode())
        assert response.status_code == 409
        assert "Not saved yet: Editor saved another version" in page
        assert "The reporter’s" in page
        assert newest(story).headline == "The editor’s"
        assert not Story.objects.get(pk=story.pk).workflow_in_progress

    def test_stops_what_would_go_out(self, editor, story, reporter, opened):
        reporter.post(url("edit", story.pk), kept(story, headline="The reporter’s"))
        form = kept(story, headline="The editor’s", **opened, **PUBLISH)
        assert editor.post(url("edit", story.pk), form).status_code == 409
        assert Story.objects.get(pk=story.pk).headline == story.headline

    def test_stops_by_itself_as_well_and_is_given_the_notice(self, reporter, story, overtaken):
        form = kept(story, headline="The reporter’s", **overtaken)
        response = reporter.post(url("edit", story.pk), form, headers=BACKGROUND)
        answer = response.json()
        assert (response.status_code, answer["error_code"]) == (409, "invalid_revision")
        assert "Editor saved another version" in answer["notice"]
        assert newest(story).headline == "The editor’s"

    @pytest.mark.parametrize("overwriting", [True, False])
    def test_stops_where_what_was_opened_went_out_meanwhile(
        self, editor, reporter, story, overwriting
    ):
        version = story.save_revision()
        version.publish(user=None)
        over = {"overwrite_revision_id": str(version.pk)} if overwriting else {}
        form = kept(story, headline="The reporter’s", opened_version=named(version), **over)
        response = reporter.post(url("edit", story.pk), form, headers=BACKGROUND)
        assert response.status_code == 409
        assert "is published meanwhile" in response.json()["notice"]
        assert "The reporter’s" not in headlines(story)

    def test_tells_what_differs(self, reporter, story, overtaken):
        form = kept(story, headline="The reporter’s", **overtaken)
        notice = reporter.post(url("edit", story.pk), form, headers=BACKGROUND).json()["notice"]
        assert "What differs: Headline" in " ".join(notice.split())
        assert 'The <span class="deletion">editor’s</span>' in notice
        assert '<span class="addition">reporter’s</span>' in notice

    def test_asks_again_until_it_is_decided(self, reporter, story, overtaken):
        form = kept(story, headline="The reporter’s", **overtaken)
        page = reporter.post(url("edit", story.pk), form)
        assert overtaken["opened_version"] in unescape(page.content.decode())
        assert reporter.post(url("edit", story.pk), form).status_code == 409

    def test_of_a_form_that_cannot_be_saved_keeps_its_words(self, reporter, story, overtaken):
        form = kept(story, headline="The reporter’s", canonical="no address", **overtaken)
        response = reporter.post(url("edit", story.pk), form)
        assert response.status_code == 409
        assert "no address" in response.content.decode()

    def test_stops_where_the_story_had_no_version_at_all(self, reporter, editor, story):
        editor.post(url("edit", story.pk), kept(story, headline="The editor’s"))
        form = kept(story, headline="The reporter’s", opened_version="")
        assert reporter.post(url("edit", story.pk), form).status_code == 409

    def test_tells_somebody_of_their_own_other_window(self, editor, story, overtaken):
        form = kept(story, headline="Another window’s", **overtaken)
        page = editor.post(url("edit", story.pk), form).content.decode()
        assert "you saved another version in another window" in page

    def test_goes_on_from_what_it_saved_itself(self, reporter, story, opened):
        address, version = url("edit", story.pk), opened
        for words in ("Ferry", "Ferry runs"):
            answer = reporter.post(
                address, kept(story, headline=words, **version), headers=BACKGROUND
            ).json()
            version = {"opened_version": answer["field_updates"]["opened_version"]}
        by_hand = kept(story, headline="Ferry runs on", **version)
        assert reporter.post(address, by_hand).status_code == 302
        assert newest(story).headline == "Ferry runs on"

    def test_of_a_form_from_an_earlier_release_stops_as_well(self, reporter, editor, story):
        loaded = story.save_revision()
        editor.post(url("edit", story.pk), kept(story, headline="The editor’s"))
        form = kept(
            story,
            headline="The reporter’s",
            loaded_revision_id=str(loaded.pk),
            loaded_revision_created_at=loaded.created_at.isoformat(),
        )
        assert reporter.post(url("edit", story.pk), form).status_code == 409

    def test_stops_whoever_goes_back_to_an_earlier_version(self, reporter, story, overtaken):
        first = story.revisions.order_by("pk").first()
        address = url("revisions_revert", story.pk, first.pk)
        assert reporter.post(address, kept(story, **overtaken)).status_code == 409
        assert newest(story).headline == "The editor’s"

    @pytest.mark.parametrize("how", [{}, BACKGROUND])
    def test_stops_even_if_it_happens_while_the_form_is_on_its_way(
        self, reporter, editor, story, opened, how
    ):
        theirs = kept(story, headline="The editor’s")

        def overtake(request, _story):
            if request.user.first_name == "Reporter":
                editor.post(url("edit", story.pk), theirs)

        mine = kept(story, headline="The reporter’s", **opened)
        with hooks.register_temporarily("before_edit_snippet", overtake):
            response = reporter.post(url("edit", story.pk), mine, headers=how)
        assert response.status_code == 409
        assert newest(story).headline == "The editor’s"


class TestDecision:
    def test_makes_mine_the_newest_and_keeps_theirs(self, reporter, story, told):
        form = kept(story, headline="The reporter’s", overtaken="mine", **told)
        response = reporter.post(url("edit", story.pk), form, follow=True)
        assert headlines(story)[:2] == ["The reporter’s", "The editor’s"]
        assert "The version that it replaced is kept in the history" in said(response)

    def test_sets_mine_aside_and_leaves_theirs(self, reporter, story, told):
        form = kept(story, headline="The reporter’s", overtaken="theirs", **told)
        response = reporter.post(url("edit", story.pk), form, follow=True)
        assert headlines(story)[:2] == ["The editor’s", "The reporter’s"]
        assert newest(story).headline == "The editor’s"
        assert "Your version is set aside" in said(response)
        assert ModelLogEntry.objects.filter(action=SET_ASIDE).count() == 1

    def test_lets_the_other_go_on_undisturbed(self, reporter, editor, story, told):
        form = kept(story, headline="The reporter’s", overtaken="theirs", **told)
        reporter.post(url("edit", story.pk), form)
        theirs = kept(story, headline="The editor’s own", opened_version=told["seen_version"])
        assert editor.post(url("edit", story.pk), theirs).status_code == 302

    @pytest.mark.parametrize("decision", ["mine", "theirs"])
    def test_is_asked_for_anew_of_what_was_saved_after_that(
        self, reporter, editor, story, told, decision
    ):
        editor.post(url("edit", story.pk), kept(story, headline="Newer still"))
        form = kept(story, headline="The reporter’s", overtaken=decision, **told)
        assert reporter.post(url("edit", story.pk), form).status_code == 409
        assert newest(story).headline == "Newer still"
        assert "The reporter’s" not in headlines(story)


class TestHistory:
    def test_tells_what_saved_itself_from_what_somebody_saved(self, reporter, story, opened):
        address = url("edit", story.pk)
        answer = reporter.post(address, kept(story, **opened), headers=BACKGROUND).json()
        reporter.post(
            address, kept(story, opened_version=answer["field_updates"]["opened_version"])
        )
        deeds = list(ModelLogEntry.objects.order_by("pk").values_list("action", flat=True))
        assert deeds == [AUTOSAVED, "wagtail.edit"]


@pytest.mark.django_db(transaction=True)
def test_of_many_who_save_at_the_same_moment_one_is_first_and_all_others_are_told():
    story = make_draft()
    opened = named(story.save_revision())
    people = [staff(Role.EDITOR, f"{number}@example.org") for number in range(4)]
    answers, at_once = [], threading.Barrier(len(people))

    def save(number, client):
        try:
            form = kept(story, headline=f"Words {number}", opened_version=opened)
            at_once.wait()
            response = client.post(url("edit", story.pk), form, headers=BACKGROUND)
            answers.append(response.status_code)
        finally:
            connection.close()

    threads = [
        threading.Thread(target=save, args=(number, at_desk(user)))
        for number, user in enumerate(people)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [200, 409, 409, 409]
    assert story.revisions.count() == 2
