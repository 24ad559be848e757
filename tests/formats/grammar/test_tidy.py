from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.formats.grammar import tidy
from broadsheet.formats.item import Image, Person, Subject
from tests.formats import strategies
from tests.formats.samples import FEED, STORY

anything = st.text(st.characters(exclude_categories=[]))


class TestPassage:
    @given(anything)
    def test_can_be_written_as_utf_8(self, text):
        assert tidy.passage(text).encode().decode() == tidy.passage(text)

    @pytest.mark.parametrize("character", ["\x00", "\x08", "\x0b", "\x1f", "\ud800", "\uffff"])
    def test_has_nothing_that_xml_forbids(self, character):
        assert tidy.passage(f"a{character}b") == "ab"

    @pytest.mark.parametrize("text", ["a\tb\r\nc", "\x85", "no\u00a0break", "𐍈", "👩‍🚀", "\u202e"])
    def test_keeps_what_xml_allows(self, text):
        assert tidy.passage(text) == text


class TestLine:
    @given(anything)
    def test_is_one_line(self, text):
        assert len(tidy.line(text).splitlines()) <= 1

    def test_keeps_a_space_that_must_not_break(self):
        assert tidy.line(" 10\u00a0km \n away ") == "10\u00a0km away"


class TestAddress:
    @pytest.mark.parametrize(
        "text",
        ["https://a.example", "HTTP://a.example/?q=1&b=(2)#c", "http://[::1]:8000/%E0%B4%AE/~a;b"],
    )
    def test_may_be_of_the_web(self, text):
        assert tidy.address(text) == text

    @pytest.mark.parametrize(
        ("text", "address"),
        [
            ("https://a.example/മ", "https://a.example/%E0%B4%AE"),
            ("https://a.example/?q=[a|b]#c#d", "https://a.example/?q=%5Ba%7Cb%5D#c%23d"),
            ("https://a.example/100%/%zz%41", "https://a.example/100%25/%25zz%41"),
            ("https://a.example/<i>'\"", "https://a.example/%3Ci%3E'%22"),
        ],
    )
    def test_is_written_as_a_uri_must_be(self, text, address):
        assert tidy.address(text) == address

    @given(strategies.addresses)
    def test_stays_as_it_is_once_tidy(self, text):
        assert tidy.address(tidy.address(text)) == tidy.address(text)

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "/about/",
            "a.example",
            "//a.example/",
            "https://",
            "https:///path",
            "javascript:alert(1)",
            "\x00javascript:alert(1)//https://a.example/",
            "data:text/html,x",
            "mailto:a@b.example",
            "file:///etc/passwd",
        ],
    )
    def test_may_be_nothing_else(self, text):
        assert tidy.address(text) == ""

    def test_has_no_space_in_it(self):
        assert tidy.address(" https://a.example/\n b ") == "https://a.example/b"


class TestWords:
    @pytest.mark.parametrize(
        ("html", "words"),
        [
            ("<p>One</p><p>two</p>", "One two "),
            ("a<br/>b", "a b"),
            ("H<sub>2</sub>O", "H2O"),
            ("a &lt; b &amp;amp; c", "a < b &amp; c"),
            ("1 < 2", "1 < 2"),
        ],
    )
    def test_are_those_between_the_tags(self, html, words):
        assert tidy.words(html) == words


class TestItem:
    @given(strategies.items(strategies.texts | strategies.foul_texts))
    def test_stays_as_it_is_once_tidy(self, item):
        assert tidy.item(tidy.item(item)) == tidy.item(item)

    def test_is_left_alone_if_it_is_tidy_already(self):
        assert tidy.item(STORY) == STORY

    def test_has_its_moments_settled(self):
        late = STORY.updated_at.replace(microsecond=999_999)
        tidied = tidy.item(replace(STORY, published_at=late, updated_at=late))
        assert (tidied.published_at, tidied.updated_at) == (STORY.updated_at, STORY.updated_at)

    def test_has_nobody_and_nothing_without_a_name(self):
        nameless = replace(STORY, authors=(Person(" "),), topics=(Subject("\x00"),))
        tidied = tidy.item(nameless)
        assert (tidied.authors, tidied.topics) == ((), ())

    def test_has_no_picture_without_an_address(self):
        assert tidy.item(replace(STORY, pictures=(Image("picture.jpg"),))).pictures == ()


class TestFeed:
    @given(strategies.feeds(strategies.texts | strategies.foul_texts))
    def test_stays_as_it_is_once_tidy(self, feed):
        assert tidy.feed(tidy.feed(feed)) == tidy.feed(feed)

    def test_lends_its_language_to_an_item_that_names_none(self):
        feed = replace(FEED, items=(replace(STORY, language=""), replace(STORY, language="ml")))
        assert [item.language for item in tidy.feed(feed).items] == ["en-GB", "ml"]
