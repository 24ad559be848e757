"""Whose turn it is to have a portrait made."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from broadsheet.media.darkroom.intake import Refused
from broadsheet.readers import portraits
from tests.media.files import plain

ADA, BOB = 1, 2


class TestTurns:
    @pytest.fixture
    def working(self, monkeypatch):
        """Ada's picture is under way until the end of the test."""
        began, over = Event(), Event()
        take = portraits.take

        def slow(raw, **given):
            began.set()
            over.wait(10)
            return take(raw, **given)

        with ThreadPoolExecutor() as others:
            with monkeypatch.context() as patch:
                patch.setattr(portraits, "take", slow)
                made = others.submit(portraits.portrait, plain(), reader_id=ADA)
                assert began.wait(10)
            yield
            over.set()
            assert made.result()

    def test_are_one_for_each_reader(self, working):
        with pytest.raises(portraits.Busy):
            portraits.portrait(plain(), reader_id=ADA)

    def test_are_waited_for_by_others_so_long_and_no_longer(self, working, monkeypatch):
        monkeypatch.setattr(portraits, "PATIENCE", 0.01)
        with pytest.raises(portraits.Busy):
            portraits.portrait(plain(), reader_id=BOB)

    def test_end_with_a_picture_that_is_refused(self):
        for _ in range(2):
            with pytest.raises(Refused):
                portraits.portrait(b"", reader_id=ADA)
        assert portraits.portrait(plain(), reader_id=ADA)
