"""Rolls of offices, written by hand."""

import pytest

from broadsheet.formats.errors import Unreadable
from broadsheet.formats.tenures import rolls
from broadsheet.formats.tenures.entries import Office, Person, Place

ROLL = """\
[[office]]
title = "president"
others = ["head of state"]
of = "Freedonia"
source = "https://example.org/presidents"
held = [
  ["Ada Byrne", "2001-01-20", "2009-01-20"],
  ["Ben Saleh", "2009-01-20", "2009-05", "acting"],
  ["Cy Nour", "2009-05"],
]

[people]
"Ada Byrne" = { short = "Byrne", born = "1956" }
"Zoe Kelly" = { born = "1960-02-01" }

[[place]]
name = "Freedonia"
former = ["Old Land (1950)"]
"""


def refused(text):
    with pytest.raises(Unreadable) as caught:
        rolls.load(text.encode())
    return str(caught.value)


class TestLoad:
    def test_reads_who_held_an_office_in_turn(self):
        found = rolls.load(ROLL.encode())
        office = Office("president", ("head of state",), "Freedonia")
        assert {tenure.office for tenure in found.tenures} == {office}
        assert [(t.person.name, t.begins, t.ends, t.is_acting) for t in found.tenures] == [
            ("Ada Byrne", "2001-01-20", "2009-01-20", False),
            ("Ben Saleh", "2009-01-20", "2009-05", True),
            ("Cy Nour", "2009-05", "", False),
        ]

    def test_knows_of_people_what_is_told_of_them(self):
        found = rolls.load(ROLL.encode())
        assert found.tenures[0].person == Person("Ada Byrne", short="Byrne", born="1956")
        assert found.persons == [Person("Zoe Kelly", born="1960-02-01")]

    def test_reads_places(self):
        places = rolls.load(ROLL.encode()).places
        assert places == [Place("Freedonia", former=("Old Land (1950)",))]

    @pytest.mark.parametrize(
        ("old", "new", "says"),
        [
            ('2009-01-20"],', '2009-13-20"],', "Line 7"),
            ('"acting"', '"perhaps"', "Line 8: ['Ben Saleh', "),
            ('"Cy Nour", "2009-05"', "", "a holder is a name"),
            ('source = "https://example.org/presidents"', "", "no source of president"),
            ('born = "1956"', 'born = "56"', "Line 13"),
            ("(1950)", "(50)", "Line 18"),
            ("title =", "titel =", "Line 2: Nobody knows “titel”"),
            ("[[place]]", "[[planet]]", "Nobody knows “planet”"),
            ("[people]", "[people", "Line 12: This is no TOML"),
        ],
    )  # fmt: skip
    def test_says_in_which_line_what_is_wrong(self, old, new, says):
        assert old in ROLL
        assert says in refused(ROLL.replace(old, new))

    @pytest.mark.parametrize(
        ("old", "new", "says"),
        [
            ('title = "president"', "title = 5", "Line 2: title: write a text in quotation marks."),
            ('of = "Freedonia"', 'of = ["a"]', "Line 4: of: write a text in quotation marks."),
            ('others = ["head of state"]', 'others = "Abc"', "Line 3: others: write a list of"),
            ('others = ["head of state"]', "others = [1]", "Line 3: others: write a list of"),
            ('of = "Freedonia"', 'is_single = "no"', "Line 4: is_single: write true or false."),
            ('source = "https://example.org/presidents"', "source = 5", "Line 5: source: write a"),
            ('born = "1956"', "born = 1956-03-12", "born: write a text in quotation marks."),
            ('"Cy Nour", "2009-05"', '"Cy Nour", 2009-05-01', "Line 9: ['Cy Nour'"),
            ('["Cy Nour", "2009-05"]', '"Cy Nour"', "'Cy Nour': a holder is a name"),
            ('{ born = "1960-02-01" }', '"1960"', "Line 14: Zoe Kelly: tell of them in braces"),
            ("[[place]]", "[place]", "Line 16: Write [[place]] above each place."),
            ('name = "Freedonia"', 'name = ""', "There is no name of this place."),
            ('name = "Freedonia"\n', "", "Line 16: There is no name of this place."),
        ],
    )  # fmt: skip
    def test_says_what_should_stand_there(self, old, new, says):
        assert old in ROLL
        assert says in refused(ROLL.replace(old, new))

    def test_says_it_of_the_right_one_of_two_that_are_called_alike(self):
        other = ROLL.partition("\n\n")[0].replace('of = "Freedonia"', "of = 5")
        assert refused(f"{ROLL}\n{other}") == "Line 23: of: write a text in quotation marks."

    def test_says_it_of_a_person_and_not_of_what_they_held(self):
        roll = ROLL.replace('{ short = "Byrne", born = "1956" }', '"1956"')
        assert refused(roll).startswith("Line 13: Ada Byrne: tell of them in braces")

    def test_says_it_of_a_table_of_somebodys_own(self):
        roll = ROLL.replace(
            "[[place]]", '[people."Bo Lind"]\nshort = "Lind"\nborn = 1956\n\n[[place]]'
        )
        assert refused(roll) == "Line 18: born: write a text in quotation marks."

    @pytest.mark.parametrize(
        ("roll", "says"),
        [
            ('[[office]]\ntitle = "mayor"\nheld = 5\n', "Line 3: held: write a list of holders."),
            ("office = 5\n", "Line 1: Write [[office]] above each office."),
            ("people = 5\n", "Line 1: Write [people] above them."),
            (f"a = {'[' * 20_000}", "no TOML"),
        ],
    )
    def test_says_that_it_is_no_roll(self, roll, says):
        assert says in refused(roll)
