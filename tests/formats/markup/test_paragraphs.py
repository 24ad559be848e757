import pytest

from broadsheet.formats.body import FactBox, ListBlock, Paragraph, Subhead
from tests.formats.markup.looking import blocks, left, only, paragraphs


class TestClassicText:
    def test_is_parted_by_empty_lines(self):
        assert paragraphs("One.\n\nTwo.\r\n \t\r\nThree.") == ["One.", "Two.", "Three."]

    def test_keeps_single_line_ends(self):
        assert paragraphs("1 Quay\nHarbour Town") == ["1 Quay<br/>Harbour Town"]

    def test_has_no_line_ends_beside_blocks(self):
        assert blocks("Before\n<h2>Title</h2>\nafter") == [
            Paragraph("Before"),
            Subhead("Title"),
            Paragraph("after"),
        ]

    def test_does_not_count_a_line_end_twice(self):
        assert paragraphs("one<br />\ntwo\n<br>three") == ["one<br/>two<br/>three"]

    def test_goes_on_in_bold_over_an_empty_line(self):
        assert paragraphs("<strong>one\n\ntwo</strong>") == ["<b>one</b>", "<b>two</b>"]

    def test_is_not_cut_at_the_more_mark(self):
        assert paragraphs("one<!--more Read on-->two") == ["one", "two"]

    def test_joins_its_pages_and_says_so(self):
        html = "one<!--nextpage-->two"
        assert paragraphs(html) == ["one", "two"]
        assert left(html) == [("page break", "nextpage")]


class TestParagraph:
    @pytest.mark.parametrize(
        ("html", "inline"),
        [
            ("<strong>a</strong> <em>b</em>", "<b>a</b> <i>b</i>"),
            ("H<sub>2</sub>O, mc<sup>2</sup>", "H<sub>2</sub>O, mc<sup>2</sup>"),
            ("<b><strong>a</strong></b><b>b</b>", "<b>ab</b>"),
            ("<b>a<i>b</b>c</i>", "<b>a<i>b</i></b><i>c</i>"),
            ("<span style='color:red'>a</span><u>b</u><s>c</s><code>d</code>", "abcd"),
            ("<q>We wait</q>", "“We wait”"),
            ("Fish &amp; chips &lt; 5 &euro;", "Fish &amp; chips &lt; 5 €"),
            ("a  b\t c", "a b c"),
            ("&nbsp;&nbsp;Indented by hand&nbsp;", "Indented by hand"),
            ("one<wbr>word soft&shy;hyphen", "oneword soft\u00adhyphen"),
        ],
    )
    def test_keeps_the_marks_it_may_have_and_all_words(self, html, inline):
        assert paragraphs(f"<p>{html}</p>") == [inline]

    def test_ends_where_a_browser_would_end_it(self):
        assert paragraphs("<p>a<p>b<div>c</div>d") == ["a", "b", "c", "d"]

    def test_ends_at_two_breaks(self):
        assert paragraphs("<p>a<br>b<br> <br/>c</p>") == ["a<br/>b", "c"]

    def test_is_not_made_of_blanks(self):
        assert blocks("<p>&nbsp;</p><p>\u200b</p><p></p><p><b> </b></p>") == []

    @pytest.mark.parametrize("text", ["\x93Quoted\x94", "&#147;Quoted&#148;"])
    def test_mends_windows_quotes(self, text):
        assert paragraphs(text) == ["“Quoted”"]

    def test_keeps_joiners_that_scripts_need(self):
        assert paragraphs("ക്‍ می‌خواهم") == ["ക്‍ می‌خواهم"]


class TestLink:
    @pytest.mark.parametrize(
        ("href", "kept"),
        [
            ("https://paper.example/?a=1&amp;b=2", "https://paper.example/?a=1&amp;b=2"),
            ("/about/", "/about/"),
            ("mailto:desk@paper.example", "mailto:desk@paper.example"),
            ("tel:+911234", "tel:+911234"),
            ("//cdn.example/x", "https://cdn.example/x"),
            (" https://paper.example/a b ", "https://paper.example/a%20b"),
            ("https://paper.example/x&quot;y&gt;z", "https://paper.example/x%22y%3Ez"),
        ],
    )
    def test_leads_where_it_led(self, href, kept):
        assert paragraphs(f'<a href="{href}" title="t" target="_blank">x</a>') == [
            f'<a href="{kept}">x</a>'
        ]

    @pytest.mark.parametrize(
        "href",
        [
            "javascript:alert(1)",
            "JaVa\tScRiPt:alert(1)",
            "java&#x0A;script&colon;alert(1)",
            " &#1;javascript:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
            "http://[",
            "#footnote",
        ],
    )
    def test_is_dropped_and_listed_when_nobody_may_follow_it(self, href):
        assert paragraphs(f'<a href="{href}">x</a>') == ["x"]
        assert [kind for kind, _ in left(f'<a href="{href}">x</a>')] == ["link"]

    def test_ends_where_the_next_one_begins(self):
        assert paragraphs('<a href="/a">x<a href="/b">y</a>z') == [
            '<a href="/a">x</a><a href="/b">y</a>z'
        ]


class TestHeading:
    def test_of_any_level_is_a_subhead(self):
        html = "".join(f"<h{n}>Level <em>{n}</em></h{n}>" for n in range(1, 7))
        assert blocks(html) == [Subhead(f"Level {n}") for n in range(1, 7)]

    def test_lists_the_link_it_cannot_keep(self):
        html = '<h2><a href="/a?b=1&amp;c">Title</a></h2>'
        assert only(html) == Subhead("Title")
        assert left(html) == [("link", "/a?b=1&c")]

    def test_never_closed_does_not_swallow_the_story(self):
        assert blocks("<h2>Title<p>One.</p><p>Two.</p>") == [
            Subhead("Title"),
            Paragraph("One."),
            Paragraph("Two."),
        ]

    def test_as_long_as_a_story_is_text(self):
        assert only(f"<h2>{'word ' * 100}</h2>") == Paragraph("word " * 99 + "word")


