"""Two nodes behind nginx, on one PostgreSQL; one of them is killed while readers read."""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import replace
from pathlib import Path

import pytest

from tests.drills import papers
from tests.drills.nginx import Nginx
from tests.drills.papers import Node
from tests.drills.readers import Readers
from tests.drills.waiting import wait_until
from tests.machinery.served import ServedPaper, free_port

pytestmark = pytest.mark.drill

READS = 60
"""Seconds of reading before, and after."""


def test_stand_in_for_each_other(
    node: Node,
    gathered: Path,
    nginx: Callable[..., Nginx],
    tmp_path: Path,
    figures: dict[str, object],
) -> None:
    port = free_port()
    env = {**node.env, "BROADSHEET_SITE": f"http://127.0.0.1:{port}"}
    one = replace(node, env={**env, "BROADSHEET_NODE": "one"})
    two = Node(shutil.copytree(gathered, tmp_path / "two"), {**env, "BROADSHEET_NODE": "two"})
    with ExitStack() as both:
        living = both.enter_context(one.serving())
        dying = both.enter_context(two.serving())
        front = nginx(port_of(dying), port_of(living), port=port)
        both.enter_context(front.running())
        addresses = papers.kept_addresses(living)
        assert papers.kept_addresses(dying) == addresses
        with Readers(front.site, addresses, number=4, unique=True) as readers:
            time.sleep(READS)
            before = readers.total
            kill(dying)
            time.sleep(READS)
            published = one.publish(7)
            wait_until(lambda: published.is_live(living))
        with two.serving() as again:
            caught_up = wait_until(lambda: published.is_live(again))
            compared = two.run("tests.drills.deeds", "compare")
    figures |= {
        "requests before": before,
        "after": readers.total - before,
        "failed": readers.failed,
        "slowest ms": round(readers.slowest * 1000),
        "right, once it answers again, after ms": round(caught_up * 1000),
        "sheets there": compared.split()[-1],
    }
    assert "stale" not in compared
    assert min(before, readers.total - before) > 10 * READS
    assert not readers.failed, readers.answers


def port_of(paper: ServedPaper) -> int:
    return int(paper.address.rpartition(":")[2])


def kill(paper: ServedPaper) -> None:
    """Every process of a node, outright."""
    for process_id in [paper.process_id, *papers.processes_of(paper.process_id)]:
        with suppress(ProcessLookupError):
            os.kill(process_id, signal.SIGKILL)
