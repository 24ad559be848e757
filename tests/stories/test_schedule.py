"""Publication and expiry that happen by themselves."""

import logging
import threading
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import ModelLogEntry, Revision, Site

from broadsheet.fronts.models import StandingPage
from broadsheet.stories import schedule
from broadsheet.stories.models import Story
from tests.making import make_draft, make_paper, make_picture, make_story

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


@pytest.fixture
def now():
    return timezone.now()


def scheduled(*, at, **fields):
    """A story whose time was set when it still lay ahead."""
    story = make_draft(go_live_at=at, **fields)
    revision = story.save_revision()
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=at)
    return story


def again(story):
    return Story.objects.get(pk=story.pk)


def reasons(story):
    entries = ModelLogEntry.objects.for_instance(story).filter(action=schedule.HELD_BACK)
    return [entry.data["reasons"] for entry in entries]


def failures(story):
    return list(ModelLogEntry.objects.for_instance(story).filter(action=schedule.STILL_UP))


@pytest.fixture
def failing(now, monkeypatch, caplog):
    """A story that cannot be taken down until it is mended."""
    story = make_story(at=now - 60 * MINUTE, expire_at=now - 2 * MINUTE)
    state = SimpleNamespace(story=story, tries=0, is_mended=False)
    unpublish = Story.unpublish

    def fail(self, *args, **kwargs):
        if self.pk != story.pk or state.is_mended:
            return unpublish(self, *args, **kwargs)
        state.tries += 1
        raise RuntimeError("a bug of ours")

    monkeypatch.setattr(Story, "unpublish", fail)
    caplog.set_level(logging.CRITICAL, logger="broadsheet")
    return state


class TestPublishDue:
    def test_publishes_what_is_due(self, now):
        story = scheduled(at=now - MINUTE)
        assert schedule.publish_due(now) == 1
        assert again(story).is_public(at=timezone.now())

    def test_files_it_in_its_lists(self, now):
        story = scheduled(at=now - MINUTE)
        schedule.publish_due(now)
        assert story.filings.filter(list="latest").exists()

    def test_leaves_what_is_not_due(self, now):
        story = scheduled(at=now + MINUTE)
        assert schedule.publish_due(now) == 0
        assert not again(story).live

    def test_publishes_once(self, now):
        scheduled(at=now - MINUTE)
        assert (schedule.publish_due(now), schedule.publish_due(now)) == (1, 0)

    def test_puts_a_change_before_readers_when_it_is_due(self, now):
        story = make_story(at=now - 60 * MINUTE)
        story.headline, story.go_live_at = "New words", now - MINUTE
        story.change_kind = "typo"
        revision = story.save_revision()
        Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=now - MINUTE)
        assert again(story).headline != "New words"
        schedule.publish_due(now)
        assert (again(story).headline, again(story).live) == ("New words", True)

    def test_keeps_an_embargo_that_ends_later(self, now):
        story = scheduled(at=now - MINUTE, embargo_until=now + 60 * MINUTE)
        schedule.publish_due(now)
        assert again(story).live
        assert not again(story).is_public(at=timezone.now())

    def test_does_as_much_for_standing_pages(self, now):
        root = Site.objects.get().root_page.specific
        page = root.add_child(instance=StandingPage(title="About", slug="about", live=False))
        page.go_live_at = now - MINUTE
        revision = page.save_revision()
        Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=now - MINUTE)
        schedule.publish_due(now)
        assert StandingPage.objects.get(pk=page.pk).live

    def test_asks_one_question_when_nothing_is_due(self, now):
        make_story(at=now)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            schedule.publish_due(now)
        assert len(queries) == 1


