"""Days named in the demo paper’s prose."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.demo.placeholders import fill, stray

WEDNESDAY = date(2026, 3, 4)
SUNDAY = date(2026, 3, 8)
WEEKEND = {"Saturday", "Sunday"}

days = st.dates(date(2001, 1, 1), date(2099, 12, 31))


class TestFill:
    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("on {weekday:-1} night", "on Tuesday night"),
            ("on {weekday:0}", "on Wednesday"),
            ("from {weekday:4}", "from Sunday"),
            ("{date:-3}", "1 March"),
            ("{date:30}", "3 April"),
            ("{year}", "2026"),
            ("{year:-1}", "2025"),
            ("in {month:2}", "in May"),
            ("in {month:10}", "in January"),
            ("made_on = {day:1}", "made_on = 2026-03-05"),
            ("{weekday:-1} and {weekday:-2}", "Tuesday and Monday"),
        ],
    )
    def test_names_days_from_the_day_of_publication(self, text, told):
        assert fill(text, day=WEDNESDAY) == told

    def test_gives_the_year_of_a_date_in_another_year(self):
        assert fill("{date:-3}", day=date(2026, 1, 2)) == "30 December 2025"

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("{workday:-1}", "Friday"),
            ("{workday:0}", "Friday"),
            ("{workday:-2}", "Thursday"),
            ("{workday:1}", "Monday"),
            ("{workday:2}", "Tuesday"),
            ("{workdate:-1}", "6 March"),
        ],
    )
    def test_finds_the_working_days_around_a_sunday(self, text, told):
        assert fill(text, day=SUNDAY) == told

    def test_takes_the_friday_for_the_working_day_before_a_monday(self):
        assert fill("{workday:-1}", day=SUNDAY + timedelta(days=1)) == "Friday"

    @given(day=days, offset=st.integers(-9, 9))
    def test_never_takes_a_weekend_for_a_working_day(self, day, offset):
        assert fill(f"{{workday:{offset}}}", day=day) not in WEEKEND

    @given(day=days, offset=st.integers(1, 9))
    def test_counts_working_days_backwards_as_forwards(self, day, offset):
        later = date.fromisoformat(_working(day, offset))
        if day.weekday() < 5:
            assert _working(later, -offset) == day.isoformat()

    @given(text=st.text())
    def test_leaves_a_text_without_placeholders_as_it_is(self, text):
        if "{" not in text:
            assert fill(text, day=WEDNESDAY) == text


def _working(day: date, offset: int) -> str:
    """The working day as a machine writes it, by way of its name and date."""
    told = fill(f"{{workdate:{offset}}}", day=day).split()
    months = [fill(f"{{month:{n}}}", day=date(2026, 1, 1)) for n in range(12)]
    year = int(told[2]) if len(told) == 3 else day.year
    return date(year, months.index(told[1]) + 1, int(told[0])).isoformat()


class TestStray:
    @pytest.mark.parametrize("text", ["{weekday}", "{date:-3} and {year}", "plain"])
    def test_is_content_with_placeholders(self, text):
        assert not stray(text)

    @pytest.mark.parametrize("text", ["{weekdy:-1}", "a } alone", "{date:x}", "{ year }"])
    def test_finds_a_brace_that_means_nothing(self, text):
        assert stray(text)
