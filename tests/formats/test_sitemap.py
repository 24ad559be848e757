import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from broadsheet.formats import sitemap
from broadsheet.formats.grammar import tidy
from broadsheet.formats.sitemap import MOST_ENTRIES, MOST_NEWS, Entry, News
from tests.formats import strategies
from tests.formats.samples import KOLKATA

NS = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "news": "http://www.google.com/schemas/sitemap-news/0.9",
}
AT = datetime(2026, 11, 23, 18, 5, tzinfo=KOLKATA)
NEWS = News("The Paper", "en", AT, "Ferry talks resume & islanders wait")
FRESH = Entry("https://paper.example/world/?a=1&b=2", AT, NEWS)
OLD = Entry("https://paper.example/about/")

texts = strategies.texts | strategies.foul_texts
news = st.builds(News, texts, st.sampled_from(["en", "ml"]), strategies.moments, texts)
entries = st.builds(Entry, strategies.addresses, st.none() | strategies.moments, st.none() | news)
plain_entries = st.builds(Entry, strategies.addresses, st.none() | strategies.moments, st.none())


@pytest.fixture(scope="module")
def schema_of(shared_data):
    """The official schemas, by file name."""
    return lambda name: etree.XMLSchema(file=str(shared_data / "schemas" / name))


@pytest.fixture(scope="module")
def urlset_schema(schema_of):
    return schema_of("sitemap-0.9.xsd")


@pytest.fixture(scope="module")
def index_schema(schema_of):
    return schema_of("siteindex-0.9.xsd")


class TestUrlset:
    @given(st.lists(entries, min_size=1, max_size=5))
    def test_holds_every_address_in_order(self, entries):
        root = etree.fromstring(sitemap.urlset(entries))
        assert [loc.text for loc in root.iterfind("s:url/s:loc", NS)] == [
            tidy.address(entry.url) for entry in entries
        ]

    def test_holds_addresses_only(self):
        with pytest.raises(ValueError, match="/about/"):
            sitemap.urlset([Entry("/about/")])

    def test_dates_a_change_with_its_zone(self):
        root = etree.fromstring(sitemap.urlset([FRESH, OLD]))
        assert [url.findtext("s:lastmod", namespaces=NS) for url in root] == [
            "2026-11-23T18:05:00+05:30",
            None,
        ]

    def test_speaks_of_news_only_where_there_is_some(self):
        assert b"news" not in sitemap.urlset([OLD])

    def test_is_not_made_of_nothing(self):
        with pytest.raises(ValueError, match="empty"):
            sitemap.urlset([])

    def test_holds_as_many_addresses_as_allowed_and_no_more(self):
        assert sitemap.urlset([OLD] * MOST_ENTRIES).count(b"<loc>") == MOST_ENTRIES
        with pytest.raises(ValueError, match="50,000 addresses"):
            sitemap.urlset([OLD] * (MOST_ENTRIES + 1))

    def test_is_not_longer_than_allowed(self):
        with pytest.raises(ValueError, match="bytes"):
            sitemap.urlset([Entry("https://paper.example/" + "a" * 1_100)] * MOST_ENTRIES)

    def test_of_many_addresses_takes_little_time(self):
        entries = [Entry(f"https://paper.example/{n}/", AT) for n in range(MOST_ENTRIES)]
        started_at = time.process_time()
        sitemap.urlset(entries)
        assert time.process_time() - started_at < 3

    @given(entries=st.lists(plain_entries, min_size=1, max_size=5))
    def test_is_valid(self, urlset_schema, entries):
        urlset_schema.assertValid(etree.fromstring(sitemap.urlset(entries)))


class TestNews:
    def test_says_what_google_asks_for(self):
        root = etree.fromstring(sitemap.urlset([FRESH]))
        part = root.find("s:url/news:news", NS)
        assert [(each.tag.partition("}")[2], each.text) for each in part.iterdescendants()] == [
            ("publication", None),
            ("name", "The Paper"),
            ("language", "en"),
            ("publication_date", "2026-11-23T18:05:00+05:30"),
            ("title", "Ferry talks resume & islanders wait"),
        ]

    def test_is_padded_with_addresses_that_are_no_news(self):
        root = etree.fromstring(sitemap.urlset([FRESH, OLD]))
        assert [url.find("news:news", NS) is not None for url in root] == [True, False]

    def test_holds_as_many_stories_as_allowed_and_no_more(self):
        assert sitemap.urlset([FRESH] * MOST_NEWS + [OLD]).count(b"<news:news>") == MOST_NEWS
        with pytest.raises(ValueError, match="1,000 stories"):
            sitemap.urlset([FRESH] * (MOST_NEWS + 1))

    @given(st.lists(entries, min_size=1, max_size=5))
    def test_is_the_same_whenever_it_is_made(self, entries):
        assert sitemap.urlset(entries) == sitemap.urlset(iter(entries))

    def test_is_valid_but_for_the_part_that_is_google_s(self, urlset_schema):
        root = etree.fromstring(sitemap.urlset([FRESH, OLD]))
        for part in root.findall("s:url/news:news", NS):
            part.getparent().remove(part)
        urlset_schema.assertValid(root)


class TestIndex:
    SHARD = Entry("https://paper.example/sitemap/2026-11.xml", datetime(2026, 11, 23, tzinfo=UTC))

    def test_holds_every_shard_with_its_change(self):
        root = etree.fromstring(sitemap.index([self.SHARD]))
        assert [each.text for each in root.find("s:sitemap", NS)] == [
            "https://paper.example/sitemap/2026-11.xml",
            "2026-11-23T00:00:00+00:00",
        ]

    def test_is_not_made_of_nothing(self):
        with pytest.raises(ValueError, match="empty"):
            sitemap.index([])

    def test_holds_no_more_shards_than_allowed(self):
        with pytest.raises(ValueError, match="50,000"):
            sitemap.index([self.SHARD] * (MOST_ENTRIES + 1))

    @given(entries=st.lists(plain_entries, min_size=1, max_size=5))
    def test_is_valid(self, index_schema, entries):
        index_schema.assertValid(etree.fromstring(sitemap.index(entries)))
