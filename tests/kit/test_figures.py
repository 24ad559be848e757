"""Which texts are numbers."""

import pytest

from broadsheet.kit import figures


class TestWhole:
    @pytest.mark.parametrize(
        ("text", "number"), [("0", 0), ("7", 7), ("007", 7), (str(2**63 - 1), 2**63 - 1)]
    )
    def test_reads_figures(self, text, number):
        assert figures.whole(text) == number

    @pytest.mark.parametrize(
        "text",
        ["", " 7", "+7", "-7", "7.0", "1e3", "1_000", "٧", "²", "x", "7\0", str(2**63), "9" * 5000],
    )
    def test_takes_nothing_else_for_a_number(self, text):
        assert figures.whole(text) is None

    def test_reads_none_beyond_a_bound(self):
        assert (figures.whole("100", most=100), figures.whole("101", most=100)) == (100, None)
