"""What the project promises about itself: its commands, its locks, the size of its modules."""

import ast
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from tests.machinery.kept import ROOT

SOURCE = ROOT / "src" / "broadsheet"
MODULES = [path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
SCRIPTS = [ROOT / ".ci" / "run", *sorted((ROOT / "scripts").glob("*.sh"))]
LONGEST_MODULE = 400
DRAWERS = {"utils", "helpers", "common", "base", "mixins", "misc", "lib"}
PIN = re.compile(r"^([\w.-]+)==([^\s;]+)", re.MULTILINE)


def pins(lock: Path) -> dict[str, str]:
    return dict(PIN.findall(lock.read_text()))


def named(requirements: list[str]) -> set[str]:
    """The projects that requirements ask for, as lock files spell them."""
    names = (re.match(r"[\w.-]+", requirement) for requirement in requirements)
    return {re.sub(r"[-_.]+", "-", name[0]).lower() for name in names if name}


def inside(path: Path) -> str:
    return str(path.relative_to(ROOT))


class TestMake:
    def test_alone_lists_every_target_with_a_caption(self) -> None:
        makefile = (ROOT / "Makefile").read_text()
        targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE)) - {"help"}
        result = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True)
        listed = dict(re.findall(r"^  make (\w+) +(\S.*)$", result.stdout, re.MULTILINE))
        assert set(listed) == targets

    @pytest.mark.parametrize("script", SCRIPTS, ids=inside)
    def test_calls_scripts_that_can_be_run_and_read(self, script: Path) -> None:
        assert script.stat().st_mode & 0o111
        subprocess.run(["bash", "-n", script], check=True)


class TestLocks:
    @pytest.mark.parametrize("lock", LOCKS, ids=inside)
    def test_pin_everything_with_a_hash(self, lock: Path) -> None:
        entries = re.split(r"^(?=[\w.-]+==)", lock.read_text(), flags=re.MULTILINE)[1:]
        assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []

    @pytest.mark.parametrize("lock", LOCKS, ids=inside)
    def test_name_no_registry(self, lock: Path) -> None:
        assert re.search(r"://|--(extra-)?index-url|--find-links", lock.read_text()) is None

    def test_agree_with_each_other(self) -> None:
        versions: dict[str, set[str]] = {}
        for lock in LOCKS:
            for name, version in pins(lock).items():
                versions.setdefault(name, set()).add(version)
        assert {name: found for name, found in versions.items() if len(found) > 1} == {}

    def test_hold_everything_the_project_asks_for(self) -> None:
        project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
        needed = named(project["dependencies"] + project["optional-dependencies"]["postgres"])
        assert needed - set(pins(ROOT / "requirements" / "run.txt")) == set()
        needed |= named(project["optional-dependencies"]["dev"])
        assert needed - set(pins(ROOT / "requirements" / "dev.txt")) == set()


class TestModules:
    def test_are_short(self) -> None:
        lengths = {inside(module): module.read_text().count("\n") for module in MODULES}
        assert {name: n for name, n in lengths.items() if n > LONGEST_MODULE} == {}

    def test_say_what_they_hold(self) -> None:
        """Except where Django and Wagtail give the name, which then says it."""
        silent = [
            inside(module)
            for module in MODULES
            if module.name not in {"__init__.py", "apps.py", "wagtail_hooks.py"}
            and not ast.get_docstring(ast.parse(module.read_text()))
        ]
        assert silent == []

    def test_are_named_by_what_they_hold(self) -> None:
        assert [inside(module) for module in MODULES if module.stem in DRAWERS] == []


class TestTemplates:
    def test_end_their_comments_on_the_line(self) -> None:
        """Of a comment that goes on to the next line, Django makes words on the page."""
        lines = [
            (inside(template), line)
            for template in sorted((SOURCE / "templates").rglob("*.*"))
            for line in template.read_text().splitlines()
        ]
        assert [(name, line) for name, line in lines if "{#" in line.split("#}")[-1]] == []


class TestNeeds:
    def test_are_there_when_the_suite_runs(self) -> None:
        assert [need for need in ("chromium", "java", "setpriv") if not shutil.which(need)] == []

    def test_say_what_to_install_where_we_may_not(self, tmp_path: Path) -> None:
        for name in ("bash", "env", "dirname"):
            (tmp_path / name).symlink_to(str(shutil.which(name)))
        command = [ROOT / "scripts" / "apt.sh", "The tests", "chromium", "postgresql"]
        result = subprocess.run(
            command, env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=False
        )
        assert result.returncode == 1
        assert result.stderr.count("\n") == 1
        assert "please install chromium postgresql" in result.stderr
