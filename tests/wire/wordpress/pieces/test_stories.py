"""Posts as stories: what is public, what is not, and what each says."""

from datetime import UTC, datetime, timedelta

import pytest

from broadsheet.stories.models import Filing, Month, Story
from broadsheet.topics.models import Author, Section
from tests.making import make_paper, make_section, make_story
from tests.newsroom import url
from tests.wire.conftest import NOW
from tests.wire.exports import MORNING, Item, Under, author, category, tag

pytestmark = pytest.mark.django_db


def only_story():
    (story,) = Story.objects.all()
    return story


class TestPublishedPost:
    def test_answers_at_its_address_with_its_text(self, move, client):
        move(Item(1, "Ferry runs again", "<p>It runs from <b>pier two</b>.</p>"))
        page = client.get("/news/2012/03/04/post-1/").content.decode()
        assert "Ferry runs again" in page
        assert "<p>It runs from <b>pier two</b>.</p>" in page

    def test_keeps_its_date_and_does_not_claim_a_change(self, move):
        move(Item(1, modified_at=MORNING + timedelta(days=90)))
        story = only_story()
        assert story.published_at == story.first_published_at == MORNING
        assert story.changed_at is None
        assert story.edited_at == MORNING + timedelta(days=90)

    def test_has_the_day_of_the_papers_zone(self, move):
        make_paper(time_zone="Pacific/Auckland")
        move(Item(1, at=datetime(2012, 3, 4, 22, 0, tzinfo=UTC)))
        assert only_story().get_absolute_url() == "/news/2012/03/05/post-1/"

    def test_stands_in_every_list_it_belongs_to(self, move):
        move(Item(1, under=(category("News"), tag("Harbour"))), head=[author("ada", "Ada Byrne")])
        story = only_story()
        lists = {line.list.partition(":")[0] for line in Filing.objects.filter(story=story)}
        assert lists == {"latest", "section", "topic", "author"}
        assert Month.objects.get().first_on.isoformat() == "2012-03-01"

    def test_without_a_date_has_that_of_its_last_change(self, move):
        report = move(Item(1, at=None, modified_at=MORNING))
        assert only_story().published_at == MORNING
        assert report.changes["date"] == 1

    def test_opens_in_the_newsroom_as_it_came(self, move, admin_client):
        move(Item(1, "Ferry runs again"))
        story = only_story()
        assert "Ferry runs again" in admin_client.get(url("edit", story.pk)).content.decode()


class TestOtherPosts:
    @pytest.mark.parametrize("status", ["draft", "pending", "private", "future", "in-progress"])
    def test_are_drafts_that_nobody_can_read(self, move, client, status):
        report = move(Item(1, status=status, link="https://old.example.org/?p=1"))
        story = only_story()
        assert (story.live, story.published_at, story.go_live_at) == (False, None, None)
        assert not Filing.objects.exists()
        assert client.get("/?p=1").status_code != 301
        assert "post-1" not in client.get("/news/").content.decode()
        assert report.of("post").imported.total() == 1

    def test_with_a_password_are_drafts(self, move):
        move(Item(1, password="sesame"))
        assert not only_story().live

    def test_dated_in_the_future_are_drafts(self, move):
        move(Item(1, at=NOW + timedelta(days=400)))
        assert not only_story().live

    def test_dated_before_the_year_1000_are_drafts(self, move):
        move(Item(1, at=datetime(1, 1, 2, tzinfo=UTC)))
        assert not only_story().live

    def test_without_any_date_are_drafts(self, move):
        move(Item(1, at=None))
        assert not only_story().live

    @pytest.mark.parametrize("status", ["trash", "auto-draft", "inherit"])
    def test_that_nobody_wanted_are_left_out(self, move, status):
        report = move(Item(1, status=status))
        assert not Story.objects.exists()
        assert report.of("post").left_out.total() == 1

    @pytest.mark.parametrize("kind", ["revision", "nav_menu_item", "tribe_events"])
    def test_of_other_types_are_left_out(self, move, kind):
        report = move(Item(1, type=kind))
        assert not Story.objects.exists()
        assert report.of(kind).left_out.total() == 1

    def test_may_share_a_slug(self, move):
        move(Item(1, status="draft", slug=""), Item(2, status="draft", slug=""))
        assert Story.objects.count() == 2


class TestHeadline:
    def test_is_plain_text(self, move):
        move(Item(1, "Ships <em>&amp;</em> <script>alert(1)</script>piers &#8211; a guide"))
        assert "<" not in only_story().headline
        assert only_story().headline.startswith("Ships & ")

    def test_is_made_of_the_text_where_there_is_none_and_listed(self, move):
        report = move(Item(1, "", "<p>The quay was quiet on Sunday.</p>"))
        assert only_story().headline == "The quay was quiet on Sunday."
        assert report.changes["headline"] == 1

    def test_says_so_where_there_is_nothing_at_all(self, move):
        move(Item(1, "", ""))
        assert only_story().headline == "Untitled"

    def test_of_a_megabyte_is_cut_and_listed(self, move):
        report = move(Item(1, "word " * 200_000))
        assert len(only_story().headline) <= 255
        assert report.changes["headline"] == 1


