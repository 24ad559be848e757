import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from broadsheet.formats import rss
from broadsheet.formats.errors import Unreadable
from broadsheet.formats.grammar import tidy
from broadsheet.formats.item import Feed, Form, Image, Kind, Person, Subject
from tests.formats import hostile, strategies
from tests.formats.samples import FEED, STORY

NS = {
    "atom": "http://www.w3.org/2005/Atom",
    "dc": "http://purl.org/dc/elements/1.1/",
    "media": "http://search.yahoo.com/mrss/",
    "content": "http://purl.org/rss/1.0/modules/content/",
}
DOCUMENT = rss.dump(FEED)


def what_rss_carries(feed: Feed) -> Feed:
    return hostile.with_items(tidy.feed(feed), body_text="")


def channel_of(feed: Feed) -> etree._Element:
    return etree.fromstring(rss.dump(feed)).find("channel")


class TestLaw:
    @given(strategies.feeds())
    def test_what_is_written_is_read_again(self, feed):
        assert rss.load(rss.dump(feed)) == what_rss_carries(feed)

    @given(strategies.feeds(strategies.foul_texts))
    def test_characters_that_xml_forbids_are_left_out(self, feed):
        assert rss.load(rss.dump(feed)) == what_rss_carries(feed)

    @given(strategies.feeds())
    def test_what_is_read_is_written_as_it_was(self, feed):
        document = rss.dump(feed)
        assert rss.dump(rss.load(document)) == document


class TestDump:
    def test_names_itself_and_the_hub_once(self):
        links = channel_of(FEED).findall("atom:link", NS)
        assert [(link.get("rel"), link.get("href")) for link in links] == [
            ("self", FEED.self_url),
            ("next", FEED.next_url),
            ("hub", FEED.hub_url),
        ]

    def test_gives_an_identifier_that_is_no_address(self):
        guid = channel_of(FEED).find("item/guid")
        assert (guid.text, guid.get("isPermaLink")) == (STORY.guid, "false")

    def test_gives_each_author_an_element(self):
        creators = channel_of(FEED).find("item").findall("dc:creator", NS)
        assert [creator.text for creator in creators] == ["Asha Menon", "Tomás Ó Briain"]

    def test_dates_an_item_with_its_zone(self):
        assert channel_of(FEED).findtext("item/pubDate") == "Mon, 23 Nov 2026 18:05:00 +0530"

    def test_keeps_alt_text_caption_and_credit_apart(self):
        content = channel_of(FEED).find("item/media:content", NS)
        assert [
            content.findtext(f"media:{name}", namespaces=NS)
            for name in ("title", "description", "credit")
        ] == ["A ferry at the quay", "The last boat, on Monday", "Lena Voss / Paper"]

    def test_shows_the_markup_of_a_standfirst_as_text(self):
        described = channel_of(FEED).findtext("item/description")
        assert described == "Both sides say the &lt;last&gt; boat leaves on Friday."

    def test_names_the_language_only_of_an_item_in_another(self):
        items = channel_of(FEED).findall("item")
        assert [item.findtext("dc:language", namespaces=NS) for item in items] == [None, "ml"]

    def test_does_not_link_to_what_is_no_web_address(self):
        feed = hostile.with_items(FEED, url="javascript:alert(1)")
        assert b"javascript" not in rss.dump(feed)


class TestFeedparser:
    """What a reader that is not ours makes of it."""

    parsed = feedparser.parse(DOCUMENT)
    entry = parsed.entries[0]

    def test_finds_nothing_wrong(self):
        assert (self.parsed.bozo, self.parsed.version) == (False, "rss20")

    def test_finds_the_feed(self):
        feed = self.parsed.feed
        assert (feed.title, feed.link, feed.language) == (FEED.title, FEED.url, "en-GB")

    def test_finds_the_story(self):
        entry = self.entry
        assert (entry.id, entry.link, entry.title) == (STORY.guid, STORY.url, STORY.headline)
        assert entry.content[0].value == STORY.body_html
        assert entry.content[0].type == "text/html"

    def test_finds_both_dates(self):
        assert self.entry.published_parsed[:6] == (2026, 11, 23, 12, 35, 0)
        assert self.entry.updated_parsed[:6] == (2026, 11, 24, 3, 30, 15)

    def test_finds_the_authors(self):
        names = [author.name for author in self.entry.authors]
        assert names == ["Asha Menon", "Tomás Ó Briain"]

    def test_finds_the_pictures(self):
        urls = [content["url"] for content in self.entry.media_content]
        assert urls == [image.url for image in STORY.pictures]
        assert self.entry.media_credit[0]["content"] == "Lena Voss / Paper"

    def test_finds_section_and_topics(self):
        terms = [tag.term for tag in self.entry.tags]
        assert terms == ["World", "Port Harmony", "Strikes", "Ferry Union"]


