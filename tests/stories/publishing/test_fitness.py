"""What keeps a story from being published."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.stories.body.blocks import Body
from broadsheet.stories.publishing import fitness
from broadsheet.stories.publishing.dates import FirstPublication
from broadsheet.stories.publishing.fitness import Fault, Manuscript
from tests.making import NOON, make_picture, make_story, paragraph

HOUR = timedelta(hours=1)
LIMIT = 60


def written(*parts: dict[str, Any]) -> Any:
    return Body().to_python(list(parts))


FIT = Manuscript(
    headline="Ferry runs again",
    byline=True,
    lead_picture=None,
    body=written(paragraph("The quay was quiet.")),
    corrects=False,
    embargo_until=None,
    go_live_at=None,
    expire_at=None,
    first=None,
    withdrawn_at=None,
    address_taken=False,
    today=NOON.date(),
)


def first(at):
    return FirstPublication(at, at.date())


def picture(alt="A grey quay", withdrawn_at=None):
    file = SimpleNamespace(name="original_images/quay_a7Bc9dE.jpg")
    return SimpleNamespace(title="Quay", description=alt, file=file, withdrawn_at=withdrawn_at)


def faults_of(**changes: object) -> list[Fault]:
    return fitness.faults(replace(FIT, **changes), headline_limit=LIMIT, at=NOON)


def fields_of(**changes: object) -> list[str]:
    return [fault.field for fault in faults_of(**changes)]


class TestFaults:
    def test_are_none_for_a_story_that_is_fit(self):
        assert faults_of() == []

    def test_keep_a_withdrawn_story_from_coming_back(self):
        (fault,) = faults_of(withdrawn_at=NOON)
        assert "withdrawn" in fault.sentence

    def test_keep_withdrawn_pictures_out(self):
        withdrawn = picture(withdrawn_at=NOON)
        assert fields_of(lead_picture=withdrawn) == ["lead_picture"]

    @pytest.mark.parametrize("headline", ["", "   ", "\u200d", "\u2800\u3164\xad", "\u180b"])
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

    @pytest.mark.django_db
    def test_name_the_place_of_a_picture_in_the_body(self):
        good, silent, named = (
            make_picture(title, description=alt, file=f"original_images/{title}.jpg").pk
            for title, alt in (("Quay", "A grey quay"), ("Sea", ""), ("Shore", "IMG_1.JPG"))
        )
        body = written(
            paragraph("The quay was quiet."),
            {"type": "picture", "value": {"picture": silent}},
            {
                "type": "gallery",
                "value": {"pictures": [{"picture": good}, {"picture": named}]},
            },
        )
        places = [(fault.field, fault.place) for fault in faults_of(body=body)]
        assert places == [("body", (1, "picture")), ("body", (2, "pictures", 1, "picture"))]

    @pytest.mark.django_db
    def test_pass_over_a_picture_that_was_deleted(self):
        gone = {"type": "picture", "value": {"picture": 404}}
        assert faults_of(body=written(paragraph("The quay was quiet."), gone)) == []


EMBED = {"type": "embed", "value": {"url": "https://www.youtube.com/watch?v=dQw4w9WgXcQ"}}


@pytest.mark.django_db
class TestBody:
    @pytest.mark.parametrize(
        "parts",
        [
            [],
            [paragraph("")],
            [paragraph("\u200d\u2800")],
            [{"type": "from_another_age", "value": "The quay was quiet."}],
            [{"type": "subhead", "value": "The quay"}],
            [{"type": "pull_quote", "value": {"text": "It was quiet."}}],
            [{"type": "picture", "value": {"picture": 404}}],
            [{"type": "points", "value": {"items": [""], "ordered": False}}],
        ],
    )
    def test_has_to_say_something(self, parts):
        assert fields_of(body=written(*parts)) == ["body"]

    def test_is_not_only_another_story(self):
        other = {"type": "related", "value": make_story().pk}
        assert fields_of(body=written(other)) == ["body"]

    @pytest.mark.parametrize(
        "part",
        [
            paragraph("A"),
            {"type": "points", "value": {"items": ["<p>One</p>"], "ordered": False}},
            {"type": "quote", "value": {"text": "<p>No.</p>", "speaker": "", "source": ""}},
            {"type": "fact_box", "value": {"title": "The quay", "text": "<p>Old.</p>"}},
            EMBED,
        ],
    )
    def test_may_say_it_in_one_block(self, part):
        assert faults_of(body=written(part)) == []

    def test_may_be_a_picture_or_a_gallery(self):
        pk = make_picture(file="original_images/x1.jpg").pk
        gallery = {"type": "gallery", "value": {"pictures": [{"picture": pk}]}}
        assert faults_of(body=written({"type": "picture", "value": {"picture": pk}})) == []
        assert faults_of(body=written(gallery)) == []

    def test_has_words_in_a_correction(self):
        (fault,) = faults_of(body=written(EMBED), corrects=True)
        assert (fault.field, fault.sentence) == ("body", "Write what was wrong, and what is right.")

    def test_that_cannot_be_read_is_told_elsewhere(self):
        assert faults_of(body=None) == []


class TestCorrections:
    @staticmethod
    def fields_on(day: date | None) -> list[tuple[str, object]]:
        value = {"made_on": day and day.isoformat(), "text": "<p>It was Monday.</p>"}
        body = written(paragraph("The quay."), {"type": "correction", "value": value})
        return [(fault.field, fault.place) for fault in faults_of(body=body)]

    @pytest.mark.parametrize("day", [NOON.date(), date(1987, 1, 2)])
    def test_are_made_on_a_day_that_has_come(self, day):
        assert self.fields_on(day) == []

    @pytest.mark.parametrize(
        "day", [None, date(1, 1, 1), NOON.date() + timedelta(days=1), date(2099, 1, 1), date.max]
    )
    def test_are_made_on_no_other_day(self, day):
        assert self.fields_on(day) == [("body", (1, "made_on"))]

    def test_may_bear_the_day_a_story_is_scheduled_for(self):
        later = fitness.day_it_goes_out(
            NOON + timedelta(days=1), zone=ZoneInfo("Pacific/Kiritimati"), at=NOON
        )
        assert later == date(2026, 3, 6)


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
