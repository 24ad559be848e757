"""What fronts and lists show."""

from datetime import timedelta

import pytest
from django.http import Http404

from broadsheet.fronts import pages
from broadsheet.fronts.models import Front, Slot
from broadsheet.stories.models import Story
from broadsheet.topics.models import Kind
from tests.making import (
    NOON,
    make_author,
    make_draft,
    make_picture,
    make_section,
    make_story,
    make_topic,
)

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=400)


def ids(cards):
    return [card.id for card in cards]


class TestTopOf:
    def test_what_was_chosen_stands_first(self):
        old = make_story(at=NOON - timedelta(days=300), priority=0)
        make_story(priority=9)
        front = Front.objects.create()
        Slot.objects.create(front=front, story=old)
        assert pages.home_page(at=LATER).lead.id == old.pk

    def test_the_weightiest_of_the_newest_fill_the_rest(self):
        light, heavy = make_story(priority=2), make_story(priority=7, at=NOON - timedelta(days=1))
        page = pages.home_page(at=LATER)
        assert page.lead.id == heavy.pk
        assert ids(page.seconds) == [light.pk]

    def test_a_story_with_a_picture_leads_before_one_without(self):
        make_story()
        pictured = make_story(at=NOON - timedelta(hours=1), lead_picture=make_picture())
        assert pages.home_page(at=LATER).lead.id == pictured.pk

    def test_a_chosen_story_that_is_no_longer_public_gives_its_place_away(self):
        gone, here = make_story(), make_story()
        front = Front.objects.create()
        Slot.objects.create(front=front, story=gone)
        gone.unpublish()
        assert pages.home_page(at=LATER).lead.id == here.pk


class TestHomePage:
    def test_of_an_empty_paper_is_empty(self):
        page = pages.home_page(at=NOON)
        assert (page.lead, page.seconds, page.more, page.blocks) == (None, (), (), ())

    def test_shows_no_story_twice_but_in_the_latest(self):
        section = make_section("news")
        for number in range(20):
            make_story(section=section, at=NOON + timedelta(minutes=number))
        page = pages.home_page(at=LATER)
        shown = [page.lead.id, *ids(page.seconds), *ids(page.more), *ids(page.blocks[0].cards)]
        assert len(shown) == len(set(shown))

    def test_each_section_shows_its_own_newest_first(self):
        north, south = make_section("north"), make_section("south", parent=None)
        part = make_section("harbour", parent=south)
        for number in range(30):
            home = (north, part)[number % 2]
            make_story(section=home, at=NOON + timedelta(minutes=number), priority=number // 15)
        blocks = {block.section.slug: block.cards for block in pages.home_page(at=LATER).blocks}
        assert set(blocks) == {"north", "south"}
        for cards in blocks.values():
            moments = [card.published_at for card in cards]
            assert len(moments) == pages.BLOCK_LENGTH
            assert moments == sorted(moments, reverse=True)
        assert {card.section.slug for card in blocks["north"]} == {"north"}
        assert {card.section.slug for card in blocks["south"]} == {"harbour"}

    def test_a_section_shows_nothing_that_is_still_to_come(self):
        for number in range(pages.TOP_OF_HOME + 1):
            make_story(at=NOON + timedelta(minutes=number))
        make_story(at=LATER + timedelta(days=1))
        (block,) = pages.home_page(at=LATER).blocks
        assert len(block.cards) == 1


class TestListed:
    @pytest.fixture
    def section(self):
        section = make_section("news")
        for number in range(pages.PAGE_LENGTH + 3):
            make_story(section=section, at=NOON + timedelta(minutes=number))
        return section

    def test_goes_on_where_the_first_page_ends(self, section):
        first = pages.section_front(section, number=1, at=LATER)
        second = pages.section_front(section, number=2, at=LATER)
        shown = [first.lead.id, *ids(first.seconds), *ids(first.cards), *ids(second.cards)]
        assert len(shown) == len(set(shown)) == pages.PAGE_LENGTH + 3
        assert first.pager.older == "/news/?page=2"
        assert second.pager.newer == "/news/"
        assert second.pager.older == ""

    def test_ends(self, section):
        with pytest.raises(Http404):
            pages.section_front(section, number=3, at=LATER)

    def test_goes_on_past_a_story_that_expired_a_moment_ago(self, section):
        newest = Story.objects.order_by("-published_at").first()
        Story.objects.filter(pk=newest.pk).update(expire_at=LATER)
        page = pages.latest_page(number=1, at=LATER)
        assert newest.pk not in ids(page.cards)
        assert page.pager.older == "/latest/?page=2"

    def test_an_empty_section_still_has_a_front(self):
        page = pages.section_front(make_section("quiet"), number=1, at=NOON)
        assert page.lead is None
        assert page.cards == ()

    def test_a_story_under_embargo_is_not_in_it(self):
        story = make_story(embargo_until=LATER)
        before = pages.latest_page(number=1, at=LATER - timedelta(seconds=1))
        assert ids(before.cards) == []
        assert ids(pages.latest_page(number=1, at=LATER).cards) == [story.pk]

    def test_a_draft_is_not_in_it(self):
        make_draft()
        assert pages.latest_page(number=1, at=LATER).cards == ()


class TestTopicPage:
    def test_tells_where_a_place_lies_and_what_lies_in_it(self):
        country = make_topic("country", kind=Kind.PLACE)
        county = make_topic("county", kind=Kind.PLACE, parent=country)
        town = make_topic("town", kind=Kind.PLACE, parent=county)
        page = pages.topic_page(town, number=1, at=NOON)
        assert [link.text for link in page.within] == ["Country", "County"]
        assert [link.text for link in pages.topic_page(county, number=1, at=NOON).contains] == [
            "Town"
        ]


class TestAuthorPage:
    def test_lists_what_the_author_wrote_alone_or_with_others(self):
        ada, bo = make_author("ada"), make_author("bo")
        both, alone = make_story(authors=[ada, bo]), make_story(at=LATER, authors=[ada])
        make_story(authors=[bo])
        assert ids(pages.author_page(ada, number=1, at=LATER).cards) == [alone.pk, both.pk]


class TestIndexes:
    def test_topics_stand_under_their_kind(self):
        make_topic("harbour", kind=Kind.PLACE)
        make_topic("housing", kind=Kind.THEME)
        groups = dict(pages.topics_index().groups)
        assert [link.text for link in groups["Places"]] == ["Harbour"]
        assert "People" not in groups

    def test_every_kind_of_topic_has_a_heading_of_its_own(self):
        for kind in Kind:
            make_topic(f"a-{kind}", kind=kind)
        headings = [heading for heading, _links in pages.topics_index().groups]
        assert headings == ["People", "Places", "Organisations", "Events", "Themes"]
