"""From what an editor stored to what is printed."""

import re
from dataclasses import MISSING, fields
from pathlib import Path
from typing import get_args

import pytest
from wagtail.rich_text import RichText

import broadsheet
from broadsheet.stories import context
from broadsheet.stories.body import printing, references
from broadsheet.stories.body.blocks import Body
from broadsheet.stories.body.printing import IDS_OF_FRAME
from tests.making import NOON, make_picture, make_story

TEMPLATES = Path(broadsheet.__file__).parent / "templates"


def blocks(*raw):
    return printing.blocks_of(list(raw), references.find([list(raw)], cards_of=dict.fromkeys))


class TestPrinters:
    def test_there_is_one_for_every_block_an_editor_can_choose(self):
        assert set(printing._PRINTERS) == set(Body().child_blocks)


class TestPrintedAlone:
    def test_takes_a_body_as_a_form_has_just_filled_it_in(self):
        text = RichText("<p>It was Monday.</p>")
        filled = Body().to_python([])
        filled.append(("correction", {"made_on": NOON.date(), "text": text}))
        (note,) = printing.printed_alone(filled)
        assert note == context.CorrectionNote(made_on=NOON.date(), html="It was Monday.")


class TestBlocksOf:
    def test_splits_rich_text_into_paragraphs(self):
        found = blocks({"type": "paragraph", "value": "<p>One.</p><p></p><p>Two.</p>"})
        assert found == (context.Paragraph("One."), context.Paragraph("Two."))

    def test_gives_subheads_anchors_of_their_own(self):
        found = blocks(
            {"type": "subhead", "value": "The vote"}, {"type": "subhead", "value": "The vote"}
        )
        assert [block.anchor for block in found] == ["the-vote", "the-vote-2"]

    def test_gives_no_subhead_the_name_of_a_part_of_the_frame(self):
        sources = [*TEMPLATES.glob("islands/*.html"), *TEMPLATES.glob("parts/*.html")]
        ids = {each for path in sources for each in re.findall(r' id="([^"{]+)"', path.read_text())}
        assert ids == IDS_OF_FRAME
        subheads = [{"type": "subhead", "value": each.capitalize()} for each in sorted(ids)]
        assert {block.anchor for block in blocks(*subheads)} == {f"{each}-2" for each in ids}

    def test_keeps_anchors_in_other_scripts(self):
        (found,) = blocks({"type": "subhead", "value": "വാർത്ത ഇന്ന്"})
        assert found.anchor == "വാർത്ത-ഇന്ന്"

    def test_tells_figures_from_words_in_a_table(self):
        table = {
            "data": [["Town", "People"], ["Orlo", "12,000"], ["Vess", "–"]],
            "first_row_is_table_header": True,
        }
        (found,) = blocks({"type": "table", "value": {"caption": "Towns", "table": table}})
        assert found.header == ("Town", "People")
        assert found.numeric == (False, True)

    def test_says_nothing_of_a_block_it_does_not_know(self):
        assert blocks({"type": "jukebox", "value": "x"}) == ()

    @pytest.mark.django_db
    def test_asks_once_for_all_pictures(self, django_assert_num_queries):
        pictures = [make_picture(f"Picture {n}") for n in range(3)]
        raw = [{"type": "picture", "value": {"picture": p.pk, "caption": ""}} for p in pictures]
        raw.append(
            {
                "type": "gallery",
                "value": {
                    "title": "All",
                    "pictures": [
                        {"type": "item", "value": {"picture": p.pk, "caption": "Here"}, "id": "x"}
                        for p in pictures
                    ],
                },
            }
        )
        with django_assert_num_queries(1):
            found = blocks(*raw)
        assert [type(block) for block in found] == [context.Figure] * 3 + [context.Gallery]
        assert found[3].pictures[0].caption == "Here"

    @pytest.mark.django_db
    def test_leaves_out_a_picture_that_is_gone(self):
        assert blocks({"type": "picture", "value": {"picture": 404, "caption": ""}}) == ()

    @pytest.mark.django_db
    def test_reads_what_wagtail_stores(self):
        story = make_story(
            body=[
                ("paragraph", "<p>One <b>word</b>.</p>"),
                ("points", {"ordered": True, "items": ["<p>First</p>", "<p>Second</p>"]}),
                ("quote", {"text": "<p>So.</p>", "speaker": "Ada Byrne", "source": ""}),
            ]
        )
        found = blocks(*story.body.get_prep_value())
        assert found == (
            context.Paragraph("One <b>word</b>."),
            context.Points(items=("First", "Second"), ordered=True),
            context.Quote(html="<p>So.</p>", speaker="Ada Byrne", source=""),
        )


class TestTextOf:
    def test_gives_words_and_no_controls(self):
        found = blocks(
            {"type": "paragraph", "value": "<p>One <b>word</b>.</p>"},
            {"type": "subhead", "value": "Then"},
            {"type": "embed", "value": {"url": "https://vimeo.com/1", "title": "", "caption": ""}},
        )
        assert printing.text_of(found) == "One word.\nThen"

    @pytest.mark.parametrize("kind", get_args(context.Block))
    def test_knows_every_kind_of_block(self, kind):
        asked = [field.name for field in fields(kind) if field.default is MISSING]
        assert printing.text_of([kind(**dict.fromkeys(asked, ""))]).strip("\n") == ""


class TestUnfinished:
    """A draft may be previewed before it is finished."""

    def test_a_correction_without_a_day_waits_for_it(self):
        assert blocks({"type": "correction", "value": {"made_on": None, "text": "<p>x</p>"}}) == ()

    def test_a_ragged_table_is_filled_up(self):
        table = {"data": [["Town", "People"], ["Orlo"]], "first_row_is_table_header": True}
        (found,) = blocks({"type": "table", "value": {"caption": "Towns", "table": table}})
        assert found.rows == (("Orlo", ""),)
