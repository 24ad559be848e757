"""Which pages of the served demo paper are worth a look: one of each kind, and some stories."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass

import pytest

from tests.machinery.served import ServedPaper

PLACE = re.compile(r"<loc>https?://[^/]+([^<]+)</loc>")
LINK = re.compile(r'href="([^"]+)"')
STORY = re.compile(r"^/[\w-]+/\d{4}/\d{2}/\d{2}/[\w-]+/$")

FOUND = "/search/?q=the"
"""Most stories of most papers have it."""
PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Sights:
    """Paths on the served paper."""

    stories: tuple[str, ...]
    """all of them, the newest first"""
    kinds: dict[str, str]
    """a path for each kind of page that is no story"""

    @property
    def all(self) -> dict[str, str]:
        """One of each kind, and three stories."""
        return {**self.kinds, **{f"story {n}": path for n, path in enumerate(self.stories[:3])}}


@pytest.fixture(scope="session")
def sights(served_paper: ServedPaper) -> Sights:
    return sights_of(served_paper)


def sights_of(paper: ServedPaper) -> Sights:
    """What this paper has to show, as its sitemaps name it."""
    shards = [path for path in places(paper, "/sitemap.xml") if "pages" not in path]
    stories = [path for shard in shards for path in places(paper, shard)]
    pages = places(paper, "/sitemap/pages.xml")
    reserved = {"/", "/latest/", "/corrections/"}
    tops = [path for path in pages if path.count("/") == 2 and path not in reserved]
    sections = {f"/{path.split('/')[1]}/" for path in stories}
    wait_for_search(paper)
    return Sights(
        stories=tuple(path for path in stories if STORY.match(path)),
        kinds={
            "home": "/",
            "section": next(path for path in tops if path in sections),
            "topic": next(path for path in pages if path.startswith("/topics/")),
            "author": next(path for path in pages if path.startswith("/authors/")),
            "storyline": next(path for path in pages if path.startswith("/storylines/")),
            "latest": "/latest/",
            "corrections": "/corrections/",
            "changes": next(
                link
                for path in stories
                for link in LINK.findall(paper.get(path).text)
                if link.endswith("/changes/")
            ),
            "topics": "/topics/",
            "authors": "/authors/",
            "storylines": "/storylines/",
            "standing": next(path for path in tops if path not in sections),
            "search": "/search/",
            "results": FOUND,
            "nothing found": "/search/?q=zzzzzz",
            "not found": "/there-is-nothing-here/",
        },
    )


def wait_for_search(paper: ServedPaper) -> None:
    """The index of a paper is made when it is served for the first time."""
    until = time.monotonic() + PATIENCE
    while paper.get(FOUND).status_code != 200:
        assert time.monotonic() < until
        time.sleep(0.2)


def places(paper: ServedPaper, path: str) -> list[str]:
    """The paths that a sitemap names."""
    return PLACE.findall(paper.get(path).text)
