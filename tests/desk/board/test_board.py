"""The planning board: where each story stands, whose it is, and whether it is late."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.models import EditingSession

from broadsheet.desk.board.actions import plan
from broadsheet.desk.board.context import Column
from broadsheet.desk.board.pages import MOST, Wanted, board_for
from broadsheet.desk.roles import Role
from broadsheet.stories.models import Plan, Story
from tests.making import make_draft, make_section, make_story
from tests.newsroom import BACKGROUND, PUBLISH, SUBMIT, at_desk, filled_in, staff, url, when

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    return staff(Role.EDITOR)


@pytest.fixture
def editor(user):
    return at_desk(user)


def cards(user, column, **wanted):
    board = board_for(user, Wanted(**wanted), at=timezone.now())
    return next(each for each in board.columns if each.key == column).cards


def card(user, column, **wanted):
    (only,) = cards(user, column, **wanted)
    return only


class TestColumns:
    def test_hold_what_is_in_work(self, user):
        make_draft(headline="Ferry")
        assert card(user, Column.WORK).headline == "Ferry"

    def test_hold_what_waits_for_review(self, user, editor):
        editor.post(url("add"), filled_in(**SUBMIT))
        assert card(user, Column.REVIEW).headline == "Ferry runs again"
        assert cards(user, Column.WORK) == ()

    def test_hold_what_is_scheduled_with_its_time(self, user, editor):
        later = (timezone.now() + timedelta(hours=3)).replace(second=0, microsecond=0)
        editor.post(url("add"), filled_in(go_live_at=when(later), **PUBLISH))
        assert card(user, Column.SCHEDULED).at == later

    def test_hold_what_was_published_today_and_nothing_older(self, user):
        make_story(at=timezone.now(), headline="Today")
        make_story(at=timezone.now() - timedelta(days=2), headline="Before")
        assert card(user, Column.TODAY).headline == "Today"

    def test_tell_of_changes_to_what_readers_have(self, user):
        story = make_story(at=timezone.now())
        story.headline = "Changed"
        story.save_revision()
        shown = card(user, Column.WORK)
        assert (shown.headline, shown.state) == ("Changed", "Live with changes")

    def test_show_what_is_due_first(self, user):
        now = timezone.now()
        for hours in (3, 1, 2):
            plan(make_draft(headline=f"In {hours}"), due_at=now + timedelta(hours=hours))
        make_draft(headline="Some time")
        named = [each.headline for each in cards(user, Column.WORK)]
        assert named == ["In 1", "In 2", "In 3", "Some time"]

    def test_say_honestly_how_many_more_there_are(self, user, editor):
        section = make_section()
        for number in range(MOST + 3):
            make_draft(section=section, slug=f"s-{number}")
        board = board_for(user, Wanted(), at=timezone.now())
        work = board.columns[0]
        assert (len(work.cards), work.count, work.more) == (MOST, MOST + 3, 3)
        assert "3 more" in editor.get(reverse("board")).content.decode()

    def test_are_of_one_desk_where_that_is_asked_for(self, user):
        sport = make_section("sport")
        part = make_section("football", parent=sport)
        make_draft(section=part, headline="Match")
        make_draft(section=make_section(), headline="Ferry")
        assert card(user, Column.WORK, section=sport).headline == "Match"

    def test_are_of_one_person_where_that_is_asked_for(self, user):
        plan(make_draft(headline="Mine"), owner=user)
        make_draft(headline="Nobody’s")
        assert card(user, Column.WORK, owner_id=user.pk).headline == "Mine"


class TestCard:
    def test_tells_how_much_is_written_of_what_is_wanted(self, user):
        plan(
            make_draft(body=[("paragraph", "<p>One two three.</p>")]),
            words_wanted=400,
            pictures_wanted="A map",
        )
        shown = card(user, Column.WORK)
        assert (shown.words, shown.words_wanted, shown.pictures_wanted) == (3, 400, "A map")

    def test_counts_the_newest_version(self, user, editor):
        editor.post(url("add"), filled_in(), headers=BACKGROUND)
        assert card(user, Column.WORK).words == 4

    def test_is_late_once_its_time_is_over_and_says_so_in_words(self, user, editor):
        plan(make_draft(), due_at=timezone.now() - timedelta(minutes=1))
        assert card(user, Column.WORK).is_late
        page = editor.get(reverse("board")).content.decode()
        assert "Late: due" in page
        assert "1 story is late." in page

    def test_is_not_late_once_it_is_out(self, user):
        plan(make_story(at=timezone.now()), due_at=timezone.now() - timedelta(hours=1))
        assert not card(user, Column.TODAY).is_late

    def test_names_who_is_in_the_story_now(self, user):
        story = make_draft()
        at_desk(staff(Role.REPORTER)).get(url("edit", story.pk))
        EditingSession.objects.update(is_editing=True)
        (person,) = card(user, Column.WORK).people
        assert (person.name, person.is_writing) == ("Reporter", True)

    def test_offers_only_what_is_somebodys_to_do(self, user):
        make_draft()
        reporter = staff(Role.REPORTER)
        assert [move.to for move in card(reporter, Column.WORK).moves] == ["review"]
        assert [move.to for move in card(user, Column.WORK).moves] == ["review", "today"]


class TestPlanning:
    def test_makes_a_draft_of_what_nobody_has_written(self, user, editor):
        section, due = make_section(), timezone.now() + timedelta(hours=2)
        asked = {"headline": "The budget", "section": section.pk, "due_at": when(due)}
        editor.post(reverse("board_start"), asked)
        story = Story.objects.get()
        assert (story.live, story.slug, story.plan.owner) == (False, "the-budget", user)
        assert story.latest_revision.user == user
        assert card(user, Column.WORK).owner == "Editor"

    def test_says_what_is_missing(self, editor):
        answer = editor.post(reverse("board_start"), {"headline": ""})
        assert answer.status_code == 422
        assert not Story.objects.exists()

    def test_is_changed_on_the_card(self, user, editor):
        story = make_draft()
        editor.post(
            reverse("board_card", args=[story.pk]),
            {"due_at": "", "owner": user.pk, "words_wanted": "600", "pictures_wanted": "A quay"},
        )
        planned = Plan.objects.get(story=story)
        assert (planned.owner, planned.words_wanted) == (user, 600)

    def test_changes_no_version_of_the_story(self, editor):
        story = make_draft()
        asked = {"due_at": "", "owner": "", "words_wanted": "600", "pictures_wanted": ""}
        editor.post(reverse("board_card", args=[story.pk]), asked)
        assert Story.objects.get().latest_revision is None
        assert Story.objects.get().edited_at == story.edited_at

    def test_leads_back_to_the_board_as_it_was(self, editor):
        story = make_draft()
        here = reverse("board") + "?section=7"
        asked = {"due_at": "", "owner": "", "words_wanted": "", "pictures_wanted": "", "next": here}
        answer = editor.post(reverse("board_card", args=[story.pk]), asked)
        assert answer["Location"] == here

    def test_leads_nowhere_else(self, editor):
        story = make_draft()
        asked = {"due_at": "", "owner": "", "words_wanted": "", "pictures_wanted": ""}
        asked["next"] = "https://example.org/"
        answer = editor.post(reverse("board_card", args=[story.pk]), asked)
        assert answer["Location"] == reverse("board")


class TestScreen:
    def test_is_in_the_menu_and_on_the_first_page(self, editor):
        page = editor.get(reverse("wagtailadmin_home")).content.decode()
        assert page.count(reverse("board")) >= 2

    def test_is_not_for_strangers(self, client):
        assert client.get(reverse("board")).status_code == 302
        assert client.get(reverse("board_cards")).status_code == 302

    def test_is_named_on_its_tab_as_is_a_card(self, editor):
        story = make_draft(headline="The lighthouse")
        addresses = {
            reverse("board"): "Planning board",
            reverse("board_card", args=[story.pk]): "Plan: The lighthouse",
        }
        for address, name in addresses.items():
            tab = re.search(
                r"<title>(.*?)</title>", editor.get(address).content.decode(), re.DOTALL
            )
            assert " ".join(tab[1].split()).startswith(f"{name} - ")

    def test_says_what_an_empty_column_is_empty_of(self, editor):
        page = editor.get(reverse("board")).content.decode()
        assert "Nothing is waiting for review." in page

    def test_asks_the_database_as_often_for_many_cards(self, user, editor):
        def asked():
            with CaptureQueriesContext(connection) as queries:
                assert editor.get(reverse("board_cards")).status_code == 200
            return len(queries)

        def grow(count):
            section = make_section(f"s-{count}")
            for number in range(count):
                story = make_draft(section=section, slug=f"d-{number}")
                plan(story, owner=user, due_at=timezone.now())
                story.save_revision(user=user)
                make_story(at=timezone.now(), section=section, slug=f"l-{number}")
                make_draft(section=section, slug=f"n-{number}")
                editor.get(url("edit", story.pk))

        grow(1)
        asked()
        few = asked()
        grow(12)
        asked()
        assert asked() == few
        assert few <= 30
