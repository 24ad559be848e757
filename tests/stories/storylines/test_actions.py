"""Storylines are made, and given episodes."""

from datetime import date

import pytest

from broadsheet.stories import keys
from broadsheet.stories.actions import file
from broadsheet.stories.models import Episode, Filing, Story
from broadsheet.stories.storylines import actions
from tests.making import NOON, make_draft, make_story, make_storyline

pytestmark = pytest.mark.django_db


def filed(storyline):
    return set(
        Filing.objects.filter(list=keys.storyline(storyline.pk)).values_list("story", flat=True)
    )


class TestMake:
    def test_makes_the_slug_of_the_name(self):
        assert actions.make("North Quay").get_absolute_url() == "/storylines/north-quay/"

    def test_numbers_a_slug_that_is_taken(self):
        assert [actions.make("North Quay").slug for _ in range(3)] == [
            "north-quay", "north-quay-2", "north-quay-3",
        ]  # fmt: skip

    def test_takes_any_headline(self):
        assert actions.make("?" * 300).slug == "storyline"
        assert len(actions.make("long " * 60).name) <= 120


class TestAdd:
    def test_puts_a_published_story_into_the_list(self):
        storyline, story = make_storyline(), make_story()
        episode = actions.add(storyline, story, line="It began.", happened_on=date(2026, 3, 1))
        assert (episode.line, episode.day) == ("It began.", date(2026, 3, 1))
        assert filed(storyline) == {story.pk}

    def test_lets_a_draft_wait_until_it_is_published(self):
        storyline, draft = make_storyline(), make_draft()
        actions.add(storyline, draft)
        assert filed(storyline) == set()
        draft.save_revision().publish()
        assert filed(storyline) == {draft.pk}
        Story.objects.get(pk=draft.pk).unpublish()
        assert filed(storyline) == set()

    def test_leaves_an_episode_that_is_one_already(self):
        storyline, story = make_storyline(), make_story()
        first = actions.add(storyline, story, line="It began.")
        assert actions.add(storyline, story) == first
        assert Episode.objects.get().line == "It began."

    def test_refuses_more_than_a_page_holds(self, monkeypatch):
        monkeypatch.setattr(actions, "MOST_EPISODES", 1)
        storyline = make_storyline(make_story())
        with pytest.raises(actions.TooMany):
            actions.add(storyline, make_story())


class TestAmend:
    def test_says_it_in_other_words_and_of_another_day(self):
        make_storyline(make_story())
        told = actions.amend(Episode.objects.get(), line="It fell.", happened_on=date(2026, 1, 9))
        told.refresh_from_db()
        assert (told.line, told.day) == ("It fell.", date(2026, 1, 9))

    def test_takes_both_back_to_what_the_story_says(self):
        story = make_story(headline="Wall falls")
        actions.add(make_storyline(), story, line="It fell.", happened_on=date(2026, 1, 9))
        told = actions.amend(Episode.objects.get(), line="", happened_on=None)
        told.refresh_from_db()
        assert (str(told), told.day) == ("Wall falls", story.day)

    def test_leaves_the_list_as_it_is(self):
        story = make_story()
        storyline = make_storyline(story)
        actions.amend(Episode.objects.get(), line="It fell.", happened_on=None)
        assert filed(storyline) == {story.pk}

    def test_writes_nothing_else(self):
        first, second = make_story(), make_story()
        make_storyline(first)
        stale = Episode.objects.get()
        Episode.objects.update(story=second)
        actions.amend(stale, line="It fell.", happened_on=None)
        assert Episode.objects.get().story == second


class TestTheList:
    def test_has_what_a_screen_puts_in_the_place_of_another(self):
        first, second = make_story(), make_story()
        storyline = make_storyline(first)
        episode = Episode.objects.get()
        episode.story = second
        episode.save()
        assert filed(storyline) == {second.pk}

    def test_loses_what_is_removed(self):
        storyline = make_storyline(make_story())
        actions.remove(Episode.objects.get())
        assert filed(storyline) == set()

    def test_goes_with_the_storyline(self):
        make_storyline(make_story()).delete()
        assert not Filing.objects.filter(list__startswith=keys.STORYLINE).exists()

    def test_goes_with_the_story(self):
        storyline, story = make_storyline(), make_story()
        actions.add(storyline, story)
        story.delete()
        assert filed(storyline) == set()
        assert not Episode.objects.exists()

    def test_stays_when_the_story_is_filed_anew(self):
        story = make_story()
        storyline = make_storyline(story)
        file(story, now=NOON)
        assert filed(storyline) == {story.pk}
