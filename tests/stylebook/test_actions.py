"""Rules from elsewhere."""

from dataclasses import replace

import pytest

from broadsheet.formats.stylebook import Rule as Told
from broadsheet.stylebook.actions import Conflict, take_in
from broadsheet.stylebook.models import Rule
from broadsheet.stylebook.pages import everything

pytestmark = pytest.mark.django_db

PAST = Told(
    find=("past times",), why="Times pass.", wrong=("In past times.",), right=("In times past.",)
)

MANY = tuple(f"past {number} (a|b|c|d|e) (f|g|h|i|j|k|l|m|n|o)" for number in range(10))


class TestTakeIn:
    def test_adds_a_rule_with_all_that_is_told_of_it(self):
        told = replace(
            PAST, weight="error", write="long ago", unless=("past times two",), capitals=True,
            quotations=True, off=True,
        )  # fmt: skip
        assert take_in([told]).added == 1
        assert Rule.objects.get(name="past times").as_written() == told

    def test_adds_nothing_the_second_time(self):
        take_in([PAST])
        account = take_in([PAST, PAST])
        assert (account.added, account.same, account.conflicts) == (0, 2, [])

    def test_adds_nothing_of_its_own_export(self):
        there = list(everything())
        account = take_in(there)
        assert (account.added, account.same) == (0, len(there))
        assert (account.conflicts, account.left_out) == ([], [])

    def test_takes_blanks_for_no_difference(self):
        take_in([PAST])
        account = take_in([replace(PAST, why="Times  pass. ")])
        assert (account.same, account.conflicts) == (1, [])

    def test_tells_what_differs_and_leaves_it(self):
        take_in([PAST])
        account = take_in([replace(PAST, why="They do.", find=("Past  times", "bygone times"))])
        assert account.conflicts == [
            Conflict("past times", "find", "past times", "Past  times / bygone times"),
            Conflict("past times", "why", "Times pass.", "They do."),
        ]
        assert Rule.objects.get(name="past times").why == "Times pass."

    @pytest.mark.parametrize(
        ("told", "says"),
        [
            (replace(PAST, find=("(past times",)), "(past times: “(past times”: Brackets"),
            (replace(PAST, right=("In past times.",)), "is remarked on"),
            (replace(PAST, wrong=()), "cannot be blank"),
            (replace(PAST, find=("past times", *MANY)), "past times: That stands for more than"),
        ],
    )
    def test_leaves_out_what_does_not_hold(self, told, says):
        account = take_in([told])
        assert account.added == 0
        assert says in account.left_out[0]
        assert not Rule.objects.filter(name__contains="past times").exists()
