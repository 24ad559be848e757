from dataclasses import replace

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from broadsheet.formats import atom
from broadsheet.formats.errors import Unreadable
from broadsheet.formats.grammar import tidy
from broadsheet.formats.item import Feed, Item, Person, Subject
from tests.formats import hostile, strategies
from tests.formats.samples import FEED, STORY

NS = {"a": "http://www.w3.org/2005/Atom", "media": "http://search.yahoo.com/mrss/"}
DOCUMENT = atom.dump(FEED)
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def with_one_body(item: Item) -> Item:
    return replace(item, body_text="" if item.body_html else item.body_text)


def what_atom_carries(feed: Feed) -> Feed:
    feed = tidy.feed(feed)
    return replace(feed, items=tuple(map(with_one_body, feed.items)))


def root_of(feed: Feed) -> etree._Element:
    return etree.fromstring(atom.dump(feed))


class TestLaw:
    @given(strategies.feeds())
    def test_what_is_written_is_read_again(self, feed):
        assert atom.load(atom.dump(feed)) == what_atom_carries(feed)

    @given(strategies.feeds(strategies.foul_texts))
    def test_characters_that_xml_forbids_are_left_out(self, feed):
        assert atom.load(atom.dump(feed)) == what_atom_carries(feed)

    @given(strategies.feeds())
    def test_what_is_read_is_written_as_it_was(self, feed):
        document = atom.dump(feed)
        assert atom.dump(atom.load(document)) == document


class TestDump:
    def test_tells_a_change_from_the_publication(self):
        entry = root_of(FEED).find("a:entry", NS)
        assert entry.findtext("a:published", namespaces=NS) == "2026-11-23T18:05:00+05:30"
        assert entry.findtext("a:updated", namespaces=NS) == "2026-11-24T03:30:15+00:00"

    def test_names_itself_once_and_the_hub(self):
        links = root_of(FEED).findall("a:link", NS)
        assert [(link.get("rel"), link.get("href")) for link in links] == [
            ("alternate", FEED.url),
            ("self", FEED.self_url),
            ("next", FEED.next_url),
            ("hub", FEED.hub_url),
        ]

    def test_speaks_for_a_story_without_a_byline(self):
        assert root_of(FEED).findtext("a:author/a:name", namespaces=NS) == FEED.title

    def test_gives_each_author_a_name_and_a_page(self):
        authors = root_of(FEED).find("a:entry", NS).findall("a:author", NS)
        assert [author.findtext("a:uri", namespaces=NS) for author in authors] == [
            "https://paper.example/authors/asha-menon/",
            None,
        ]

    def test_names_the_language_of_the_feed_and_of_an_item_in_another(self):
        root = root_of(FEED)
        entries = root.findall("a:entry", NS)
        assert [each.get(LANG) for each in (root, *entries)] == ["en-GB", None, "ml"]

    def test_says_that_the_body_is_html(self):
        content = root_of(FEED).find("a:entry/a:content", NS)
        assert (content.get("type"), content.text) == ("html", STORY.body_html)

    @given(strategies.feeds())
    def test_has_all_that_the_standard_requires(self, feed):
        root = root_of(feed)
        for parent in (root, *root.findall("a:entry", NS)):
            for name in ("id", "title", "updated"):
                assert len(parent.findall(f"a:{name}", NS)) == 1


class TestFeedparser:
    """What a reader that is not ours makes of it."""

    parsed = feedparser.parse(DOCUMENT)
    entry = parsed.entries[0]

    def test_finds_nothing_wrong(self):
        assert (self.parsed.bozo, self.parsed.version) == (False, "atom10")

    def test_finds_the_feed(self):
        feed = self.parsed.feed
        assert (feed.title, feed.link, feed.subtitle) == (FEED.title, FEED.url, FEED.description)

    def test_finds_the_story(self):
        entry = self.entry
        assert (entry.id, entry.link) == (STORY.guid, STORY.url)
        assert entry.content[0].value == STORY.body_html
        assert entry.content[0].language == "en-GB"

    def test_finds_both_dates(self):
        assert self.entry.published_parsed[:6] == (2026, 11, 23, 12, 35, 0)
        assert self.entry.updated_parsed[:6] == (2026, 11, 24, 3, 30, 15)

    def test_finds_the_authors(self):
        names = [author.name for author in self.entry.authors]
        assert names == ["Asha Menon", "Tomás Ó Briain"]

    def test_finds_section_and_topics(self):
        terms = [tag.term for tag in self.entry.tags]
        assert terms == ["World", "Port Harmony", "Strikes", "Ferry Union"]


