"""Which full name may be meant by one that is misspelt."""

import pytest

from broadsheet.checking import near

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
