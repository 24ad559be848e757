"""What all checks read of a draft."""

from datetime import date

from broadsheet.checking.draft import Draft, Passage
from broadsheet.checking.galley import Galley
from tests.checking.knowing import register


def lines(text):
    return Galley(Draft.of_text(text, day=date(2018, 5, 3)), register()).lines


def test_has_each_sentence_in_its_passage():
    told = [
        (line.passage.place, line.passage.text[line.sentence.start : line.sentence.end])
        for line in lines("He came. He left.\n\nShe stayed.")
    ]
    assert told == [("1", "He came."), ("1", "He left."), ("2", "She stayed.")]


def test_remembers_from_passage_to_passage_who_was_named():
    first, second = lines("Joe Biden came.\n\nBiden left.")
    assert [each.was_named for each in (*first.mentions, *second.mentions)] == [True, True]
    assert second.mentions[0].persons == first.mentions[0].persons


def test_tells_whose_words_are_quoted():
    (line,) = lines("“Joe Biden came,” Theresa May said.")
    quoted = [line.is_quoted(*line.span(each.first, each.last)) for each in line.mentions]
    assert quoted == [True, False]


def test_takes_each_of_two_passages_at_one_place_for_itself():
    twice = tuple(Passage("x", text) for text in ("He came.", "She went away."))
    found = Galley(Draft(day=date(2018, 5, 3), passages=twice), register()).lines
    assert [each.sentence.end for each in found] == [8, 14]
