"""The papers that are measured: each is made in a folder of its own, and opened by a process of its
own, which tells what it found as JSON.
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).parent.parent
SIZES = (1_000, 100_000)
FORGET_WORK = (
    "DELETE FROM stories_likenessdue",
    "DELETE FROM django_tasks_database_dbtaskresult WHERE task_path LIKE '%.print_ahead'",
)
"""What would keep a core busy for minutes: finding what is like each story, and printing every
picture in all its sizes."""


def build(folder: Path, size: int) -> Path:
    """A demo paper with that many generated stories beside its own, as it is when its background
    work is done.

    A second run finds it ready.
    """
    if (folder / "paper.sqlite3").exists():
        return folder
    say(f"making a paper of {size:,} stories")
    broadsheet(folder, "demo", *(("--stories", str(size)) if size else ()))
    broadsheet(folder, "search", "rebuild")
    with closing(sqlite3.connect(folder / "paper.sqlite3")) as database, database:
        for statement in FORGET_WORK:
            database.execute(statement)
    return folder


def broadsheet(folder: Path, *arguments: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "broadsheet", *arguments],
        env=environment(folder),
        check=True,
        stdout=subprocess.DEVNULL,
    )


def environment(folder: Path, **more: str) -> dict[str, str]:
    """In which a process has the paper of that folder."""
    return {**os.environ, "BROADSHEET_VAR": str(folder), **more}


def told_by(benchmark: str, *arguments: str, env: Mapping[str, str]) -> Any:
    """What a fresh process of that benchmark tells."""
    answer = subprocess.run(
        [sys.executable, "-m", f"benchmarks.{benchmark}", *arguments],
        env=env,
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return json.loads(answer.stdout)


def open_paper() -> None:
    """Have the paper that the environment names in this very process, from now on.

    Models can be imported only afterwards.
    """
    os.environ["DJANGO_SETTINGS_MODULE"] = "broadsheet.settings"
    import django  # noqa: PLC0415 - only this process has a paper to look at

    django.setup()


def say(text: str) -> None:
    sys.stderr.write(f"{text}\n")
