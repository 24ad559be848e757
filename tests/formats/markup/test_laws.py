"""What holds for every input there is."""

import re
from urllib.parse import urlsplit

import nh3
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.formats.body import (
    CorrectionNote,
    Embed,
    FactBox,
    FileRef,
    Gallery,
    ListBlock,
    Paragraph,
    PictureRef,
    Quote,
    Related,
    text_of,
)
from broadsheet.formats.markup import blocks_from, text_from
from tests.formats.markup.looking import strings

TAGS = """
    <p> </p> <b> </b> <i> <em> </em> <a_href='/x'> </a> <br> <br/> <ul> <ol_start=2> <li> </ul>
    <table> <tr> <td> <th> </table> <div> </div> <blockquote> <cite> </cite> </blockquote> <h2>
    </h2> <pre> </pre> <figure> <figcaption> </figcaption> </figure> <img_src=/a.jpg_alt=x>
    <details> <summary> </summary> </details> <dl> <dt> <dd> <iframe_src=x> <script> </script>
    <!-- --> <!--_wp:group_--> <!--_/wp:group_--> <!--_wp:x/y_{"a":1}_/--> <!--more--> [caption]
    [/caption] [gallery_ids='1'] [embed] [/embed] [acme-box_c=d] [/acme-box] https://a.example/x
    &nbsp; &lt; & &#x202e; < > " ' = [ ] word Ω <svg> <q> </q> <amp-img_src=/b> <object> <sup>
    <video_src=/v.mp4> </sup> <blockquote_class=twitter-tweet> <div_class=gallery> <hr> <textarea>
    <div_class=wp-caption> <div_class=wp-block-file> <noscript> </noscript> <form> <aside> <xmp>
"""
PIECES = st.sampled_from(
    ["\n", "\n\n", " ", "\u00a0", "\u202e", *TAGS.replace("_", "\x1f").split()]
).map(lambda piece: piece.replace("\x1f", " "))
SOUP = st.lists(PIECES | st.text(max_size=8), max_size=40).map("".join)
ANY = st.text(st.characters(exclude_categories=()), max_size=200) | SOUP

CLEANER = nh3.Cleaner(
    tags={"a", "b", "i", "sub", "sup", "br", "p", "ul", "ol", "li"},
    attributes={"a": {"href"}},
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel=None,
)


def html_of(blocks):
    for block in blocks:
        match block:
            case Paragraph(html=html) | Quote(html=html) | CorrectionNote(html=html):
                yield html
            case FactBox(html=html):
                yield html
            case ListBlock(items=items):
                yield from items
            case _:
                pass


def addresses(blocks):
    for block in blocks:
        match block:
            case PictureRef(src=address) | Quote(source=address) if address:
                yield address
            case Embed(url=address) | FileRef(url=address) | Related(url=address):
                yield address
            case Gallery(pictures=pictures):
                yield from addresses(pictures)
            case _:
                pass


class TestEveryInput:
    @given(ANY)
    @settings(max_examples=150)
    def test_is_read_and_written_in_the_canonical_form(self, html):
        result = blocks_from(html, site="https://paper.example", attached=[1])
        for written in html_of(result.blocks):
            assert CLEANER.clean(written) == written.replace("<br/>", "<br>")
            assert written.strip() == written
            assert written

    @given(ANY)
    @settings(max_examples=150)
    def test_becomes_nothing_that_turns_or_breaks_a_page(self, html):
        for text in strings(blocks_from(html)):
            assert not re.search(
                "[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", text
            )

    @given(ANY)
    @settings(max_examples=150)
    def test_leads_nowhere_but_to_the_web(self, html):
        for address in addresses(blocks_from(html, site="https://paper.example").blocks):
            assert urlsplit(address).scheme in {"http", "https"}

    @given(ANY)
    @settings(max_examples=150)
    def test_is_a_line_of_text_where_one_is_asked_for(self, html):
        text = text_from(html)
        assert text == " ".join(text.split())

    @given(st.text(st.characters(categories=["L", "N"]), min_size=1))
    def test_of_letters_alone_is_one_paragraph_of_them(self, word):
        assert text_of(blocks_from(word).blocks) == word


WORD = "§"
FLAT = st.sampled_from([f"{WORD} ", f" {WORD}\n", f"<b>{WORD}</b> ", f"{WORD}<br>", f"<i>{WORD} "])
TEXT = st.lists(FLAT, min_size=1, max_size=3).map("".join)
CLOSED = ("p", "div", "span", "li", "h3", "pre", "q", "details", "aside", "sup")
LEFT_OPEN = ("p", "div", "span", "li", "blockquote", "a", "b", "amp-list", "my-box")
SHAPES = st.sampled_from(
    [
        *(
            f"<{name}>{{}}</{name}>"
            for name in ["p", "div", "span", "li", "h3", "pre", "q", "details", "aside", "sup"]
        ),
        *(
            f"<{name}>{{}}"
            for name in ["p", "div", "span", "li", "blockquote", "a", "b", "amp-list", "my-box"]
        ),
        *(f'<div class="{name}">{{}}</div>' for name in ["gallery", "factbox", "wp-caption"]),
        "\n\n{}\n\n",
        "[acme_box]{}[/acme_box]",
        "[caption]<img src=/a.jpg> {}[/caption]",
        "[pullquote]{}[/pullquote]",
        "<!-- wp:acme/box -->{}<!-- /wp:acme/box -->",
        "<ul><li>{}<li>§</ul>",
        "<ol>{}<li>§</ol>",
        "<dl><dt>§<dd>{}</dl>",
        "<table><tr><td>{}<td>§<tr><th>§</table>",
        "<table>{}<tr><td>§<td>§</table>",
        "<blockquote>{}<cite>§</cite></blockquote>",
        "<details><summary>{}</summary>§</details>",
        "<figure><img src=/a><figcaption>{}</figcaption></figure>",
        # A table says its caption first, wherever it stood.
        "<figure><p>§</p>{}<figcaption>§</figcaption></figure>",
    ]
)


@st.composite
def _nested(draw: st.DrawFn, content: st.SearchStrategy[str]) -> str:
    inner = draw(st.lists(content, min_size=1, max_size=3))
    return draw(SHAPES).replace("{}", "".join(inner))


DOCUMENTS = st.recursive(TEXT, _nested, max_leaves=12)


def _numbered(template: str) -> tuple[str, list[str]]:
    words: list[str] = []

    def word(_: re.Match[str]) -> str:
        words.append(f"w{len(words)}w")
        return words[-1]

    return re.sub(WORD, word, template), words


class TestEveryWord:
    @given(DOCUMENTS)
    @settings(max_examples=500)
    def test_is_kept_once_and_in_order(self, template):
        html, words = _numbered(template)
        result = blocks_from(html)
        assert re.findall(r"w\d+w", text_of(result.blocks)) == words
