"""Days that are known only by their year or month."""

from datetime import date

import pytest

from broadsheet.kit.days import Span


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2014", date(2014, 1, 1), date(2014, 12, 31)),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29)),
        (" 2014-05-12 ", date(2014, 5, 12), date(2014, 5, 12)),
    ],
)
def test_are_read_as_they_are_written(text, first, last):
    assert Span.read(text) == Span(first, last)


@pytest.mark.parametrize("text", ["", "14", "2014-13", "2014-02-30", "May 2014", "2014-5", "0000"])
def test_are_refused_where_they_are_none(text):
    with pytest.raises(ValueError, match=r"day|month|year"):
        Span.read(text)


def test_meet_where_they_share_a_day():
    may, year = Span.read("2014-05"), Span.read("2014")
    assert may.meets(year)
    assert year.meets(may)
    assert not may.meets(Span.read("2014-06"))
    assert Span.read("2014-05-31").meets(may)


def test_are_a_day_or_not():
    assert Span.of(date(2014, 5, 12)).is_day
    assert not Span.read("2014-05").is_day
