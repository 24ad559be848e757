"""A whole run: done once, done again, tried, and accounted for."""

import json
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django_tasks_db.models import DBTaskResult
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import ReferenceIndex
from wagtail.search.backends import get_search_backend

from broadsheet.addresses.models import FormerAddress
from broadsheet.formats.errors import Unreadable
from broadsheet.fronts.models import StandingPage
from broadsheet.media.models import Picture
from broadsheet.paper.models import Paper
from broadsheet.stories.models import Story
from broadsheet.topics.models import Author, Section, Topic
from broadsheet.wire.models import Arrival
from broadsheet.wire.wordpress.moving import UnknownCategory
from tests.making import make_paper
from tests.wire.conftest import draw, run
from tests.wire.exports import (
    MORNING,
    SITE,
    Item,
    Under,
    attachment,
    author,
    category,
    export,
    page,
    posts,
    tag,
    term,
    write,
)

pytestmark = pytest.mark.django_db

MIXED = [
    Item(1, under=(category("News"), tag("Piers")), comments=2),
    Item(2, status="draft"),
    Item(3, status="trash"),
    Item(4, type="nav_menu_item"),
    page(5),
    page(6, "Team", parent=5, link=f"{SITE}/about/team/"),
    attachment(7),
    attachment(8, "gone.jpg", parent=1),
    Item(9, type="guest-author", title="Cy", slug="cap-cy", under=()),
    Item(
        10, content=f'<p><a href="{SITE}/?p=1">It</a><img src="/x.png"></p>', under=(tag("Piers"),)
    ),
]
HEAD = [
    author("ada", "Ada Byrne"),
    author("bo", "Bo Ek"),
    term(category("News")),
    term(tag("Boats")),
]
TABLES = (Story, StandingPage, Section, Topic, Author, Picture, Arrival, FormerAddress, Paper)


def sizes():
    return {table.__name__: table.objects.count() for table in TABLES}


class TestRun:
    def test_accounts_for_everything_in_the_file(self, move, uploads):
        draw(uploads / "2012/03/quay.jpg")
        report = move(*MIXED, head=HEAD, media=uploads)
        assert report.balances
        assert {kind: tally.in_file for kind, tally in report.tallies.items()} == {
            "post": 4,
            "page": 2,
            "attachment": 2,
            "nav_menu_item": 1,
            "guest-author": 1,
            "comment": 2,
            "author": 3,
            "category": 1,
            "tag": 2,
        }
        assert report.of("post").imported == {"published": 2, "a draft": 1}
        assert report.of("comment").left_out.total() == 2

    def test_done_again_brings_in_nothing(self, move, uploads):
        draw(uploads / "2012/03/quay.jpg")
        move(*MIXED, head=HEAD, media=uploads)
        before = sizes()
        report = move(*MIXED, head=HEAD, media=uploads)
        assert report.imported == 0
        assert report.balances
        assert sizes() == before

    def test_of_a_larger_export_brings_in_what_is_new(self, move):
        move(*posts(3))
        report = move(*posts(5))
        assert (report.of("post").imported.total(), Story.objects.count()) == (2, 5)

    def test_tells_again_what_was_left_over_the_first_time(self, move):
        first = move(Item(1, content="<script>x()</script>"))
        second = move(Item(1, content="<script>x()</script>"))
        assert first.leftovers == second.leftovers == {"script": 1}

    def test_says_when_a_draft_of_then_is_public_now(self, move):
        move(Item(1, status="draft"))
        report = move(Item(1))
        assert report.of("post").already_there == {"published in this file, but came as a draft": 1}
        assert not Story.objects.get().live

    def test_brings_in_what_came_out_of_the_bin(self, move):
        move(Item(1, status="trash"))
        report = move(Item(1))
        assert report.of("post").imported == {"published": 1}
        assert Arrival.objects.get(kind="post").outcome == "imported"

    def test_leaves_alone_what_an_editor_deleted_since(self, move):
        move(Item(1))
        Story.objects.all().delete()
        report = move(Item(1))
        assert not Story.objects.exists()
        assert report.balances

    def test_meets_the_same_item_twice_in_a_file(self, move):
        report = move(Item(1, "First"), Item(1, "Second"))
        assert Story.objects.get().headline == "First"
        assert report.balances

    def test_tells_items_without_a_number_apart(self, move):
        report = move(Item(0, link=f"{SITE}/a/", slug="a"), Item(0, link=f"{SITE}/b/", slug="b"))
        assert report.balances

    def test_takes_an_export_with_nothing_in_it(self, move):
        report = move()
        assert report.balances
        assert report.imported == 0

    def test_puts_everything_where_the_newsroom_searches(self, move):
        move(Item(1, under=(tag("Piers"),)))
        found = get_search_backend().search("piers", Topic)
        assert [topic.name for topic in found] == ["Piers"]

    def test_tells_the_newsroom_what_is_used_where(self, move, uploads):
        draw(uploads / "2012/03/quay.jpg")
        move(Item(1, meta={"_thumbnail_id": "7"}), attachment(7), media=uploads)
        (used,) = ReferenceIndex.get_grouped_references_to(Picture.objects.get())
        assert used[0] == Story.objects.get()

    def test_leaves_no_work_behind_for_the_background(self, move):
        move(*MIXED, head=HEAD)
        assert not DBTaskResult.objects.exists()
        assert not Arrival.objects.filter(unfinished=True).exists()


class TestPaper:
    def test_that_nobody_set_up_takes_the_name_of_the_site(self, move):
        move(Item(1))
        assert (Paper.current().name, Paper.current().language) == ("The Old Courier", "en")

    def test_that_has_a_name_keeps_it(self, move):
        make_paper(name="The New Courier")
        move(Item(1))
        assert Paper.current().name == "The New Courier"


