"""Marks with the words around them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.checking.reading.marks import among_words


def shown(text, mark):
    start, end = among_words(text, text.index(mark))
    return text[start:end]


@pytest.mark.parametrize(
    ("text", "mark", "words"),
    [
        ("On Monday a plan (of sorts was made public at noon.", "(", "a plan (of sorts was made"),
        ("On Monday a plan of sorts) was made public.", ")", "plan of sorts) was made public."),
        ("“It is late, he said to them.", "“", "“It is late, he"),
        ("(", "(", "("),
        ("A dash – and ( alone, so it is.", "(", "– and ( alone, so it"),
    ],
)
def test_are_shown_with_a_few_words_on_both_sides(text, mark, words):
    assert shown(text, mark) == words


def test_are_shown_with_whole_words():
    long = "Llanfairpwllgwyngyllgogerych"
    assert shown(f"At {long} stands (a quay", "(") == f"{long} stands (a quay"
    assert shown(f"At {long} {long} stands (a quay", "(") == f"{long} stands (a quay"
    assert shown(f"A quay (of {long} {long} is shut.", "(") == f"A quay (of {long}"


def test_are_shown_with_no_more_than_a_line_where_there_are_no_spaces():
    assert len(shown("火" * 500 + "(" + "火" * 500, "(")) < 100


@given(st.text(), st.text(), st.sampled_from('([“"'))
def test_stand_within_what_is_shown(before, after, mark):
    start, end = among_words(before + mark + after, len(before))
    assert start <= len(before) < end
