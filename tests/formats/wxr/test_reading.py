import io
import tracemalloc
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.formats.errors import Unreadable
from broadsheet.formats.wxr import Author, Entry, Filing, Site, Term, read
from broadsheet.formats.wxr.source import PIECE
from tests.formats.wxr.exports import (
    HEAD,
    PEOPLE_AND_TERMS,
    PICTURE,
    STORY,
    TAIL,
    VERSION_1_0,
    export,
    item,
)

LINES = HEAD.count("\n")


def records(text: str | bytes, **options):
    raw = text.encode() if isinstance(text, str) else text
    return list(read(io.BytesIO(raw), **options))


def entry(text: str, **options) -> Entry:
    (found,) = (each for each in records(text, **options) if isinstance(each, Entry))
    return found


def refusal(text: str | bytes) -> tuple[list, Unreadable]:
    """What is given before the reader refuses to go on, and what it then says."""
    found = []
    raw = text.encode() if isinstance(text, str) else text
    with pytest.raises(Unreadable) as caught:
        found.extend(read(io.BytesIO(raw)))
    return found, caught.value


class TestRead:
    def test_gives_the_site_first_and_the_rest_in_order(self):
        found = records(export(PEOPLE_AND_TERMS, STORY, PICTURE))
        assert [type(each) for each in found] == [Site, Author, Term, Term, Term, Entry, Entry]

    def test_knows_the_site(self):
        assert records(export(STORY))[0] == Site(
            title="The Harbour Post",
            link="https://post.example",
            base_url="https://post.example/news",
            language="en-GB",
            description="News from the quay",
            version="1.2",
        )

    def test_knows_people_and_terms(self):
        assert records(export(PEOPLE_AND_TERMS))[1:] == [
            Author("asha", "asha@post.example", "Asha Menon", "Asha", "Menon", id=3),
            Term("category", "boats", "Boats &amp; Nets", "local", "All that floats", id=4),
            Term("tag", "море", "море", id=5),
            Term("series", "tides", "Tides", id=6),
        ]

    def test_knows_all_of_a_story(self):
        assert entry(export(STORY)) == Entry(
            line=LINES + 2,
            id=11,
            post_type="post",
            status="publish",
            title="The <em>ferry</em> waits",
            link="https://post.example/2020/02/01/ferry/",
            guid="https://post.example/?p=11",
            slug="ക",
            creator="asha",
            password="",
            published_at=datetime(2020, 2, 1, 18, 30, tzinfo=UTC),
            modified_at=datetime(2020, 2, 3, tzinfo=UTC),
            content="One.\n\nTwo & three.",
            excerpt="It waits.",
            parent_id=0,
            menu_order=2,
            is_sticky=True,
            attachment_url="",
            filed_under=(
                Filing("category", "boats", "Boats"),
                Filing("tag", "ferry", "Ferry"),
                Filing("author", "cap-ravi", "Ravi"),
            ),
            comment_count=2,
            meta={"_thumbnail_id": "12", "_wp_old_slug": "boat"},
            old_slugs=("boat", "ship"),
        )

    def test_knows_a_picture(self):
        found = entry(export(PICTURE))
        assert (found.post_type, found.parent_id) == ("attachment", 11)
        assert found.attachment_url == "https://post.example/wp-content/uploads/pier.jpg"

    def test_knows_the_oldest_version(self):
        site, category, story = records(VERSION_1_0, zone=ZoneInfo("Asia/Kolkata"))
        assert site.base_url == "http://old.example"
        assert category == Term("category", "news", "News")
        assert story.published_at == datetime(2008, 5, 1, 6, 30, tzinfo=UTC)
        assert story.excerpt == "Few"
        assert [each.slug for each in story.categories] == ["news", ""]
        assert Filing("tag", "sea", "sea") in story.filed_under

    def test_counts_lines_from_the_beginning_of_the_file(self):
        found = records("\n\n" + export(item(1), "\n\n", item(2)))
        assert [each.line for each in found[1:]] == [LINES + 3, LINES + 6]

    @given(st.integers(0, 300))
    def test_does_not_mind_where_the_file_is_cut_into_pieces(self, length):
        text = export(item(1, "x" * (PIECE - 1200 + length * 4)), item(2, "Fish &amp; ]] chips é"))
        last = records(text)[-1]
        assert (last.id, last.content) == (2, "Fish &amp; ]] chips é")

    def test_lets_the_caller_see_how_far_it_is(self):
        file = io.BytesIO(export(*(item(n, "x" * 5000) for n in range(100))).encode())
        places = [file.tell() for _ in read(file)]
        assert places == sorted(places)
        assert 0 < places[0] < places[-1] == len(file.getvalue())

    def test_needs_no_more_memory_for_a_longer_file(self):
        def peak(count: int) -> int:
            file = io.BytesIO(export(*(item(n, "x" * 4000) for n in range(count))).encode())
            tracemalloc.start()
            for _ in read(file):
                pass
            size = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
            return size

        assert peak(2000) < 1.5 * peak(200)


