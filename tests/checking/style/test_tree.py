"""Rows of words as a tree, down which a text is led."""

import pytest

from broadsheet.checking.reading.tokens import tokens
from broadsheet.checking.style.patterns import variants_of
from broadsheet.checking.style.tree import Tree, bare


def rows(text, *patterns, is_exact=False, is_first=False):
    """What stands at the first word, with the place of its last one."""
    tree = Tree(is_exact=is_exact)
    for variant in variants_of(patterns):
        tree.add(variant.steps, variant.written, variant.written)
    some = tokens(text)
    beginning = tree.beginning(some[0].text, is_first=is_first)
    return beginning.rows(some, 0) if beginning else None


class TestTree:
    def test_knows_what_begins_nothing(self):
        assert rows("history of", "past times") is None
        assert rows("past history", "past times") == []

    def test_leads_by_all_that_may_stand_there_and_first_by_what_is_told(self):
        patterns = ("the _", "the ca*", "the c*t", "the cat", "the #", "the dog")
        assert rows("the cat", *patterns) == [
            (1, "the cat"), (1, "the ca*"), (1, "the c*t"), (1, "the _"),
        ]  # fmt: skip
        assert rows("the 12", *patterns) == [(1, "the #")]

    def test_leads_on_beyond_what_has_ended(self):
        assert rows("a b c d", "a", "a b c") == [(0, "a"), (2, "a b c")]

    def test_parts_no_compound(self):
        assert rows("free gift-box", "free gift", "free gift-box") == [(2, "free gift-box")]

    def test_ends_with_a_mark_of_possession_or_without(self):
        assert rows("Anna’s", "Anna", "Anna's", "Ann*a") == [
            (0, "Anna's"), (0, "Anna"), (0, "Ann*a"),
        ]  # fmt: skip
        assert rows("Ann’s boat", "Ann boat", "Ann's boat") == [(1, "Ann's boat")]

    def test_keeps_of_two_for_the_same_words_the_first_one(self):
        tree = Tree(is_exact=False)
        for row, variant in enumerate(variants_of(["Past", "past"])):
            tree.add(variant.steps, "key", row)
        assert tree.beginning("past", is_first=False).rows(tokens("past"), 0) == [(0, 0)]

    @pytest.mark.parametrize(
        ("text", "is_first", "expected"),
        [
            ("Web", False, [(0, "Web")]),
            ("Web", True, [(0, "Web"), (0, "web")]),
            ("web", True, [(0, "web")]),
        ],
    )
    def test_counts_capitals_but_where_a_sentence_begins(self, text, is_first, expected):
        assert rows(text, "web", "Web", is_exact=True, is_first=is_first) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("Ann’s", "Ann"), ("ANN'S", "ANN"), ("ministers", "ministers")]
)
def test_bare_is_a_word_without_its_mark(text, expected):
    assert bare(text) == expected
