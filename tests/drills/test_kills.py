"""Processes are killed outright at any moment while stories are published: nothing is lost."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import time
from contextlib import suppress
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
PUBLISHES = 3
"""Changes that a publisher commits before it is killed, however slow the machine is."""
EARLY = 1 / 6
"""How often a process is killed however young it is."""
SEED = 7
PROCESSES = ("the publisher", "the worker", "a web worker")


def test_kills_lose_no_change_and_leave_no_stale_sheet(
    folder: Path, figures: dict[str, object]
) -> None:
    node = Node(folder)
    chance = random.Random(SEED)
    with node.serving() as paper:
        addresses = papers.kept_addresses(paper)
        publisher = Publisher(folder)
        try:
            wait_until(lambda: publisher.changes > 0)
            with Readers(paper.address, addresses):
                killed = [kill(paper, publisher, chance) for _ in range(KILLS)]
        finally:
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
    """A process that gives stories new headlines; killed, it has a successor at once."""

    def __init__(self, folder: Path) -> None:
        self.said = folder / "published.txt"
        self.changes_before = 0
        with self.said.open("w") as said:
            self.master = subprocess.Popen(
                [sys.executable, "-m", "tests.drills.deeds", "publish_on"],
                env={**environment(folder), **papers.SETTINGS},
                cwd=ROOT,
                stdout=said,
                start_new_session=True,
            )

    def is_killed(self) -> None:
        """Another takes over, and is let be for a while."""
        self.changes_before = self.changes

    @property
    def has_published(self) -> bool:
        """Whether the one that publishes now has committed enough."""
        return self.changes >= self.changes_before + PUBLISHES

    def end(self) -> None:
        os.killpg(self.master.pid, signal.SIGKILL)
        self.master.wait()

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
    early = chance.random() < EARLY
    targets: dict[str, int] = {}
    wait_until(lambda: targets.update(killable(paper, publisher, early=early)) or bool(targets))
    name = chance.choice(sorted(targets))
    os.kill(targets[name], signal.SIGKILL)
    if name == "the publisher":
        publisher.is_killed()
    return name


def killable(paper: ServedPaper, publisher: Publisher, *, early: bool) -> dict[str, int]:
    """The processes that have come to do their work, or any, by what they are."""
    found: dict[str, int] = {}
    if early or publisher.has_published:
        for each in papers.processes_of(publisher.master.pid):
            found["the publisher"] = each
    for each in papers.processes_of(paper.process_id):
        command = command_of(each)
        if not early and age(each) < SETTLED:
            continue
        if command.endswith("broadsheet work "):
            found["the worker"] = each
        elif " -m broadsheet.press.door.server " in command:
            found["a web worker"] = each
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

    with suppress(AssertionError):
        wait_until(shows)
        return True
    return False
