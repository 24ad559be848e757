"""Names as the house writes them."""

from datetime import date

import pytest

from broadsheet.checking.copy.names import remarks_on_names
from broadsheet.checking.draft import Draft
from broadsheet.checking.galley import Galley
from broadsheet.checking.known import Known, Person
from broadsheet.checking.remarks import Weight
from tests.checking.knowing import register

DAY = date(2018, 5, 3)


def found(text):
    remarks = remarks_on_names(Galley(Draft.of_text(text, day=DAY), register()))
    return [(each.words, each.fix and each.fix.text) for each in remarks]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Volodymyr Zelensky came.", [("Volodymyr Zelensky", "Volodymyr Zelenskyy")]),
        ("Sergei Lavrov’s aide came.", [("Sergei Lavrov", "Sergey Lavrov")]),
        ("Dmitry Medvedef came.", [("Dmitry Medvedef", "Dmitry Medvedev")]),
        ("Angela Merkle came.", [("Angela Merkle", "Angela Merkel")]),
        ("Prime Minister Boris Jonson spoke.", [("Boris Jonson", "Boris Johnson")]),
        ("Chancellor Angela Merkle left.", [("Angela Merkle", "Angela Merkel")]),
        ("President Volodymyr Zelensky spoke.", [("Volodymyr Zelensky", "Volodymyr Zelenskyy")]),
        ("Merkel came. Angela Merkel left.", [("Merkel", None)]),
    ],
)
def test_are_remarked_on(text, expected):
    assert found(text) == expected


def test_are_remarked_on_where_only_the_register_has_the_right_one():
    known = Known(near=(Person(7, "Emmanuel Macron"),))
    text = "The president, Emannuel Macron’s guest, came. Emannuel Macron left."
    (remark,) = remarks_on_names(Galley(Draft.of_text(text, day=DAY), known))
    assert (remark.words, remark.record) == ("Emannuel Macron", "person:7")
    assert remark.weight is Weight.WARNING
    assert remark.fix.text == "Emmanuel Macron"


def test_say_what_is_right():
    def said(text):
        remarks = remarks_on_names(Galley(Draft.of_text(text, day=DAY), register()))
        return [each.sentence for each in remarks]

    assert said("Angela Merkle came.") == ["Misspelt: it is Angela Merkel."]
    assert said("Angela Merkle, 34, came.") == [
        "One letter away from Angela Merkel: is that who is meant?"
    ]
    assert said("Merkel came. Angela Merkel left.") == [
        "Give the full name, Angela Merkel, at first mention."
    ]


class TestMisspelt:
    """Whether somebody of that very name may be meant, whom the register does not know."""

    @pytest.mark.parametrize(
        "text",
        [
            "Prime Minister Boris Jonson spoke.",
            "Yesterday Mr Boris Jonson spoke.",
            "Boris Jonson, the prime minister, spoke.",
            "In 2015, Boris Jonson spoke.",
            "Taxes Must Rise Soon, Says Boris Jonson",
        ],
    )
    def test_names_are_warned_of(self, text):
        assert weights(text) == [Weight.WARNING]

    @pytest.mark.parametrize(
        "text",
        [
            "Fire Chief Boris Jonson spoke.",
            "He met Councillor Boris Jonson today.",
            "FIFA President Boris Jonson spoke to reporters.",
            "Boris Jonson, 34, kept the boats.",
            "Boris Jonson, a baker, spoke.",
            "Residents Thank Boris Jonson, a Baker, For Fifty Years",
        ],
    )
    def test_names_are_a_hint_where_they_may_be_right(self, text):
        assert weights(text) == [Weight.HINT]

    @pytest.mark.parametrize(
        "text",
        ["Prime Minister Boris Jonson Browne spoke.", "Prime Minister Ada Jonson spoke."],
    )
    def test_names_are_none_where_they_are_others(self, text):
        assert weights(text) == []

    def test_names_are_not_the_full_name_of_a_surname_alone_before_them(self):
        text = "Merkel came. Angela Merkle, a baker, spoke."
        assert found(text) == [("Angela Merkle", "Angela Merkel")]

    def test_names_are_told_of_alone_where_the_surname_follows(self):
        text = "Angela Merkle came. Merkel left. Angela Merkel rested."
        assert found(text) == [("Angela Merkle", "Angela Merkel")]


def weights(text):
    remarks = remarks_on_names(Galley(Draft.of_text(text, day=DAY), register()))
    return [each.weight for each in remarks]


def test_are_left_alone_where_what_is_written_is_a_name_too():
    known = Known(near=(Person(7, "John Smithe"), Person(8, "Joan Smythe")))
    draft = Draft.of_text("John Smythe came.", day=DAY)
    assert list(remarks_on_names(Galley(draft, known))) == []


@pytest.mark.parametrize(
    "text",
    [
        "Angela Merkel came. Merkel left.",
        "Joe Bidens came.",
        "Angela Menkes came.",
        "“Volodymyr Zelensky is here,” he said.",
        "Ada Byrne came.",
    ],
)
def test_are_left_alone(text):
    assert found(text) == []
