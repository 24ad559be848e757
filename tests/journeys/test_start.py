"""The first thing anybody does: start the paper, look at its front page, end it."""

import shutil
import signal
import time
from pathlib import Path

import httpx2
import pytest

from tests.machinery.browser import OpenPage
from tests.machinery.served import ServedPaper, serving

END_WITHIN = 15.0


def parents() -> dict[int, int]:
    """Every running process, and the one that started it."""
    found = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent = stat.read_text().rpartition(")")[2].split()[:2]
        except (FileNotFoundError, ProcessLookupError):
            continue
        if state != "Z":
            found[int(stat.parent.name)] = int(parent)
    return found


def family(process_id: int) -> set[int]:
    """A process and all that it started, down to the last."""
    started_by = parents()
    found = {process_id}
    while more := {child for child, parent in started_by.items() if parent in found} - found:
        found |= more
    return found


class TestFrontPage:
    def test_answers(self, served_paper: ServedPaper) -> None:
        answer = served_paper.get("/")
        assert answer.status_code == httpx2.codes.OK
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert "set-cookie" not in answer.headers

    def test_bears_the_name_of_the_paper(self, open_page: OpenPage) -> None:
        page = open_page("/")
        name = page.locator("[property='og:site_name']").get_attribute("content")
        assert name
        assert name in page.title()
        assert page.get_by_role("banner").get_by_text(name).first.is_visible()


class TestServe:
    @pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
    def test_ends_every_process(self, demo: Path, tmp_path: Path, ending: signal.Signals) -> None:
        folder = shutil.copytree(demo, tmp_path / "var")
        with serving(folder, ending=ending) as paper:
            started = family(paper.process_id)
        assert len(started) >= len(["the command", "the web server", "the background worker"])
        deadline = time.monotonic() + END_WITHIN
        while (left := started & set(parents())) and time.monotonic() < deadline:
            time.sleep(0.1)
        assert left == set()
