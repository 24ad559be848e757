"""The words on readers’ pages are there in every language that the paper speaks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation
from django.utils.translation import ngettext, trans_real
from django.utils.translation.template import templatize

FOLDERS = ("blocks", "islands", "pages", "parts")
FILES = [file for folder in FOLDERS for file in settings.HERE.glob(f"templates/{folder}/*.html")]
SAID = re.compile(r"""gettext\(u?('''|\"{3}|'|")(.+?)\1""", re.DOTALL)
OTHERS = [code for code, _name in settings.LANGUAGES if code != "en"]


def said_in(file: Path) -> set[str]:
    """What a template asks to be translated."""
    return {found[2] for found in SAID.finditer(templatize(file.read_text("utf-8")))}


class TestTemplates:
    def test_say_something(self) -> None:
        assert len({word for file in FILES for word in said_in(file)}) > 50

    @pytest.mark.parametrize("language", OTHERS)
    def test_say_nothing_that_is_not_translated(self, language: str) -> None:
        catalogue = trans_real.translation(language)
        unknown = {
            (file.name, word)
            for file in FILES
            for word in said_in(file)
            if catalogue._catalog.get(word) is None and catalogue._catalog.get((word, 0)) is None
        }
        assert unknown == set()


class TestArabic:
    def test_counts_in_six_ways(self) -> None:
        with translation.override("ar"):
            said = {
                count: ngettext("%(minutes)s minute to read", "%(minutes)s minutes to read", count)
                for count in (1, 2, 5, 20)
            }
        assert len(set(said.values())) == 4
