"""Measures papers made for it, and writes docs/benchmarks.md. Run by `make bench`.

Sections that are named are measured alone, and put in place of what the page had of them.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import subprocess
import tempfile
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import alarms, door, live, panel, register, search, uncached, weight
from benchmarks.papers import ROOT, SIZES, build, say

if TYPE_CHECKING:
    from collections.abc import Callable

DOC = ROOT / "docs" / "benchmarks.md"
HEADING = "## "
INTRODUCTION = (
    "Written by `make bench`. Times are of busy machines and mean little by themselves:",
    "look at the ratio of two columns of one run.",
)


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="broadsheet-bench-") as scratch:
        sections = sections_of(Path(scratch))
        asked = parsed(list(sections))
        papers = asked.papers or Path(scratch)
        found = kept_sections()
        measured = []
        commit = described()
        for name in asked.sections or sections:
            say(f"measuring {name}")
            heading, *lines = sections[name](papers)
            found[heading] = [*lines, "", signature(commit)]
            measured.append(heading)
            # What was measured stays, also when the next one breaks off.
            write(found)
        if not asked.sections:
            write({heading: found[heading] for heading in measured})
    say(DOC.read_text())


def parsed(names: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m benchmarks", description=__doc__)
    parser.add_argument(
        "sections", nargs="*", choices=names, metavar="SECTION",
        help=f"what is measured alone: {', '.join(names)}",
    )  # fmt: skip
    parser.add_argument(
        "--papers", type=Path, metavar="FOLDER", help="keep the papers there, and find them again"
    )
    return parser.parse_args()


def sections_of(scratch: Path) -> dict[str, Callable[[Path], list[str]]]:
    """How each is measured, from the folder with the papers."""

    def sizes(papers: Path) -> dict[int, Path]:
        return {size: build(papers / str(size), size) for size in SIZES}

    def paper(papers: Path, size: int) -> Path:
        return build(papers / str(size), size)

    smallest = partial(paper, size=min(SIZES))
    return {
        "pages": lambda papers: uncached.section(sizes(papers)),
        "door": lambda papers: door.section(smallest(papers), scratch / "door"),
        "live": lambda papers: live.section(sizes(papers)),
        "worker": lambda papers: weight.section(smallest(papers), scratch / "sheets"),
        "search": lambda papers: search.section(paper(papers, search.SIZE)),
        "register": lambda _papers: register.section(scratch / "register"),
        "panel": lambda papers: panel.section(smallest(papers)),
        "alarms": lambda papers: alarms.section(papers / "demo"),
    }


def kept_sections() -> dict[str, list[str]]:
    """What the page has by now: lines by heading."""
    found: dict[str, list[str]] = {}
    with suppress(FileNotFoundError):
        for part in re.split(rf"^(?={HEADING})", DOC.read_text(), flags=re.MULTILINE)[1:]:
            heading, *lines = part.strip().splitlines()
            found[heading] = lines
    return found


def write(found: dict[str, list[str]]) -> None:
    lines = ["# Benchmarks", "", *INTRODUCTION]
    for heading, section in found.items():
        lines += ["", heading, *section]
    DOC.write_text("\n".join([*lines, ""]))


def described() -> str:
    """The code that is measured, whatever the page of figures says by now."""
    commit = _git("rev-parse", "--short", "HEAD")
    others = (".", f":!{DOC.relative_to(ROOT)}")
    is_changed = _git("status", "--porcelain", "--untracked-files=no", "--", *others)
    return f"{commit}-dirty" if is_changed else commit


def _git(*words: str) -> str:
    return subprocess.run(
        ["git", *words],  # noqa: S607
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout.strip()


def signature(commit: str) -> str:
    """On what machine, when and of which code it was measured."""
    system = f"{platform.system()} {platform.machine()}"
    machine = f"{os.cpu_count()} cores, {system}, Python {platform.python_version()}, SQLite"
    day = datetime.now(UTC).date()
    return f"*{machine}, with a load of {os.getloadavg()[0]:.0f}; {day}, `{commit}`.*"


if __name__ == "__main__":
    main()
