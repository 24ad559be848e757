from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from broadsheet.paper.templatetags import paper
from broadsheet.stories.context import Paragraph, Points, Subhead
from tests.paper import samples

MORNING = datetime(2026, 11, 23, 8, 35, tzinfo=UTC)
LATE = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)


def context(zone: str = "Asia/Kolkata") -> dict[str, object]:
    return {"frame": samples.frame(zone=ZoneInfo(zone))}


class TestIcon:
    def test_is_drawn_for_the_eye_alone(self) -> None:
        icon = paper.icon("menu")
        assert icon.startswith("<svg")
        assert 'aria-hidden="true"' in icon

    def test_must_exist(self) -> None:
        with pytest.raises(KeyError, match="no icon 'unicorn'"):
            paper.icon("unicorn")


class TestIsLong:
    def test_tells_the_headlines_that_take_long_to_say(self) -> None:
        assert not paper.is_long("Port was warned twice that the North Quay wall was moving")
        assert paper.is_long("Port was warned twice that the North Quay wall was moving " * 2)


class TestHue:
    @pytest.mark.parametrize(
        ("degrees", "name"),
        [
            (0, "hue-0"),
            (14, "hue-0"),
            (16, "hue-30"),
            (205, "hue-210"),
            (350, "hue-0"),
            (360, "hue-0"),
        ],
    )
    def test_is_the_nearest_that_the_stylesheet_knows(self, degrees: int, name: str) -> None:
        assert paper.hue(degrees) == name


class TestMoment:
    def test_is_told_in_the_paper_s_zone(self) -> None:
        assert paper.moment(context(), MORNING) == (
            '<time datetime="2026-11-23T14:05:00+05:30">23 November 2026, 14:05\u00a0IST</time>'
        )

    def test_names_a_zone_without_a_name_by_its_distance(self) -> None:
        assert "UTC+4<" in paper.moment(context("Asia/Dubai"), MORNING)
        assert "UTC−3<" in paper.moment(context("America/Sao_Paulo"), MORNING)
        assert "UTC+5:45<" in paper.moment(context("Asia/Kathmandu"), MORNING)

    def test_tells_the_day_alone_as_a_day(self) -> None:
        assert paper.moment(context(), LATE, "day") == (
            '<time datetime="2026-11-24">24 November 2026</time>'
        )

    def test_can_be_short(self) -> None:
        assert ">23 Nov, 14:05<" in paper.moment(context(), MORNING, "short")
        assert ">14:05<" in paper.moment(context(), MORNING, "time")

    def test_can_be_a_bare_value(self) -> None:
        assert paper.moment(context(), MORNING, "iso") == "2026-11-23T14:05:00+05:30"

    def test_knows_no_other_style(self) -> None:
        with pytest.raises(ValueError, match="roman"):
            paper.moment(context(), MORNING, "roman")

    def test_speaks_the_paper_s_language(self) -> None:
        with translation.override("ar"):
            assert "نوفمبر" in paper.moment(context(), MORNING)
        with translation.override("ml"):
            assert ">2026 നവംബ" in paper.moment(context(), MORNING)


class TestDay:
    def test_is_written_in_words(self) -> None:
        assert paper.day(date(2026, 3, 1)) == "1 March 2026"
        assert paper.day("2026-03-01") == "1 March 2026"


class TestByline:
    def said(self, *authors: object, note: str = "") -> str:
        return paper.byline(authors, note, linked=False).replace("<bdi>", "").replace("</bdi>", "")

    def test_names_everyone_in_a_sentence(self) -> None:
        assert self.said(samples.ADA) == "By Ada Byrne"
        assert self.said(samples.ADA, samples.BEN) == "By Ada Byrne and Ben Cole"
        assert (
            self.said(samples.ADA, samples.BEN, samples.CY) == "By Ada Byrne, Ben Cole and Cy Dunn"
        )

    def test_ends_with_the_note(self) -> None:
        assert self.said(samples.ADA, note="with agencies") == "By Ada Byrne, with agencies"
        assert self.said(note="Agencies") == "Agencies"

    def test_is_empty_when_nobody_is_named(self) -> None:
        assert paper.byline(()) == ""

    def test_links_each_author(self) -> None:
        line = paper.byline((samples.ADA, samples.BEN))
        assert line.count('rel="author"') == 2
        assert 'href="/authors/ben-cole/"' in line

    def test_keeps_names_of_another_script_apart(self) -> None:
        with translation.override("ar"):
            line = paper.byline((samples.ADA, samples.BEN))
        assert line.startswith("بقلم ")
        assert line.count("<bdi>") == 2


class TestAddresses:
    def test_are_those_of_the_text_in_order_and_whole(self) -> None:
        body = (
            Paragraph(
                '<a href="/news/">one</a> and <a href="https://example.org/?a=1&amp;b=2">two</a>'
            ),
            Subhead("No links", "no-links"),
            Points(('<a href="mailto:desk@example.org">three</a>', "none"), ordered=False),
        )
        assert paper.addresses(body, "https://courier.example.org") == [
            "https://courier.example.org/news/",
            "https://example.org/?a=1&b=2",
            "mailto:desk@example.org",
        ]


class TestOpening:
    def test_is_the_first_paragraph(self) -> None:
        assert paper.opening(samples.BODY) == 1
        assert paper.opening(()) is None


class TestSmallWords:
    def test_name_a_host_as_readers_do(self) -> None:
        assert paper.host("https://www.wikidata.org/wiki/Q1") == "wikidata.org"

    def test_name_a_kind(self) -> None:
        assert paper.kind_label("organisation") == "Organisation"

    def test_end_where_a_row_does(self) -> None:
        assert paper.at((True, False), 0) is True
        assert paper.at((True, False), 2) is None
