"""Slips of the keyboard."""

from datetime import date

import pytest

from broadsheet.checking.copy.wording import LONGEST, remarks_on_wording
from broadsheet.checking.draft import Draft
from broadsheet.checking.galley import Galley
from broadsheet.checking.known import Known
from broadsheet.checking.remarks import Weight

DAY = date(2018, 5, 3)


def galley(text):
    return Galley(Draft.of_text(text, day=DAY), Known())


def found(text):
    return [(each.words, each.fix and each.fix.text) for each in remarks_on_wording(galley(text))]


@pytest.mark.parametrize(
    ("text", "words", "fix"),
    [
        ("He went to to the quay.", "to to", "to"),
        ("The the quay was shut.", "The the", "The"),
        ("A plan (of sorts was made.", "A plan (of sorts was made.", None),
        ("A plan of sorts) was made.", "plan of sorts) was made.", None),
        ("The minister's aide came. The ministers aide left.", "ministers aide", "minister's aide"),
    ],
)
def test_are_found(text, words, fix):
    assert found(text) == [(words, fix)]


@pytest.mark.parametrize(
    "text",
    [
        "He had had enough of that that day.",
        "In Baden Baden they sang New York, New York.",
        "There are 1) boats and 2) trains, a) late and b) later.",
        "The minister’s aides came; the ministers left.",
        "It’s the ferry’s fault.",
        "Among them are author’s S. Byrne and A. Quay.",
    ],
)
def test_are_not_seen_in_sound_copy(text):
    assert found(text) == []


def test_marks_of_two_shapes_are_told_once():
    remarks = list(remarks_on_wording(galley('It\'s it’s it’s and “so”, “so” and "so".')))
    assert sorted(each.words for each in remarks) == ["It's it’s it’s and", '“so” and "so".']
    assert {each.weight for each in remarks} == {Weight.HINT}
    assert {each.sentence for each in remarks} == {
        "A straight apostrophe, where most in the story are curly.",
        "A straight quotation mark, where most in the story are curly.",
    }


def test_marks_of_two_shapes_are_told_of_the_story_where_neither_is_rarer():
    (remark,) = remarks_on_wording(galley("It's late and it’s dark."))
    assert remark.sentence == "The story has both straight and curly apostrophes."
    assert remark.words == "It's late and it’s"


def test_a_long_sentence_is_told():
    text = "one word " * (LONGEST // 2) + "or more."
    (remark,) = remarks_on_wording(galley(text))
    assert f"{LONGEST // 2 * 2 + 2} words" in remark.sentence
