"""The export that WordPress’s theme authors test with: every entry of it, body and all."""

import re
from collections import Counter
from html import unescape

import pytest

from broadsheet.formats import body
from broadsheet.formats.body import Embed, Gallery, Kind, Table, text_of
from broadsheet.formats.markup import blocks_from, text_from
from broadsheet.formats.wxr import Author, Entry, Site, Term, read
from broadsheet.kit.prose import plain
from tests.formats.markup.newsroom import stored

SITE = "https://wpthemetestdata.wordpress.com"
_MARKUP = re.compile(r"<!--.*?-->|<[^>]*>|\[/?(?:gallery|caption|audio)[^\]]*\]", re.DOTALL)
_INLINE = re.compile(r"</?(?:b|i|em|strong|sub|sup|small)>")
_CAPTION = re.compile(r'\[caption[^\]]*caption="([^"]*)"[^\]]*\]')
_WORD = re.compile(r"\w+")


@pytest.fixture(scope="module")
def records(shared_data):
    with (shared_data / "wordpress" / "themeunittestdata.wordpress.xml").open("rb") as file:
        return list(read(file))


@pytest.fixture(scope="module")
def entries(records):
    return [each for each in records if isinstance(each, Entry)]


@pytest.fixture(scope="module")
def pages(entries):
    """Posts and pages, each with what became of its body."""
    attached: dict[int, list[int]] = {}
    for each in entries:
        if each.post_type == "attachment":
            attached.setdefault(each.parent_id, []).append(each.id)
    return [
        (each, blocks_from(each.content, site=SITE, attached=attached.get(each.id, ())))
        for each in entries
        if each.post_type in {"post", "page"}
    ]


def visible(content: str) -> list[str]:
    """The words a browser would show of a body, found in a cruder way than ours."""
    html = _CAPTION.sub(lambda found: f" {found[1]} ", _INLINE.sub("", content))
    return _WORD.findall(unescape(_MARKUP.sub(" ", html)))


def missing(words: list[str], kept: list[str]) -> list[str]:
    """Those that are not among the kept ones behind the word in front of them."""
    gone, place = [], 0
    for word in words:
        if word in kept[place:]:
            place = kept.index(word, place) + 1
        else:
            gone.append(word)
    return gone


class TestRecords:
    def test_are_all_there(self, records):
        assert Counter(map(type, records)) == {Site: 1, Author: 2, Term: 185, Entry: 186}

    def test_are_of_these_types(self, entries):
        assert Counter((each.post_type, each.status) for each in entries) == {
            ("nav_menu_item", "publish"): 70,
            ("post", "publish"): 56,
            ("attachment", "inherit"): 37,
            ("page", "publish"): 21,
            ("post", "future"): 1,
            ("post", "draft"): 1,
        }

    def test_of_which_these_posts_are_not_public(self, entries):
        posts = [each for each in entries if each.post_type == "post"]
        assert [each.title for each in posts if not each.is_public] == [
            "Scheduled",
            "Draft",
            'Template: Password Protected (the password is "enter")',
        ]

    def test_have_numbers_moments_and_lines(self, entries):
        lines = [each.line for each in entries]
        assert lines == sorted(set(lines))
        numbers = [each.id for each in entries if each.post_type != "nav_menu_item"]
        assert len(set(numbers)) == len(numbers)
        assert all(each.published_at for each in entries)

    def test_keep_every_comment_count_and_filing(self, entries):
        assert sum(each.comment_count for each in entries) == 33
        assert Counter(filing.kind for each in entries for filing in each.filed_under) == {
            "tag": 188,
            "category": 175,
            "nav_menu": 70,
            "post_format": 13,
        }


class TestBodies:
    def test_keep_every_word_in_order(self, pages):
        for entry, result in pages:
            kept = _WORD.findall(text_of(result.blocks))
            elsewhere = [each.what for each in result.leftovers] + [
                each.caption for each in result.blocks if isinstance(each, Table)
            ]
            gone = missing(visible(entry.content), kept)
            assert not Counter(gone) - Counter(_WORD.findall(" ".join(elsewhere))), entry.title

    def test_become_blocks_of_these_kinds(self, pages):
        kinds = Counter(type(block) for _, result in pages for block in result.blocks)
        assert kinds == {
            body.Paragraph: 659,
            body.PictureRef: 63,
            body.Subhead: 81,
            body.ListBlock: 25,
            body.FileRef: 13,
            body.Gallery: 22,
            body.Quote: 13,
            body.Embed: 8,
            body.PullQuote: 4,
            body.Table: 8,
        }

    def test_leave_these_things_over(self, pages):
        kinds = Counter(each.kind for _, result in pages for each in result.leftovers)
        assert kinds == {
            Kind.BLOCK: 57,
            Kind.SEPARATOR: 18,
            Kind.LINK: 16,
            Kind.PAGE_BREAK: 6,
            Kind.NUMBERING: 6,
            Kind.LABEL: 2,
            Kind.PICTURE: 1,
        }

    def test_are_empty_only_where_nothing_was_written(self, pages):
        empty = [entry.title for entry, result in pages if not result.blocks]
        assert empty == ["Edge Case: No Content", "Επίπεδο 3"]

    def test_have_every_picture_of_their_galleries(self, pages):
        galleries = [
            block for _, result in pages for block in result.blocks if isinstance(block, Gallery)
        ]
        assert all(each.attachment_id for one in galleries for each in one.pictures)

    def test_have_every_embed(self, pages):
        embeds = [
            block.url for _, result in pages for block in result.blocks if isinstance(block, Embed)
        ]
        hosts = Counter(url.split("/")[2] for url in embeds)
        assert hosts == {
            "wordpress.tv": 2,
            "www.youtube.com": 1,
            "twitter.com": 2,
            "youtu.be": 1,
            "www.facebook.com": 1,
            "www.instagram.com": 1,
        }

    def test_have_plain_titles(self, entries):
        titles = [text_from(each.title) for each in entries]
        assert "Markup: Title With Markup" in titles
        assert any(title.endswith("~`!@#$%^&*()-_=+{}[]/\\;:'\"?,.>") for title in titles)

    def test_can_be_opened_and_saved_in_the_newsroom(self, pages):
        paragraphs = [
            block.html
            for _, result in pages
            for block in result.blocks
            if isinstance(block, body.Paragraph)
        ]
        for html in paragraphs:
            assert plain(stored(html)) == plain(html)
