"""The words on readers’ pages are there in every language that the paper speaks."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation
from django.utils.translation import ngettext, trans_real
from django.utils.translation.template import templatize

from broadsheet.stories.models import Form
from broadsheet.topics.models import Kind

CODE = ("fronts/pages.py", "paper/pages.py", "paper/printing.py", "paper/templatetags/paper.py",
        "stories/pages.py", "feeds/views.py", "media/views.py")  # fmt: skip
FOLDERS = ("blocks", "islands", "pages", "parts")
FILES = [file for folder in FOLDERS for file in settings.HERE.glob(f"templates/{folder}/*.html")]
SAID = re.compile(r"""gettext\(u?('''|\"{3}|'|")(.+?)\1""", re.DOTALL)
OTHERS = [code for code, _name in settings.LANGUAGES if code != "en"]


def said_in(file: Path) -> set[str]:
    """What a template asks to be translated."""
    return {found[2] for found in SAID.finditer(templatize(file.read_text("utf-8")))}


def said_by(file: Path) -> set[str]:
    """What a module asks to be translated with plain gettext."""
    calls = (node for node in ast.walk(ast.parse(file.read_text("utf-8"))))
    return {
        node.args[0].value
        for node in calls
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "_"
        and isinstance(node.args[0], ast.Constant)
    }


def knows(language: str, word: str) -> bool:
    """Whether the paper’s own catalogue of a language has the word, counted or not."""
    catalogue = trans_real.translation(language)._catalog
    return bool(catalogue.get(word) or catalogue.get((word, 0)))


class TestCode:
    @pytest.mark.parametrize("language", OTHERS)
    @pytest.mark.parametrize("module", CODE)
    def test_tells_readers_nothing_that_is_not_translated(self, module: str, language: str) -> None:
        words = said_by(settings.HERE / module)
        assert {word for word in words if not knows(language, word)} == set()

    @pytest.mark.parametrize("language", OTHERS)
    @pytest.mark.parametrize("name", [*Form.labels, *Kind.labels])
    def test_names_forms_and_kinds_in_every_language(self, name: str, language: str) -> None:
        assert knows(language, str(name))


class TestTemplates:
    def test_say_something(self) -> None:
        assert len({word for file in FILES for word in said_in(file)}) > 50

    @pytest.mark.parametrize("language", OTHERS)
    def test_say_nothing_that_is_not_translated(self, language: str) -> None:
        unknown = {
            (file.name, word)
            for file in FILES
            for word in said_in(file)
            if not knows(language, word)
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
