from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.formats.grammar import moments
from tests.formats import strategies
from tests.formats.samples import KOLKATA

EVENING = datetime(2026, 11, 23, 18, 5, tzinfo=KOLKATA)
BEFORE_ZONES = datetime(1870, 1, 1, tzinfo=ZoneInfo("Europe/Amsterdam"))


class TestSettled:
    @given(strategies.moments)
    def test_is_the_same_moment(self, moment):
        assert moments.settled(moment).timestamp() == int(moment.timestamp() // 1)

    @given(strategies.moments)
    def test_equals_itself_in_another_zone(self, moment):
        settled = moments.settled(moment)
        assert settled == settled.astimezone(UTC)

    def test_keeps_the_offset(self):
        summer = datetime(2026, 7, 1, 12, tzinfo=ZoneInfo("Europe/Amsterdam"))
        assert moments.settled(summer).isoformat() == "2026-07-01T12:00:00+02:00"

    def test_tells_the_two_same_hours_of_autumn_apart(self):
        hour = datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Amsterdam"))
        assert moments.settled(hour) < moments.settled(hour.replace(fold=1))


class TestRfc822:
    def test_is_written_with_the_zone(self):
        assert moments.to_rfc822(EVENING) == "Mon, 23 Nov 2026 18:05:00 +0530"

    def test_of_a_time_before_zones_is_in_utc(self):
        assert moments.to_rfc822(BEFORE_ZONES).endswith("+0000")

    @given(strategies.moments)
    def test_is_read_as_it_was_written(self, moment):
        assert moments.from_rfc822(moments.to_rfc822(moment)) == moments.settled(moment)

    @pytest.mark.parametrize(
        "text",
        ["Mon, 23 Nov 2026 12:35:00 GMT", "23 Nov 26 12:35 UT", "Mon, 23 Nov 2026 07:35:00 EST",
         "Mon, 23 Nov 2026 12:35:00 -0000", "Mon, 23 Nov 2026 12:35:00 XYZ"],
    )  # fmt: skip
    def test_is_read_as_others_write_it(self, text):
        assert moments.from_rfc822(text) == EVENING

    @given(st.text() | st.from_regex(r"\w*,? ?\d* [A-Z]?[a-z]* -?\d+ [\d:.]* [+-]?\w*"))
    def test_is_read_or_refused(self, text):
        assert_aware_or_refused(moments.from_rfc822, text)


class TestW3C:
    def test_is_written_with_the_zone(self):
        assert moments.to_w3c(EVENING) == "2026-11-23T18:05:00+05:30"

    def test_of_a_time_before_zones_is_in_utc(self):
        assert moments.to_w3c(BEFORE_ZONES).endswith("+00:00")

    @given(strategies.moments)
    def test_is_read_as_it_was_written(self, moment):
        assert moments.from_w3c(moments.to_w3c(moment)) == moments.settled(moment)

    @pytest.mark.parametrize("text", ["2026-11-23T12:35:00Z", " 2026-11-23t12:35:00.000z\n"])
    def test_is_read_as_others_write_it(self, text):
        assert moments.from_w3c(text) == datetime(2026, 11, 23, 12, 35, tzinfo=UTC)

    @pytest.mark.parametrize("text", ["", "2026", "2026-11-23", "2026-11-23T12:35:00", "now"])
    def test_without_a_zone_is_refused(self, text):
        with pytest.raises(ValueError, match=r"."):
            moments.from_w3c(text)

    @pytest.mark.parametrize("text", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
    def test_out_of_all_time_is_refused(self, text):
        with pytest.raises(ValueError, match="time"):
            moments.from_w3c(text)

    @given(st.text() | st.from_regex(r"\d{4}-\d\d-\d\d[Tt ]?[\d:.]*[zZ]?[+-]?[\d:]*"))
    def test_is_read_or_refused(self, text):
        assert_aware_or_refused(moments.from_w3c, text)


@given(st.integers(-86_399, 86_399))
def test_no_offset_has_seconds(seconds):
    moment = datetime(2026, 1, 1, tzinfo=timezone(timedelta(seconds=seconds)))
    assert len(moments.to_w3c(moment)) == len("2026-01-01T00:00:00+00:00")
    assert len(moments.to_rfc822(moment)) == len("Thu, 01 Jan 2026 00:00:00 +0000")


def assert_aware_or_refused(read, text):
    try:
        assert read(text).astimezone(UTC)
    except ValueError as refusal:
        assert str(refusal)  # noqa: PT017
