"""What an editor may write, and what it stands for."""

import pytest

from broadsheet.checking.style.patterns import MOST_VARIANTS, Fault, NoPattern, variants_of


def rows(pattern, instead=""):
    return [(variant.written, variant.instead) for variant in variants_of([pattern], instead)]


class TestChoices:
    def test_are_all_written_out(self):
        assert rows("(less|fewer) than (one|two)") == [
            ("less than one", None),
            ("less than two", None),
            ("fewer than one", None),
            ("fewer than two", None),
        ]

    def test_may_be_empty(self):
        assert rows("(very|) unique", "unique") == [("very unique", "unique"), ("unique", "unique")]

    def test_may_stand_within_words(self):
        assert rows("utilis(e|ed)", "us(e|ed)") == [("utilise", "use"), ("utilised", "used")]

    def test_are_followed_by_what_is_written_instead(self):
        assert rows("(comprise|comprises) of", "(consist|consists) of") == [
            ("comprise of", "consist of"),
            ("comprises of", "consists of"),
        ]

    def test_follow_the_same_choice_before_others_of_as_many_parts(self):
        assert rows("(a|b) (c|d)", "(c|d)") == [
            ("a c", "c"), ("a d", "d"), ("b c", "c"), ("b d", "d"),
        ]  # fmt: skip


@pytest.mark.parametrize(
    ("pattern", "fault"),
    [
        ("", Fault.EMPTY),
        ("(a|) (b|)", Fault.EMPTY),
        ("(less|fewer", Fault.BRACKETS),
        ("less|fewer", Fault.BRACKETS),
        ("(very) unique", Fault.BRACKETS),
        ("((a|b)|c)", Fault.BRACKETS),
        ("_ unique", Fault.OPEN),
        ("un* of", Fault.OPEN),
        ("more * unique", Fault.LONE),
        ("*ise", Fault.LONE),
        (" ".join(["(a|b|c|d|e|f|g|h)"] * 3), Fault.MANY),
        ("word " * 13, Fault.LONG),
    ],
)
def test_says_what_is_no_pattern(pattern, fault):
    with pytest.raises(NoPattern) as raised:
        variants_of([pattern])
    assert raised.value.fault is fault
    assert not raised.value.is_of_instead


@pytest.mark.parametrize(
    ("pattern", "instead", "fault"),
    [
        ("less than (one|two)", "(one|two|three)", Fault.UNKNOWN_CHOICE),
        ("(a|b) of", "(a|b) (a|b)", Fault.UNKNOWN_CHOICE),
        ("# percent", "# # per cent", Fault.UNKNOWN_SIGN),
        ("percent", "_ per cent", Fault.UNKNOWN_SIGN),
        ("percent", "(per cent", Fault.BRACKETS),
    ],
)
def test_says_what_cannot_be_written_instead(pattern, instead, fault):
    with pytest.raises(NoPattern) as raised:
        variants_of([pattern], instead)
    assert raised.value.fault is fault
    assert raised.value.is_of_instead


def test_as_many_rows_as_may_be_are_no_fault():
    choice = "|".join(str(number) for number in range(MOST_VARIANTS))
    assert len(variants_of([f"({choice}) of"])) == MOST_VARIANTS


def test_rows_of_all_patterns_are_counted_together():
    choice = "|".join(str(number) for number in range(MOST_VARIANTS))
    with pytest.raises(NoPattern) as raised:
        variants_of([f"({choice}) of", "one more"])
    assert (raised.value.fault, raised.value.written) == (Fault.MANY, "")
