"""Pictures and the words beside them."""

from dataclasses import replace
from datetime import date

import pytest

from broadsheet.checking.copy.pictures import remarks_on_pictures
from broadsheet.checking.draft import Draft, Kind, Passage, Shown
from broadsheet.checking.remarks import Weight

SOUND = Shown("lead", "A ferry in fog", "The night ferry on Monday", "Ada Byrne", "dsc_01.jpg")
HEADLINE = Passage("headline", "Council’s ferry is late", Kind.HEADLINE)


def found(**changes):
    draft = Draft((HEADLINE,), date(2018, 5, 3), pictures=(replace(SOUND, **changes),))
    return [(each.place, each.sentence, each.weight) for each in remarks_on_pictures(draft)]


def test_that_are_sound_are_left_alone():
    assert found() == []


@pytest.mark.parametrize(
    ("changes", "words", "weight"),
    [
        ({"alt": " "}, "has no alt text", Weight.ERROR),
        ({"alt": "DSC 01"}, "just a file name", Weight.ERROR),
        ({"alt": "the night ferry, on Monday"}, "repeats the caption", Weight.WARNING),
        ({"credit": ""}, "no credit", Weight.WARNING),
        ({"caption": "Councils ferry is late"}, "with a mark missing", Weight.WARNING),
    ],
)
def test_that_are_not_are_told(changes, words, weight):
    ((place, sentence, told),) = found(**changes)
    assert (place, told) == ("lead", weight)
    assert words in sentence
