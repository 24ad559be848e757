"""What home and the fronts of sections show."""

from datetime import timedelta

import pytest

from broadsheet.fronts.models import Front, Slot
from broadsheet.fronts.pages import fronts
from tests.making import NOON, make_picture, make_section, make_story

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
        assert fronts.home_page(at=LATER).lead.id == old.pk

    def test_the_weightiest_of_the_newest_fill_the_rest(self):
        light, heavy = make_story(priority=2), make_story(priority=7, at=NOON - timedelta(days=1))
        page = fronts.home_page(at=LATER)
        assert page.lead.id == heavy.pk
        assert ids(page.seconds) == [light.pk]

    def test_a_story_with_a_picture_leads_before_one_without(self):
        make_story()
        pictured = make_story(at=NOON - timedelta(hours=1), lead_picture=make_picture())
        assert fronts.home_page(at=LATER).lead.id == pictured.pk

    def test_a_chosen_story_that_is_no_longer_public_gives_its_place_away(self):
        gone, here = make_story(), make_story()
        front = Front.objects.create()
        Slot.objects.create(front=front, story=gone)
        gone.unpublish()
        assert fronts.home_page(at=LATER).lead.id == here.pk


class TestHomePage:
    def test_of_an_empty_paper_is_empty(self):
        page = fronts.home_page(at=NOON)
        assert (page.lead, page.seconds, page.more, page.blocks) == (None, (), (), ())

    def test_shows_no_story_twice_but_in_the_latest(self):
        section = make_section("news")
        for number in range(20):
            make_story(section=section, at=NOON + timedelta(minutes=number))
        page = fronts.home_page(at=LATER)
        shown = [page.lead.id, *ids(page.seconds), *ids(page.more), *ids(page.blocks[0].cards)]
        assert len(shown) == len(set(shown))

    def test_each_section_shows_its_own_newest_first(self):
        north, south = make_section("north"), make_section("south", parent=None)
        part = make_section("harbour", parent=south)
        for number in range(30):
            home = (north, part)[number % 2]
            make_story(section=home, at=NOON + timedelta(minutes=number), priority=number // 15)
        blocks = {block.section.slug: block.cards for block in fronts.home_page(at=LATER).blocks}
        assert set(blocks) == {"north", "south"}
        for cards in blocks.values():
            moments = [card.published_at for card in cards]
            assert len(moments) == fronts.BLOCK_LENGTH
            assert moments == sorted(moments, reverse=True)
        assert {card.section.slug for card in blocks["north"]} == {"north"}
        assert {card.section.slug for card in blocks["south"]} == {"harbour"}

    def test_a_section_shows_nothing_that_is_still_to_come(self):
        for number in range(fronts.TOP_OF_HOME + 1):
            make_story(at=NOON + timedelta(minutes=number))
        make_story(at=LATER + timedelta(days=1))
        (block,) = fronts.home_page(at=LATER).blocks
        assert len(block.cards) == 1
