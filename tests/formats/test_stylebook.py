"""A style book as a file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.formats.errors import Unreadable
from broadsheet.formats.stylebook import WEIGHTS, Rule, dump, load

LINE = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
LINES = st.lists(LINE, max_size=3).map(tuple)
RULES = st.builds(
    Rule,
    find=st.lists(LINE, min_size=1, max_size=3).map(tuple),
    why=LINE,
    write=LINE,
    weight=st.sampled_from(WEIGHTS),
    unless=LINES,
    capitals=st.booleans(),
    quotations=st.booleans(),
    off=st.booleans(),
    wrong=LINES,
    right=LINES,
)


@given(st.lists(RULES, max_size=3))
def test_is_read_as_it_was_written(rules):
    assert load(dump(rules)) == rules


def test_leaves_out_what_a_rule_leaves_as_it_mostly_is():
    assert dump([Rule(find=("in order to",), why="It is short.", off=True)]).decode() == (
        '[[rule]]\nfind = ["in order to"]\nwhy = "It is short."\noff = true\n'
    )


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("\n[[rule", "Line 2: This is no TOML"),
        ("[rule]\nfind = []", r"Write \[\[rule\]\]"),
        ("[[word]]", "Nobody knows “word”"),
        ("\n\n[[rule]]\nfind = ['x']\nwy = ''", "Line 3: Nobody knows “wy”"),
        ("[[rule]]\nfind = 'x'\nwhy = 'y'", "“find” of a rule cannot be 'x'"),
        ("[[rule]]\nfind = ['x']", "“why”"),
        ("[[rule]]\nfind = ['x']\nwhy = 'y'\nweight = 'grave'", "hint, warning, error"),
        ("[[rule]]\nfind = ['x']\nwhy = 'y'\noff = 'no'", "“off” of a rule"),
        ("a=" + "[" * 100_000, "nested too deeply"),
    ],
)
def test_says_what_is_wrong_and_where(text, says):
    with pytest.raises(Unreadable, match=says):
        load(text.encode())


def test_says_that_it_is_no_text():
    with pytest.raises(Unreadable, match="UTF-8"):
        load(b"\xff")
