"""Whether the examples beside a rule hold."""

import pytest

from broadsheet.checking.style.rules import Rule
from broadsheet.checking.style.trying import Failing, Failure, failures_of

RULE = Rule(0, ("in order to",), "Because.", "to")


@pytest.mark.parametrize(
    ("wrong", "right", "expected"),
    [
        ("They met in order to talk.", "They met to talk.", None),
        ("They met in order to talk. → They met to talk.", "All is in order.", None),
        ("They met in order to talk. -> They met to talk.", "All is in order.", None),
        ("They met to talk.", "", (Failing.UNSEEN, "They met to talk.", "")),
        ("In order to win. => to win.", "", (Failing.OTHERWISE, "In order to win.", "To win.")),
        ("", "In order to win.", (Failing.SEEN, "In order to win.", "In order to")),
    ],
)
def test_is_told(wrong, right, expected):
    found = failures_of(RULE, wrong=filter(None, [wrong]), right=filter(None, [right]))
    assert list(found) == ([Failure(*expected)] if expected else [])


def test_what_is_written_instead_must_not_be_remarked_on_again():
    rule = Rule(0, ("(very|) big",), "Because.", "so big")
    (failure,) = failures_of(rule, wrong=["A very big boat."], right=[])
    assert (failure.how, failure.found) == (Failing.AGAIN, "A so big boat.")
