"""Copy in whatever form, as a draft."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.checking.draft import Draft, Filed, Kind, Link, Passage, Shown
from broadsheet.desk.proofing.drafts import (
    MOST_CHARACTERS,
    MOST_THINGS,
    Unreadable,
    of_json,
    of_manuscript,
    of_page,
)

DAY = date(2018, 5, 3)
PAGE = b"""<html><body><nav><p>Menu</p></nav><article><h1>Ferry</h1><p>It was <b>late</b>.</p>
<blockquote><p>So it was.</p></blockquote></article></body></html>"""


NAMES = st.sampled_from(["day", "passages", "text", "kind", "topics", "others", "pictures"])
ANY = st.recursive(
    st.none() | st.text() | st.integers(),
    lambda inner: st.lists(inner) | st.dictionaries(NAMES, inner),
)


def test_a_manuscript_is_called_by_its_lines():
    draft = of_manuscript("# Ferry\n\nIt was late.\n\n![A quay](a/quay.jpg 'Quay')", day=DAY)
    assert draft.passages == (
        Passage("line 1", "Ferry", Kind.HEADLINE), Passage("line 3", "It was late."),
    )  # fmt: skip
    assert draft.pictures == (Shown("line 5", "A quay", "Quay", "?", "quay.jpg"),)


def test_of_a_manuscript_links_are_known():
    draft = of_manuscript("It was\n[the *old* ferry](/news/ferry/ 'x').", day=DAY)
    assert draft.links == (Link("line 1", "the old ferry", "/news/ferry/"),)


def test_of_a_page_links_are_known():
    page = b"<p>It was <a href='/news/ferry/'>the  <i>old</i> ferry</a>, <a>or so</a>.</p>"
    assert of_page(page, day=DAY).links == (
        Link("paragraph 1", "the old ferry", "/news/ferry/"), Link("paragraph 1", "or so", ""),
    )  # fmt: skip


def test_of_a_page_the_article_is_read():
    assert of_page(PAGE, day=DAY).passages == (
        Passage("paragraph 1", "Ferry", Kind.HEADLINE),
        Passage("paragraph 2", "It was late."),
        Passage("paragraph 3", "So it was.", Kind.QUOTE, "?"),
    )


def test_of_a_page_nothing_is_read_twice():
    page = b"<ul><li>One<br>more<ul><li>two <a href='/x/'>x</a><!-- so --></li></ul></li></ul>"
    draft = of_page(page, day=DAY)
    assert [passage.text for passage in draft.passages] == ["One more", "two x"]
    assert draft.links == (Link("paragraph 2", "x", "/x/"),)


def test_of_a_manuscript_nobody_can_tell_the_speaker_of_a_quotation():
    assert of_manuscript("> So it was.", day=DAY).passages == (
        Passage("line 1", "So it was.", Kind.QUOTE, "?"),
    )


@pytest.mark.parametrize("content", [b"", b"<html></html>", b"\x00\xff", b"<p> </p>"])
def test_a_page_without_text_is_refused(content):
    with pytest.raises(Unreadable, match="has no text"):
        of_page(content, day=DAY)


class TestJson:
    def test_is_read_whole(self):
        draft = of_json(
            {
                "day": "2018-05-03",
                "happened": "2018-05-01",
                "passages": [{"place": "a", "kind": "quote", "text": "So.", "speaker": "Bo"}],
                "pictures": [{"place": "b", "alt": "x", "caption": "", "credit": "", "file": "f"}],
                "topics": [{"name": "Ada", "others": ["Byrne"], "is_named": False}],
                "links": [{"place": "a", "words": "So", "address": "/news/ferry/"}],
                "related": [3, 4],
                "story": 7,
            },
            today=date(2026, 1, 1),
        )
        assert draft == Draft(
            (Passage("a", "So.", Kind.QUOTE, "Bo"),), DAY, date(2018, 5, 1),
            (Shown("b", "x", "", "", "f"),), (Filed("Ada", ("Byrne",), is_named=False),),
            (Link("a", "So", "/news/ferry/"),), (3, 4), 7,
        )  # fmt: skip

    @pytest.mark.parametrize("name", ["passages", "links", "pictures", "topics"])
    def test_has_not_more_than_anybody_writes(self, name):
        with pytest.raises(Unreadable, match=f"“{name}” has more than"):
            of_json({name: [{}] * (MOST_THINGS + 1)}, today=DAY)

    def test_needs_little(self):
        draft = of_json({"passages": [{"text": "So."}]}, today=DAY)
        assert draft == Draft((Passage("", "So."),), DAY)

    @pytest.mark.parametrize(
        ("given", "sentence"),
        [
            ([], "A draft is an object"),
            ({"day": "3 May"}, "draft: “day” must be a day"),
            ({"passages": "So."}, "“passages” must be a list"),
            ({"passages": [{"text": 5}]}, "passages 1: “text” must be a text"),
            ({"passages": [{"text": "", "kind": "song"}]}, "“kind” must be one of headline"),
            ({"topics": [{"name": "Ada", "others": "x"}]}, "topics 1: “others” must be a list"),
            ({"day": "20180503"}, "draft: “day” must be a day"),
            ({"day": "2018-02-30"}, "draft: “day” must be a day"),
            ({"story": "7"}, "draft: “story” must be a number"),
            ({"story": True}, "draft: “story” must be a number"),
            ({"story": 2**63}, "draft: “story” must be a number"),
            ({"topics": [{"id": "7"}]}, "topics 1: “id” must be a number"),
            ({"topics": [{"name": "Ada", "is_named": 1}]}, "“is_named” must be true or false"),
            ({"related": [None]}, "draft: “related” must be a list of numbers"),
            ({"links": [{"address": 7}]}, "links 1: “address” must be a text"),
            ({"passages": [{"text": "x" * (MOST_CHARACTERS + 1)}]}, "at most 100,000 characters"),
        ],
    )
    def test_that_is_none_is_told_why(self, given, sentence):
        with pytest.raises(Unreadable, match=sentence):
            of_json(given, today=DAY)

    @given(ANY)
    def test_of_any_shape_is_read_or_refused(self, given):
        with suppress(Unreadable):
            assert isinstance(of_json(given, today=DAY), Draft)