class TestEntry:
    @pytest.mark.parametrize(
        ("gmt", "local", "moment"),
        [
            ("2020-02-01 18:30:00", "", datetime(2020, 2, 1, 18, 30, tzinfo=UTC)),
            (
                "0000-00-00 00:00:00",
                "2020-02-02 00:00:00",
                datetime(2020, 2, 1, 18, 30, tzinfo=UTC),
            ),
            ("0000-00-00 00:00:00", "0000-00-00 00:00:00", None),
            ("2020-13-45 99:00:00", "yesterday", None),
            ("", "0001-01-01 00:00:00", None),
            ("", "", None),
        ],
    )
    def test_has_a_moment_in_utc_or_none(self, gmt, local, moment):
        text = export(
            f"<item><wp:post_date>{local}</wp:post_date>"
            f"<wp:post_date_gmt>{gmt}</wp:post_date_gmt></item>"
        )
        assert entry(text, zone=ZoneInfo("Asia/Kolkata")).published_at == moment

    @pytest.mark.parametrize(
        ("status", "password", "is_public"),
        [
            ("publish", "", True),
            ("publish", "enter", False),
            ("draft", "", False),
            ("private", "", False),
            ("future", "", False),
            ("pending", "", False),
            ("trash", "", False),
            ("inherit", "", False),
            ("", "", False),
        ],
    )
    def test_is_public_only_if_everybody_could_read_it(self, status, password, is_public):
        text = export(
            f"<item><wp:status>{status}</wp:status>"
            f"<wp:post_password>{password}</wp:post_password></item>"
        )
        assert entry(text).is_public is is_public

    def test_that_says_nothing_is_still_one(self):
        found = entry(export("<item></item>"))
        assert (found.id, found.title, found.meta, found.filed_under) == (0, "", {}, ())

    def test_with_numbers_that_are_none_has_none(self):
        found = entry(export(f"<item><wp:post_id>{'9' * 5000}</wp:post_id></item>"))
        assert found.id == 0


class TestMending:
    @pytest.mark.parametrize(
        ("broken", "title"),
        [
            ("a\x00b\x08c\x1fd", "abcd"),
            ("a\ufffeb\uffffc", "abc"),
            ("Fish & chips", "Fish & chips"),
            ("a&b;c &amp; &lt;d&gt; &AMP;", "a&b;c & <d> &"),
            ("caf&eacute;&nbsp;&hellip; &LT;", "café\xa0… <"),
            ("a&#11;b&#x1F;c&#0;d&#xD800;e&#9;f&#65;", "abcde\tfA"),
            (f"a&#{'9' * 30};b", "ab"),
        ],
    )
    def test_makes_sense_of_what_xml_forbids(self, broken, title):
        assert entry(export(f"<item><title>{broken}</title></item>")).title == title

    def test_leaves_references_in_sections_alone(self):
        assert entry(export(item(1, "a &nbsp; & &#11; ]] b"))).content == "a &nbsp; & &#11; ]] b"

    def test_passes_over_space_in_front_of_the_declaration(self):
        assert entry(f"\ufeff\r\n \n{export(STORY)}").id == 11

    def test_reads_on_over_bytes_that_are_no_utf_8(self):
        raw = export(item(1, "caf\x00")).encode().replace(b"\x00", b"\xe9\xff")
        assert records(raw)[1].content == "caf\ufffd\ufffd"

    @pytest.mark.parametrize("encoding", ["ISO-8859-1", "windows-1252", "UTF-16"])
    def test_knows_other_encodings(self, encoding):
        raw = export(item(1, "café")).replace("UTF-8", encoding).encode(encoding)
        assert records(raw)[1].content == "café"

    def test_ignores_what_follows_the_export(self):
        assert len(records(export(STORY) + "<p>Took 3 seconds</p>\x00</rss>")) == 2


