"""The demo paper’s small Markdown."""

from datetime import date

import pytest

from broadsheet.demo.markup import MarkupError, inline, parse
from broadsheet.formats.body import (
    CorrectionNote,
    Embed,
    FactBox,
    FileRef,
    Gallery,
    ListBlock,
    Paragraph,
    PictureRef,
    PullQuote,
    Quote,
    Related,
    Subhead,
    Table,
)


class TestInline:
    @pytest.mark.parametrize(
        ("text", "html"),
        [
            ("plain", "plain"),
            ("**bold** and *italic*", "<b>bold</b> and <i>italic</i>"),
            ("9 m^2^ of CO~2~", "9 m<sup>2</sup> of CO<sub>2</sub>"),
            ("[here](https://a.example/b)", '<a href="https://a.example/b">here</a>'),
            ("[page](/corrections/)", '<a href="/corrections/">page</a>'),
            ("[write](mailto:a@b.example)", '<a href="mailto:a@b.example">write</a>'),
            ("fish & <chips>", "fish &amp; &lt;chips&gt;"),
        ],
    )
    def test_turns_marks_into_html(self, text, html):
        assert inline(text) == html

    def test_makes_no_link_of_a_script(self):
        assert "<a" not in inline("[x](javascript:alert)")


class TestParse:
    def test_parts_paragraphs_at_empty_lines(self):
        assert parse("one\nand on\n\n\ntwo\n") == (Paragraph("one and on"), Paragraph("two"))

    def test_reads_subheads_and_lists(self):
        text = "## Why\n\n- one\n- *two*\n\n1. first\n2. second"
        assert parse(text) == (
            Subhead("Why"),
            ListBlock(("one", "<i>two</i>")),
            ListBlock(("first", "second"), ordered=True),
        )

    def test_reads_who_said_it_and_where(self):
        quote = "> I did\n> not.\n> — Ana Rask, harbour master; at the hearing"
        text = f"{quote}\n\n>> Not I.\n>> — Ana Rask"
        assert parse(text) == (
            Quote("I did not.", "Ana Rask, harbour master", "at the hearing"),
            PullQuote("Not I.", "Ana Rask"),
        )

    @pytest.mark.parametrize(
        ("kind", "parts", "block"),
        [
            ("picture", 'slug = "x"\ncaption = "c"', PictureRef("x", caption="c")),
            (
                "gallery",
                'caption = "g"\n\n[[pictures]]\nslug = "x"\n\n[[pictures]]\nslug = "y"',
                Gallery((PictureRef("x"), PictureRef("y")), "g"),
            ),
            (
                "facts",
                'title = "F"\ntext = """\none\n\n- two\n"""',
                FactBox("F", "<p>one</p><ul><li>two</li></ul>"),
            ),
            (
                "table",
                'caption = "T"\nheader = ["a", "b"]\nrows = [["1", "2"]]',
                Table("T", ("a", "b"), (("1", "2"),)),
            ),
            ("embed", 'url = "https://v.example/1"', Embed("https://v.example/1")),
            ("file", 'name = "a.csv"\ntitle = "A"', FileRef("a.csv", "A")),
            ("related", 'story = "other"', Related("other")),
            (
                "correction",
                'text = "It was *two*."\nmade_on = 2026-03-05',
                CorrectionNote("It was <i>two</i>.", date(2026, 3, 5)),
            ),
        ],
    )
    def test_reads_every_kind_of_fenced_block(self, kind, parts, block):
        assert parse(f"before\n\n```{kind}\n{parts}\n```\n\nafter")[1] == block

    @pytest.mark.parametrize(
        ("text", "line", "message"),
        [
            ("one\n\n```film\n```", 3, "no block called “film”"),
            ('one\n\n```embed\nurl = "x"', 4, "not closed"),
            ("one\n```embed\n```", 2, "needs an empty line"),
            ("```embed\nurl =\n```", 2, "nvalid value"),
            ('```embed\nuri = "x"\n```', 1, "has no “uri”"),
            ("one\n\n```embed\n```", 3, "lacks 'url'"),
            ("> said\nso", 2, "must begin with “> ”"),
            ("- one\ntwo", 2, "must begin with “- ”"),
            ("## Why\nnot", 2, "one line"),
            ('```facts\ntitle = "F"\ntext = "## no"\n```', 1, "only paragraphs and lists"),
            (
                '```table\ncaption = ""\nheader = ["a"]\nrows = [["1", "2"]]\n```',
                1,
                "as many cells",
            ),
        ],
    )
    def test_says_where_it_understands_no_more(self, text, line, message):
        with pytest.raises(MarkupError, match=message) as caught:
            parse(text)
        assert caught.value.line == line
