"""Sentences point back in time."""

from datetime import date

import pytest

from broadsheet.checking.reading.pointing import pointers
from broadsheet.kit.days import Span

DAY = date(2026, 11, 26)  # a Thursday


def days(text):
    return [(str(each.days.first), str(each.days.last)) for each in pointers(text, day=DAY)]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("It was in July that the plan was first announced.", "2026-07-01", "2026-07-31"),
        ("Last December the council said no.", "2025-12-01", "2025-12-31"),
        ("Work has gone on since March.", "2026-03-01", "2026-03-31"),
        ("Cracks were found in early May.", "2026-05-01", "2026-05-31"),
        ("The wall gave way on 9 January 2026.", "2026-01-09", "2026-01-09"),
        ("The mayor signed it in November.", "2026-11-01", "2026-11-25"),
        ("It was drawn up in March 2024.", "2024-03-01", "2024-03-31"),
        ("The vote was held on Tuesday.", "2026-11-24", "2026-11-25"),
    ],
)
def test_says_which_days_a_sentence_points_to(text, first, last):
    assert days(text) == [(first, last)]


@pytest.mark.parametrize(
    "text",
    [
        "The quay was quiet.",
        "May Ling said the march would go on.",
        "Theresa May was there, and April Jones.",
        "It opens on 3 December 2026.",
    ],
)
def test_sees_nothing_in_names_and_in_what_is_to_come(text):
    assert days(text) == []


def test_takes_the_narrowest_that_a_sentence_names():
    assert days("Last year, on 12 December 2025, it closed.") == [("2025-12-12", "2025-12-12")]


def test_tells_sentences_apart():
    (found,) = pointers("The quay is shut. It was in July that cracks were found.", day=DAY)
    assert found.text == "It was in July that cracks were found."
    assert found.days == Span(date(2026, 7, 1), date(2026, 7, 31))
