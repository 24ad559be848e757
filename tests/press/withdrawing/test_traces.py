"""A withdrawn thing is known again however an answer is written, and by nothing else."""

from __future__ import annotations

import json
from html import escape

import pytest

from broadsheet.press.withdrawing.traces import Trace, found_in

WORDS = 'The “café” & the quay’s <b>"old"</b> light'.replace("<b>", "").replace("</b>", "")
TEXT = Trace("its text", WORDS)
ADDRESS = Trace("its address", "/news/2026/03/04/café-strike/")


class TestFoundIn:
    @pytest.mark.parametrize(
        "answer",
        [
            WORDS,
            f"<p>{escape(WORDS)}</p>",
            f'<meta name="description" content="{escape(WORDS)}">',
            f"<description>{escape(escape(WORDS))}</description>",
            json.dumps({"headline": WORDS}),
            json.dumps({"headline": WORDS}, ensure_ascii=False),
            f"<h2>{escape(WORDS).replace(' ', chr(10) + '   ')}</h2>",
            escape(WORDS).replace("quay", "<em>quay</em>").upper().replace("&AMP;", "&amp;")
            .replace("&QUOT;", "&quot;").replace("&#X27;", "&#x27;"),
        ],
    )  # fmt: skip
    def test_sees_words_however_they_are_written(self, answer):
        assert found_in(answer, [TEXT]) == ["its text"]

    @pytest.mark.parametrize(
        "answer",
        [
            "location: /news/2026/03/04/caf%C3%A9-strike/",
            '<a href="https://www.example.org/news/2026/03/04/café-strike/">',
            json.dumps({"uri": "https://www.example.org/news/2026/03/04/café-strike/story.txt"}),
        ],
    )
    def test_sees_addresses_however_they_are_written(self, answer):
        assert found_in(answer, [ADDRESS]) == ["its address"]

    def test_says_once_what_is_there_many_times(self):
        assert found_in(f"{WORDS} {WORDS}", [TEXT, TEXT, ADDRESS]) == ["its text"]

    def test_sees_nothing_in_what_has_nothing(self):
        assert found_in("<p>The café and the quay</p>", [TEXT, ADDRESS]) == []
