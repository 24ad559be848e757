"""Writing a story: drafts, what they may be, and how they look before anybody else sees them."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from broadsheet.desk.roles import Role
from broadsheet.stories.models import Plan, Story
from tests.making import make_author, make_draft, make_section, make_story, make_topic
from tests.newsroom import (
    BACKGROUND,
    PUBLISH,
    at_desk,
    complaints,
    filled_in,
    kept,
    paragraphs,
    people,
    photograph,
    said,
    staff,
    url,
    when,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("value", ["abc", "9" * 40])
def test_a_picture_that_is_no_id_is_told_at_its_field(value):
    response = at_desk(staff(Role.REPORTER)).post(url("add"), filled_in(lead_picture=value))
    assert response.status_code == 200
    assert "lead_picture" in complaints(response)


class TestWriting:
    def test_starts_with_a_headline_and_a_section(self, reporter):
        reporter.post(url("add"), filled_in(headline="Ferry runs again", byline_note=""))
        story = Story.objects.get()
        assert (story.headline, story.live) == ("Ferry runs again", False)

    @pytest.mark.parametrize("saved", [{}, BACKGROUND])
    def test_makes_whoever_begins_a_story_its_owner(self, saved):
        user = staff(Role.REPORTER)
        at_desk(user).post(url("add"), filled_in(), headers=saved)
        assert Story.objects.get().plan.owner == user

    def test_says_what_is_lacking_before_it_can_save_by_itself(self, reporter):
        answer = reporter.post(url("add"), {**filled_in(), "section": ""}, headers=BACKGROUND)
        assert answer.status_code == 400
        assert answer.json()["error_message"] == "Not saved yet. Choose a section."

    def test_has_its_panels_in_one_order_before_and_after_it_is_saved(self, reporter):
        def panels(address):
            return [panel.name for panel in reporter.get(address).context["side_panels"]]

        assert panels(url("add")) == panels(url("edit", make_draft().pk))

    def test_leaves_a_story_with_whom_the_plan_names(self, reporter):
        story = make_draft()
        owner = staff(Role.EDITOR)
        Plan.objects.create(story=story, owner=owner)
        reporter.post(url("edit", story.pk), kept(story, headline="New words"))
        assert Plan.objects.get().owner == owner

    def test_makes_nobody_the_owner_who_only_edits(self, reporter):
        story = make_draft()
        reporter.post(url("edit", story.pk), kept(story, headline="New words"))
        assert not Plan.objects.exists()

    @pytest.mark.parametrize(
        ("headline", "slug"),
        [
            ("Fähre fährt wieder", "fähre-fährt-wieder"),
            ("കേരളത്തിൽ മഴ", "കേരളത്തിൽ-മഴ"),
        ],
    )
    @pytest.mark.parametrize("is_written", [False, True])
    def test_makes_the_slug_of_the_headline(self, reporter, headline, slug, is_written):
        reporter.post(url("add"), filled_in(headline=headline, slug=slug if is_written else ""))
        assert Story.objects.get().slug == slug

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


class TestDrafts:
    def test_may_break_every_rule(self, reporter):
        mute = photograph("Mute", description="")
        form = filled_in(headline="x" * 200, byline_note="", lead_picture=str(mute.pk))
        assert reporter.post(url("add"), form).status_code == 302

    @pytest.mark.parametrize("deed", [{}, PUBLISH], ids=["save", "publish"])
    def test_of_a_story_that_somebody_deleted_stay_on_the_screen(self, editor, deed):
        author = make_author("ada-byrne")
        story = make_draft(authors=[author])
        line = story.bylines.get()
        form = kept(story, headline="My own words", body=paragraphs("Long work."), **deed)
        form |= nested_form_data(
            {"bylines": inline_formset([{"id": str(line.pk), "author": str(author.pk)}], initial=1)}
        )
        address = url("edit", story.pk)
        story.delete()
        response = editor.post(address, form)
        assert response.status_code == 200
        assert "Somebody has deleted this story. What you wrote is still here" in said(response)
        shown = response.content.decode()
        assert all(words in shown for words in ("My own words", "Long work."))
        assert f'action="{url("add")}"' in shown
        assert not Story.objects.exists()

    def test_saved_in_the_background_say_that_the_story_is_deleted(self, editor):
        story = make_draft()
        form, address = kept(story), url("edit", story.pk)
        story.delete()
        answer = editor.post(address, form, headers=BACKGROUND)
        assert answer.status_code == 400
        assert "Somebody has deleted this story." in answer.json()["error_message"]

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

    def test_may_not_end_before_they_were_public(self, editor, story):
        """The database would refuse it, so the form has to."""
        story.unpublish()
        early = when(story.published_at - timedelta(hours=1))
        response = editor.post(url("edit", story.pk), kept(story, expire_at=early))
        assert "expire_at" in complaints(response)

    def test_under_embargo_may_not_move_to_a_day_when_their_address_is_taken(self, editor):
        now = timezone.now()
        later, last = now + timedelta(days=2), now + timedelta(days=4)
        story = make_story(slug="ferry", at=now, embargo_until=later)
        make_story(slug="ferry", at=now, embargo_until=last)
        form = kept(story, embargo_until=when(last), **PUBLISH)
        assert "slug" in complaints(editor.post(url("edit", story.pk), form))

    def test_under_embargo_move_from_a_day_when_their_address_is_taken(self, editor):
        now = timezone.now()
        story = make_story(slug="ferry", at=now, embargo_until=now + timedelta(days=2))
        form = kept(story, embargo_until=when(now + timedelta(days=4)), **PUBLISH)
        told = {"change_kind": "update", "change_note": "It moves."}
        editor.post(url("edit", story.pk), {**form, **told})
        moved = Story.objects.get(pk=story.pk)
        assert moved.day != story.day
        assert moved.changed_at is None


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
