"""Deeds at the same moment: each waits for what the other holds, and nothing is lost."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone
from wagtail.models import Revision

from broadsheet.stories import actions, schedule
from broadsheet.stories.models import Filing, Month, RelatedStory, Story
from broadsheet.stories.publishing.fitness import NotFit
from broadsheet.stories.storylines import actions as storylines
from tests.making import NOON, make_draft, make_section, make_story, make_storyline

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]

WAITING = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"


def at_once(first, second):
    """Do both: the second when the first is done but not committed, and whether it waited."""

    def alone():
        try:
            return second()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as other, transaction.atomic():
        first()
        later = other.submit(alone)
        while not later.done() and not waiting():
            time.sleep(0.01)
        has_waited = not later.done()
    return later, has_waited


def waiting():
    with connection.cursor() as cursor:
        return cursor.execute(WAITING).fetchone()[0]


def publishing(story, **fields):
    """The deed of publishing a new version of a story."""
    draft = Story.objects.get(pk=story.pk)
    for name, value in fields.items():
        setattr(draft, name, value)
    pk = draft.save_revision().pk
    version = Revision.objects.get(pk=pk)
    assert version.content_object  # as an editor's form read it, before anybody else wrote
    return version.publish


def months():
    return {month.first_on for month in Month.objects.all()}


class TestOneStory:
    def test_keeps_its_first_date_when_two_publish_it(self):
        story = make_draft()
        one, two = publishing(story, headline="One"), publishing(story, headline="Two")
        dates = []

        def first():
            one()
            dates.append(Story.objects.get().published_at)

        later, has_waited = at_once(first, two)
        later.result()
        assert has_waited
        found = Story.objects.get()
        assert (found.headline, [found.published_at]) == ("Two", dates)

    def test_is_not_put_back_by_who_takes_it_down(self):
        story = make_story()
        publish = publishing(story, headline="New words", change_kind="typo")
        later, has_waited = at_once(publish, Story.objects.get().unpublish)
        later.result()
        found = Story.objects.get()
        assert has_waited
        assert (found.live, found.headline) == (False, "New words")

    def test_that_is_deleted_is_not_published(self):
        story = make_story()
        later, has_waited = at_once(Story.objects.get().delete, publishing(story))
        assert has_waited
        assert isinstance(later.exception(), NotFit)
        assert not Story.objects.exists()

    def test_that_is_published_can_be_deleted(self):
        story = make_story()
        later, has_waited = at_once(publishing(story), Story.objects.get().delete)
        later.result()
        assert has_waited
        assert not Story.objects.exists()

    def test_is_left_by_the_schedule_to_the_editor_who_is_at_it(self):
        now = timezone.now()
        story = make_draft(go_live_at=now - timedelta(minutes=1))
        publish = publishing(story)
        Revision.objects.update(approved_go_live_at=now - timedelta(minutes=1))
        later, _ = at_once(publish, lambda: schedule.publish_due(now))
        assert later.result() == 0
        assert schedule.publish_due(now) == 0
        assert Story.objects.get().live

    def test_may_name_another_that_names_it(self):
        """A reference asks for no more than that the other stays."""
        one, two = make_story(), make_story()
        later, _ = at_once(
            publishing(one, related_by_hand=[RelatedStory(other=two)]),
            publishing(two, related_by_hand=[RelatedStory(other=one)]),
        )
        later.result()
        assert RelatedStory.objects.count() == 2


class TestMonth:
    def test_stays_when_one_leaves_while_another_comes(self):
        gone, come = make_story(), make_draft()

        def coming():
            Story.objects.filter(pk=come.pk).update(
                live=True, published_at=NOON, day=NOON.date(), last_published_at=NOON
            )
            actions.file(Story.objects.get(pk=come.pk), now=NOON)

        later, has_waited = at_once(coming, gone.unpublish)
        later.result()
        assert has_waited
        assert months() == {NOON.date().replace(day=1)}

    def test_comes_back_when_one_comes_while_the_last_leaves(self):
        gone = make_story()
        later, has_waited = at_once(gone.unpublish, make_story)
        later.result()
        assert has_waited
        assert months() == {NOON.date().replace(day=1)}

    def test_is_there_once_when_two_are_first_in_it(self):
        make_section()
        later, has_waited = at_once(make_story, make_story)
        later.result()
        assert has_waited
        assert months() == {NOON.date().replace(day=1)}

    def test_are_held_in_one_order(self):
        """Whichever way two stories move between months, neither waits for the other for ever."""
        far = NOON + timedelta(days=90)
        one, two = make_story(at=NOON), make_story(at=far)

        def move(story, moment):
            Story.objects.filter(pk=story.pk).update(published_at=moment)
            actions.file(Story.objects.get(pk=story.pk), now=far)

        later, has_waited = at_once(lambda: move(one, far), lambda: move(two, NOON))
        later.result()
        assert has_waited
        assert months() == {NOON.date().replace(day=1), far.date().replace(day=1)}


class TestAStoryline:
    """While a story is published, it is put into a storyline, or taken out of one."""

    def filed(self):
        return list(Filing.objects.filter(list__startswith="storyline:").values_list("story"))

    def test_lists_the_story(self):
        storyline, story = make_storyline(), make_draft()
        later, has_waited = at_once(publishing(story), lambda: storylines.add(storyline, story))
        later.result()
        assert has_waited
        assert self.filed() == [(story.pk,)]

    def test_lists_it_no_longer(self):
        story = make_draft()
        (episode,) = make_storyline(story).episodes.all()
        later, has_waited = at_once(publishing(story), lambda: storylines.remove(episode))
        later.result()
        assert has_waited
        assert self.filed() == []

    def test_lists_nothing_that_is_taken_down(self):
        storyline, story = make_storyline(), make_story()
        unpublish = Story.objects.get().unpublish
        later, has_waited = at_once(unpublish, lambda: storylines.add(storyline, story))
        later.result()
        assert has_waited
        assert self.filed() == []

    def test_of_one_name_are_made_by_two(self):
        later, has_waited = at_once(
            lambda: storylines.make("North Quay"), lambda: storylines.make("North Quay").slug
        )
        assert has_waited
        assert later.result() == "north-quay-2"