FOREIGN = b"""<feed xmlns="http://www.w3.org/2005/Atom">
  <title type="html">Elsewhere &amp;amp; &lt;i&gt;beyond&lt;/i&gt;</title>
  <updated>2026-09-01t08:00:00z</updated>
  <author><name>The desk</name></author>
  <link href="https://elsewhere.example/"/>
  <entry>
    <id>tag:elsewhere.example,2026:1</id>
    <title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Fish <b>first</b></div></title>
    <updated>2026-09-01T08:00:00.123456789Z</updated>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Chips</p></div></content>
    <category term="food" label="Food and drink"/>
  </entry>
  <entry>
    <id>tag:elsewhere.example,2026:2</id>
    <updated>2026-09-01T08:00:00Z</updated>
    <content>1 &lt; 2</content>
  </entry>
</feed>"""


class TestLoad:
    """Reading what others write."""

    feed = atom.load(FOREIGN)
    first, second = feed.items

    def test_takes_the_words_out_of_a_title(self):
        assert (self.feed.title, self.first.headline) == ("Elsewhere & beyond", "Fish first")

    def test_takes_a_link_without_a_relation_for_the_page(self):
        assert self.feed.url == "https://elsewhere.example/"

    def test_takes_the_last_change_for_publication_where_there_is_none(self):
        assert self.first.published_at == self.first.updated_at == self.feed.updated_at

    def test_keeps_the_markup_of_an_xhtml_body(self):
        assert "<p>Chips</p>" in self.first.body_html

    def test_takes_a_body_of_no_type_for_text(self):
        assert (self.second.body_html, self.second.body_text) == ("", "1 < 2")

    def test_takes_a_label_for_the_name_of_a_theme(self):
        assert self.first.topics == (Subject("Food and drink"),)

    def test_does_not_take_the_feed_for_an_author(self):
        assert self.first.authors == ()

    def test_keeps_an_author_of_an_entry(self):
        feed = hostile.with_items(FEED, authors=(Person("Asha"),))
        assert atom.load(atom.dump(feed)).items[0].authors == (Person("Asha"),)


class TestHostileBytes:
    @given(st.binary() | strategies.damaged_bytes(DOCUMENT) | strategies.damaged_xml(DOCUMENT))
    def test_are_a_feed_or_unreadable(self, raw):
        hostile.assert_read_or_refused(atom.load, raw, Feed)

    @pytest.mark.parametrize("raw", hostile.XML, ids=hostile.beginning)
    def test_are_refused(self, raw):
        with pytest.raises(Unreadable):
            atom.load(raw)

    @pytest.mark.parametrize(
        "raw",
        [
            b"<feed xmlns='http://www.w3.org/2005/Atom'/>",
            DOCUMENT.replace(b"2026-11-24T", b"2026-13-24T"),
            DOCUMENT.replace(b"18:05:00+05:30", b"18:05:00"),
            DOCUMENT.replace(STORY.guid.encode(), b" "),
            DOCUMENT.replace(b"2005/Atom", b"2006/Atom"),
            DOCUMENT.replace(b"2026-11-23T18:05:00+05:30", b"0001-01-01T00:00:00+05:30"),
        ],
        ids=hostile.beginning,
    )
    def test_of_an_incomplete_or_broken_feed_are_refused(self, raw):
        assert raw != DOCUMENT
        with pytest.raises(Unreadable):
            atom.load(raw)
