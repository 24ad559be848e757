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