class TestDryRun:
    def test_tells_what_a_real_one_does_and_writes_nothing(self, tmp_path, db, uploads):
        draw(uploads / "2012/03/quay.jpg")
        items = [*MIXED, Item(11, slug="post-1"), Item(12, "", slug="")]
        file = write(tmp_path, *items, head=HEAD)
        empty = sizes()
        tried = run(file, media=uploads, dry_run=True)
        assert sizes() == empty
        assert not (tmp_path / "media").exists()
        done = run(file, media=uploads)
        assert tried.balances
        assert tried.head()["types"] == done.head()["types"]
        assert tried.leftovers == done.leftovers
        assert tried.changes == done.changes
        assert tried.missing.count == done.missing.count

    def test_of_what_is_there_already_changes_nothing(self, move, uploads):
        draw(uploads / "2012/03/quay.jpg")
        move(*MIXED, head=HEAD)
        before = sizes()
        report = move(*MIXED, head=HEAD, media=uploads, dry_run=True)
        assert sizes() == before
        assert report.of("attachment").imported.total() == 1


class TestBadFile:
    @pytest.mark.parametrize(
        ("damage", "words"),
        [
            (lambda text: text[: len(text) * 2 // 3], "cut short"),
            (lambda text: text.replace("</title>", "</titel>", 3), "broken"),
            (lambda _: "<rss><channel/></rss>", "not a WordPress export"),
            (lambda _: "{}", "JSON"),
            (lambda _: "", "empty"),
            (
                lambda text: text.replace(
                    "<rss", '<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><rss', 1
                ),
                "entity",
            ),
        ],
    )
    def test_is_refused_with_the_line_before_anything_is_written(self, tmp_path, db, damage, words):
        file = tmp_path / "old.xml"
        file.write_text(damage(export(posts(5))))
        empty = sizes()
        with pytest.raises(Unreadable, match=words) as caught:
            run(file)
        assert caught.value.line
        assert sizes() == empty

    def test_leaves_what_came_before_it(self, move, tmp_path):
        move(*posts(2))
        broken = tmp_path / "broken.xml"
        broken.write_text(export(posts(5))[:-200])
        with pytest.raises(Unreadable):
            run(broken)
        assert Story.objects.count() == 2

    def test_map_of_a_category_it_does_not_have_is_refused(self, move):
        with pytest.raises(UnknownCategory, match=r"no category “sprot”\. It has: news"):
            move(Item(1), section_map={"sprot": "sport"})
        assert not Story.objects.exists()


SLUGS = st.sampled_from(["", "a", "b", "news", "search", "größe", "a-2", "%00", "a%00b"])
TERMS = st.builds(
    Under,
    st.sampled_from(["", "News", "A &amp; B", "b"]),
    SLUGS,
    st.sampled_from(["category", "post_tag", "author", "location", "post_format", "odd"]),
)
BODIES = st.sampled_from(
    [
        "",
        "<p>Quiet</p>",
        "[gallery]",
        f'<img src="{SITE}/wp-content/uploads/2012/03/quay-3x2.jpg" alt="">',
        f'<a href="{SITE}/?p=3">three</a>',
        f"{SITE}/?p=2",
        "<script>x()</script>",
    ]
)
ITEMS = st.builds(
    Item,
    id=st.integers(0, 6),
    title=st.sampled_from(["", "A", "Same"]),
    content=BODIES,
    type=st.sampled_from(["post", "post", "page", "attachment", "revision", "guest-author", ""]),
    status=st.sampled_from(["publish", "publish", "draft", "trash", "inherit", "odd"]),
    slug=SLUGS,
    creator=st.sampled_from(["", "ada", "bo"]),
    password=st.sampled_from(["", "", "x"]),
    at=st.sampled_from([None, MORNING, MORNING + timedelta(days=9000)]),
    parent=st.integers(0, 6),
    under=st.lists(TERMS, max_size=4).map(tuple),
    meta=st.dictionaries(
        st.sampled_from(["_thumbnail_id", "_yoast_wpseo_primary_category", "_wp_attached_file"]),
        st.sampled_from(["1", "3", "x", "2012/03/quay.jpg"]),
        max_size=2,
    ),
    comments=st.integers(0, 2),
)


class TestBalance:
    @given(items=st.lists(ITEMS, max_size=8), tried_first=st.booleans())
    @settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_holds_for_any_export_the_first_time_and_the_second(
        self, tmp_path: Any, db: None, items: list[Item], tried_first: bool
    ) -> None:
        file = write(tmp_path, *items, head=[term(category("News"))])
        for model in (Story, Arrival):
            model.objects.all().delete()
        if tried_first:
            assert run(file, dry_run=True).balances
        first = run(file)
        assert first.balances, first.head()
        before = sizes()
        second = run(file)
        assert second.balances, second.head()
        assert second.imported == 0
        assert sizes() == before
        assert Story.objects.filter(live=True).count() <= sum(
            item.status == "publish" and not item.password for item in items
        )


class TestAccountAsJson:
    def test_says_all_that_the_account_does(self, move):
        report = move(*MIXED, head=HEAD)
        text = StringIO()
        report.write_json(text.write, file="old.xml")
        told = json.loads(text.getvalue())
        assert (told["file"], told["balances"]) == ("old.xml", True)
        assert told["types"]["post"]["imported"] == 3
        assert [each["address"] for each in told["missing"]] == [
            each["address"] for each in report.missing
        ]
