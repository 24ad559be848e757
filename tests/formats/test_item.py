from dataclasses import FrozenInstanceError, replace
from datetime import datetime

import pytest

from broadsheet.formats.item import Form, Kind, form_called, kind_called
from tests.formats.samples import FEED, STORY

NAIVE = datetime(2026, 11, 23, 18, 5)  # noqa: DTZ001


class TestItem:
    @pytest.mark.parametrize("field", ["published_at", "updated_at"])
    def test_refuses_a_moment_without_a_zone(self, field):
        with pytest.raises(ValueError, match="time zone"):
            replace(STORY, **{field: NAIVE})

    def test_does_not_change(self):
        with pytest.raises(FrozenInstanceError):
            STORY.headline = "Another"


class TestFeed:
    def test_refuses_a_moment_without_a_zone(self):
        with pytest.raises(ValueError, match="time zone"):
            replace(FEED, updated_at=NAIVE)


class TestFormCalled:
    @pytest.mark.parametrize("form", Form)
    def test_knows_every_form(self, form):
        assert form_called(str(form)) is form

    def test_takes_an_unknown_word_for_news(self):
        assert form_called("horoscope") is Form.NEWS


class TestKindCalled:
    @pytest.mark.parametrize("kind", Kind)
    def test_knows_every_kind(self, kind):
        assert kind_called(str(kind)) is kind

    def test_takes_an_unknown_word_for_a_theme(self):
        assert kind_called("animal") is Kind.THEME
