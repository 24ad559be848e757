"""What a new paper has in its style book."""

import pytest

from broadsheet.stylebook.models import Rule
from broadsheet.stylebook.pages import rules_in_force

pytestmark = pytest.mark.django_db


def test_are_there_from_the_beginning():
    assert len(rules_in_force()) > 80


def test_hold_on_their_own_examples():
    for rule in Rule.objects.all():
        rule.full_clean()


def test_say_why_in_a_sentence():
    assert [rule.why for rule in Rule.objects.all() if rule.why[-1] not in ".?"] == []
