"""Whatever the paper says, to readers and to the newsroom, it says in every language it ships."""

from __future__ import annotations

import ast
import gettext
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings
from django.utils import translation
from django.utils.translation import ngettext

OTHERS = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
LETTERS = {"ar": re.compile(r"[\u0621-\u064A]"), "ml": re.compile(r"[\u0D05-\u0D7F]")}
"""by language: a letter of its script"""
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|\{\w*\}")
MARKUP = re.compile(r"</?\w[^>]*>|&\w+;")
SET_APART = re.compile(r"[\u2066-\u2068][^\u2066-\u2069]*\u2069")
"""what stands between marks of direction"""

in_every_language = pytest.mark.parametrize("language", OTHERS)


def source(language: str) -> Path:
    return settings.HERE / "locale" / language / "LC_MESSAGES" / "django.po"


def run(*command: str | Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(command, capture_output=True, check=False)


def read(compiled: Path) -> dict[str | tuple[str, int], str]:
    """The words of a compiled catalogue; a plural has an entry a form, with its number."""
    with compiled.open("rb") as file:
        return dict(gettext.GNUTranslations(file)._catalog)  # type: ignore[attr-defined]


@cache
def said(language: str) -> dict[str, tuple[str, ...]]:
    """Each message, without its context, and what it has become; but not how to write dates."""
    found: dict[str, tuple[str, ...]] = {}
    for key, words in read(source(language).with_suffix(".mo")).items():
        context, _, message = (key if isinstance(key, str) else key[0]).rpartition("\x04")
        if message and context != "date":
            found[message] = (*found.get(message, ()), words)
    return found


@pytest.fixture(scope="module")
def gathered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All that the code and the templates ask to be translated, gathered anew."""
    copy = tmp_path_factory.mktemp("words") / "broadsheet"
    shutil.copytree(
        settings.HERE, copy, ignore=shutil.ignore_patterns("assets", "__pycache__", "*.jpg")
    )
    with pytest.MonkeyPatch.context() as patch, override_settings(LOCALE_PATHS=[]):
        patch.chdir(copy)
        call_command("makemessages", locale=["ar"], keep_pot=True, no_obsolete=True, verbosity=0)
    return copy / "locale" / "django.pot"


@in_every_language
class TestCatalogue:
    def test_has_every_message_translated_and_no_other(self, language: str, gathered: Path) -> None:
        compared = run("msgcmp", source(language), gathered)
        assert (compared.returncode, compared.stderr.decode()) == (0, "")

    def test_keeps_placeholders(self, language: str, tmp_path: Path) -> None:
        checked = run("msgfmt", "--check-format", source(language), "-o", tmp_path / "checked.mo")
        assert (checked.returncode, checked.stderr.decode()) == (0, "")

    def test_is_compiled_as_it_is_written(self, language: str, tmp_path: Path) -> None:
        anew = tmp_path / "anew.mo"
        run("msgfmt", source(language), "-o", anew)
        assert read(source(language).with_suffix(".mo")) == read(anew)


@in_every_language
class TestWords:
    def test_keep_markup(self, language: str) -> None:
        changed = {
            message
            for message, forms in said(language).items()
            for words in forms
            if sorted(MARKUP.findall(message)) != sorted(MARKUP.findall(words))
        }
        assert changed == set()

    def test_are_in_the_letters_of_the_language(self, language: str) -> None:
        foreign = {
            message
            for message, forms in said(language).items()
            for words in forms
            if re.search("[a-z]", PLACEHOLDER.sub("", message))
            if not LETTERS[language].search(words)
        }
        assert foreign == set()


class TestSources:
    def test_ask_by_names_that_are_gathered(self) -> None:
        """xgettext knows gettext and its kin by their own names, and as “_”."""
        unknown = {
            (str(file.relative_to(settings.HERE)), name.asname)
            for file in settings.HERE.rglob("*.py")
            for node in ast.walk(ast.parse(file.read_text("utf-8")))
            if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
            for name in node.names
            if name.asname not in (None, "_")
        }
        assert unknown == set()


class TestArabic:
    def test_marks_the_direction_of_what_is_latin(self) -> None:
        """Else “https://” would be shown as “//:https”."""
        unmarked = {
            words
            for forms in said("ar").values()
            for words in forms
            if re.search("[A-Za-z]", PLACEHOLDER.sub("", SET_APART.sub("", words)))
        }
        assert unmarked == set()

    def test_counts_as_arabic_does(self) -> None:
        with translation.override("ar"):
            written = {
                count: ngettext("%(minutes)s minute to read", "%(minutes)s minutes to read", count)
                for count in (1, 2, 5, 20)
            }
        assert len(set(written.values())) == 4
