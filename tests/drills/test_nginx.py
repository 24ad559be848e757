"""The nginx configuration that we ship, in Debian's nginx, before a paper."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from broadsheet.kit.paths import UNPRESSED
from tests.drills.nginx import Nginx
from tests.drills.papers import Node
from tests.drills.waiting import wait_until
from tests.machinery.kept import ROOT
from tests.machinery.served import free_port

PICTURE = re.compile(r'/pictures/[^" ]+')
BRIDGED = 4.0
"""Seconds past all that nginx may send without asking anybody."""


def test_is_one_that_nginx_takes(nginx: Callable[..., Nginx]) -> None:
    told = nginx(free_port(), free_port()).check()
    assert "test is successful" in told
    assert "[warn]" not in told


def test_keeps_nothing_that_is_no_page_unless_it_is_named() -> None:
    """What the door keeps no page of, nginx has a word of its own about."""
    told = (ROOT / "deploy" / "nginx.conf").read_text()
    named = set(re.findall(r"[a-z]+", " ".join(re.findall(r"location (?:~|=) (\S+)", told))))
    assert named >= UNPRESSED - {"static", "favicon.ico"}


def test_serves_a_paper_and_stands_in_for_it(folder: Path, nginx: Callable[..., Nginx]) -> None:
    with ExitStack() as running:
        with Node(folder).serving() as paper:
            front = nginx(int(paper.address.rpartition(":")[2]), free_port())
            running.enter_context(front.running())
            keeps_pages_for_a_moment(front)
            passes_on_how_pages_are_packed(front)
            keeps_nothing_that_is_somebodys_own(front)
            answers_who_has_a_page_already(front)
            asks_soon_whether_a_picture_is_still_there(front)
            kept = front.get("/").text
            assert "immutable" in front.get(style_sheet(kept)).headers["cache-control"]
        time.sleep(BRIDGED)
        bridges_an_outage(front, kept)


def keeps_pages_for_a_moment(front: Nginx) -> None:
    assert front.get("/latest/").headers["x-cache"] == "MISS"
    assert front.get("/latest/").headers["x-cache"] == "HIT"
    wait_until(lambda: front.get("/latest/").headers["x-cache"] != "HIT")


def passes_on_how_pages_are_packed(front: Nginx) -> None:
    for coding in ("br", "gzip", "identity"):
        for _ in range(2):
            page = front.get("/", **{"accept-encoding": coding})
            assert page.headers.get("content-encoding", "identity") == coding
            assert "</html>" in page.text


def keeps_nothing_that_is_somebodys_own(front: Nginx) -> None:
    for address in ("/accounts/login/", "/readyz"):
        for _ in range(2):
            answer = front.get(address)
            assert answer.status_code == 200
            assert "x-cache" not in answer.headers


def answers_who_has_a_page_already(front: Nginx) -> None:
    etag = front.get("/").headers["etag"]
    assert front.get("/", **{"if-none-match": etag}).status_code == 304


def asks_soon_whether_a_picture_is_still_there(front: Nginx) -> None:
    picture = PICTURE.search(front.get("/").text)
    assert picture
    assert front.get(picture[0]).headers["x-cache"] == "MISS"
    assert front.get(picture[0]).headers["x-cache"] == "HIT"
    assert "immutable" in front.get(picture[0]).headers["cache-control"]
    wait_until(lambda: front.get(picture[0]).headers["x-cache"] != "HIT")


def bridges_an_outage(front: Nginx, kept: str) -> None:
    page = front.get("/")
    assert (page.status_code, page.headers["x-cache"]) == (200, "STALE")
    assert page.text == kept
    assert front.get(style_sheet(kept)).headers["x-cache"] == "HIT"
    assert front.get("/never-asked-for/").status_code == 502


def style_sheet(page: str) -> str:
    return page.partition('<link rel="stylesheet" href="')[2].partition('"')[0]