FOREIGN = b"""<?xml version="1.0"?>
<!-- somebody else's -->
<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"
     xmlns:dc="http://purl.org/dc/elements/1.1/">
  <channel>
    <title> Elsewhere
      Daily </title>
    <link>https://elsewhere.example/</link>
    <language>fr</language>
    <item>
      <title><![CDATA[Fish & chips]]></title>
      <link>https://elsewhere.example/1</link>
      <pubDate>Tue, 01 Sep 2026 08:00:00 GMT</pubDate>
      <description>&lt;p&gt;One &amp;amp; two.&lt;/p&gt;&lt;p&gt;Three.&lt;/p&gt;</description>
      <category>Food</category>
      <dc:type>Text</dc:type>
      <media:group>
        <media:content url="https://elsewhere.example/1.mp4" medium="video"/>
        <media:content url="https://elsewhere.example/1.png" type="image/png" width=""/>
        <media:content url="https://elsewhere.example/2.mp4" type="video/mp4"/>
      </media:group>
    </item>
  </channel>
</rss>"""


class TestLoad:
    """Reading what others write."""

    feed = rss.load(FOREIGN)
    item = feed.items[0]

    def test_puts_a_title_on_one_line(self):
        assert self.feed.title == "Elsewhere Daily"

    def test_takes_the_address_for_an_identifier_where_there_is_none(self):
        assert self.item.guid == "https://elsewhere.example/1"

    def test_takes_the_words_out_of_a_description(self):
        assert self.item.standfirst == "One & two. Three."

    def test_takes_publication_for_the_last_change_where_there_is_none(self):
        assert self.item.updated_at == self.item.published_at == self.feed.updated_at

    def test_takes_a_category_for_a_theme(self):
        assert self.item.topics == (Subject("Food", Kind.THEME),)

    def test_takes_an_unknown_type_for_news(self):
        assert self.item.form is Form.NEWS

    def test_takes_only_pictures_for_pictures(self):
        assert self.item.pictures == (Image("https://elsewhere.example/1.png", "image/png"),)

    def test_gives_an_item_the_language_of_its_feed(self):
        assert self.item.language == "fr"

    def test_takes_no_authors_for_none(self):
        assert self.item.authors == ()

    def test_leaves_out_an_author_without_a_name(self):
        feed = hostile.with_items(FEED, authors=(Person("\x00", "https://a.example/"),))
        assert rss.load(rss.dump(feed)).items[0].authors == ()


class TestHostileBytes:
    @given(st.binary() | strategies.damaged_bytes(DOCUMENT) | strategies.damaged_xml(DOCUMENT))
    def test_are_a_feed_or_unreadable(self, raw):
        hostile.assert_read_or_refused(rss.load, raw, Feed)

    @pytest.mark.parametrize("raw", hostile.XML, ids=hostile.beginning)
    def test_are_refused(self, raw):
        with pytest.raises(Unreadable):
            rss.load(raw)

    @pytest.mark.parametrize(
        "raw",
        [
            b"<rss/>",
            b"<rss><channel><title>No date</title></channel></rss>",
            DOCUMENT.replace(b"Mon, 23 Nov 2026 18:05:00 +0530", b"yesterday"),
            DOCUMENT.replace(b"+0530", b"+9999"),
            DOCUMENT.replace(b"23 Nov 2026", b"99 Nov 2026"),
            DOCUMENT.replace(b'width="1200"', b'width="wide"'),
            DOCUMENT.replace(b"2026-11-24T", b"2026-11-24 at "),
        ],
        ids=hostile.beginning,
    )
    def test_of_an_incomplete_or_broken_feed_are_refused(self, raw):
        assert raw != DOCUMENT
        with pytest.raises(Unreadable):
            rss.load(raw)

    def test_are_refused_with_the_line(self):
        with pytest.raises(Unreadable, match="Line 3"):
            rss.load(b"<rss>\n<channel>\n</rss>")
