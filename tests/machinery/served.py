"""A demo paper, served by the real command in processes of its own."""

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2
import pytest

from tests.machinery.kept import ROOT, fingerprint, kept

READY_WITHIN = 120.0
END_WITHIN = 20.0
FORGET_PRINTING = """
    DELETE FROM django_tasks_database_dbtaskresult
    WHERE task_path = 'broadsheet.media.printing.tasks.print_ahead'
"""


@dataclass(frozen=True, slots=True)
class ServedPaper:
    """A paper that answers: where it is, and the folder that holds it."""

    address: str
    folder: Path
    process_id: int

    def get(self, path: str, *, headers: dict[str, str] | None = None) -> httpx2.Response:
        """Ask for a page as a stranger would; redirects are not followed."""
        return httpx2.get(self.address + path, headers=headers, timeout=30)


@pytest.fixture(scope="session")
def demo() -> Path:
    """A folder with a demo paper in it, to be copied and left as it is."""
    return kept("demo", fingerprint(sources()), make_demo)


def sources() -> list[Path]:
    """Everything that decides what a paper holds when it is made."""
    files = [file for file in (ROOT / "src").rglob("*") if _is_source(file)]
    return [*files, *(ROOT / "requirements").iterdir()]


@pytest.fixture(scope="session")
def served_paper(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedPaper]:
    """The demo paper, served on a free port until the last test has ended."""
    folder = shutil.copytree(demo, tmp_path_factory.mktemp("served") / "var")
    with serving(folder) as paper:
        yield paper
    log = log_of(folder).read_text()
    assert "Traceback" not in log, f"`broadsheet serve` did not take all of this well:\n{log}"


@pytest.fixture(scope="session")
def gathered() -> Path:
    """A folder with the style sheets and scripts of a paper, and nothing else, to be copied."""
    folders = ("assets", "*/static")
    assets = [file for each in folders for file in (ROOT / "src/broadsheet").glob(f"{each}/**/*")]
    files = [file for file in assets if _is_source(file)]
    return kept("gathered", fingerprint([*files, *(ROOT / "requirements").iterdir()]), gather)


def gather(folder: Path) -> None:
    """Gather them in a new folder, as `broadsheet serve` does when it first comes up."""
    script = "import django; django.setup(); from broadsheet.ops.assets import gather; gather()"
    settings = {"DJANGO_SETTINGS_MODULE": "broadsheet.settings"}
    command = [sys.executable, "-c", script]
    subprocess.run(command, env={**environment(folder), **settings}, check=True)


def make_demo(folder: Path) -> None:
    """Make a demo paper in a new folder, and serve it once: the first time, files are gathered.

    No picture is queued for printing in all its sizes, which would keep a core busy for minutes
    in each copy; those that a page asks for are printed then.
    """
    command = [sys.executable, "-m", "broadsheet", "demo"]
    subprocess.run(command, env=environment(folder), check=True, stdout=subprocess.DEVNULL)
    with closing(sqlite3.connect(folder / "paper.sqlite3")) as database, database:
        database.execute(FORGET_PRINTING)
    with serving(folder):
        pass


@contextmanager
def serving(
    folder: Path, *, env: dict[str, str] | None = None, ending: signal.Signals = signal.SIGINT
) -> Iterator[ServedPaper]:
    """Serve the paper of a folder, and end it afterwards as Ctrl-C would."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    log = log_of(folder)
    with log.open("w") as output:
        process = subprocess.Popen(
            [*_DIE_WITH_US, sys.executable, "-m", "broadsheet", "serve", "--port", str(port)],
            env={**environment(folder), "BROADSHEET_SITE": address, **(env or {})},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait_until_ready(address, process, log)
        yield ServedPaper(address, folder, process.pid)
    finally:
        process.send_signal(ending)
        try:
            process.wait(END_WITHIN)
        finally:
            process.kill()


def log_of(folder: Path) -> Path:
    """What `broadsheet serve` said while it served the paper of a folder."""
    return folder.with_name(f"{folder.name}-serve.log")


def environment(folder: Path) -> dict[str, str]:
    """The environment of a paper in that folder, on SQLite, whatever the tests run on."""
    ours = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("BROADSHEET_") and name not in _OURS_ALONE
    }
    return {**ours, "BROADSHEET_VAR": str(folder)}


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


_OURS_ALONE = {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}
_DIE_WITH_US = ["setpriv", "--pdeathsig", "TERM"] if shutil.which("setpriv") else []


def _is_source(file: Path) -> bool:
    return file.is_file() and "__pycache__" not in file.parts


def _wait_until_ready(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + READY_WITHIN
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if httpx2.get(f"{address}/readyz", timeout=5).status_code == httpx2.codes.OK:
                return
        except httpx2.TransportError:
            pass
        time.sleep(0.1)
    pytest.fail(f"`broadsheet serve` did not become ready:\n{log.read_text()}")
