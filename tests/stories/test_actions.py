"""Lists and old addresses follow what is published."""

import threading
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from broadsheet.addresses.models import FormerAddress
from broadsheet.stories import actions, keys
from broadsheet.stories.models import Filing, Likeness, LikenessDue, Month, Story
from tests.making import (
    NOON,
    make_author,
    make_draft,
    make_section,
    make_story,
    make_topic,
)

pytestmark = pytest.mark.django_db


def lists(story):
    return set(story.filings.values_list("list", flat=True))


class TestFile:
    def test_puts_a_story_in_every_list_it_belongs_to(self):
        sport = make_section("sport")
        football = make_section("football", parent=sport)
        topic, author = make_topic(), make_author()
        story = make_story(section=football, topics=[topic], authors=[author])
        assert lists(story) == {
            keys.LATEST,
            keys.section(sport.pk),
            keys.section(football.pk),
            keys.topic(topic.pk),
            keys.author(author.pk),
        }

    def test_puts_a_corrected_story_among_the_corrections(self):
        note = ("correction", {"made_on": NOON.date(), "text": "<p>It was Monday.</p>"})
        corrected = make_story(body=[note])
        correction, plain = make_story(form="correction"), make_story()
        assert keys.CORRECTIONS in lists(corrected)
        assert keys.CORRECTIONS in lists(correction)
        assert keys.CORRECTIONS not in lists(plain)

    def test_leaves_a_draft_out(self):
        draft = make_draft(topics=[make_topic()])
        actions.file(draft, now=NOON)
        assert lists(draft) == set()

    def test_takes_an_unpublished_story_out_of_all(self):
        story = make_story(topics=[make_topic()])
        story.unpublish()
        assert lists(story) == set()

    def test_follows_a_new_section_on_publication(self):
        story, sport = make_story(), make_section("sport")
        before = story.section
        story.section = sport
        story.save_revision().publish()
        assert keys.section(sport.pk) in lists(story)
        assert keys.section(before.pk) not in lists(story)

    def test_does_not_follow_a_draft_of_a_live_story(self):
        story, sport = make_story(), make_section("sport")
        before = lists(story)
        story.section = sport
        story.save_revision()
        assert lists(story) == before

    def test_moves_the_lines_when_the_moment_moves(self):
        story = make_story(embargo_until=NOON + timedelta(hours=1))
        story.embargo_until = NOON + timedelta(hours=3)
        story.save()
        actions.file(story, now=NOON)
        moments = set(story.filings.values_list("published_at", flat=True))
        assert moments == {NOON + timedelta(hours=3)}

    def test_touches_no_line_when_none_has_changed(self):
        story = make_story(topics=[make_topic()])
        before = list(story.filings.order_by("pk").values())
        actions.file(story, now=NOON)
        assert list(story.filings.order_by("pk").values()) == before


class TestMoveSection:
    def test_brings_the_stories_of_a_part_into_the_whole(self):
        sport, football = make_section("sport"), make_section("football")
        story = make_story(section=football)
        football.parent = sport
        football.save()
        assert keys.section(sport.pk) in lists(story)

    def test_takes_them_out_again(self):
        sport = make_section("sport")
        football = make_section("football", parent=sport)
        inside, own = make_story(section=football), make_story(section=sport)
        football.parent = None
        football.save()
        assert keys.section(sport.pk) not in lists(inside)
        assert keys.section(sport.pk) in lists(own)

    @pytest.mark.django_db(transaction=True)
    def test_takes_along_what_is_published_at_that_moment(self, monkeypatch):
        sport, football = make_section("sport"), make_section("football")
        version = make_draft(section=football).save_revision()
        filing, moved, lists_of = threading.Event(), threading.Event(), actions.lists_of

        def listed(story):
            names = lists_of(story)
            filing.set()
            moved.wait(timeout=0.5)
            return names

        def move_meanwhile():
            filing.wait()
            football.parent = sport
            football.save()
            moved.set()
            connection.close()

        monkeypatch.setattr(actions, "lists_of", listed)
        mover = threading.Thread(target=move_meanwhile)
        mover.start()
        version.publish()
        mover.join()
        assert keys.section(sport.pk) in lists(Story.objects.get())