class TestHoldingBack:
    def test_says_why_a_story_was_not_published(self, now):
        story = scheduled(at=now - MINUTE, lead_picture=make_picture("Mute", description=""))
        assert schedule.publish_due(now) == 0
        ((reason,),) = reasons(story)
        assert "alt text" in reason
        assert not again(story).live

    def test_happens_once(self, now):
        story = scheduled(at=now - MINUTE, byline_note="")
        schedule.publish_due(now)
        schedule.publish_due(now)
        assert len(reasons(story)) == 1

    def test_leaves_alone_what_somebody_has_given_another_time_meanwhile(self, now, monkeypatch):
        story, later = scheduled(at=now - MINUTE), now + 60 * MINUTE
        version = Revision.objects.filter(approved_go_live_at__isnull=False)
        pk = version.get().pk

        def fail(self, *args, **kwargs):
            raise ValidationError("not fit")

        def give_time(*args):
            Revision.objects.filter(pk=pk).update(approved_go_live_at=later)
            return hold_back(*args)

        hold_back = schedule._hold_back
        monkeypatch.setattr(Story, "publish", fail)
        monkeypatch.setattr(schedule, "_hold_back", give_time)
        schedule.publish_due(now)
        assert version.get().approved_go_live_at == later
        assert reasons(story) == []

    def test_stops_no_other(self, now):
        scheduled(at=now - 2 * MINUTE, byline_note="")
        story = scheduled(at=now - MINUTE)
        assert schedule.publish_due(now) == 1
        assert again(story).live

    def test_lets_one_failure_stop_no_other(self, now, monkeypatch, caplog):
        broken, story = scheduled(at=now - 2 * MINUTE), scheduled(at=now - MINUTE)
        publish = Story.publish

        def fail_one(self, *args, **kwargs):
            if self.pk == broken.pk:
                raise RuntimeError("a bug of ours")
            return publish(self, *args, **kwargs)

        monkeypatch.setattr(Story, "publish", fail_one)
        with caplog.at_level(logging.CRITICAL, logger="broadsheet"):
            assert schedule.publish_due(now) == 1
        assert again(story).live
        assert reasons(broken) == [[]]

    def test_takes_off_the_schedule_what_nothing_is_left_of(self, now, caplog):
        story = scheduled(at=now - MINUTE)
        version = Revision.objects.filter(approved_go_live_at__isnull=False)
        Story.objects.filter(pk=story.pk).update(latest_revision=None)
        Story.objects.filter(pk=story.pk)._raw_delete("default")
        assert version.exists()
        with caplog.at_level(logging.CRITICAL, logger="broadsheet"):
            assert schedule.publish_due(now) == 0
        assert not version.exists()

    def test_waits_for_a_database_that_is_away(self, now, monkeypatch):
        story = scheduled(at=now - MINUTE)

        def away(*_args, **_kwargs):
            raise OperationalError("gone")

        with monkeypatch.context() as patch:
            patch.setattr(Story, "publish", away)
            with pytest.raises(OperationalError):
                schedule.publish_due(now)
        assert schedule.publish_due(now) == 1
        assert reasons(story) == []

    def test_follows_a_rule_that_was_made_after_scheduling(self, now):
        story = scheduled(at=now - MINUTE, headline="x" * 50)
        make_paper(headline_limit=40)
        schedule.publish_due(now)
        assert "up to 40" in reasons(story)[0][0]


class TestExpireDue:
    def test_takes_down_what_is_over(self, now):
        story = make_story(at=now - 60 * MINUTE, expire_at=now - MINUTE)
        assert schedule.expire_due(now) == 1
        assert (again(story).live, again(story).expired) == (False, True)
        assert not story.filings.exists()

    def test_leaves_what_is_not(self, now):
        story = make_story(at=now - 60 * MINUTE, expire_at=now + MINUTE)
        assert schedule.expire_due(now) == 0
        assert again(story).live

    def test_takes_down_standing_pages(self, now):
        root = Site.objects.get().root_page.specific
        page = root.add_child(
            instance=StandingPage(title="Offer", slug="offer", expire_at=now - MINUTE)
        )
        assert schedule.expire_due(now) == 1
        assert not StandingPage.objects.get(pk=page.pk).live

    def test_lets_one_failure_stop_no_other(self, now, monkeypatch, caplog):
        broken = make_story(at=now - 60 * MINUTE, expire_at=now - 2 * MINUTE)
        story = make_story(at=now - 60 * MINUTE, expire_at=now - MINUTE)
        unpublish = Story.unpublish

        def fail_one(self, *args, **kwargs):
            if self.pk == broken.pk:
                raise RuntimeError("a bug of ours")
            return unpublish(self, *args, **kwargs)

        monkeypatch.setattr(Story, "unpublish", fail_one)
        with caplog.at_level(logging.CRITICAL, logger="broadsheet"):
            assert schedule.expire_due(now) == 1
        assert not again(story).live

    def test_tries_again_what_failed_after_a_rest(self, now, failing):
        assert schedule.expire_due(now) == 0
        failing.is_mended = True
        assert schedule.expire_due(now + schedule.FIRST_REST / 2) == 0
        assert schedule.expire_due(now + schedule.FIRST_REST) == 1

    def test_rests_longer_each_time(self, now, failing):
        for minutes in range(60):
            schedule.expire_due(now + minutes * MINUTE)
        assert failing.tries == len(failures(failing.story)) == 6  # at 0, 1, 3, 7, 15, 31

    def test_tries_at_once_when_an_editor_gives_a_later_time(self, now, failing):
        schedule.expire_due(now)
        Story.objects.filter(pk=failing.story.pk).update(expire_at=now + MINUTE / 4)
        failing.is_mended = True
        assert schedule.expire_due(now + MINUTE / 2) == 1

    def test_lets_no_crowd_that_rests_stand_in_the_way(self, now, failing, monkeypatch):
        monkeypatch.setattr(schedule, "AT_ONCE", 1)
        schedule.expire_due(now)
        story = make_story(at=now - 60 * MINUTE, expire_at=now - MINUTE)
        schedule.expire_due(now)
        assert not again(story).live

    def test_says_in_the_history_that_it_failed(self, now, failing):
        schedule.expire_due(now)
        (entry,) = failures(failing.story)
        assert "Not taken down" in entry.message


@pytest.mark.parametrize(
    ("failures", "minutes"), [(1, 1), (2, 2), (5, 16), (20, 360), (10**6, 360)]
)
def test_a_rest_has_an_end(failures, minutes):
    assert schedule.rest_after(failures) == minutes * MINUTE


@pytest.mark.django_db(transaction=True)
def test_two_workers_publish_a_version_once(now):
    story = scheduled(at=now - MINUTE)
    done = []

    def work():
        try:
            done.append(schedule.publish_due(now))
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(done) == [0, 1]
    published = ModelLogEntry.objects.for_instance(story).filter(action__contains="publish")
    assert published.count() == 1
