"""Small papers: made, done to, and looked at from outside."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from tests.machinery.kept import ROOT
from tests.machinery.served import ServedPaper, environment, serving

SETTINGS = {"DJANGO_SETTINGS_MODULE": "broadsheet.settings"}
LINK = re.compile(r'href="(/(?!static|newsroom|pictures|feeds|files|me/|accounts)[^"#?]*)"')
PAGES = 40
FEWEST_PAGES = 5


@dataclass(frozen=True, slots=True)
class Node:
    """A paper as one machine has it: its folder, and what its processes are told."""

    folder: Path
    env: Mapping[str, str] = field(default_factory=dict)

    def serving(self) -> AbstractContextManager[ServedPaper]:
        return serving(self.folder, env=dict(self.env))

    def run(self, *command: str) -> str:
        """Run a module of Python's beside it; what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", *command],
            env={**environment(self.folder), **SETTINGS, **self.env},
            cwd=ROOT,
            check=False,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert done.returncode == 0, done.stdout
        return done.stdout

    def publish(self, number: int) -> Published:
        """Give a story a new headline."""
        told = self.run("tests.drills.deeds", "publish", str(number), "1")
        return Published(told.split()[1], headline(number))


class Published(NamedTuple):
    """A change that readers are to see."""

    address: str
    headline: str

    def is_live(self, paper: ServedPaper) -> bool:
        return answers(paper, self.address) and self.headline in paper.get(self.address).text


def headline(number: int) -> str:
    return f"Headline {number}."


def make(folder: Path, **env: str) -> None:
    """A few stories, in a database that is made for them."""
    node = Node(folder, env)
    node.run("broadsheet", "manage", "migrate", "--verbosity", "0")
    node.run("tests.drills.deeds", "make")


def kept_addresses(paper: ServedPaper) -> list[str]:
    """Addresses that readers have asked for, each of which is kept now."""
    found = ["/"]
    for address in found:
        page = paper.get(address)
        assert page.status_code == 200, (address, page.text)
        found += [link for link in dict.fromkeys(LINK.findall(page.text)) if link not in found]
        if len(found) >= PAGES:
            break
    kept = [address for address in found[:PAGES] if is_hit(paper, address)]
    assert len(kept) >= FEWEST_PAGES, kept
    return kept


def is_hit(paper: ServedPaper, address: str) -> bool:
    """Whether what was asked for once is kept."""
    first, second = paper.get(address), paper.get(address)
    is_there = first.status_code == second.status_code == 200
    return is_there and 'desc="hit"' in second.headers.get("server-timing", "")


def answers(paper: ServedPaper, address: str) -> bool:
    with suppress(Exception):
        return paper.get(address).status_code == 200
    return False


def processes_of(process_id: int) -> Iterator[int]:
    """A process's children, and theirs."""
    with suppress(OSError):
        told = Path(f"/proc/{process_id}/task/{process_id}/children").read_text()
        for child in map(int, told.split()):
            yield child
            yield from processes_of(child)
