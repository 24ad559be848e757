"""A finished answer in every coding, and what becomes of it on the way into the store and out."""

import gzip

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.press.sheet import (
    FORMAT,
    HEAD,
    Coding,
    Sheet,
    Unreadable,
    pick,
    press_answer,
)

HTML = (("Content-Type", "text/html; charset=utf-8"), ("Content-Language", "en"))
PAGE = "".join(f"<p>Ferry {number} runs again.</p>\n" for number in range(200)).encode()
UNPACKING = {
    Coding.IDENTITY: bytes,
    Coding.GZIP: gzip.decompress,
    Coding.BR: brotli.decompress,
    Coding.ZSTD: zstandard.decompress,
}

headers = st.lists(
    st.tuples(
        st.from_regex(r"[A-Za-z-]{1,12}", fullmatch=True),
        st.from_regex(r"[ -~]{0,40}", fullmatch=True),
    ),
    max_size=5,
)
answers = st.builds(
    press_answer,
    st.sampled_from([200, 301, 404, 410]),
    st.builds(
        lambda kind, others: [("Content-Type", kind), *others],
        st.sampled_from(["text/html", "application/feed+json", "image/png"]),
        headers,
    ),
    st.one_of(st.binary(max_size=300), st.integers(0, 200).map(lambda times: PAGE[: times * 20])),
)


class TestPressing:
    @pytest.mark.parametrize("coding", Coding)
    def test_packs_the_same_body_in_every_coding(self, coding):
        sheet = press_answer(200, HTML, PAGE)
        packed = (sheet.body, sheet.gzip, sheet.br, sheet.zstd)[coding]
        assert UNPACKING[coding](packed) == PAGE

    def test_makes_it_smaller(self):
        sheet = press_answer(200, HTML, PAGE)
        assert max(len(sheet.gzip), len(sheet.br), len(sheet.zstd)) < len(PAGE) / 10

    @pytest.mark.parametrize(
        ("kind", "body"),
        [("text/html", b"gone\n"), ("image/png", PAGE), ("application/zip", PAGE), ("", PAGE)],
    )
    def test_leaves_alone_what_packing_would_not_help(self, kind, body):
        sheet = press_answer(200, [("Content-Type", kind)], body)
        assert (sheet.gzip, sheet.br, sheet.zstd) == (b"", b"", b"")

    @pytest.mark.parametrize(
        "kind", ["text/plain", "application/rss+xml", "application/feed+json", "text/HTML"]
    )
    def test_packs_every_kind_of_text(self, kind):
        assert press_answer(200, [("Content-Type", kind)], PAGE).br

    @pytest.mark.parametrize("value", ["a\r\nSet-Cookie: b", "a\nb", "a\0b", "a\rb"])
    def test_refuses_a_header_that_is_more_than_a_line(self, value):
        with pytest.raises(ValueError, match="one line"):
            press_answer(301, [("Location", value)], b"")

    @given(answers)
    def test_of_the_same_answer_is_the_same(self, sheet):
        again = press_answer(sheet.status, sheet.headers, sheet.body)
        assert again.dump() == sheet.dump()


class TestEtag:
    def test_tells_bodies_apart(self):
        assert press_answer(200, HTML, b"a").etag != press_answer(200, HTML, b"b").etag

    def test_tells_headers_and_statuses_apart(self):
        here, there = (press_answer(301, [("Location", to)], b"") for to in ("/a/", "/b/"))
        assert here.etag != there.etag
        assert press_answer(404, HTML, PAGE).etag != press_answer(410, HTML, PAGE).etag

    def test_is_another_in_each_coding(self):
        raw = press_answer(200, HTML, PAGE).dump()
        assert len({pick([coding], raw).etag for coding in Coding}) == len(Coding)


class TestDump:
    @given(answers)
    def test_gives_the_sheet_again(self, sheet):
        assert Sheet.load(sheet.dump()) == sheet
        assert Sheet.load(memoryview(sheet.dump())) == sheet

    @given(st.binary(max_size=200))
    def test_of_anything_else_is_unreadable(self, raw):
        with pytest.raises(Unreadable):
            Sheet.load(raw)

    def test_of_another_format_is_unreadable(self):
        raw = press_answer(200, HTML, PAGE).dump()
        foreign = (FORMAT + 1).to_bytes(2, "big") + raw[2:]
        for read in (Sheet.load, lambda raw: pick([Coding.BR], raw)):
            with pytest.raises(Unreadable, match=f"format {FORMAT + 1}"):
                read(foreign)

    @given(st.data())
    def test_that_was_cut_off_or_altered_is_unreadable(self, data):
        raw = press_answer(200, HTML, PAGE).dump()
        length = data.draw(st.integers(0, len(raw) - 1))
        with pytest.raises(Unreadable):
            pick([Coding.BR], raw[:length])
        place = data.draw(st.integers(0, HEAD.size + 50))
        altered = bytearray(raw)
        altered[place] ^= data.draw(st.integers(1, 255))
        with pytest.raises(Unreadable):
            pick([Coding.BR], bytes(altered))

    def test_with_another_body_is_unreadable(self):
        raw = press_answer(200, HTML, PAGE).dump()
        with pytest.raises(Unreadable, match="body"):
            Sheet.load(raw.replace(b"Ferry 7 ", b"Ferry 8 "))


class TestPick:
    @pytest.mark.parametrize("coding", Coding)
    def test_takes_one_coding_out(self, coding):
        sheet = press_answer(200, HTML, PAGE)
        picked = pick([coding], memoryview(sheet.dump()))
        assert UNPACKING[picked.coding](picked.body) == PAGE
        assert (picked.status, picked.coding) == (200, coding)
        assert picked.etag.startswith(f'"{sheet.etag}'.encode())
        assert picked.headers == (
            (b"content-type", b"text/html; charset=utf-8"),
            (b"content-language", b"en"),
        )

    def test_takes_the_first_that_there_is(self):
        raw = press_answer(200, HTML, PAGE).dump()
        assert pick([Coding.ZSTD, Coding.BR], raw).coding is Coding.ZSTD

    def test_takes_the_plain_body_where_no_other_pays(self):
        raw = press_answer(404, HTML, b"gone").dump()
        assert pick([Coding.BR, Coding.GZIP], raw)[3:] == (Coding.IDENTITY, b"gone")
        assert pick([], raw).body == b"gone"

    def test_takes_an_empty_body(self):
        raw = press_answer(301, [("Location", "/news/")], b"").dump()
        assert pick([Coding.BR, Coding.IDENTITY], raw).body == b""
