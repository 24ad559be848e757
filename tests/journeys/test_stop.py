"""Ctrl-C in the middle of a long job: the paper ends soon, and nothing of the job is lost."""

import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from tests.machinery.kept import ROOT
from tests.machinery.served import environment, serving
from tests.ops.errands import notes

SOON = 8.0
"""Seconds: five are meant, the rest is for a machine that is busy with other tests."""
PATIENCE = 60.0


def enqueue(folder: Path, place: Path) -> None:
    """Queue a job that goes on until there is a file `enough`."""
    script = f"""
import django; django.setup()
from tests.ops.errands import wait_for_word
wait_for_word.enqueue({str(place)!r})
"""
    settings = {"DJANGO_SETTINGS_MODULE": "broadsheet.settings"}
    command = [sys.executable, "-c", script]
    subprocess.run(command, env={**environment(folder), **settings}, cwd=ROOT, check=True)


def status(folder: Path) -> str:
    with closing(sqlite3.connect(folder / "paper.sqlite3")) as database:
        query = """SELECT status FROM django_tasks_database_dbtaskresult
            WHERE task_path = 'tests.ops.errands.wait_for_word'"""
        (found,) = database.execute(query).fetchone()
    return str(found)


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.1)


class TestStop:
    def test_waits_for_no_long_job_which_is_taken_up_again(
        self, demo: Path, tmp_path: Path
    ) -> None:
        folder = shutil.copytree(demo, tmp_path / "var")
        enqueue(folder, tmp_path)
        with serving(folder):
            wait_until(lambda: notes(tmp_path) == ["begun"])
            asked_at = time.monotonic()
        assert time.monotonic() - asked_at < SOON
        assert status(folder) == "READY"
        (tmp_path / "enough").touch()
        with serving(folder):
            wait_until(lambda: status(folder) == "SUCCESSFUL")
        assert notes(tmp_path) == ["begun", "begun", "done"]