class TestRefusing:
    @pytest.mark.parametrize(
        ("raw", "says"),
        [
            (b"", "empty"),
            (b" \n\xef\xbb\xbf", "empty"),
            (b"\x1f\x8b\x08\x00", "gzip"),
            (b"PK\x03\x04", "ZIP"),
            (b'{"db": []}', "JSON"),
            (b"<!DOCTYPE html><html></html>", "HTML page"),
            (b"<html xmlns='x'></html>", "HTML page"),
            (b"Dear editor,", "not XML"),
            (b"<?xml version='1.0'?><rss version='2.0'><channel/></rss>", "RSS feed"),
            (b"<feed xmlns='http://www.w3.org/2005/Atom'/>", "Atom feed"),
            (b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'/>", "HTML page"),
            (b"<svg/>", "<svg>"),
            (b"<?xml version='1.0' encoding='klingon'?><rss/>", "klingon"),
            (b"<?xml version='1.0' encoding='zlib'?><rss/>", "zlib"),
        ],
    )
    def test_says_what_the_file_is_instead(self, raw, says):
        found, error = refusal(raw)
        assert found == []
        assert says in error.sentence
        assert error.line

    def test_gives_what_stands_in_front_of_a_break(self):
        found, error = refusal(HEAD + item(1) + item(2) + "<item><title>x</item>" + TAIL)
        assert [each.id for each in found[1:]] == [1, 2]
        assert error.line == LINES + 3
        assert str(error).startswith(f"Line {LINES + 3}: The XML is broken here: ")

    @pytest.mark.parametrize("cut", [9, 20, 60])
    def test_says_that_a_file_was_cut_short(self, cut):
        found, error = refusal(export(item(1), item(2))[:-cut])
        assert [each.id for each in found[1:]][:1] == [1]
        assert "cut short" in error.sentence
        assert error.line

    @pytest.mark.parametrize(
        "declaration",
        [
            "<!DOCTYPE rss [\n<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;&a;'>]>",
            "<!DOCTYPE rss [\n<!ENTITY a SYSTEM 'file:///etc/hostname'>]>",
            "<!DOCTYPE rss [\n<!ENTITY % a 'x'>]>",
        ],
    )
    def test_stops_at_the_first_entity_of_its_own(self, declaration):
        text = export(item(1, "")).replace("<rss", f"{declaration}<rss", 1)
        found, error = refusal(text)
        assert found == []
        assert error.line == 4
        assert "entity" in error.sentence

    def test_asks_nobody_for_a_document_type(self):
        text = export(STORY).replace("<rss", '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/a"><rss', 1)
        assert entry(text).id == 11

    def test_has_a_limit_to_what_it_keeps_in_memory(self, monkeypatch):
        monkeypatch.setattr("broadsheet.formats.wxr.reading.LARGEST", PIECE)
        found, error = refusal(export(item(1), item(2, "x" * 5 * PIECE)))
        assert [each.id for each in found[1:]] == [1]
        assert "larger" in error.sentence

    def test_has_a_limit_to_depth(self):
        assert "deeper" in refusal(export("<a>" * 200))[1].sentence

    def test_has_a_limit_to_a_single_tag(self, monkeypatch):
        monkeypatch.setattr("broadsheet.formats.wxr.reading.LONGEST_TAG", PIECE)
        assert "larger" in refusal(export("<item a='" + "x" * 5 * PIECE))[1].sentence

    @given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
    def test_raises_nothing_else(self, raw):
        for text in (raw, HEAD.encode() + raw, HEAD.encode() + b"<item><title>" + raw):
            refusal(text)
