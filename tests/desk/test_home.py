"""The first page of the newsroom: what needs somebody now."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Revision, Site

from broadsheet.desk.pages import SHOWN, needs_of
from broadsheet.desk.roles import Role
from broadsheet.fronts.models import StandingPage
from broadsheet.stories import schedule
from broadsheet.stories.models import Story
from tests.making import make_draft, make_section, make_story
from tests.newsroom import at_desk, log_in, staff

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def editor():
    return staff(Role.EDITOR)


@pytest.fixture
def reporter():
    return staff(Role.REPORTER)


def lists(user, now):
    """The headlines of each list, by its key."""
    return {needs.key: [line.headline for line in needs.lines] for needs in needs_of(user, at=now)}


def written_by(user, **fields):
    story = make_draft(**fields)
    story.save_revision(user=user)
    return story


def submitted_by(user, **fields):
    story = written_by(user, **fields)
    story.get_workflow().start(story, user)
    return story


class TestReview:
    def test_shows_an_editor_what_waits_the_longest_waiting_first(self, editor, reporter, now):
        submitted_by(reporter, headline="First")
        submitted_by(reporter, headline="Second")
        assert lists(editor, now)["review"] == ["First", "Second"]

    def test_is_not_shown_to_a_reporter(self, reporter, now):
        submitted_by(reporter)
        assert "review" not in lists(reporter, now)

    def test_shows_a_reporter_what_came_back_and_why(self, editor, reporter, now):
        story = submitted_by(reporter, headline="Ferry")
        story.current_workflow_task_state.reject(user=editor, comment="Who says so?")
        (needs,) = [found for found in needs_of(reporter, at=now) if found.key == "sent-back"]
        assert [(line.headline, line.note) for line in needs.lines] == [("Ferry", "Who says so?")]


class TestDrafts:
    def test_are_ones_own(self, editor, reporter, now):
        written_by(reporter, headline="Mine")
        written_by(editor, headline="Theirs")
        assert lists(reporter, now)["drafts"] == ["Mine"]

    def test_count_changes_to_a_live_story(self, reporter, now):
        story = make_story(at=now - HOUR, headline="As published")
        story.headline = "As it will be"
        story.save_revision(user=reporter)
        assert lists(reporter, now)["drafts"] == ["As it will be"]

    def test_are_done_with_once_published(self, reporter, now):
        written_by(reporter)
        Story.objects.get().get_latest_revision().publish()
        assert lists(reporter, now)["drafts"] == []


class TestComing:
    def test_goes_by_time_with_embargoes_among_them(self, editor, now):
        for hours, headline in ((3, "Late"), (1, "Soon")):
            make_draft(headline=headline, go_live_at=now + hours * HOUR).save_revision().publish()
        make_story(at=now + 2 * HOUR, headline="Embargoed")
        assert lists(editor, now)["coming"] == ["Soon", "Embargoed", "Late"]

    def test_lists_a_scheduled_standing_page_for_those_who_may_change_it(self, reporter, now):
        root = Site.objects.get().root_page.specific
        page = root.add_child(instance=StandingPage(title="Our prices", slug="prices", live=False))
        page.go_live_at = now + 2 * HOUR
        page.save_revision().publish()
        make_draft(headline="Soon", go_live_at=now + HOUR).save_revision().publish()
        assert lists(staff(Role.PUBLISHER), now)["coming"] == ["Soon", "Our prices"]
        assert lists(reporter, now)["coming"] == ["Soon"]


class TestGoing:
    def test_shows_what_is_taken_down_within_a_week(self, editor, now):
        make_story(at=now - HOUR, headline="Soon", expire_at=now + HOUR)
        make_story(at=now - HOUR, headline="Not soon", expire_at=now + timedelta(days=30))
        assert lists(editor, now)["going"] == ["Soon"]

    def test_begins_with_what_should_be_down_already(self, editor, now):
        make_story(at=now - HOUR, headline="Soon", expire_at=now + HOUR)
        make_story(at=now - HOUR, headline="Over", expire_at=now - HOUR / 2)
        (going,) = [found for found in needs_of(editor, at=now) if found.key == "going"]
        noted = [(line.headline, line.note) for line in going.lines]
        assert noted == [("Over", "should be down already"), ("Soon", "")]


class TestHeldBack:
    @pytest.fixture
    def held(self, now):
        story = make_draft(headline="Ferry", byline_note="", go_live_at=now - HOUR)
        revision = story.save_revision()
        Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=now - HOUR)
        schedule.publish_due(now)
        return story

    def test_comes_first_with_its_reason(self, editor, held):
        first = needs_of(editor, at=timezone.now())[0]
        assert first.key == "held-back"
        assert "Nobody has signed" in first.lines[0].note

    def test_is_not_hidden_behind_what_is_done_with(self, editor, held):
        for number in range(SHOWN):
            done = make_story(at=timezone.now(), slug=f"done-{number}")
            log(instance=done, action=schedule.HELD_BACK, data={"reasons": []})
            Story.objects.filter(pk=done.pk).update(last_published_at=timezone.now())
        assert "held-back" in lists(editor, timezone.now())

    def test_is_done_with_once_scheduled(self, editor, held, now):
        story = Story.objects.get(pk=held.pk)
        story.byline_note, story.go_live_at = "Our own staff", now + HOUR
        story.save_revision().publish()
        assert "held-back" not in lists(editor, timezone.now())

    def test_is_done_with_once_published(self, editor, held):
        story = Story.objects.get(pk=held.pk)
        story.byline_note, story.go_live_at = "Our own staff", None
        story.save_revision().publish()
        assert "held-back" not in lists(editor, timezone.now())


class TestStandingPages:
    """Those that the schedule could not publish, as here for their address was taken meanwhile."""

    @pytest.fixture
    def held(self, now):
        root = Site.objects.get().root_page.specific
        page = root.add_child(instance=StandingPage(title="Sport", slug="sport", live=False))
        page.go_live_at = now - HOUR
        revision = page.save_revision()
        Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=now - HOUR)
        make_section("sport")
        schedule.publish_due(now)
        return page

    def test_stand_beside_the_stories_with_their_reason(self, held):
        (line,) = needs_of(staff(Role.PUBLISHER), at=timezone.now())[0].lines
        assert (line.headline, line.section) == ("Sport", "Standing page")
        assert "has this address" in line.note
        assert line.url == f"/newsroom/pages/{held.pk}/edit/"

    def test_are_shown_to_those_alone_who_may_publish_them(self, editor, held):
        assert "held-back" not in lists(editor, timezone.now())

    def test_are_done_with_once_scheduled_anew(self, held, now):
        page = StandingPage.objects.get(pk=held.pk)
        page.slug, page.go_live_at = "sports-desk", now + HOUR
        page.save_revision().publish()
        assert "held-back" not in lists(staff(Role.PUBLISHER), timezone.now())


class TestPage:
    def test_says_so_where_nothing_is_to_do(self):
        page = log_in(Role.EDITOR).get("/newsroom/").content.decode()
        assert "Nothing is waiting for review." in page
        assert "You have no drafts." in page

    def test_leads_to_the_story(self, reporter):
        story = written_by(reporter, headline="Ferry")
        page = at_desk(reporter).get("/newsroom/").content.decode()
        assert f"/newsroom/stories/edit/{story.pk}/" in page

    def test_shows_hostile_words_as_words(self, reporter):
        written_by(reporter, headline="<script>alert(1)</script>")
        assert "<script>alert(1)" not in at_desk(reporter).get("/newsroom/").content.decode()

    def test_asks_as_many_questions_for_much_as_for_little(self, editor, reporter, now):
        def questions():
            with CaptureQueriesContext(connection) as queries:
                needs_of(staff(Role.EDITOR), at=timezone.now())
            return len(queries)

        def add(count):
            for _ in range(count):
                submitted_by(reporter)
                written_by(editor)
                make_story(at=now - HOUR, expire_at=now + HOUR)
                make_draft(go_live_at=now + HOUR).save_revision().publish()
                log(instance=make_draft(), action=schedule.HELD_BACK, data={"reasons": []})

        add(2)
        few = questions()
        add(5)
        assert questions() == few
