"""Copy from elsewhere becomes blocks an editor can edit, and no word of it is lost on the way."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.formats import body as copy
from broadsheet.stories.body.blocks import Body
from broadsheet.stories.body.intake import body_of
from broadsheet.stories.body.printing import blocks_of, text_of
from broadsheet.stories.body.references import find

DAY = date(2026, 3, 4)
WORDS = st.text("abc åäö’“”<>&\"'", min_size=1, max_size=40).filter(str.strip)


class Everything:
    """Has whatever is asked for."""

    def picture(self, ref):
        return 7

    def file(self, ref):
        return 8

    def story(self, ref):
        return 9


class Nothing:
    def picture(self, ref):
        return None

    file = story = picture


class TestBodyOf:
    def test_knows_every_kind_of_block(self):
        picture = copy.PictureRef(src="quay.jpg", caption="The quay")
        stored = body_of(
            [
                copy.Paragraph("One."),
                copy.Subhead("Then"),
                copy.ListBlock(("a", "b"), ordered=True),
                copy.Quote("So.<br/><br/>Indeed.", speaker="Ada Byrne"),
                copy.PullQuote("So."),
                picture,
                copy.Gallery((picture, picture)),
                copy.Embed("https://vimeo.com/1084537"),
                copy.FactBox("Facts", "<p>Two.</p>"),
                copy.Table("Towns", ("Town", "People"), (("Orlo", "12"),)),
                copy.FileRef("a.csv", "Readings"),
                copy.Related("/x/"),
                copy.CorrectionNote("It was Monday."),
            ],
            Everything(),
            day=DAY,
        )
        assert {part["type"] for part in stored} == set(Body().child_blocks)

    def test_leaves_out_what_is_not_to_be_had(self):
        picture = copy.PictureRef(src="quay.jpg")
        blocks = [picture, copy.Gallery((picture,)), copy.FileRef("a", "A"), copy.Related("/x/")]
        assert body_of(blocks, Nothing(), day=DAY) == []

    def test_dates_a_correction_that_bears_no_date(self):
        (stored,) = body_of([copy.CorrectionNote("It was Monday.")], Nothing(), day=DAY)
        assert stored["value"]["made_on"] == "2026-03-04"

    def test_keeps_the_words_of_an_embed_that_may_not_play(self):
        embed = copy.Embed("https://example.org/a?b=1&c=2", text="A clip", caption="From the quay")
        first, second = body_of([embed], Nothing(), day=DAY)
        assert first["value"] == '<p><a href="https://example.org/a?b=1&amp;c=2">A clip</a></p>'
        assert second["value"] == "<p>From the quay</p>"

    @pytest.mark.django_db
    @given(words=WORDS)
    def test_loses_no_word(self, words):
        blocks = [copy.Subhead(words), copy.Table(words, (words,), ((words,),))]
        stored = body_of(blocks, Nothing(), day=DAY)
        printed = text_of(blocks_of(stored, find([stored], cards_of=dict.fromkeys)))
        assert printed.count(words) == 4
