"""What markup a story lets through."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.stories.body import markup


class TestInline:
    @pytest.mark.parametrize(
        ("given_html", "printed"),
        [
            ("<b>Bold</b> and <i>italic</i>", "<b>Bold</b> and <i>italic</i>"),
            ("CO<sub>2</sub>", "CO<sub>2</sub>"),
            ('<a href="https://example.org">there</a>', '<a href="https://example.org">there</a>'),
            ('<a href="javascript:alert(1)">there</a>', "there"),
            (
                'a <a href="javascript:x()"><b>b</b></a> <a href="/c/">c</a>',
                'a <b>b</b> <a href="/c/">c</a>',
            ),
            ("<script>alert(1)</script>after", "after"),
            ('<img src="x" onerror="alert(1)">', ""),
            ("a < b & c", "a &lt; b &amp; c"),
        ],
    )
    def test_lets_through_only_what_was_asked_for(self, given_html, printed):
        assert markup.inline(given_html) == printed

    @given(st.text())
    def test_is_clean_when_cleaned(self, text):
        once = markup.inline(text)
        assert markup.inline(once) == once
        assert "<script" not in once.lower()


class TestFlowing:
    def test_lets_through_what_was_asked_for_and_nothing_else(self):
        html = '<h2 onclick="x()">Who</h2><p style="x">We</p><script>x()</script>'
        assert markup.flowing(html, further={"h2"}) == "<h2>Who</h2><p>We</p>"
        assert markup.flowing(html) == "Who<p>We</p>"
