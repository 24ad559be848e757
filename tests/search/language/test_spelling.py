"""One wrong letter."""

import pytest

from broadsheet.search.language.spelling import LONGEST, neighbours


class TestNeighbours:
    @pytest.mark.parametrize(
        "typed", ["harbor", "harbouur", "harbuor", "harbuur", "arbour", "harbou", "harboura"]
    )
    def test_have_the_word_among_them(self, typed):
        assert "harbour" in set(neighbours(typed))

    def test_are_had_by_swapping_two_letters(self):
        assert "harbour" in set(neighbours("hrabour"))

    @pytest.mark.parametrize(("typed", "meant"), [("масква", "москва"), ("കെരളം", "കേരളം")])
    def test_are_in_the_script_of_the_word(self, typed, meant):
        assert meant in set(neighbours(typed))

    def test_are_not_the_word_itself_but_by_an_equal_letter(self):
        assert "quay" not in set(neighbours("quay"))

    @pytest.mark.parametrize("typed", ["", "the", "中国", "2026", "x" * (LONGEST + 1)])
    def test_are_none_where_no_letter_can_be_wrong(self, typed):
        assert not set(neighbours(typed))
