"""Documentation that a test reads stays true."""

import pkgutil
import re
from pathlib import Path

import pytest
from scripts import theming
from scripts.theming import TABLES

import broadsheet
from broadsheet import config
from broadsheet.config.variables import Var
from tests.machinery.kept import ROOT

DOCS = ROOT / "docs"
PACKAGES = sorted(module.name for module in pkgutil.iter_modules(broadsheet.__path__))
PAGES = sorted([ROOT / "README.md", *DOCS.rglob("*.md")])
LINK = re.compile(r"\]\(([^)\s]+)\)")


def with_contexts() -> list[str]:
    """The packages that have something for templates."""
    folder = Path(broadsheet.__path__[0])
    return [package for package in PACKAGES if (folder / package / "context.py").exists()]


class TestMap:
    @pytest.mark.parametrize("package", PACKAGES)
    def test_has_a_line_for_every_package(self, package: str) -> None:
        name = re.compile(rf"^\W*`{re.escape(package)}(?:/|\.py)?`", re.MULTILINE)
        assert name.search((DOCS / "map.md").read_text())

    def test_has_no_line_for_what_is_gone(self) -> None:
        listed = re.findall(r"^\| `(\w+)(?:/|\.py)?`", (DOCS / "map.md").read_text(), re.MULTILINE)
        assert set(listed) <= set(PACKAGES)


class TestRunning:
    @pytest.mark.parametrize("var", config.VARS, ids=lambda var: var.name)
    def test_says_what_every_variable_means(self, var: Var) -> None:
        text = (DOCS / "running.md").read_text()
        assert f"`{var.name}`" in text
        assert " ".join(var.meaning.split()) in " ".join(text.split())

    def test_knows_no_variable_that_is_not_read(self) -> None:
        named = set(re.findall(r"BROADSHEET_\w+", (DOCS / "running.md").read_text()))
        assert named <= {var.name for var in config.VARS}


class TestTheming:
    def test_tells_every_field_a_theme_may_rely_on(self) -> None:
        """Run `make docs` when this fails: it writes the tables from the contexts."""
        told = {found[2]: found[3].strip() for found in TABLES.finditer(theming.DOC.read_text())}
        assert told == {package: theming.table(package).strip() for package in with_contexts()}


class TestPages:
    @pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
    def test_link_to_files_that_exist(self, page: Path) -> None:
        targets = [target.partition("#")[0] for target in LINK.findall(page.read_text())]
        local = [target for target in targets if target and "://" not in target]
        assert [target for target in local if not (page.parent / target).exists()] == []

    def test_readme_gives_the_two_commands(self) -> None:
        text = (ROOT / "README.md").read_text()
        assert "make run" in text
        assert "make test" in text
