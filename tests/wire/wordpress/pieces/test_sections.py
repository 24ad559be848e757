"""Categories as sections."""

import pytest
from django.utils import translation
from django.utils.translation import gettext

from broadsheet.addresses.models import FormerAddress
from broadsheet.fronts.models import StandingPage
from broadsheet.stories.models import Story
from broadsheet.topics.models import Section, Topic
from tests.making import make_paper, make_section
from tests.wire.exports import Item, category, page, term

pytestmark = pytest.mark.django_db

SPORT, ROWING, EIGHTS = category("Sport"), category("Rowing"), category("Eights")
LINE = [
    term(SPORT, number=11),
    term(ROWING, parent="sport", number=12),
    term(EIGHTS, parent="rowing", number=13),
]


def only_section_of_a_story():
    return Story.objects.get().section


class TestSection:
    def test_is_the_first_category_of_a_post(self, move):
        move(Item(1, under=(SPORT, category("News"))))
        assert only_section_of_a_story().name == "Sport"

    def test_is_the_primary_category_where_a_plugin_marks_one(self, move):
        meta = {"_yoast_wpseo_primary_category": "12"}
        move(Item(1, under=(category("News"), ROWING), meta=meta), head=LINE)
        assert only_section_of_a_story().slug == "rowing"

    @pytest.mark.parametrize("number", ["99", "x", "", "-12", "1" * 40, "13"])
    def test_is_the_first_where_the_mark_means_nothing(self, move, number):
        meta = {"_yoast_wpseo_primary_category": number}
        move(Item(1, under=(category("News"), ROWING), meta=meta), head=LINE)
        assert only_section_of_a_story().slug == "news"

    def test_of_a_category_within_another_is_part_of_that(self, move):
        move(Item(1, under=(ROWING,)), head=LINE)
        assert only_section_of_a_story().parent.slug == "sport"

    def test_further_down_is_part_of_the_top_and_listed(self, move):
        report = move(Item(1, under=(EIGHTS,)), head=LINE)
        assert only_section_of_a_story().parent.slug == "sport"
        assert report.changes["section"] == 1

    def test_within_itself_stands_alone(self, move):
        move(Item(1, under=(ROWING,)), head=[term(ROWING, parent="rowing")])
        assert only_section_of_a_story().parent is None

    def test_is_not_made_of_a_category_that_nothing_needs(self, move):
        report = move(Item(1, under=(SPORT,)), head=LINE)
        assert Section.objects.count() == 1
        assert report.of("category").left_out.total() == 2

    @pytest.mark.parametrize(
        "under", [(), (category("Uncategorized"),), (category("Nichts", "uncategorised"),)]
    )
    def test_of_a_post_that_nobody_filed_has_a_sensible_name(self, move, under):
        move(Item(1, under=under))
        assert only_section_of_a_story().slug == "general"

    def test_that_nobody_chose_is_named_in_the_papers_language(self, move):
        make_paper(language="ar")
        move(Item(1, under=()))
        with translation.override("ar"):
            assert only_section_of_a_story().name == gettext("General")

    def test_that_nobody_chose_gives_way_to_one_that_somebody_did(self, move):
        move(Item(1, under=(category("Uncategorized"), SPORT)))
        assert only_section_of_a_story().slug == "sport"

    def test_has_a_name_without_markup(self, move):
        move(Item(1, under=(category("Arts &amp; <b>Letters</b>", "arts"),)))
        assert only_section_of_a_story().name == "Arts & Letters"


class TestAddress:
    @pytest.mark.parametrize("slug", ["search", "media", "topics"])
    def test_that_the_paper_needs_itself_gets_a_suffix(self, move, slug):
        report = move(Item(1, under=(category("Any", slug),)))
        assert only_section_of_a_story().slug == f"{slug}-2"
        assert report.changes["address"] == 1

    def test_that_a_page_has_gets_a_suffix(self, move):
        move(page(1, "Sport"), Item(2, under=(SPORT,)))
        assert only_section_of_a_story().slug == "sport-2"
        assert StandingPage.objects.get(slug="sport")

    def test_that_another_section_has_gets_a_suffix(self, move):
        make_section("sport", name="Games")
        move(Item(1, under=(SPORT,)))
        assert only_section_of_a_story().slug == "sport-2"

    def test_and_name_of_a_section_that_is_there_are_that_section(self, move):
        known = make_section("sport", name="SPORT")
        move(Item(1, under=(SPORT,)))
        assert only_section_of_a_story() == known

    @pytest.mark.parametrize("path", ["/category/rowing/", "/category/sport/rowing/"])
    def test_of_old_leads_to_it(self, move, client, path):
        move(Item(1, under=(ROWING,)), head=LINE)
        answer = client.get(path)
        assert (answer.status_code, answer["Location"]) == (301, "/rowing/")


class TestMap:
    def test_leads_a_category_to_a_section_of_the_paper(self, move):
        known = make_section("games")
        move(Item(1, under=(SPORT,)), head=LINE, section_map={"sport": "games"})
        assert only_section_of_a_story() == known

    def test_leads_two_categories_to_one(self, move):
        items = (Item(1, under=(SPORT,)), Item(2, under=(category("News"),)))
        head = [*LINE, term(category("News"))]
        move(*items, head=head, section_map={"sport": "daily", "news": "daily"})
        assert [each.slug for each in Section.objects.all()] == ["daily"]
        assert not Topic.objects.exists()

    def test_leads_one_category_to_another(self, move):
        move(
            Item(1, under=(ROWING,)),
            Item(2, under=(SPORT,)),
            head=LINE,
            section_map={"rowing": "sport"},
        )
        assert Section.objects.get().name == "Sport"

    def test_puts_what_lies_in_a_category_where_that_goes(self, move):
        move(Item(1, under=(ROWING,)), head=LINE, section_map={"sport": "games"})
        assert only_section_of_a_story().parent.slug == "games"

    def test_holds_for_posts_that_nobody_filed(self, move):
        head = [term(category("Uncategorized"))]
        move(Item(1, under=()), head=head, section_map={"uncategorized": "news"})
        assert only_section_of_a_story().slug == "news"


class TestFurtherCategories:
    def test_are_topics(self, move):
        move(Item(1, under=(SPORT, category("Islands"))))
        assert [each.topic.name for each in Story.objects.get().filed_topics.all()] == ["Islands"]

    def test_above_the_section_are_not(self, move):
        meta = {"_yoast_wpseo_primary_category": "12"}
        move(Item(1, under=(SPORT, ROWING), meta=meta), head=LINE)
        assert not Topic.objects.exists()

    def test_that_are_sections_elsewhere_keep_their_old_address_for_the_section(self, move):
        move(Item(1, under=(category("News"), SPORT)), Item(2, under=(SPORT,)))
        assert FormerAddress.objects.leading_from("/category/sport/") == "/sport/"
        move(Item(3, under=(category("News"), SPORT, category("Boats"))))
        assert FormerAddress.objects.leading_from("/category/sport/") == "/sport/"
        assert FormerAddress.objects.leading_from("/category/boats/") == "/topics/boats/"