class TestPreformatted:
    def test_keeps_lines_and_indents(self):
        html = "<pre>\n  A poem\n    goes   on\n\n  and ends\n</pre>"
        assert paragraphs(html) == ["A poem<br/>&nbsp;&nbsp;goes&nbsp;&nbsp; on", "and ends"]

    def test_keeps_breaks_written_as_tags(self):
        assert paragraphs("<pre>a<br>  b<br><br>c</pre>") == ["a<br/>&nbsp;&nbsp;b", "c"]


class TestDefinitions:
    def test_are_paragraphs_with_the_term_in_bold(self):
        html = "<dl><dt>Ebb<dd>Water goes.<dt>Flood</dt>\n<dd>Water comes.</dd></dl>"
        assert paragraphs(html) == ["<b>Ebb</b><br/>Water goes.", "<b>Flood</b><br/>Water comes."]


class TestBox:
    @pytest.mark.parametrize(
        "html",
        [
            "<details><summary>Facts</summary><p>One.</p><ul><li>Two</li></ul></details>",
            "<aside><h3>Facts</h3><p>One.</p><ul><li>Two</li></ul></aside>",
            '<div class="wide factbox"><h3>Facts</h3><p>One.</p><ul><li>Two</li></ul></div>',
        ],
    )
    def test_with_a_title_and_text_is_a_fact_box(self, html):
        assert only(html) == FactBox("Facts", "<p>One.</p><ul><li>Two</li></ul>")

    def test_with_more_than_text_is_laid_flat(self):
        found = blocks('<aside><h3>Facts</h3><img src="/a.jpg"></aside>')
        assert [type(block).__name__ for block in found] == ["Subhead", "PictureRef"]

    def test_without_a_title_is_laid_flat(self):
        assert paragraphs("<aside><p>By the way.</p></aside>") == ["By the way."]


class TestList:
    def test_has_its_items(self):
        assert only("<ol>\n<li>one</li>\n<li><b>two</b>\n</ol>") == ListBlock(
            ("one", "<b>two</b>"), ordered=True
        )

    def test_within_a_list_is_lines_of_its_item(self):
        html = "<ul><li>a<ol><li>b<ul><li>c</ul><li>d</ol><li>e</ul>"
        assert only(html) == ListBlock(("a<br/>1. b<br/>\u2003– c<br/>2. d", "e"))

    def test_directly_within_a_list_belongs_to_the_item_in_front(self):
        assert only("<ul><li>a</li><ul><li>b</li></ul></ul>") == ListBlock(("a<br/>– b",))

    def test_goes_on_behind_a_picture_in_it(self):
        found = blocks('<ul><li>a<li>b<img src="/x.jpg">c<li>d</ul>')
        assert found[0] == ListBlock(("a", "b"))
        assert found[2] == ListBlock(("c", "d"))

    def test_that_counts_otherwise_is_listed(self):
        assert left('<ol start="8"><li>a</ol><ol reversed><li>b</ol>') == [
            ("numbering of a list", "starts at 8"),
            ("numbering of a list", "counts down"),
        ]


class TestEverythingElse:
    def test_that_was_hidden_stays_hidden_and_is_listed(self):
        html = 'a<div style="position:absolute; left: -9999px">buy pills</div>b'
        assert paragraphs(html) == ["a", "b"]
        assert left(html) == [("hidden text", "div")]

    def test_a_rule_is_listed(self):
        assert left("a<hr>b") == [("separator", "hr")]

    def test_a_form_keeps_its_words_and_is_listed(self):
        html = '<form action="/go"><label>Name <input></label><button>Send</button></form>'
        assert paragraphs(html) == ["Name Send"]
        assert left(html) == [("form", "/go")]

    def test_an_unknown_element_keeps_its_words_and_is_listed(self):
        assert paragraphs("<my-widget>words</my-widget>") == ["words"]
        assert left("<my-widget>words</my-widget>") == [("element", "my-widget")]

    def test_scripts_and_styles_go_and_are_listed(self):
        html = "a<script>alert('</p>')</script><style>p{}</style><script src=/x.js></script>"
        assert paragraphs(html) == ["a"]
        assert left(html) == [
            ("script", "script"),
            ("style sheet", "style"),
            ("script", "script"),
        ]

    @pytest.mark.parametrize(
        ("html", "text"),
        [
            ("5 < 6 and 7 > 2", "5 &lt; 6 and 7 &gt; 2"),
            ("a <!-- never closed", "a &lt;!-- never closed"),
            ("a <b", "a &lt;b"),
            ("a <![CDATA[b]]>", "a b]]&gt;"),
            ('<a href="never closed>a</a> b', "a b"),
            ("</div></p>a</b>", "a"),
            ("<!DOCTYPE html><?php echo 1 ?>a", "a"),
        ],
    )
    def test_broken_markup_keeps_its_words(self, html, text):
        assert paragraphs(html) == [text]

    def test_a_table_cell_holds_in_what_is_left_open(self):
        assert [type(each).__name__ for each in blocks("<div><table><tr><td>a<div>b<td>c</table>")]

    def test_depth_beyond_measure_keeps_its_words_apart(self):
        html = "<div>a" * 500
        assert " ".join(paragraphs(html)).replace("<br/>", " ").split() == ["a"] * 500
