"""What a list shows, page by page."""

from datetime import timedelta

import pytest
from django.http import Http404

from broadsheet.fronts.pages import fronts, lists
from broadsheet.stories.models import Story
from tests.making import NOON, make_draft, make_section, make_story

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=400)


def ids(cards):
    return [card.id for card in cards]


class TestListed:
    @pytest.fixture
    def section(self):
        section = make_section("news")
        for number in range(lists.PAGE_LENGTH + 3):
            make_story(section=section, at=NOON + timedelta(minutes=number))
        return section

    def test_goes_on_where_the_first_page_ends(self, section):
        first = fronts.section_front(section, number=1, at=LATER)
        second = fronts.section_front(section, number=2, at=LATER)
        shown = [first.lead.id, *ids(first.seconds), *ids(first.cards), *ids(second.cards)]
        assert len(shown) == len(set(shown)) == lists.PAGE_LENGTH + 3
        assert first.pager.older == "/news/?page=2"
        assert second.pager.newer == "/news/"
        assert second.pager.older == ""

    def test_ends(self, section):
        with pytest.raises(Http404):
            fronts.section_front(section, number=3, at=LATER)

    def test_goes_on_past_a_story_that_expired_a_moment_ago(self, section):
        newest = Story.objects.order_by("-published_at").first()
        Story.objects.filter(pk=newest.pk).update(expire_at=LATER)
        page = lists.latest_page(number=1, at=LATER)
        assert newest.pk not in ids(page.cards)
        assert page.pager.older == "/latest/?page=2"

    def test_an_empty_section_still_has_a_front(self):
        page = fronts.section_front(make_section("quiet"), number=1, at=NOON)
        assert page.lead is None
        assert page.cards == ()

    def test_a_story_under_embargo_is_not_in_it(self):
        story = make_story(embargo_until=LATER)
        before = lists.latest_page(number=1, at=LATER - timedelta(seconds=1))
        assert ids(before.cards) == []
        assert ids(lists.latest_page(number=1, at=LATER).cards) == [story.pk]

    def test_a_draft_is_not_in_it(self):
        make_draft()
        assert lists.latest_page(number=1, at=LATER).cards == ()
