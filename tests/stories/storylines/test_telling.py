"""What readers are told of storylines."""

from datetime import UTC, date, timedelta
from zoneinfo import ZoneInfo

import pytest

from broadsheet.stories.models import Episode
from broadsheet.stories.storylines import telling
from broadsheet.stories.storylines.telling import begun, in_order, public, so_far, whole_of
from tests.making import NOON, make_draft, make_story, make_storyline

pytestmark = pytest.mark.django_db


def texts(turns):
    return [turn.text for turn in turns]


def days(number):
    return NOON + timedelta(days=number)


def shown(story, *, at=NOON):
    """What is told beside it, before it is known which part of that is folded."""
    (line,) = told(story, at=at)
    return [*line.earlier, *line.turns, *line.later]


def seen(ids, *, at):
    """The episodes that readers may see of each of those storylines, as their pages have them."""
    return {
        pk: in_order(public(whole, at=at), at=at, zone=UTC) for pk, whole in whole_of(ids).items()
    }


def told(story, *, at=NOON):
    return so_far([story.pk], at=at)[story.pk]


class TestEpisodes:
    def test_stand_in_the_order_in_which_it_happened(self):
        second, first = (make_story(at=days(-n), headline=f"{n} days ago") for n in (1, 2))
        late = make_story(at=days(-3), headline="Told early")
        make_storyline(second, first, late)
        Episode.objects.filter(story=late).update(happened_on=NOON.date())
        turns = shown(first)
        assert texts(turns) == ["2 days ago", "1 days ago", "Told early"]
        assert [turn.day for turn in turns] == [date(2026, 3, 2), date(2026, 3, 3), NOON.date()]

    def test_of_one_day_stand_as_they_were_published(self):
        noon, morning = (make_story(at=NOON - timedelta(hours=n)) for n in (0, 4))
        make_storyline(noon, morning)
        assert [turn.story_id for turn in shown(noon)] == [morning.pk, noon.pk]

    def test_of_no_known_day_are_of_today_where_the_paper_is(self):
        """On Kiritimati it is tomorrow while it is noon in London."""
        tomorrow, draft = make_draft(), make_draft()
        storyline = make_storyline(tomorrow, draft)
        Episode.objects.filter(story=tomorrow).update(happened_on=NOON.date() + timedelta(days=1))
        whole = whole_of([storyline.pk])[storyline.pk]
        for zone, first in (("Europe/London", draft), ("Pacific/Kiritimati", tomorrow)):
            ordered = in_order(whole, at=NOON, zone=ZoneInfo(zone))
            assert ordered[0].story == first

    def test_say_what_happened_or_else_the_headline(self):
        first, second = make_story(headline="Quay shut"), make_story(short_headline="Open again")
        make_storyline(first, second)
        Episode.objects.filter(story=first).update(line="The city shuts the quay.")
        assert texts(shown(first)) == ["The city shuts the quay.", "Open again"]

    def test_are_those_that_readers_may_see(self):
        storyline = make_storyline(
            make_draft(headline="A draft"),
            make_story(at=days(1), headline="Under embargo"),
            make_story(at=days(-2), headline="Gone", expire_at=days(-1)),
            make_story(at=days(-1), headline="Seen"),
        )
        for at, expected in ((NOON, ["Seen"]), (days(1), ["Seen", "Under embargo"])):
            found = seen([storyline.pk], at=at)[storyline.pk]
            assert [each.story.headline for each in found] == expected

    def test_of_many_storylines_take_one_query(self, django_assert_num_queries):
        storylines = [make_storyline(make_story(), slug=f"line-{n}") for n in range(3)]
        with django_assert_num_queries(1):
            found = seen([each.pk for each in storylines], at=NOON)
            assert [len(episodes) for episodes in found.values()] == [1, 1, 1]


class TestSoFar:
    def test_marks_the_story_it_stands_beside(self):
        first, second = make_story(at=days(-1)), make_story()
        make_storyline(first, second)
        (line,) = told(second)
        assert [turn.is_here for turn in line.turns] == [False, True]
        assert (line.name, line.url, line.total) == ("North quay", "/storylines/north-quay/", 2)

    def test_says_nothing_where_the_story_is_all_there_is(self):
        story = make_story()
        make_storyline(story, make_draft())
        assert told(story) == ()

    def test_has_a_draft_in_its_place_before_it_is_published(self):
        draft = make_draft()
        make_storyline(make_story(at=days(-1)), draft)
        (line,) = told(draft)
        assert line.turns[-1].is_here

    def test_has_each_storyline_by_name(self):
        story, other = make_story(), make_story(at=days(-1))
        for slug in ("weir", "bridge"):
            make_storyline(story, other, slug=slug)
        assert [line.name for line in told(story)] == ["Bridge", "Weir"]

    @pytest.mark.parametrize(
        ("here", "earlier", "open_", "later"),
        [(0, [], [0, 1, 2], [3, 4]), (4, [1, 2], [3, 4, 5], [6, 7]), (7, [3, 4], [5, 6, 7], [])],
    )
    def test_folds_away_what_is_far_from_the_story(self, monkeypatch, here, earlier, open_, later):
        for name, value in (("SHOWN", 3), ("SPARED", 1), ("SHOWN_BEFORE", 1), ("FOLDED", 2)):
            monkeypatch.setattr(telling, name, value)
        stories = [make_story(at=days(n - 8), headline=str(n)) for n in range(8)]
        make_storyline(*stories)
        (line,) = told(stories[here])
        found = [line.earlier, line.turns, line.later]
        assert [[int(turn.text) for turn in part] for part in found] == [earlier, open_, later]
        assert line.total == 8

    def test_folds_nothing_away_for_the_sake_of_two(self, monkeypatch):
        monkeypatch.setattr(telling, "SHOWN", 3)
        stories = [make_story(at=days(n - 5)) for n in range(5)]
        make_storyline(*stories)
        (line,) = told(stories[0])
        assert (line.earlier, len(line.turns), line.later) == ((), 5, ())

    def test_is_laid_out_once_for_many_stories(self, monkeypatch):
        sorted_so_often = []

        def in_order_and_counted(*args, **kwargs):
            sorted_so_often.append(1)
            return in_order(*args, **kwargs)

        monkeypatch.setattr(telling, "in_order", in_order_and_counted)
        stories = [make_story(at=days(n - 8)) for n in range(8)]
        make_storyline(*stories)
        found = so_far([story.pk for story in stories], at=NOON)
        assert sorted_so_often == [1]
        here = [
            [turn.story_id for turn in line.turns if turn.is_here] for (line,) in found.values()
        ]
        assert here == [[story.pk] for story in stories]

    def test_takes_one_query(self, django_assert_num_queries):
        story = make_story()
        make_storyline(story, *(make_story(at=days(-n)) for n in range(1, 9)))
        with django_assert_num_queries(1):
            assert told(story)


class TestBegun:
    def test_are_storylines_of_which_something_may_be_seen(self):
        make_storyline(make_draft(headline="Mayor resigns"), slug="mayor")
        later = make_storyline(make_story(at=days(1)), slug="later")
        now = make_storyline(make_story(), slug="now")
        assert list(begun(at=NOON)) == [now]
        assert list(begun(at=days(1))) == [later, now]
