"""Weekdays, months and ages that cannot be."""

from datetime import date

import pytest

from broadsheet.checking.copy.days import remarks_on_days
from broadsheet.checking.draft import Draft
from broadsheet.checking.galley import Galley
from broadsheet.checking.known import Known, Person
from broadsheet.checking.remarks import Weight
from broadsheet.kit.days import Span

DAY = date(2018, 5, 3)
ADA = Person(1, "Ada Byrne", short="Byrne", born=Span.read("1960-06-01"))
BO = Person(2, "Bo Quay", short="Quay", born=Span.read("1950"))


def found(text):
    draft = Draft.of_text(text, day=DAY)
    remarks = [
        each
        for each in remarks_on_days(Galley(draft, Known((ADA, BO))))
        if each.weight > Weight.HINT
    ]
    return [(each.words, each.fix and each.fix.text, each.weight) for each in remarks]


@pytest.mark.parametrize(
    ("text", "words", "fix", "weight"),
    [
        ("It was on Wednesday, 2 May 2017.", "Wednesday", "Tuesday", Weight.ERROR),
        ("It was on Thursday, May 2.", "Thursday", "Wednesday", Weight.WARNING),
        (
            "The 1968 seats: by Thursday, May 2, 2017, all went.",
            "Thursday",
            "Tuesday",
            Weight.ERROR,
        ),
        ("For $1999 more, on Thursday, May 2.", "Thursday", "Wednesday", Weight.WARNING),
        ("It was last month, in March.", "last month, in March", None, Weight.ERROR),
        ("Ada Byrne, 61, resigned.", "61", "57", Weight.WARNING),
        ("The 61-year-old Ada Byrne resigned.", "61", "57", Weight.WARNING),
        ("Bo Quay, 70, resigned.", "70", None, Weight.WARNING),
    ],
)
def test_are_found(text, words, fix, weight):
    assert found(text) == [(words, fix, weight)]


@pytest.mark.parametrize(
    "text",
    [
        "It was on Tuesday, 2 May 2017, and on Wednesday 2 May.",
        "It was last month, in April.",
        "Ada Byrne, 57, and Bo Quay, 67, or Bo Quay, 68, resigned.",
        "Cy North, 99, resigned. Ada Byrne, 20 years a member, resigned.",
        "On Wednesday, 31 February, nothing was.",
        "In 1990 the 30-year-old Ada Byrne won.",
        "In 1968 they struck. By Monday, May 27th, it was over.",
    ],
)
def test_are_not_seen_where_all_may_be(text):
    assert found(text) == []


def test_a_weekday_without_a_date_is_told_once():
    draft = Draft.of_text("He came on Monday.\n\nHe left on Tuesday.", day=DAY)
    (remark,) = remarks_on_days(Galley(draft, Known()))
    assert (remark.words, remark.weight) == ("Monday", Weight.HINT)
