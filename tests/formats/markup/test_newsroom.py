"""What the newsroom's own editor makes of the HTML: it opens it and saves it unchanged."""

from html import unescape

import pytest

from tests.formats.markup.looking import only
from tests.formats.markup.newsroom import stored


class TestEditor:
    @pytest.mark.parametrize(
        "html",
        [
            "plain",
            "<strong>bold</strong> and <em>slanted</em>, <b><i>both</i></b>",
            "H<sub>2</sub>O and mc<sup>2</sup>",
            "one<br>two",
            '<a href="https://paper.example/?a=1&amp;b=2">a link</a>',
            '<a href="mailto:desk@paper.example">a <b>bold</b> link</a>',
            '<a href="https://paper.example/x&gt;y">odd</a>',
            "5 &lt; 6 &amp; 7 &gt; 2",
            "no&nbsp;break",
        ],
    )
    def test_stores_what_it_was_given(self, html):
        given = only(f"<p>{html}</p>").html
        assert unescape(stored(given)) == unescape(given)
