"""What keeps a story from being published."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.stories import fitness
from broadsheet.stories.dates import FirstPublication
from broadsheet.stories.fitness import Fault, Manuscript
from tests.making import NOON

HOUR = timedelta(hours=1)
LIMIT = 60

FIT = Manuscript(
    headline="Ferry runs again",
    byline=True,
    lead_picture=None,
    body=(),
    embargo_until=None,
    go_live_at=None,
    expire_at=None,
    first=None,
    address_taken=False,
)


def first(at):
    return FirstPublication(at, at.date())


def picture(alt="A grey quay"):
    file = SimpleNamespace(name="original_images/quay_a7Bc9dE.jpg")
    return SimpleNamespace(title="Quay", description=alt, file=file)


def block(kind, **value):
    return SimpleNamespace(block_type=kind, value=value)


def faults_of(**changes: object) -> list[Fault]:
    return fitness.faults(replace(FIT, **changes), headline_limit=LIMIT, at=NOON)


def fields_of(**changes: object) -> list[str]:
    return [fault.field for fault in faults_of(**changes)]


class TestFaults:
    def test_are_none_for_a_story_that_is_fit(self):
        assert faults_of() == []

    @pytest.mark.parametrize("headline", ["", "   "])
    def test_ask_for_a_headline(self, headline):
        assert fields_of(headline=headline) == ["headline"]

    def test_let_a_headline_fill_its_limit(self):
        assert faults_of(headline="x" * LIMIT) == []

    def test_say_how_much_of_a_headline_is_too_much(self):
        (fault,) = faults_of(headline="x" * (LIMIT + 7))
        assert (fault.field, "Take out 7." in fault.sentence) == ("headline", True)

    def test_ask_who_signs(self):
        assert fields_of(byline=False) == ["byline_note"]

    def test_are_told_at_the_slug_when_the_address_is_taken(self):
        assert fields_of(address_taken=True) == ["slug"]

    @pytest.mark.parametrize("alt", ["", " \n"])
    def test_ask_what_the_lead_picture_shows(self, alt):
        (fault,) = faults_of(lead_picture=picture(alt))
        assert fault.field == "lead_picture"
        assert "“Quay” has no alt text" in fault.sentence

    @pytest.mark.parametrize("alt", ["quay.jpg", "Quay", "DSC_0001.JPG"])
    def test_take_no_file_name_for_an_alt_text(self, alt):
        (fault,) = faults_of(lead_picture=picture(alt))
        assert fault.field == "lead_picture"
        assert "“Quay” is only the name of a file" in fault.sentence

    def test_name_the_place_of_a_picture_in_the_body(self):
        body = [
            block("paragraph"),
            block("picture", picture=picture("")),
            block("gallery", pictures=[{"picture": picture()}, {"picture": picture("IMG_1.JPG")}]),
        ]
        places = [(fault.field, fault.place) for fault in faults_of(body=body)]
        assert places == [("body", (1,)), ("body", (2, 1))]

    def test_pass_over_a_picture_that_was_deleted(self):
        assert faults_of(body=[block("picture", picture=None)]) == []


class TestDates:
    def test_may_not_end_before_they_begin(self):
        assert fields_of(go_live_at=NOON + 2 * HOUR, expire_at=NOON + HOUR) == ["expire_at"]

    def test_may_not_end_under_embargo(self):
        assert fields_of(embargo_until=NOON + 2 * HOUR, expire_at=NOON + HOUR) == ["expire_at"]

    def test_may_end_before_an_embargo_that_is_lifted_would_have(self):
        assert fields_of(first=first(NOON + 2 * HOUR), expire_at=NOON + HOUR) == []

    def test_may_not_end_in_the_past(self):
        assert fields_of(expire_at=NOON - HOUR) == ["expire_at"]

    @given(
        begin=st.none() | st.integers(1, 48),
        embargo=st.none() | st.integers(1, 48),
        end=st.integers(1, 48),
    )
    def test_are_in_order_or_faulty_and_never_twice(self, begin, embargo, end):
        def moment(hours):
            return None if hours is None else NOON + hours * HOUR

        found = faults_of(
            go_live_at=moment(begin), embargo_until=moment(embargo), expire_at=moment(end)
        )
        in_order = all(start is None or start < end for start in (begin, embargo))
        assert len(found) == (0 if in_order else 1)


class TestRefused:
    def test_lets_a_draft_be_unfinished(self):
        unfinished = replace(FIT, headline="", byline=False, lead_picture=picture(""))
        assert fitness.refused(unfinished, at=NOON) == []

    def test_lets_an_expired_story_be_worked_on(self):
        over = replace(FIT, first=first(NOON - 2 * HOUR), expire_at=NOON - HOUR)
        assert fitness.refused(over, at=NOON) == []

    def test_is_what_the_database_would_refuse(self):
        wrong = replace(FIT, address_taken=True, go_live_at=NOON, expire_at=NOON)
        assert [fault.field for fault in fitness.refused(wrong, at=NOON)] == ["slug", "expire_at"]

    def test_asks_a_draft_not_to_end_before_readers_first_saw_it(self):
        wrong = replace(FIT, first=first(NOON - HOUR), expire_at=NOON - 2 * HOUR)
        assert [fault.field for fault in fitness.refused(wrong, at=NOON)] == ["expire_at"]


class TestEmbargo:
    def test_comes_too_late_for_what_readers_have_seen(self):
        seen = {"first": first(NOON - HOUR), "embargo_until": NOON + HOUR}
        assert fields_of(**seen) == ["embargo_until"]

    def test_may_be_put_off_while_nobody_has_outwaited_it(self):
        assert faults_of(first=first(NOON + HOUR), embargo_until=NOON + 2 * HOUR) == []

    def test_of_the_past_is_no_matter(self):
        assert faults_of(first=first(NOON - HOUR), embargo_until=NOON - 2 * HOUR) == []


class TestYears:
    @pytest.mark.parametrize("field", ["embargo_until", "go_live_at", "expire_at"])
    @pytest.mark.parametrize("year", [1, 226, 9999])
    def test_must_be_ones_that_can_be_meant(self, field, year):
        assert field in fields_of(**{field: NOON.replace(year=year)})
        draft = replace(FIT, **{field: NOON.replace(year=year)})
        assert field in [fault.field for fault in fitness.refused(draft, at=NOON)]

    def test_do_not_break_the_day_a_story_is_filed_under(self):
        day = fitness.day_of_publication(
            None,
            embargo_until=datetime.max.replace(tzinfo=UTC),
            go_live_at=datetime.min.replace(tzinfo=UTC),
            zone=ZoneInfo("Pacific/Kiritimati"),
            at=NOON,
        )
        assert day == date(2026, 3, 5)
