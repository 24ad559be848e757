"""A story's page is light: what a reader's browser must fetch before it can show the text."""

from __future__ import annotations

import gzip
from typing import Any

import pytest
from playwright.sync_api import Browser, Request

from tests.machinery.browser import visit
from tests.machinery.served import ServedPaper
from tests.machinery.sights import Sights

pytestmark = pytest.mark.journey

MOST_BYTES = 30_000
MOST_REQUESTS = 6
LAYOUT_SHIFT = """() => new Promise((done) => {
    let sum = 0;
    new PerformanceObserver((list) => {
        for (const shift of list.getEntries()) sum += shift.value;
    }).observe({type: "layout-shift", buffered: true});
    setTimeout(() => done(sum), 500);
})"""


class Opened:
    """A story opened on a phone, and all that was asked for."""

    def __init__(self, browser: Browser, paper: ServedPaper, path: str) -> None:
        self.requests: list[Request] = []
        context = browser.new_context(
            base_url=paper.address, viewport={"width": 360, "height": 800}
        )
        page = context.new_page()
        page.on("request", self._note)
        visit(page, path)
        self.shift: Any = page.evaluate(LAYOUT_SHIFT)
        context.close()

    def _note(self, request: Request) -> None:
        self.requests.append(request)

    @property
    def apart_from_pictures(self) -> list[str]:
        """What was fetched to show the page. The next story, fetched ahead, is another page."""
        return [
            request.url
            for request in self.requests
            if request.resource_type not in {"image", "fetch"}
        ]


@pytest.fixture(scope="module")
def opened(browser: Browser, served_paper: ServedPaper, sights: Sights) -> list[Opened]:
    return [Opened(browser, served_paper, path) for path in sights.stories[:6]]


class TestStoryPage:
    def test_is_light(self, opened: list[Opened], served_paper: ServedPaper) -> None:
        for story in opened:
            files = [url.removeprefix(served_paper.address) for url in story.apart_from_pictures]
            weights = {file: len(gzip.compress(served_paper.get(file).content)) for file in files}
            assert sum(weights.values()) <= MOST_BYTES, weights

    def test_takes_few_requests(self, opened: list[Opened]) -> None:
        for story in opened:
            assert len(story.apart_from_pictures) <= MOST_REQUESTS, story.apart_from_pictures

    def test_asks_the_paper_alone(self, opened: list[Opened], served_paper: ServedPaper) -> None:
        strangers = [
            request.url
            for story in opened
            for request in story.requests
            if not request.url.startswith(served_paper.address)
        ]
        assert strangers == []

    def test_moves_nothing_after_the_first_paint(self, opened: list[Opened]) -> None:
        assert [story.shift for story in opened if story.shift > 0.01] == []
