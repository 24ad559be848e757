"""All words of a body as stored: the same that readers read."""

import pytest

from broadsheet.kit.prose import plain
from broadsheet.stories.body.blocks import Body
from broadsheet.stories.body.words import _WORDS, words_of
from tests.making import paragraph

LISTED = [{"type": "item", "value": "<p>one</p>", "id": "1"}, "<p>two</p>"]


def words(kind, value, captions=None):
    return words_of([{"type": kind, "value": value}], captions or {}).split()


class TestWordsOf:
    def test_knows_every_block(self):
        assert set(_WORDS) == set(Body().child_blocks)

    @pytest.mark.parametrize(
        ("kind", "value", "said"),
        [
            ("paragraph", "<p>the <b>n</b>ight train</p><p>left</p>", "the night train left"),
            ("subhead", "AT&T < BT", "AT&T < BT"),
            ("points", {"ordered": False, "items": LISTED}, "one two"),
            (
                "quote",
                {"text": "<p>Never</p>", "speaker": "A. Byrne", "source": ""},
                "Never A. Byrne",
            ),
            ("pull_quote", {"text": "said above", "speaker": ""}, ""),
            (
                "embed",
                {"url": "https://x.org", "title": "A film", "caption": "of it"},
                "A film of it",
            ),
            ("fact_box", {"title": "Facts", "text": "<ul><li>a</li><li>b</li></ul>"}, "Facts a b"),
            (
                "table",
                {"caption": "Tides", "table": {"data": [["high", None], ["low", "2 m"]]}},
                "Tides high low 2 m",
            ),
            ("table", {"caption": "Tides", "table": None}, "Tides"),
            ("file", {"file": 3, "title": "The report"}, "The report"),
            ("related", 7, ""),
            (
                "correction",
                {"made_on": "2026-01-02", "text": "<p>It was Monday</p>"},
                "It was Monday",
            ),
            ("of another release", "words", ""),
        ],
    )
    def test_finds_what_is_read(self, kind, value, said):
        assert words(kind, value) == said.split()

    def test_finds_the_captions_of_pictures(self):
        assert words("picture", {"picture": 3, "caption": ""}, {3: "its own"}) == ["its", "own"]
        assert words("picture", {"picture": 3, "caption": "here"}, {3: "its own"}) == ["here"]
        gallery = {"title": "Quays", "pictures": [{"picture": 3, "caption": ""}]}
        assert words("gallery", gallery, {3: "its own"}) == ["Quays", "its", "own"]

    def test_finds_what_entities_stand_for(self):
        assert (
            words_of([paragraph("Fish &amp; chips &lt; peas")], {})
            == plain("Fish &amp; chips &lt; peas") + "\n"
        )
