"""Processes are killed outright at any moment while stories are published: nothing is lost."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.drills import papers
from tests.drills.papers import Node
from tests.drills.readers import Readers
from tests.drills.waiting import wait_until
from tests.machinery.kept import ROOT
from tests.machinery.served import ServedPaper, environment

pytestmark = pytest.mark.drill

KILLS = 200
SETTLED = 6.0
"""Seconds after which a process has started well, and its master is not worried by its end."""
EARLY = 1 / 6
SEED = 7
PROCESSES = ("the publisher", "the worker", "the web server", "a web worker")


def test_kills_lose_no_change_and_leave_no_stale_sheet(
    folder: Path, figures: dict[str, object]
) -> None:
    node = Node(folder)
    chance = random.Random(SEED)
    with node.serving() as paper:
        addresses = papers.kept_addresses(paper)
        publisher = Publisher(folder)
        wait_until(lambda: publisher.is_at_work)
        with Readers(paper.address, addresses):
            killed = [kill(paper, publisher, chance) for _ in range(KILLS)]
        publisher.end()
        wait_until(lambda: papers.answers(paper, "/readyz"))
        lost = [each for each in publisher.committed.items() if not is_live(paper, *each)]
        told = Node(folder, {"BROADSHEET_SITE": paper.address}).run("tests.drills.deeds", "compare")
    stale = re.findall(r"^stale .*$", told, re.MULTILINE)
    compared = int(re.findall(r"^compared (\d+)$", told, re.MULTILINE)[0])
    figures |= {
        "kills": len(killed),
        **{f"of {name}": killed.count(name) for name in PROCESSES},
        "changes committed": publisher.changes,
        "lost": len(lost),
        "sheets compared": compared,
        "stale": len(stale),
    }
    assert set(killed) == set(PROCESSES)
    assert publisher.changes > len(killed)
    assert compared >= len(addresses) // 2
    assert not lost
    assert not stale


class Publisher:
    """A process that gives stories new headlines, and is started again when it is killed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.said = folder / "published.txt"
        self.said.touch()
        self.start()

    def start(self) -> None:
        # One was perhaps committed and not said any more.
        self.before = self.changes
        following = max(self.committed.values(), default=-1) + 2
        with self.said.open("a") as said:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.drills.deeds", "publish", str(following)],
                env={**environment(self.folder), **papers.SETTINGS},
                cwd=ROOT,
                stdout=said,
            )

    def end(self) -> None:
        self.process.kill()
        self.process.wait()

    @property
    def is_at_work(self) -> bool:
        return self.changes > self.before + 2

    @property
    def changes(self) -> int:
        """How many were said to be committed."""
        return len(self.said.read_text().splitlines())

    @property
    def committed(self) -> dict[str, int]:
        """The last headline that was said to be, by address."""
        lines = re.findall(r"^(\d+) (/\S+)$", self.said.read_text(), re.MULTILINE)
        return {address: int(number) for number, address in lines}


def kill(paper: ServedPaper, publisher: Publisher, chance: random.Random) -> str:
    """Kill one of the processes at any moment, now and then one that has only just started."""
    time.sleep(chance.uniform(0.1, 1.2))
    since = 0.0 if chance.random() < EARLY else SETTLED
    targets: dict[str, int] = {}
    wait_until(lambda: targets.update(killable(paper, publisher, since=since)) or bool(targets))
    name = chance.choice(sorted(targets))
    os.kill(targets[name], signal.SIGKILL)
    if name == "the publisher":
        publisher.end()
        publisher.start()
    return name


def killable(paper: ServedPaper, publisher: Publisher, *, since: float) -> dict[str, int]:
    """The processes that run for so many seconds, by what they are."""
    found = {"the publisher": publisher.process.pid} if publisher.is_at_work else {}
    for each in papers.processes_of(paper.process_id):
        command = command_of(each)
        if age(each) < since:
            continue
        if command.endswith("broadsheet work "):
            found["the worker"] = each
        elif " -m granian " in command:
            found["a web worker" if "the web server" in found else "the web server"] = each
    return found


def command_of(process_id: int) -> str:
    try:
        return Path(f"/proc/{process_id}/cmdline").read_text().replace("\0", " ")
    except OSError:
        return ""


def age(process_id: int) -> float:
    """Seconds since a process was started."""
    try:
        fields = Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    up = float(Path("/proc/uptime").read_text().split()[0])
    return up - int(fields[19]) / os.sysconf("SC_CLK_TCK")


def is_live(paper: ServedPaper, address: str, number: int) -> bool:
    """Whether the page bears that headline or a later one, in a while."""

    def shows() -> bool:
        shown = re.findall(r"Headline (\d+)\.", paper.get(address).text)
        return bool(shown) and int(shown[0]) >= number

    for _ in range(100):
        if shows():
            return True
        time.sleep(0.1)
    return False
