"""Quotations that end, and that somebody says."""

from datetime import date

import pytest

from broadsheet.checking.copy.quotations import remarks_on_quotations
from broadsheet.checking.draft import Draft, Kind, Passage

DAY = date(2018, 5, 3)
LONG = "We shall not rest until the ferry runs again"


def found(*texts):
    return [
        each.sentence for each in remarks_on_quotations(Draft.of_text("\n\n".join(texts), day=DAY))
    ]


@pytest.mark.parametrize("text", ["“It is late, he said.", 'He said: "It is late.'])
def test_that_never_close_are_told(text):
    assert found(text) == ["This quotation is never closed."]


def test_that_never_close_are_shown_with_their_words():
    draft = Draft.of_text("He said: “It is late, and that was all.", day=DAY)
    (remark,) = remarks_on_quotations(draft)
    assert remark.words == "He said: “It is late, and"
    assert draft.passages[0].text[remark.start : remark.end] == remark.words


def test_of_several_paragraphs_close_only_the_last():
    assert found("“It is late, he said.", "“And later.”") == []


def test_in_inches_are_none():
    assert found('A pipe of 12" broke.') == []


def test_that_nobody_says_are_told():
    assert found(f"“{LONG}.” The quay was shut.") == ["Who says this? No speaker is named nearby."]
    assert found(f"“{LONG}.”", "So the skipper said.") == []


def test_set_apart_need_a_speaker():
    quote = Passage("body.2", LONG, Kind.QUOTE)
    (remark,) = remarks_on_quotations(Draft((quote,), DAY))
    assert remark.place == "body.2"
    spoken = Passage("body.2", LONG, Kind.QUOTE, speaker="Ada Byrne")
    assert list(remarks_on_quotations(Draft((spoken,), DAY))) == []
