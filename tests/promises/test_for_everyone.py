"""No page puts a barrier in a reader's way: axe finds none, in any dress the page wears."""

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from tests.machinery.browser import OpenPage, barriers
from tests.machinery.members import session_of
from tests.machinery.served import ServedPaper, serving
from tests.machinery.sights import Sights, sights_of

pytestmark = pytest.mark.journey

OWN_PAGES = {
    path: path
    for path in (
        "/me/", "/me/saved/", "/me/follows/", "/me/settings/", "/me/data/", "/accounts/",
        "/accounts/2fa/", "/accounts/email/", "/accounts/password/set/",
    )
}  # fmt: skip
"""What a reader has who is logged in."""

TIGHT_LINES = """() => [...document.querySelectorAll("main :is(h1, h2, h3, p, li, figcaption)")]
    .filter((words) => words.checkVisibility() && words.textContent.trim())
    .filter((words) => {
        const { lineHeight, fontSize } = getComputedStyle(words);
        return parseFloat(lineHeight) < 1.34 * parseFloat(fontSize);
    })
    .map((words) => words.outerHTML.slice(0, 200))"""


class TestPublicPages:
    @pytest.mark.parametrize("width", [360, 1280])
    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_have_no_barrier(
        self, open_page: OpenPage, sights: Sights, width: int, scheme: str
    ) -> None:
        found = {
            kind: barriers(open_page(path, width=width, scheme=scheme))
            for kind, path in sights.all.items()
        }
        assert {kind: lines for kind, lines in found.items() if lines} == {}

    @pytest.mark.parametrize("width", [320, 1280])
    def test_reflow_at_twice_the_text_size(
        self, open_page: OpenPage, sights: Sights, width: int
    ) -> None:
        for kind, path in sights.all.items():
            page = open_page(path, width=width)
            page.evaluate("localStorage.setItem('text-size', '200')")
            page.reload()
            across = page.evaluate("document.documentElement.scrollWidth")
            assert across <= width, (kind, across)

    def test_are_read_from_the_story_on(self, open_page: OpenPage, sights: Sights) -> None:
        """The first thing the keyboard meets leads past the masthead."""
        page = open_page(sights.stories[0])
        page.keyboard.press("Tab")
        target = page.evaluate("document.activeElement.getAttribute('href')")
        assert target.startswith("#")
        assert page.locator(target).count() == 1


class TestRightToLeft:
    @pytest.fixture(scope="class")
    def arabic(self, demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedPaper]:
        """The same paper, set in Arabic."""
        folder = shutil.copytree(demo, tmp_path_factory.mktemp("arabic") / "var")
        with sqlite3.connect(folder / "paper.sqlite3") as database:
            database.execute("UPDATE paper_paper SET language = 'ar'")
        database.close()
        with serving(folder) as paper:
            yield paper

    @pytest.fixture(scope="class")
    def sights(self, arabic: ServedPaper) -> Sights:
        """Its own: the other paper may meanwhile have stories that this one has not."""
        return sights_of(arabic)

    @pytest.mark.parametrize("width", [360, 1280])
    def test_has_no_barrier_and_no_sideways_scroll(
        self, browser: Browser, arabic: ServedPaper, sights: Sights, width: int
    ) -> None:
        context = browser.new_context(
            base_url=arabic.address, viewport={"width": width, "height": 900}
        )
        session = session_of(arabic, "ada@example.org")
        context.add_cookies([{"name": "sessionid", "value": session, "url": arabic.address}])
        found = {}
        for kind, path in {**sights.all, **OWN_PAGES}.items():
            page = context.new_page()
            page.goto(path)
            assert urlsplit(page.url).path == urlsplit(path).path
            assert page.locator("html").get_attribute("dir") == "rtl"
            assert page.evaluate("document.documentElement.scrollWidth") <= width, kind
            found[kind] = barriers(page)
        context.close()
        assert {kind: lines for kind, lines in found.items() if lines} == {}

    @pytest.mark.parametrize("width", [360, 1280])
    def test_gives_tall_letters_their_room_and_slants_none(
        self, browser: Browser, arabic: ServedPaper, sights: Sights, width: int
    ) -> None:
        context = browser.new_context(
            base_url=arabic.address, viewport={"width": width, "height": 900}
        )
        for path in ("/", *sights.stories[:2]):
            page = context.new_page()
            page.goto(path)
            page.evaluate("document.querySelector('main p').innerHTML += '<i>ميناء</i>'")
            assert page.evaluate(TIGHT_LINES) == [], path
            assert page.evaluate("getComputedStyle(document.querySelector('i')).fontStyle") == (
                "normal"
            )
        context.close()
