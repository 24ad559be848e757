"""A story is withdrawn from a paper of two nodes: from then on neither tells any of its text."""

from __future__ import annotations

import re
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import httpx2
import pytest

from tests.drills import papers
from tests.drills.papers import Node
from tests.machinery.served import ServedPaper

pytestmark = pytest.mark.drill

SITE = "http://127.0.0.1:8000"
"""What both nodes, and whoever withdraws, are told of where the paper is."""
STORIES = re.compile(r'href="(/\w+/\d{4}/\d\d/\d\d/[\w-]+/)"')
FORMS = ("", "story.txt", "story.json")
BESIDE = ("/", "/latest/", "/news/", "/feeds/rss.xml", "/feeds/atom.xml", "/feeds/feed.json",
          "/news-sitemap.xml", "/sitemap.xml")  # fmt: skip
AFTERWARDS = 2.0
"""Seconds for which readers go on looking for it."""
PAUSE = 0.02
"""Seconds between two looks."""


@dataclass(slots=True)
class Search:
    """What readers of both nodes find, who look for a text all the time."""

    text: str
    last_seen: float = 0.0
    """when a page that told it was asked for last, in seconds since 1970"""
    looks: int = 0
    faults: list[str] = field(default_factory=list)


@contextmanager
def searched(nodes: tuple[ServedPaper, ...], addresses: list[str], text: str) -> Iterator[Search]:
    search, over = Search(text), threading.Event()

    def look(node: ServedPaper) -> None:
        with httpx2.Client(base_url=node.address, timeout=30) as client:
            while not over.is_set():
                for address in addresses:
                    time.sleep(PAUSE)
                    asked_at = time.time()
                    answer = client.get(address)
                    search.looks += 1
                    if text in answer.text:
                        search.last_seen = max(search.last_seen, asked_at)
                    if answer.status_code >= 500:
                        search.faults.append(f"{answer.status_code} {address}")

    readers = [threading.Thread(target=look, args=(node,)) for node in nodes]
    for reader in readers:
        reader.start()
    yield search
    over.set()
    for reader in readers:
        reader.join()


def test_leaves_nothing_on_either_node(
    node: Node, gathered: Path, tmp_path: Path, figures: dict[str, object]
) -> None:
    env = {**node.env, "BROADSHEET_SITE": SITE}
    one = replace(node, env={**env, "BROADSHEET_NODE": "one"})
    two = Node(shutil.copytree(gathered, tmp_path / "two"), {**env, "BROADSHEET_NODE": "two"})
    with one.serving() as first, two.serving() as second:
        story = STORIES.findall(first.get("/latest/").text)[0]
        headline = re.findall(r"<h1>([^<]+)</h1>", first.get(story).text)[0]
        addresses = [*(f"{story}{form}" for form in FORMS), *BESIDE]
        for each in (first, second):
            assert all(papers.is_hit(each, address) for address in addresses)
            assert headline in each.get("/").text
        with searched((first, second), addresses, headline) as search:
            told = one.run("broadsheet", "withdraw", story, "--reason", "A court says so.")
            returned_at = time.time()
            time.sleep(AFTERWARDS)
        assert {each.get(story).status_code for each in (first, second)} == {410}
        began_at = float(one.run("tests.drills.deeds", "withdrawn_at"))
    figures |= {
        "told last, ms after it began": round((search.last_seen - began_at) * 1000),
        "proven on both nodes, ms after": round((returned_at - began_at) * 1000),
        "looks": search.looks,
    }
    assert "two" in told
    assert search.last_seen < returned_at, "it was told after withdraw had returned"
    assert not search.faults
