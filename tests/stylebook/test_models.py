"""A rule of house style as it is kept: it must hold on its own examples."""

import pytest
from django.core.exceptions import ValidationError

from broadsheet.checking.remarks import Weight
from broadsheet.stylebook.models import Rule
from broadsheet.stylebook.pages import rules_in_force
from tests.stylebook.making import make_rule, written

pytestmark = pytest.mark.django_db

MANY = "\n".join(f"past {letter}(a|b|c|d|e)(f|g|h|i|j)(k|l|m|n|o)" for letter in "abcde")
"""Five patterns, none of which is too much by itself."""


class TestClean:
    @pytest.mark.parametrize(
        ("fields", "where", "says"),
        [
            ({"patterns": "(past"}, "patterns", "Brackets have a choice"),
            ({"patterns": "_ history"}, "patterns", "at least 3 letters"),
            ({"unless": "(past"}, "unless", "“(past”: Brackets"),
            ({"patterns": MANY}, "patterns", "That stands for more than 500 rows"),
            ({"unless": MANY}, "unless", "That stands for more than 500 rows"),
            ({"instead": "(a|b)"}, "instead", "No choice to find"),
            ({"instead": "#"}, "instead", "fewer of this sign"),
            ({"wrong": "Their history."}, "wrong", "“Their history.” is not remarked on"),
            ({"right": "A past history."}, "right", "is remarked on, for “past history”"),
            ({"wrong": "A past history. → Past."}, "wrong", "becomes “A history.”"),
            ({"instead": "old past history"}, "wrong", "which is remarked on again"),
        ],
    )
    def test_refuses_what_does_not_hold(self, fields, where, says):
        rule = written(**fields)
        with pytest.raises(ValidationError) as raised:
            rule.clean()
        assert list(raised.value.message_dict) == [where]
        assert says in raised.value.message_dict[where][0]

    def test_names_every_example_that_fails(self):
        rule = written(wrong="One.\nTwo.", right="A past history.")
        with pytest.raises(ValidationError) as raised:
            rule.clean()
        assert {name: len(said) for name, said in raised.value.message_dict.items()} == {
            "wrong": 2,
            "right": 1,
        }

    def test_refuses_a_second_one_for_the_same_words(self):
        make_rule(patterns="bygone history\nformer history", wrong="A bygone history.")
        rule = written(patterns="Bygone  History", wrong="A bygone history.")
        with pytest.raises(ValidationError, match="has this rule already"):
            rule.clean()

    def test_takes_what_holds(self):
        rule = make_rule()
        rule.clean()
        assert str(rule) == "past times"


class TestInForce:
    def test_are_those_that_are_looked_for(self):
        Rule.objects.all().delete()
        rule = make_rule(weight=Weight.ERROR, unless="past times two")
        make_rule(patterns="bygone times", is_on=False)
        assert rules_in_force() == (rule.told(),)
        assert rules_in_force()[0].unless == ("past times two",)

    def test_cost_one_query(self, django_assert_num_queries):
        with django_assert_num_queries(1):
            assert rules_in_force()
