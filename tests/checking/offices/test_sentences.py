"""Labelled sentences of every form: which offices are found to be wrong, and what is left alone."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from broadsheet.checking.draft import Draft
from broadsheet.checking.galley import Galley
from broadsheet.checking.offices.checks import remarks_on_offices
from broadsheet.checking.remarks import Weight
from tests.checking.knowing import register

FOUND = 0.95
"""Of those that are wrong."""
LEFT_ALONE = 0.99
"""Of those that are right."""


class Labelled(NamedTuple):
    day: date
    is_wrong: bool
    form: str
    text: str


def labelled() -> list[Labelled]:
    lines = Path(__file__).with_name("sentences.txt").read_text("utf-8").splitlines()
    fields = [line.split(" | ", 3) for line in lines if not line.startswith("#")]
    return [
        Labelled(date.fromisoformat(day), label == "wrong", form, text)
        for day, label, form, text in fields
    ]


SENTENCES = labelled()


def is_remarked_on(sentence: Labelled) -> bool:
    """In a quotation a hint is enough: it weighs less."""
    least = Weight.HINT if sentence.form == "quoted" else Weight.WARNING
    draft = Draft.of_text(sentence.text, day=sentence.day)
    return any(each.weight >= least for each in remarks_on_offices(Galley(draft, register())))


def test_are_enough_of_every_form():
    counts = Counter((each.form, each.is_wrong) for each in SENTENCES)
    assert sum(counts.values()) >= 800
    assert len(counts) == 20
    assert min(counts.values()) >= 12


def test_that_are_wrong_are_found():
    wrong = [each for each in SENTENCES if each.is_wrong]
    missed = [each.text for each in wrong if not is_remarked_on(each)]
    assert 1 - len(missed) / len(wrong) >= FOUND, missed


def test_that_are_right_are_left_alone():
    right = [each for each in SENTENCES if not each.is_wrong]
    blamed = [each.text for each in right if is_remarked_on(each)]
    assert 1 - len(blamed) / len(right) >= LEFT_ALONE, blamed


@pytest.mark.parametrize("form", sorted({each.form for each in SENTENCES}))
def test_of_each_form_are_mostly_judged_as_labelled(form):
    those = [each for each in SENTENCES if each.form == form]
    right = sum(is_remarked_on(each) == each.is_wrong for each in those)
    assert right / len(those) >= 0.9
