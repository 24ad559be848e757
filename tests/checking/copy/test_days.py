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
        "On 31 May, on 29 February, and on 29 February 2016.",
        "In April 31 people died, in June 31, and since November 31 more.",
        "Some 31 June weddings, all 31 November deaths and 31 Nov readings.",
        "It came to 1,031 April, £31 April, and 30 February-born calves.",
        "On April 31-year-old Cy North won, with 31 Marchers, and on June 31.5 mm fell.",
        "In 1990 the 30-year-old Ada Byrne won.",
        "In 1968 they struck. By Monday, May 27th, it was over.",
    ],
)
def test_are_not_seen_where_all_may_be(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "words", "sentence"),
    [
        ("On Wednesday, 31 November 2026, it opens.", "31 November 2026", "November has 30 days."),
        ("It opens on 31 November in Paris.", "31 November", "November has 30 days."),
        ("It opens on the 31st of June", "31st of June", "June has 30 days."),
        ("It opens on April 31, they say.", "April 31", "April has 30 days."),
        ("It opens Friday, Sep. 31.", "Sep. 31", "September has 30 days."),
        ("It was so until 30 February.", "30 February", "February has 29 days at most."),
        (
            "It opens by February 29, 2026, at last.",
            "February 29, 2026",
            "February 2026 has 28 days.",
        ),
    ],
)
def test_that_are_in_no_calendar_are_told(text, words, sentence):
    remarks = list(remarks_on_days(Galley(Draft.of_text(text, day=DAY), Known())))
    told = [(each.words, each.sentence) for each in remarks if each.weight is Weight.ERROR]
    assert told == [(words, sentence)]


def test_a_weekday_without_a_date_is_told_once():
    draft = Draft.of_text("He came on Monday.\n\nHe left on Tuesday.", day=DAY)
    (remark,) = remarks_on_days(Galley(draft, Known()))
    assert (remark.words, remark.weight) == ("Monday", Weight.HINT)
