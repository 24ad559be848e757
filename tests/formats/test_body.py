from datetime import date
from typing import get_args

import pytest

from broadsheet.formats import body
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
    text_of,
)

PIER = PictureRef("pier.jpg", alt="Not read out", caption="The pier", credit="Asha Menon")
SPOKEN = (
    (Paragraph("The <b>ferry</b> &amp; the<br/>tide"), "The ferry & the tide"),
    (Subhead("Next week"), "Next week"),
    (ListBlock(("one", "<i>two</i>")), "one\ntwo"),
    (Quote("We <b>wait</b>.", "A skipper", "https://paper.example/"), "We wait.\nA skipper"),
    (PullQuote("We wait.", "A skipper"), "We wait.\nA skipper"),
    (PIER, "The pier\nAsha Menon"),
    (Gallery((PIER, PictureRef("b.jpg")), "Both"), "The pier\nAsha Menon\nBoth"),
    (
        Embed("https://films.example/1", "Caption", "Words"),
        "https://films.example/1\nWords\nCaption",
    ),
    (FactBox("Facts", "<p>One.</p><ul><li>Two</li></ul>"), "Facts\nOne. Two"),
    (Table("Boats", ("Name", "Year"), (("Ida", ""),)), "Boats\nName\nYear\nIda"),
    (FileRef("https://paper.example/a.pdf", "The report"), "The report"),
    (Related("https://paper.example/b/"), "https://paper.example/b/"),
    (Related("https://paper.example/b/", "The other story"), "The other story"),
    (CorrectionNote("It was <b>Monday</b>.", date(2026, 11, 23)), "It was Monday."),
)


class TestTextOf:
    @pytest.mark.parametrize(("block", "words"), SPOKEN)
    def test_has_what_a_reader_would_see_of_a_block(self, block, words):
        assert text_of([block]) == words

    def test_knows_every_kind_of_block(self):
        assert {type(block) for block, _ in SPOKEN} == set(get_args(body.Block))

    def test_keeps_the_order_of_the_blocks(self):
        assert text_of([Subhead("First"), Paragraph("second")]) == "First\nsecond"