class TestAddress:
    def test_a_new_slug_leaves_the_old_address_leading_on(self):
        story = make_story(slug="old")
        story.slug = "new"
        story.save_revision().publish()
        assert (
            FormerAddress.objects.leading_from("/news/2026/03/04/old/") == "/news/2026/03/04/new/"
        )

    def test_a_slug_changed_twice_leads_to_the_last(self):
        story = make_story(slug="one")
        for slug in ("two", "three"):
            story = Story.objects.get(pk=story.pk)
            story.slug = slug
            story.save_revision().publish()
        for slug in ("one", "two"):
            found = FormerAddress.objects.leading_from(f"/news/2026/03/04/{slug}/")
            assert found == "/news/2026/03/04/three/"

    def test_a_slug_changed_back_leads_nowhere_else(self):
        story = make_story(slug="one")
        for slug in ("two", "one"):
            story = Story.objects.get(pk=story.pk)
            story.slug = slug
            story.save_revision().publish()
        assert FormerAddress.objects.leading_from("/news/2026/03/04/one/") is None

    def test_one_that_readers_never_knew_is_not_remembered(self):
        draft = make_draft(slug="old")
        draft.slug = "new"
        draft.save()
        story = make_story(slug="before", embargo_until=timezone.now() + timedelta(days=1))
        story.slug = "after"
        story.save_revision().publish()
        assert not FormerAddress.objects.exists()

    def test_a_new_day_leaves_the_old_address_leading_on(self):
        story = make_story(slug="quay")
        story.day = date(2026, 3, 5)
        story.save(update_fields=["day"])
        assert FormerAddress.objects.leading_from("/news/2026/03/04/quay/") == (
            "/news/2026/03/05/quay/"
        )

    def test_saving_a_draft_asks_nothing_about_addresses(self):
        story = make_story()
        with CaptureQueriesContext(connection) as asked:
            story.save(update_fields=["edited_at"])
        assert not [query["sql"] for query in asked if query["sql"].startswith("SELECT")]

    def test_a_draft_changes_no_address(self):
        story = make_story(slug="old")
        story.slug = "new"
        story.save_revision()
        assert not FormerAddress.objects.exists()


class TestLeadOnFrom:
    def test_leads_from_a_sections_old_slug_to_every_story_of_it(self):
        section = make_section("sport")
        stories = [make_story(section=section) for _ in range(3)]
        section.slug = "games"
        section.save()
        for story in stories:
            old = f"/sport/2026/03/04/{story.slug}/"
            assert FormerAddress.objects.leading_from(old) == f"/games/2026/03/04/{story.slug}/"

    def test_does_so_in_a_few_statements_however_many_they_are(self, django_assert_max_num_queries):
        section = make_section("sport")
        for _ in range(12):
            make_story(section=section)
        with django_assert_max_num_queries(6):
            actions.lead_on_from("play", section, now=timezone.now())

    def test_says_nothing_of_stories_that_are_still_secret(self):
        section = make_section("sport")
        make_draft(section=section)
        make_story(section=section, embargo_until=timezone.now() + timedelta(days=1))
        actions.lead_on_from("play", section, now=timezone.now())
        assert not FormerAddress.objects.exists()


class TestNewestOf:
    def test_is_in_order_and_hides_what_is_still_to_come(self):
        first = make_story(at=NOON)
        second = make_story(at=NOON + timedelta(hours=1))
        make_story(at=NOON + timedelta(hours=9))
        lines = Filing.objects.newest_of(keys.LATEST, at=NOON + timedelta(hours=2))
        assert [line.story_id for line in lines] == [second.pk, first.pk]


