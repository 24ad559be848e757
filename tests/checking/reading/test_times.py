"""Of which days a sentence speaks."""

from datetime import date

import pytest

from broadsheet.checking.reading.times import Bound, spoken_of, stretch_after, times
from broadsheet.kit.days import Span

DAY = date(2018, 5, 3)


def days(text):
    return [
        (each.days.first.isoformat(), each.days.last.isoformat())
        for each in times(text, 0, len(text), day=DAY)
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("on 12 May 2011", [("2011-05-12", "2011-05-12")]),
        ("on May 12, 2011", [("2011-05-12", "2011-05-12")]),
        ("on Dec. 30", [("2017-12-30", "2017-12-30")]),
        ("in March 2014", [("2014-03-01", "2014-03-31")]),
        ("in 2012", [("2012-01-01", "2012-12-31")]),
        ("some 2012 people", []),
        ("in the 1990s", [("1990-01-01", "1999-12-31")]),
        ("Last year", [("2017-01-01", "2017-12-31")]),
        ("last month", [("2018-04-01", "2018-04-30")]),
        ("on Tuesday", [("2018-05-01", "2018-05-03")]),
        ("yesterday", [("2018-05-02", "2018-05-02")]),
        ("on 31 February 2011", []),
        ("Mayday in Maycomb", []),
    ],
)
def test_times_are_read(text, found):
    assert days(text) == found


def test_what_was_some_years_ago_was_about_then():
    (span,) = times("two years ago", 0, 13, day=DAY)
    assert span.days.first < date(2016, 5, 3) < span.days.last


def test_a_sentence_without_a_day_speaks_of_the_storys_own():
    assert list(spoken_of("He spoke.", 0, 9, day=DAY)) == [Span(date(2018, 5, 2), DAY)]
    happened = list(spoken_of("He spoke.", 0, 9, day=DAY, happened=date(2018, 4, 1)))
    assert happened == [Span.of(date(2018, 4, 1))]


@pytest.mark.parametrize(
    "text", ["elected in 2012", "who came in 2012", "founded in 2012", "since 2012"]
)
def test_when_something_else_began_is_not_spoken_of(text):
    (span,) = spoken_of(text, 0, len(text), day=DAY)
    assert span.last == DAY


def test_the_narrower_of_two_times_is_spoken_of():
    text = "Last year, on 12 May 2017, he spoke."
    assert list(spoken_of(text, 0, len(text), day=DAY)) == [Span.of(date(2017, 5, 12))]


@pytest.mark.parametrize(
    ("text", "bound", "first", "last"),
    [
        (" since 2014, said", Bound.SINCE, "2014", "2014"),
        (" from 2009 to 2013, and", Bound.FROM_TO, "2009", "2013"),
        (" until May 2012.", Bound.UNTIL, "2012-05", "2012-05"),
        (" in 2012", Bound.WITHIN, "2012", "2012"),
    ],
)
def test_a_stretch_of_time_is_read_after_words(text, bound, first, last):
    found = stretch_after(text, 0, len(text), day=DAY)
    assert (found.bound, found.first, found.last) == (bound, Span.read(first), Span.read(last))


def test_no_stretch_is_read_from_afar():
    text = " said the plan had failed in 2012"
    assert stretch_after(text, 0, len(text), day=DAY) is None