class TestSlug:
    def test_is_made_of_the_headline_where_there_is_none(self, move):
        report = move(Item(1, "Ferry runs again", slug="", link="https://old.example.org/?p=1"))
        assert only_story().slug == "ferry-runs-again"
        assert report.changes["address"] == 1

    def test_taken_on_that_day_gets_a_suffix_and_is_listed(self, move, client):
        section = make_section("news")
        make_story(section=section, slug="quay", at=MORNING)
        report = move(Item(1, "Quay, again", slug="quay"))
        assert report.changes["address"] == 1
        assert "Quay, again" in client.get("/news/2012/03/04/quay-2/").content.decode()

    def test_of_two_posts_of_a_day_differ(self, move):
        move(Item(1, slug="quay"), Item(2, slug="quay"), Item(3, slug="quay"))
        assert {story.slug for story in Story.objects.all()} == {"quay", "quay-2", "quay-3"}

    @pytest.mark.parametrize("slug", ["%e2%80%93", "a%00b", "../../etc", "x" * 300, "größe", "a b"])
    def test_of_any_kind_gives_an_address_that_answers(self, move, client, slug):
        move(Item(1, slug=slug))
        assert client.get(only_story().get_absolute_url()).status_code == 200


class TestWords:
    def test_of_the_excerpt_are_the_standfirst(self, move):
        move(Item(1, excerpt="<p>Two piers, <b>one</b> boat.</p>"))
        assert only_story().standfirst == "Two piers, one boat."

    def test_for_search_engines_are_kept(self, move):
        meta = {
            "_yoast_wpseo_title": "Ferries, piers",
            "_yoast_wpseo_metadesc": "All of them",
            "_yoast_wpseo_canonical": "https://agency.example/ferries",
            "_yoast_wpseo_meta-robots-noindex": "1",
        }
        move(Item(1, meta=meta))
        story = only_story()
        assert (story.search_headline, story.search_description) == (
            "Ferries, piers",
            "All of them",
        )
        assert (story.canonical, story.noindex) == ("https://agency.example/ferries", True)

    def test_for_search_engines_that_are_a_formula_are_not(self, move):
        meta = {
            "_yoast_wpseo_title": "%%title%% %%sep%%",
            "_yoast_wpseo_canonical": "https://old.example.org/x/",
        }
        move(Item(1, meta=meta))
        assert (only_story().search_headline, only_story().canonical) == ("", "")

    def test_that_no_block_holds_are_listed(self, move):
        report = move(Item(1, content="<p>Quiet.</p><script>count()</script><form>Name</form>"))
        assert dict(report.leftovers) == {"script": 1, "form": 1}
        (record,) = report.remarks
        assert (record["type"], record["id"]) == ("post", "1")

    def test_meant_to_harm_are_harmless(self, move, client):
        move(Item(1, content="<p onclick=x()>Hi <a href='javascript:x()'>there</a><img src=x></p>"))
        page = client.get(only_story().get_absolute_url()).content.decode()
        assert "javascript:x" not in page
        assert "onclick" not in page


class TestByline:
    def test_is_the_creator_by_display_name(self, move):
        move(Item(1), head=[author("ada", "Ada Byrne")])
        assert [each.name for each in only_story().authors] == ["Ada Byrne"]

    def test_gives_nobodys_mail_address_away(self, move):
        move(Item(1), head=[author("ada", "Ada Byrne")])
        assert Author.objects.get().email == ""

    def test_of_several_co_authors_names_them_in_order(self, move):
        under = (
            category("News"),
            Under("bo", "cap-bo", "author"),
            Under("ada", "cap-ada", "author"),
        )
        head = [author("ada", "Ada Byrne"), author("bo", "Bo Ek")]
        move(Item(1, under=under), head=head)
        assert [each.name for each in only_story().authors] == ["Bo Ek", "Ada Byrne"]

    def test_of_a_guest_author_has_the_name_that_they_gave(self, move):
        guest = Item(
            7,
            "Cy",
            type="guest-author",
            slug="cap-cy",
            under=(),
            meta={"cap-display_name": "Cy Lum"},
        )
        report = move(Item(1, under=(Under("cy", "cap-cy", "author"),)), guest)
        assert [each.name for each in only_story().authors] == ["Cy Lum"]
        assert report.of("guest-author").imported.total() == 1
        assert report.balances

    def test_of_somebody_the_file_does_not_name_is_their_login(self, move):
        move(Item(1, creator="ghost"))
        assert [each.name for each in only_story().authors] == ["ghost"]

    def test_uses_the_author_that_the_paper_has(self, move):
        known = Author.objects.create(name="Ada Byrne", slug="ada-byrne")
        move(Item(1), head=[author("ada", "Ada Byrne")])
        assert only_story().authors == [known]

    def test_can_be_missing(self, move):
        move(Item(1, creator=""))
        assert only_story().authors == []


class TestSource:
    def test_of_one_site_is_one_whatever_its_scheme(self, move):
        move(Item(1))
        report = move(Item(1), Item(2))
        assert report.of("post").already_there.total() == 1
        assert Section.objects.count() == 1
