"""Which full name may be meant by one that is misspelt."""

import pytest

from broadsheet.checking import near
from broadsheet.checking.known import Person

SLIPS = [
    ("emannuel macron", "emmanuel macron", "emannuel"),
    ("emanuel macron", "emmanuel macron", "emanuel"),
    ("emmanuel macrom", "emmanuel macron", "macrom"),
    ("emmanuel mcaron", "emmanuel macron", "mcaron"),
    ("emmanuel macronn", "emmanuel macron", "macronn"),
    ("luiz inacio lula da slva", "luiz inacio lula da silva", "slva"),
]


@pytest.mark.parametrize(("written", "right", "wrong"), SLIPS)
def test_a_slip_is_one_letter_of_one_word_or_another_one_doubled(written, right, wrong):
    assert near.slip(written, right) == wrong


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("emmanuel macron", "emmanuel macron"),
        ("emannuel macrom", "emmanuel macron"),
        ("emmanuel lacron", "emmanuel macron"),
        ("john cohn", "john kohn"),
        ("joe bidens", "joe biden"),
        ("macron", "emmanuel macron"),
        ("brigitte macron", "emmanuel macron"),
        ("marie dupont", "maria dupont"),
        ("carlos ruiz", "carlo ruiz"),
        ("daniela meyer", "daniel meyer"),
    ],
)
def test_two_letters_a_first_one_or_the_end_of_a_given_name_make_another_name(written, right):
    assert near.slip(written, right) is None


@pytest.mark.parametrize(("written", "right"), [(one, other) for one, other, _ in SLIPS])
def test_what_is_misspelt_shares_a_key_with_what_is_right(written, right):
    assert set(near.keys(written)) & set(near.keys(right))


@pytest.mark.parametrize("name", ["", "macron", "a b c d e f"])
def test_a_name_alone_or_one_of_very_many_words_has_no_key(name):
    assert list(near.keys(name)) == []


class TestNearNames:
    NAMES = near.NearNames((Person(7, "Emmanuel Macron"), Person(8, "Emmanuel Macrone")))

    def test_say_for_whom_a_misspelt_name_is_meant(self):
        assert self.NAMES.meant("emannuel macron").id == 7

    @pytest.mark.parametrize("written", ["emmanuel macron", "emmanuel macrone", "ada byrne"])
    def test_say_nothing_of_one_that_is_right_or_unknown(self, written):
        assert self.NAMES.meant(written) is None

    def test_are_none_where_nobody_may_be_meant(self):
        assert not near.NearNames(())
