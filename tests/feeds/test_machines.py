"""What search engines are told."""

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree as ET

import pytest
from django.utils import timezone

from broadsheet.feeds import sitemaps
from broadsheet.paper.models import Paper
from broadsheet.paper.printing import plain_style
from broadsheet.press.recording import recording
from tests.making import make_section, make_story, make_topic

pytestmark = pytest.mark.django_db
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


def places(client, path):
    response = client.get(path)
    assert response.status_code == 200
    root = ET.fromstring(response.content)  # noqa: S314 - our own
    return [
        element.text.removeprefix("http://127.0.0.1:8000") for element in root.iter(f"{MAP}loc")
    ]


def shards(*, at):
    return [entry.url.split("/")[-1].removesuffix(".xml") for entry in sitemaps.shards("", at=at)]


class TestSitemap:
    def test_has_a_shard_for_each_month_with_stories(self, client):
        make_story(at=datetime(2024, 1, 31, 23, 30, tzinfo=UTC))
        make_story(at=datetime(2026, 3, 4, tzinfo=UTC))
        assert places(client, "/sitemap.xml") == [
            "/sitemap/pages.xml",
            "/sitemap/2026-03.xml",
            "/sitemap/2024-01.xml",
        ]

    @pytest.mark.parametrize("days", [2, 40])
    def test_has_none_for_a_month_whose_stories_all_lie_ahead(self, days):
        embargoed = datetime(2026, 3, 4, tzinfo=UTC)
        make_story(at=datetime(2026, 1, 5, tzinfo=UTC), embargo_until=embargoed)
        assert shards(at=embargoed - timedelta(days=days)) == ["pages"]
        assert shards(at=embargoed) == ["pages", "2026-03"]

    @pytest.mark.parametrize("kept", [{"noindex": True}, {"canonical": "https://agency.example/1"}])
    @pytest.mark.parametrize("days", [0, 400])
    def test_has_none_for_a_month_that_search_engines_may_list_nothing_of(self, kept, days):
        at = datetime(2026, 3, 4, tzinfo=UTC)
        make_story(at=at, **kept)
        listed = make_story(at=at)
        assert shards(at=at + timedelta(days=days)) == ["pages", "2026-03"]
        listed.unpublish()
        assert shards(at=at + timedelta(days=days)) == ["pages"]

    def test_has_none_while_only_what_lies_ahead_may_be_listed(self):
        at = datetime(2026, 3, 4, tzinfo=UTC)
        make_story(at=at, noindex=True)
        make_story(at=at, embargo_until=at + timedelta(days=1))
        assert shards(at=at) == ["pages"]
        assert shards(at=at + timedelta(days=1)) == ["pages", "2026-03"]

    def test_a_shard_has_its_month_alone(self, client):
        story = make_story(at=datetime(2024, 1, 31, 23, 30, tzinfo=UTC))
        make_story(at=datetime(2024, 2, 1, tzinfo=UTC))
        assert places(client, "/sitemap/2024-01.xml") == [story.get_absolute_url()]

    @pytest.mark.parametrize(
        "path", ["/sitemap/2031-01.xml", "/sitemap/2024-13.xml", f"/sitemap/{10**30}-1.xml"]
    )
    def test_there_is_none_for_a_month_without(self, client, path):
        assert client.get(path).status_code == 404

    def test_leaves_out_what_search_engines_should_not_list(self, client):
        at = datetime(2024, 1, 5, tzinfo=UTC)
        make_story(at=at, noindex=True)
        make_story(at=at, canonical="https://agency.example/1")
        listed = make_story(at=at)
        assert places(client, "/sitemap/2024-01.xml") == [listed.get_absolute_url()]

    def test_pages_are_fronts_and_topics(self, client):
        make_section("sport")
        make_topic("football")
        found = places(client, "/sitemap/pages.xml")
        assert {"/", "/latest/", "/sport/", "/topics/football/"} <= set(found)


class TestNewsSitemap:
    def test_tells_of_the_last_two_days(self, client):
        now = timezone.now()
        fresh = make_story(at=now - timedelta(hours=40), headline="Fresh & new")
        make_story(at=now - timedelta(hours=50))
        root = ET.fromstring(client.get("/news-sitemap.xml").content)  # noqa: S314
        assert [title.text for title in root.iter(f"{NEWS}title")] == ["Fresh & new"]
        assert places(client, "/news-sitemap.xml") == [fresh.get_absolute_url()]

    def test_without_news_has_older_addresses_that_are_no_news(self, client):
        old = make_story(at=timezone.now() - timedelta(days=9))
        assert places(client, "/news-sitemap.xml") == ["/", old.get_absolute_url()]
        assert b"news:news" not in client.get("/news-sitemap.xml").content

    def test_is_never_empty(self, client):
        assert places(client, "/news-sitemap.xml") == ["/"]


class TestRobots:
    def test_names_the_sitemaps(self, client):
        text = client.get("/robots.txt").content.decode()
        assert "Sitemap: http://127.0.0.1:8000/sitemap.xml" in text
        assert "Disallow: /newsroom/" in text


class TestRecorded:
    """Until when a kept sitemap is right, though nobody writes."""

    AT = datetime(2026, 3, 4, 12, tzinfo=UTC)

    def news(self):
        with recording() as record, plain_style(Paper.current()) as masthead:
            sitemaps.news(masthead, at=self.AT)
        return record.facts["news"]

    def test_news_is_until_the_oldest_listed_is_none_any_more(self, monkeypatch):
        monkeypatch.setattr(sitemaps, "MOST_NEWS", 2)
        for hours in (1, 2, 3):
            make_story(at=self.AT - timedelta(hours=hours))
        assert self.news().until == self.AT - timedelta(hours=2) + sitemaps.NEWS_SPAN
        coming = make_story(at=self.AT, embargo_until=self.AT + timedelta(minutes=5))
        assert self.news().until == coming.published_at

    def test_news_that_may_not_be_listed_is_watched_all_the_same(self):
        hidden = make_story(at=self.AT - timedelta(hours=1), noindex=True)
        older = make_story(at=self.AT - timedelta(days=9), expire_at=self.AT + timedelta(hours=1))
        found = self.news()
        assert {f"story:{hidden.pk}", f"story:{older.pk}"} <= found.sources
        assert found.until == hidden.published_at + sitemaps.NEWS_SPAN
        assert found.ends == older.expire_at

    def test_a_month_ends_with_the_first_story_that_expires(self):
        for hours in (9, 5, 7):
            make_story(at=self.AT, expire_at=self.AT + timedelta(hours=hours))
        with recording() as record:
            sitemaps.month(self.AT.date().replace(day=1), site="", at=self.AT)
        (fact,) = record.facts.values()
        assert fact.ends == self.AT + timedelta(hours=5)

    def test_costs_few_queries(self, django_assert_num_queries):
        make_story(at=self.AT - timedelta(hours=1))
        with django_assert_num_queries(2):
            sitemaps.month(self.AT.date().replace(day=1), site="", at=self.AT)
        with plain_style(Paper.current()) as masthead, django_assert_num_queries(3):
            sitemaps.news(masthead, at=self.AT)
