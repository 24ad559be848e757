"""What happens to the paper when the disk is full, or the file of finished pages is gone or cut."""

from __future__ import annotations

import os
import resource
from pathlib import Path

from tests.drills import papers
from tests.drills.papers import Node
from tests.drills.readers import Readers
from tests.drills.waiting import wait_until
from tests.machinery.served import ServedPaper

ENOUGH = 50
"""Pages read, so that something could have failed."""


def test_the_file_of_pages_may_be_lost(folder: Path, figures: dict[str, object]) -> None:
    node = Node(folder)
    with node.serving() as paper:
        addresses = papers.kept_addresses(paper)
        with Readers(paper.address, addresses) as readers:
            for file in (folder / "sheets").rglob("*.mdb"):
                file.unlink()
            published = node.publish(7)
            found = wait_until(lambda: published.is_live(paper))
            wait_until(lambda: bool(files_of(folder)) and readers.total > ENOUGH)
        assert not readers.failed, readers.answers

        # The kernel kills who reads past the end of a file; who was asking just then asks again.
        for file in (folder / "sheets").rglob("data.mdb"):
            os.truncate(file, 8192)
        answered = wait_until(lambda: papers.answers(paper, addresses[0]))
        published = node.publish(9)
        mended = wait_until(lambda: published.is_live(paper))
        with Readers(paper.address, addresses) as later:
            wait_until(lambda: later.total > ENOUGH)
        assert not later.failed, later.answers
        assert papers.is_hit(paper, addresses[0])
    figures |= {
        "removed: failed requests": f"{readers.failed} of {readers.total}",
        "a change is live after s": f"{found:.1f}",
        "cut: answers after s": f"{answered:.1f}",
        "a change is live then after s": f"{mended:.1f}",
    }


def files_of(folder: Path) -> set[int]:
    """The files that pages are kept in, by what sets one apart from another in the same place."""
    return {file.stat().st_ino for file in (folder / "sheets").rglob("data.mdb")}


def test_the_disk_may_be_full(node: Node, figures: dict[str, object]) -> None:
    """No file may grow: what a full disk comes to, for these processes alone."""
    with node.serving() as paper:
        addresses = papers.kept_addresses(paper)
        before = files_of(node.folder)
        with Readers(paper.address, addresses) as readers:
            let_files_grow(paper, to=0)
            noticed = wait_until(lambda: "rendered each time" in paper.get("/readyz").text)
            published = node.publish(7)
            live = wait_until(lambda: published.is_live(paper))
            let_files_grow(paper, to=resource.RLIM_INFINITY)
            healed = wait_until(lambda: paper.get("/readyz").text == "ok\n")
            wait_until(lambda: papers.is_hit(paper, "/"))
    figures |= {
        "full: failed requests": f"{readers.failed} of {readers.total}",
        "/readyz says so after s": f"{noticed:.1f}",
        "a change is live after s": f"{live:.1f}",
        "all is well after s": f"{healed:.1f}",
    }
    assert not readers.failed, readers.answers
    assert files_of(node.folder).isdisjoint(before), "what could not be made wrong was kept"


def let_files_grow(paper: ServedPaper, *, to: int) -> None:
    for process_id in papers.processes_of(paper.process_id):
        resource.prlimit(process_id, resource.RLIMIT_FSIZE, (to, resource.RLIM_INFINITY))
