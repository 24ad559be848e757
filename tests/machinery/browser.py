"""A real browser that reads the served paper as a person would."""

import shutil
from collections.abc import Iterator
from contextlib import suppress
from typing import Literal, Protocol

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import TimeoutError as TooLong

from tests.machinery.served import ServedPaper

# No sandbox, since tests may run as root; nothing that would speak to anybody else.
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip

QUIET_WITHIN = 5_000
"""Milliseconds from a page's load until nothing more is asked for."""

Scheme = Literal["light", "dark"]


class OpenPage(Protocol):
    """Opens a path of the served paper in a browser window of its own."""

    def __call__(
        self, path: str, *, width: int = 1280, scheme: Scheme = "light", script: bool = True
    ) -> Page: ...


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Started anew for each module: while it runs, Django takes this thread for an async one."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser, served_paper: ServedPaper) -> Iterator[OpenPage]:
    """Opens pages; fails the test at its end if a script on any of them broke."""
    broken: list[str] = []

    def open_page(
        path: str, *, width: int = 1280, scheme: Scheme = "light", script: bool = True
    ) -> Page:
        context = browser.new_context(
            base_url=served_paper.address,
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            java_script_enabled=script,
        )
        page = context.new_page()
        page.on("pageerror", lambda error: broken.append(f"{path}: {error}"))
        page.goto(path)
        return page

    yield open_page
    for context in browser.contexts:
        context.close()
    assert broken == []


def visit(page: Page, path: str) -> None:
    """Open a path and wait for what its islands ask for.

    Of what a browser makes new behind a page that it had kept (`stale-while-revalidate`) it tells
    no end, so that such a page never falls quiet: it was loaded long before.
    """
    page.goto(path)
    with suppress(TooLong):
        page.wait_for_load_state("networkidle", timeout=QUIET_WITHIN)


def barriers(page: Page) -> list[str]:
    """What axe finds in the way of some reader on an open page, a line each."""
    return [
        f"{violation['id']}: {node['html']} ({', '.join(map(str, node['target']))})"
        for violation in Axe().run(page).response["violations"]
        for node in violation["nodes"]
    ]
