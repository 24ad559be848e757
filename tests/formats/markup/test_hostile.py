"""Input that means harm: what it must never become, and what it must never cost."""

import time

import pytest

from broadsheet.formats.markup import blocks_from, text_from
from tests.formats.markup.looking import left, only, paragraphs, strings

SIZE = 200_000
PATIENCE = 20
"""Seconds. What is linear takes about one; what is quadratic, many minutes."""


class TestScript:
    @pytest.mark.parametrize(
        "html",
        [
            "<script>alert(1)</script>",
            "<script>alert(1)",
            "<scr<script>ipt>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            '<p onclick="alert(1)" style="background:url(javascript:alert(1))">x</p>',
            '<a href="javascript:alert(1)">x</a>',
            "<svg><script>alert(1)</script></svg>",
            "<svg/onload=alert(1)>",
            '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
            '<math><mtext></form><form><mglyph><style></math><img src onerror="alert(1)">',
            "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
            "<style><img src='</style><img src=x onerror=alert(1)>'>",
            '<b title="--><img src=x onerror=alert(1)>">x</b>',
            "[caption caption=\"<img src=x onerror=alert(1)>\"]<img src='/a.jpg'>[/caption]",
            "[embed]javascript:alert(1)[/embed]",
            "&lt;script&gt;alert(1)&lt;/script&gt;",
            '<!-- wp:embed {"url":"javascript:alert(1)"} /-->',
        ],
    )
    def test_never_comes_out_as_markup(self, html):
        for text in strings(blocks_from(html)):
            assert "<script" not in text
            assert "<img" not in text or "&lt;" in text or text == "<img src=x onerror=alert(1)>"
            assert 'href="javascript' not in text

    def test_in_a_title_is_text(self):
        assert text_from("Tide <script>alert(1)</script>&lt;b&gt; <i>low</i>") == "Tide <b> low"


class TestCharacters:
    @pytest.mark.parametrize(
        "html", ["a\u202eb\u2066c\u2069", "a&#x202E;b&#8294;c", '<img alt="a\u202eb" src="/x">']
    )
    def test_that_turn_the_reading_direction_go(self, html):
        for text in strings(blocks_from(html)):
            assert not set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069") & set(text)

    @pytest.mark.parametrize(
        ("html", "text"),
        [
            ("a\x00b\x07c\x7f", "abc"),
            ("a\ud800b", "a\ufffdb"),
            ("a&#0;b", "a\ufffdb"),
            ("a&#xD800;b", "a\ufffdb"),
            (f"a&#{'9' * 10_000};b", "a\ufffdb"),
            ("a\x0bb\u2028c", "a b c"),
            ("\ufeffa", "a"),
        ],
    )
    def test_that_are_none_do_no_harm(self, html, text):
        assert paragraphs(html) == [text]


BOMBS = {
    name: piece * (SIZE // len(piece))
    for name, piece in {
        "brackets": "<",
        "square brackets": "[",
        "double square brackets": "[[",
        "tags": "<a ",
        "quotes": '<a b="',
        "brackets in quotes": "<a b='>",
        "comments": "<!--",
        "block comments": "<!-- wp:a -->",
        "closing block comments": "<!-- /wp:b --><!-- wp:c -->",
        "scripts": "<script",
        "ends of scripts": "</script",
        "frames": "<iframe>",
        "declarations": "<!x",
        "divisions": "<div>",
        "marks": "<b>",
        "crossed marks": "<b><i></b>",
        "ends": "<i></b>",
        "lists": "<ul><li>a",
        "tables": "<table><tr><td>a",
        "quotations": "<blockquote>a",
        "figures": "<figure>a<figcaption>b",
        "boxes": "<details><summary>a",
        "captions": "[caption]a",
        "unknown shortcodes": "[a_b c=d]",
        "attributes of shortcodes": '[a b="',
        "references": "&#9",
        "ampersands": "&",
        "line ends": "\n \n",
        "breaks": "<br>\n",
        "spaces": " \u00a0",
    }.items()
}
BOMBS |= {
    "spans": "<table>" + "<tr><td rowspan=999 colspan=50>a<td>b" * 9000,
    "a style": f'<div class="wp-block-cover" style="{"background:" * 30_000}">a</div>',
    "an address": f'<a href="{".jpg?" * 60_000}"><img src="/x"></a>',
    "JSON": f'<!-- wp:image {{"a":{"[" * SIZE}}} -->a',
    "attributes": f"<a {'b=c ' * 75_000}>a</a>",
    "a word": "a" * SIZE,
}


class TestBomb:
    @pytest.mark.parametrize("html", BOMBS.values(), ids=BOMBS)
    def test_takes_time_in_proportion_to_its_size(self, html):
        before = time.process_time()
        blocks_from(html)
        assert time.process_time() - before < PATIENCE

    def test_of_a_headline_is_a_line(self):
        assert text_from("a " * SIZE) == ("a " * SIZE).strip()


class TestHugeParagraph:
    def test_is_one_paragraph(self):
        html = "word " * 50_000
        assert only(f"<b>{html}</b>").html.replace("</b><b>", "") == f"<b>{html.strip()}</b>"

    def test_lists_what_it_lost_in_brief(self):
        ((_, what),) = left(f'<a href="javascript:{"x" * SIZE}">a</a>')
        assert len(what) == 200
