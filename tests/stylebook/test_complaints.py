"""What is said of a rule that cannot be."""

import pytest

from broadsheet.checking.style.patterns import Fault, NoPattern
from broadsheet.stylebook.complaints import about_pattern


def test_names_no_pattern_where_it_is_all_of_them():
    assert about_pattern(NoPattern(Fault.MANY, "")).startswith("That stands for more than")


@pytest.mark.parametrize("fault", Fault)
def test_says_of_every_fault_why(fault):
    said = about_pattern(NoPattern(fault, "past times"))
    assert said.startswith("“past times”: ")
    assert "%(" not in said
