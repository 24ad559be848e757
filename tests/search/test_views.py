"""The page of results, as a reader gets it."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from broadsheet.search import pages, withdrawing
from tests.making import (
    NOON,
    make_author,
    make_picture,
    make_section,
    make_story,
    make_topic,
    paragraph,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shown_index")]


@pytest.fixture
def look(client, library):
    """Take the paper in, and get the page at an address."""

    def look(query: str = "", status: int = 200):
        library.take_in()
        response = client.get(f"/search/{query}")
        assert response.status_code == status
        return html.fromstring(response.content)

    return look


def texts(page, path: str) -> list[str]:
    return [" ".join(found.text_content().split()) for found in page.cssselect(path)]


def links(page, path: str) -> list[str]:
    return [found.get("href") for found in page.cssselect(path)]


class TestResults:
    def test_show_what_was_found(self, look):
        section = make_section("sport", name="Sport")
        story = make_story(
            section=section, headline="Ferry late", lead_picture=make_picture(),
            body=[paragraph("It was the <b>ferry</b> &amp; the fog.")],
        )  # fmt: skip
        page = look("?q=ferry+fog")
        assert texts(page, "h1") == ["Search"]
        assert texts(page, ".results-total") == ["1 story"]
        assert texts(page, ".card-headline") == ["Ferry late"]
        assert links(page, ".card-headline a") == [story.get_absolute_url()]
        assert texts(page, ".card-standfirst") == ["It was the ferry & the fog."]
        assert texts(page, "mark") == ["Ferry", "ferry", "fog"]
        assert texts(page, ".kicker") == ["Sport"]
        assert page.cssselect(".card-picture img")
        assert page.cssselect("time")[0].get("datetime").startswith("2026-03-04")

    def test_say_one_word_once_for_section_and_form(self, look):
        make_story(
            headline="Ferry", section=make_section("opinion", name="Opinion"), form="opinion"
        )
        assert texts(look("?q=ferry"), ".kicker") == ["Opinion"]

    def test_keep_what_was_typed_in_the_field_and_take_none_of_it_for_markup(self, look, client):
        page = look("?q=%22night+train%22+%3Cscript%3Ex")
        assert page.cssselect("#asked")[0].get("value") == '"night train" <script>x'
        raw = client.get("/search/?q=%22night+train%22+%3Cscript%3Ex").content.decode()
        assert "<script>x" not in raw
        assert raw.count("&lt;script&gt;x") >= 2  # in the title, and in the field

    def test_show_markup_in_a_story_as_it_was_written(self, look):
        make_story(headline="<i>Ferry</i>", body=[paragraph("A &lt;img src=x&gt; ferry")])
        page = look("?q=ferry")
        assert texts(page, ".card-headline") == ["<i>Ferry</i>"]
        assert texts(page, ".card-standfirst") == ["A <img src=x> ferry"]
        assert not page.cssselect(".card-standfirst img")

    def test_show_nothing_that_was_taken_down_since(self, look, library, client):
        story = make_story(headline="Ferry late")
        other = make_story(headline="Ferry early")
        look("?q=ferry")
        story.unpublish()
        page = html.fromstring(client.get("/search/?q=ferry").content)
        assert links(page, ".card-headline a") == [other.get_absolute_url()]
        assert texts(page, ".results-total") == ["1 story"]
        other.unpublish()
        page = html.fromstring(client.get("/search/?q=ferry").content)
        assert texts(page, ".no-results .title-text") == ["Nothing was found."]

    def test_ask_the_database_as_often_for_many(self, look, client, django_assert_max_num_queries):
        author, topic = make_author(), make_topic()
        for number in range(25):
            make_story(headline=f"Ferry {number}", authors=[author], topics=[topic])
        look("?q=ferry")
        with django_assert_max_num_queries(14):
            client.get("/search/?q=ferry&sort=date&page=2&section=news&author=ada-byrne")

    def test_are_for_nobody_else(self, client, library):
        library.take_in()
        response = client.get("/search/?q=ferry")
        assert response["Cache-Control"] == "private, max-age=5"
        assert not response.cookies
        assert html.fromstring(response.content).xpath("//meta[@name='robots']/@content") == [
            "noindex"
        ]


class TestCorrection:
    def test_is_told(self, look):
        make_story(headline="Harbour lights")
        page = look("?q=Harbor+lights")
        assert texts(page, ".remark") == [
            "Nothing has “Harbor lights”. Showing results for “harbour lights”."
        ]
        assert texts(page, "mark") == ["Harbour lights"]


class TestFacets:
    def test_lead_to_what_they_count(self, look):
        sport, news = make_section("sport"), make_section("news")
        byrne, quay = make_author("ada-byrne"), make_topic("quay", name="North Quay")
        make_story(headline="Ferry", section=sport, form="opinion", authors=[byrne])
        make_story(headline="Ferry", section=news, topics=[quay])
        make_story(headline="Ferry", section=news, at=NOON - timedelta(days=400))
        page = look("?q=ferry&sort=date")
        assert texts(page, ".facets h3") == ["Section", "Form", "Topic", "Author", "Year"]
        told = {}
        for item in page.cssselect(".facets li"):
            name, count = (part.text_content() for part in item)
            told[name] = int(count)
            shown = look(item.find("a").get("href").removeprefix("/search/"))
            assert len(shown.cssselect(".card-hit")) == told[name], name
            assert shown.cssselect(".orders [aria-current]")[0].text_content() == "Newest"
        assert told == {
            "News": 2, "Sport": 1, "Opinion": 1, "North Quay": 1, "Ada Byrne": 1, "2025": 1,
            "2026": 2,
        }  # fmt: skip

    def test_count_the_parts_of_a_section_and_then_lead_to_them(self, look):
        news = make_section("news")
        council, schools = (make_section(name, parent=news) for name in ("council", "schools"))
        for section in (council, council, schools, make_section("sport")):
            make_story(headline="Ferry", section=section)
        [sections, *_others] = look("?q=ferry").cssselect(".facets ul")
        assert texts(sections, "li") == ["News 3", "Council 2", "Schools 1", "Sport 1"]
        [parts, *_others] = look("?q=ferry&section=news").cssselect(".facets ul")
        assert texts(parts, "li") == ["Council 2", "Schools 1"]
        assert not look("?q=ferry&section=council").cssselect(".facets")

    def test_can_be_taken_back(self, look):
        make_section("sport", name="Sport")
        make_story(headline="Ferry")
        page = look("?q=ferry&section=sport&year=2026&sort=date")
        assert texts(page, ".taken li > span") == ["Section: Sport", "Year: 2026"]
        assert links(page, ".taken a") == [
            "/search/?q=ferry&year=2026&sort=date",
            "/search/?q=ferry&section=sport&sort=date",
        ]

    def test_of_a_section_count_its_parts(self, look):
        sport = make_section("sport")
        story = make_story(headline="Ferry", section=make_section("rowing", parent=sport))
        assert links(look("?q=ferry&section=sport"), ".card-headline a") == [
            story.get_absolute_url()
        ]

    def test_say_nothing_where_they_would_narrow_nothing(self, look):
        make_story(headline="Ferry")
        assert not look("?q=ferry").cssselect(".facets")

    @pytest.mark.parametrize(
        "query",
        ["section=nowhere", "form=poem", "topic=%00", "author=' OR 1=1", "year=12x", "year=0000",
         "year=²⁰²⁶", "sort=price", "page=-1", "page=1e9", "page=", "page=٣", f"page={'9' * 5000}",
         f"year={'9' * 5000}"],
    )  # fmt: skip
    def test_that_make_no_sense_are_left_out(self, look, query):
        make_story(headline="Ferry")
        assert texts(look(f"?q=ferry&{query}"), ".results-total") == ["1 story"]


class TestOrder:
    def test_is_by_match_or_by_date(self, look):
        old = make_story(headline="Ferry ferry", at=NOON - timedelta(days=9))
        new = make_story(headline="Other", body=[paragraph("A ferry.")])
        by_match, by_date = look("?q=ferry"), look("?q=ferry&sort=date")
        assert links(by_match, ".card-headline a") == [
            old.get_absolute_url(), new.get_absolute_url()
        ]  # fmt: skip
        assert links(by_date, ".card-headline a") == [
            new.get_absolute_url(), old.get_absolute_url()
        ]  # fmt: skip
        assert links(by_match, ".orders a") == ["/search/?q=ferry&sort=date"]
        assert links(by_date, ".orders a") == ["/search/?q=ferry"]


class TestPager:
    @pytest.fixture
    def many(self):
        for number in range(45):
            make_story(headline=f"Ferry {number}", at=NOON - timedelta(days=number))

    def test_goes_through_all_of_it(self, look, many):
        seen, query = [], "?q=ferry"
        while query:
            page = look(query)
            assert texts(page, ".results-total") == ["45 stories"]
            seen += links(page, ".card-headline a")
            query = next(iter(links(page, ".pager [rel=next]")), "").removeprefix("/search/")
        assert len(seen) == len(set(seen)) == 45

    def test_shows_the_last_page_for_what_lies_beyond(self, look, many):
        page = look("?q=ferry&page=40")
        assert texts(page, ".pager-number") == ["Page 3"]
        assert len(page.cssselect(".card-hit")) == 5

    def test_ends_where_the_window_ends_and_says_so(self, look, many, monkeypatch):
        monkeypatch.setattr(pages, "LAST", 2)
        page = look("?q=ferry&page=2")
        assert not page.cssselect(".pager [rel=next]")
        assert "more than can be shown" in texts(page, ".remark")[0]


class TestWithoutResults:
    def test_says_how_to_search_where_nothing_was_asked(self, look):
        make_section("sport", name="Sport")
        page = look()
        assert "quotation marks" in texts(page, ".advice")[0]
        assert {"/sport/", "/latest/", "/topics/"} <= set(links(page, ".notice-ways a"))

    def test_says_what_to_try_where_nothing_was_found(self, look):
        page = look("?q=zzzz")
        assert texts(page, ".no-results .title-text") == ["Nothing was found."]
        assert "fewer words" in texts(page, ".advice")[0]

    def test_says_that_it_read_only_the_beginning(self, look):
        make_story(headline="Ferry")
        page = look(f"?q={'ferry+' * 60}")
        assert "only the beginning" in texts(page, ".remark")[0]
        assert page.cssselect(".card-hit")

    def test_is_kind_while_there_is_no_index(self, client):
        response = client.get("/search/?q=ferry")
        assert response.status_code == 503
        assert response["Retry-After"] == "10"
        assert "being put in order" in response.content.decode()
        assert 'value="ferry"' in response.content.decode()


class TestPace:
    @pytest.fixture(autouse=True)
    def _slow(self, settings, library):
        settings.SEARCH_RATE = 2
        library.take_in()

    def statuses(self, client, count: int, **headers) -> list[int]:
        return [client.get("/search/?q=ferry", **headers).status_code for _ in range(count)]

    def test_lets_nobody_ask_more_often(self, client):
        assert self.statuses(client, 3) == [200, 200, 429]
        response = client.get("/search/?q=ferry")
        assert 0 < int(response["Retry-After"]) <= 60
        assert response["Cache-Control"] == "no-store"
        assert "wait a minute" in response.content.decode()

    def test_asks_no_more_of_the_database_than_the_frame_of_a_page(self, client, settings):
        settings.SEARCH_RATE = 1
        self.statuses(client, 1)
        asked = []
        for query in ("?q=ferry", "?q=ferry&section=sport&topic=quay&author=ada&year=2026"):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(f"/search/{query}").status_code == 429
            asked.append(len(queries))
        assert asked[0] == asked[1]

    def test_goes_on_in_the_next_minute(self, client):
        self.statuses(client, 3)
        with time_machine.travel(NOON + timedelta(minutes=1)):
            assert self.statuses(client, 1) == [200]

    def test_counts_each_address_for_itself(self, client):
        assert self.statuses(client, 3, REMOTE_ADDR="203.0.113.5")[-1] == 429
        assert self.statuses(client, 1, REMOTE_ADDR="203.0.113.6") == [200]

    def test_counts_behind_a_proxy_of_the_house_whoever_asks_it(self, client):
        for last in ("203.0.113.5", "203.0.113.6"):
            assert self.statuses(client, 2, HTTP_X_FORWARDED_FOR=last) == [200, 200]

    def test_is_no_matter_where_nobody_counts(self, client, settings):
        settings.SEARCH_RATE = 0
        assert set(self.statuses(client, 9)) == {200}

    def test_keeps_no_address(self, client):
        self.statuses(client, 1, REMOTE_ADDR="203.0.113.5")
        assert not re.search(r"203\.0\.113", repr(vars(caches["pace"])))


class TestLongSearch:
    def test_has_no_long_links(self, client, library):
        make_story(headline="Quay fog")
        library.take_in()
        short = client.get("/search/", {"q": "quay " * 41})
        long = client.get("/search/", {"q": "quay " * 3000})
        assert long.status_code == 200
        assert len(long.content) < 1.1 * len(short.content)


class TestWithdrawing:
    def test_asks_the_search_that_found_the_story(self, client, library):
        story = make_story(headline="Lighthouse sold in secret", standfirst="To his own brother.")
        assert list(withdrawing.searches_with(f"story:{story.pk}")) == []  # nowhere to search in
        library.take_in()
        address, suggesting = withdrawing.searches_with(f"story:{story.pk}")
        assert story.get_absolute_url() in client.get(suggesting).content.decode()
        assert story.get_absolute_url() in client.get(address).content.decode()
        typed = parse_qs(urlsplit(address).query)["q"][0]
        story.unpublish()
        left = client.get(address).content.decode()
        assert story.get_absolute_url() not in left
        assert typed in left
        assert client.get(suggesting).json() == {"suggestions": []}
        assert story.headline.casefold() not in left.casefold()

    def test_types_nothing_that_would_be_taken_for_what_is_left(self, client, library):
        story = make_story(headline="Story sport 5", standfirst="")
        library.take_in()
        address, _suggesting = withdrawing.searches_with(f"story:{story.pk}")
        assert story.headline in client.get(address).content.decode()
        story.unpublish()
        assert story.headline.casefold() not in client.get(address).content.decode().casefold()

    def test_asks_nothing_of_what_is_no_story(self, library):
        library.take_in()
        assert not [*withdrawing.searches_with("topic:1"), *withdrawing.searches_with("story:999")]