class TestNoteMonth:
    def months(self):
        return {f"{month.first_on:%Y-%m}" for month in Month.objects.all()}

    def test_a_month_is_there_while_it_has_stories(self):
        first, second = make_story(), make_story(at=NOON + timedelta(days=60))
        assert self.months() == {"2026-03", "2026-05"}
        first.unpublish()
        second.delete()
        assert self.months() == set()

    def test_goes_with_the_last_story_that_search_engines_may_list(self):
        make_story(noindex=True)
        story = make_story()
        assert self.months() == {"2026-03"}
        story.noindex = True
        story.save_revision().publish()
        assert self.months() == set()

    def test_counting_anew_comes_to_the_same(self):
        for days in (0, 1, 60, 700):
            make_story(at=NOON + timedelta(days=days))
        make_story(at=NOON + timedelta(days=800), noindex=True)
        before = self.months()
        actions.count_months()
        assert self.months() == before == {"2026-03", "2026-05", "2028-02"}


class TestSetAlike:
    def alike(self, story) -> dict[int, int]:
        return dict(Likeness.objects.filter(story=story).values_list("other", "percent"))

    def test_sets_two_stories_beside_each_other(self):
        one, other = make_story(), make_story()
        actions.set_alike(one.pk, {other.pk: 40})
        assert (self.alike(one), self.alike(other)) == ({other.pk: 40}, {one.pk: 40})

    def test_keeps_the_most_alike(self, monkeypatch):
        monkeypatch.setattr(actions, "MOST_ALIKE", 2)
        story, *others = (make_story() for _ in range(4))
        actions.set_alike(story.pk, {each.pk: 30 + n for n, each in enumerate(others)})
        assert self.alike(story) == {others[1].pk: 31, others[2].pk: 32}
        assert self.alike(others[0]) == {}

    def test_takes_a_place_among_theirs_only_from_what_is_less_alike(self, monkeypatch):
        monkeypatch.setattr(actions, "MOST_ALIKE", 1)
        old, near, far = (make_story() for _ in range(3))
        actions.set_alike(near.pk, {old.pk: 50})
        actions.set_alike(far.pk, {old.pk: 30})
        assert self.alike(old) == {near.pk: 50}
        assert self.alike(far) == {old.pk: 30}

    def test_forgets_what_is_like_it_no_more(self):
        story, before, now = make_story(), make_story(), make_story()
        actions.set_alike(story.pk, {before.pk: 40})
        actions.set_alike(story.pk, {now.pk: 40})
        assert self.alike(story) == {now.pk: 40}

    def test_writes_nothing_again(self):
        story, *others = (make_story() for _ in range(4))
        found = {each.pk: 40 for each in others}
        actions.set_alike(story.pk, found)
        written = set(Likeness.objects.values_list("pk", "percent"))
        with CaptureQueriesContext(connection) as queries:
            actions.set_alike(story.pk, found)
        assert set(Likeness.objects.values_list("pk", "percent")) == written
        assert not [each for each in queries if each["sql"].startswith(("INSERT", "UPDATE"))]

    def test_leaves_out_what_is_not_published(self):
        story, draft, other = make_story(), make_draft(), make_story()
        actions.set_alike(story.pk, {draft.pk: 60, other.pk: 40, story.pk: 100, 0: 30})
        assert self.alike(story) == {other.pk: 40}
        actions.set_alike(draft.pk, {other.pk: 60})
        assert self.alike(draft) == {}

    def test_is_done_with_what_was_due(self):
        stories = [make_story(), make_story()]
        actions.look_for_likenesses(Story.objects.all())
        actions.look_for_likenesses(Story.objects.all())
        actions.set_alike(stories[0].pk, {})
        assert list(LikenessDue.objects.values_list("story", flat=True)) == [stories[1].pk]

    def test_is_undone_when_either_is_taken_down(self):
        story, other = make_story(), make_story()
        actions.set_alike(story.pk, {other.pk: 40})
        other.unpublish()
        assert not Likeness.objects.exists()
