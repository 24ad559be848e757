"""What a story is, and what the database refuses to believe of it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import Revision

from broadsheet.stories.models import Story
from broadsheet.stories.publishing.fitness import NotFit
from tests.making import NOON, make_draft, make_paper, make_section, make_story

pytestmark = pytest.mark.django_db


class TestAddress:
    def test_is_made_of_section_day_and_slug(self):
        story = make_story(section=make_section("sport"), slug="cup-final")
        assert story.get_absolute_url() == "/sport/2026/03/04/cup-final/"

    def test_takes_the_day_in_the_papers_own_zone(self):
        make_paper(time_zone="Asia/Kolkata")
        late = datetime(2026, 3, 4, 20, 0, tzinfo=UTC)
        assert make_story(at=late).day == date(2026, 3, 5)

    def test_stays_when_the_story_is_published_again(self):
        story = make_story()
        story.last_published_at = NOON + timedelta(days=3)
        story.save()
        assert story.day == date(2026, 3, 4)

    def test_is_none_before_the_first_publication(self):
        assert make_draft().get_absolute_url() is None


class TestByAddress:
    def test_finds_many_at_once_seen_or_not(self, django_assert_num_queries):
        ferry, hidden = make_story(slug="ferry"), make_story(slug="hidden", live=False)
        there = [ferry.get_absolute_url(), hidden.get_absolute_url()]
        with django_assert_num_queries(1):
            found = Story.objects.bare().by_address([*there, "/news/2026/03/04/nothing/", "/a/"])
        assert found == dict(zip(there, (ferry, hidden), strict=True))

    def test_asks_nothing_for_what_is_no_address_of_a_story(self, django_assert_num_queries):
        with django_assert_num_queries(0):
            assert Story.objects.by_address(["/", "/about/"]) == {}


class TestStamp:
    def test_a_story_under_embargo_is_first_published_when_that_ends(self):
        ends = NOON + timedelta(hours=5)
        story = make_story(embargo_until=ends)
        assert story.published_at == ends
        assert not story.is_public(at=ends - timedelta(seconds=1))
        assert story.is_public(at=ends)

    def test_an_embargo_nobody_has_outwaited_can_be_put_off(self):
        story = make_story(embargo_until=NOON + timedelta(hours=5))
        story.embargo_until = NOON + timedelta(days=1)
        story.save()
        assert story.published_at == NOON + timedelta(days=1)

    def test_an_embargo_that_moves_takes_the_day_along(self):
        story = make_story(embargo_until=NOON + timedelta(days=3))
        story.embargo_until = NOON + timedelta(days=1)
        story.save()
        assert story.day == date(2026, 3, 5)

    @pytest.mark.parametrize("days", [1, 4])
    def test_a_change_under_embargo_is_nothing_readers_should_know(self, days):
        story = make_story(embargo_until=NOON + timedelta(days=2))
        story.change_kind = "update"
        story.last_published_at = NOON + timedelta(hours=1)
        story.save()
        story.embargo_until = NOON + timedelta(days=days)
        story.change_kind = "update"
        story.last_published_at = NOON + timedelta(hours=2)
        story.save()
        assert story.published_at == NOON + timedelta(days=days)
        assert (story.changed_at, story.change_kind) == (None, "")

    def test_a_past_embargo_does_not_move_a_story(self):
        story = make_story()
        story.embargo_until = NOON + timedelta(days=1)
        story.last_published_at = NOON + timedelta(hours=1)
        story.save()
        assert story.published_at == NOON

    def test_readers_are_told_of_a_change_only_when_an_editor_says_so(self):
        story = make_story()
        story.last_published_at = NOON + timedelta(hours=1)
        story.save()
        assert story.changed_at is None
        story.change_kind = "update"
        story.last_published_at = NOON + timedelta(hours=2)
        story.save()
        assert story.changed_at == NOON + timedelta(hours=2)
        assert story.change_kind == ""


class TestUnpublish:
    def test_keeps_the_dates_of_what_readers_have_seen(self):
        story = make_story()
        story.unpublish()
        assert Story.objects.get().first_publication == story.first_publication
        assert story.published_at == NOON

    def test_leaves_none_to_what_nobody_could_read_yet(self):
        story = make_story(embargo_until=timezone.now() + timedelta(days=1))
        story.unpublish()
        assert Story.objects.get().first_publication is None

    def test_takes_down_what_is_published_now_and_puts_nothing_older_back(self):
        seen_by_another = make_story(headline="Old words")
        Story.objects.update(headline="New words")
        seen_by_another.unpublish()
        assert Story.objects.get().headline == "New words"


class TestPublish:
    def test_does_not_bring_a_deleted_story_back(self):
        story = make_draft()
        revision = story.save_revision()
        Story.objects.filter(pk=story.pk).delete()
        with pytest.raises(NotFit, match="deleted"):
            revision.publish()
        assert not Story.objects.exists()

    def test_builds_on_the_dates_of_now_and_not_of_when_the_version_was_read(self):
        story = make_draft()
        revision = story.save_revision()
        Revision.objects.get(pk=revision.pk).publish()
        published = Story.objects.get()
        revision.publish()
        assert Story.objects.get().published_at == published.published_at

    def test_refuses_the_address_that_another_has_on_the_new_day_of_an_embargo(self):
        now = timezone.now()
        story = make_story(slug="ferry", at=now, embargo_until=now + timedelta(days=2))
        make_story(slug="ferry", at=now, embargo_until=now + timedelta(days=4))
        story.embargo_until = now + timedelta(days=4)
        with pytest.raises(NotFit, match="address"):
            story.save_revision().publish()


class TestPublic:
    def test_leaves_out_drafts_embargoed_and_expired_stories(self):
        make_draft()
        make_story(embargo_until=NOON + timedelta(days=2))
        make_story(expire_at=NOON + timedelta(hours=1))
        seen = make_story()
        assert list(Story.objects.public(at=NOON + timedelta(hours=1))) == [seen]


class TestDatabase:
    def test_refuses_a_slug_twice_on_a_day_in_a_section(self):
        make_story(slug="twice")
        with pytest.raises(IntegrityError), transaction.atomic():
            make_story(slug="twice", at=NOON + timedelta(hours=1))

    def test_takes_the_same_slug_on_another_day(self):
        make_story(slug="twice")
        make_story(slug="twice", at=NOON + timedelta(days=1))
        assert Story.objects.filter(slug="twice").count() == 2

    @pytest.mark.parametrize(
        "fields",
        [
            {"expire_at": NOON - timedelta(days=1)},
            {"changed_at": NOON - timedelta(days=1)},
            {"day": None},
        ],
    )
    def test_refuses_dates_that_cannot_be(self, fields):
        story = make_story()
        with pytest.raises(IntegrityError), transaction.atomic():
            Story.objects.filter(pk=story.pk).update(**fields)

    def test_refuses_a_live_story_that_was_never_published(self):
        draft = make_draft()
        with pytest.raises(IntegrityError), transaction.atomic():
            Story.objects.filter(pk=draft.pk).update(live=True)


class TestRevisions:
    def test_a_draft_of_a_live_story_keeps_its_dates(self):
        story = make_story()
        story.headline = "Another headline"
        draft = story.save_revision().as_object()
        assert draft.headline == "Another headline"
        assert (draft.published_at, draft.day) == (story.published_at, story.day)

    def test_publishing_a_revision_puts_it_in_the_row(self):
        story = make_story()
        story.headline, story.change_kind = "Another headline", "typo"
        story.save_revision().publish()
        assert Story.objects.get(pk=story.pk).headline == "Another headline"
