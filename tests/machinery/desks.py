"""Somebody who works in the newsroom of the served paper, with hands on a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import FrameLocator, Locator, Page, expect

from tests.machinery.browser import OpenPage
from tests.machinery.served import ServedPaper

SAVES_WITHIN = 15_000
"""Milliseconds in which a form has saved by itself, on a busy machine."""

TABS_AT_MOST = 120

LogIn = Callable[[str], "Desk"]


@dataclass(frozen=True, slots=True)
class Desk:
    """A window of the newsroom."""

    page: Page

    def another_window(self) -> Desk:
        """A second tab of the same person."""
        return Desk(self.page.context.new_page())

    def write(self, headline: str, *, section: str = "News") -> None:
        self.page.goto("/newsroom/stories/add/")
        self.page.locator("[name=section]").select_option(label=section)
        self.retitle(headline)

    def retitle(self, headline: str) -> None:
        """Write another headline and leave its field, after which the form saves itself."""
        self.headline.fill(headline)
        self.headline.press("Tab")

    @property
    def form(self) -> Locator:
        return self.page.locator("#w-editor-form")

    @property
    def headline(self) -> Locator:
        return self.page.locator("[name=headline]")

    @property
    def paragraph(self) -> Locator:
        """The first piece of running text in the story."""
        return self.page.locator(".public-DraftEditor-content").first

    @property
    def window(self) -> Locator:
        """The dialog that is open."""
        return self.page.locator(".modal-dialog")

    def sign(self, author: str) -> None:
        self.page.get_by_role("button", name="Add author").click()
        self.window.get_by_role("row", name=author).get_by_role("checkbox").check()
        self.window.get_by_role("button", name="Confirm").click()
        expect(self.window).to_have_count(0)

    def illustrate(self, picture: str) -> None:
        self.page.get_by_role("button", name="Choose a picture").first.click()
        self.window.get_by_label("Search term").fill(picture)
        self.window.get_by_role("link", name=picture).first.click()
        expect(self.window).to_have_count(0)

    def say(self, paragraph: str) -> None:
        """Add a paragraph at the top of the story."""
        self.page.locator(".c-sf-add-button").first.click()
        self.page.get_by_role("option", name="Paragraph", exact=True).click()
        self.paragraph.click()
        self.page.keyboard.type(paragraph)

    def wait_until_saved(self) -> None:
        """Wait until the form has saved itself, as it does after each change."""
        self.page.wait_for_url("**/edit/*/", timeout=SAVES_WITHIN)
        saved = self.page.locator(".w-autosave-indicator__state--saved")
        expect(saved).to_be_visible(timeout=SAVES_WITHIN)

    def save_by_hand_alone(self) -> None:
        """From now on the form does not save itself, until it is sent."""
        self.form.evaluate("form => (form.dataset.wAutosaveActiveValue = 'false')")

    def press(self, deed: str) -> None:
        """Press one of the buttons at the foot of the form."""
        button = self.page.locator("footer").get_by_role("button", name=deed, exact=True)
        if not button.is_visible():
            self.page.get_by_role("button", name="More actions").click()
        button.click()

    def preview(self) -> FrameLocator:
        """What readers will see, beside the form."""
        self.page.get_by_role("button", name=re.compile("preview", re.IGNORECASE)).first.click()
        return self.page.frame_locator("#w-preview-iframe")

    def told(self) -> Locator:
        """The messages at the top of the page."""
        return self.page.locator(".messages")

    def at_field(self, name: str) -> Locator:
        """What is said to be wrong at a field."""
        return self.page.locator(f"[id$='-child-{name}-errors']")

    def tab_to(self, wanted: Locator) -> None:
        """Move there with the keyboard alone."""
        for _ in range(TABS_AT_MOST):
            if wanted.evaluate("element => element === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        pytest.fail(f"{wanted} is not to be reached with the Tab key")


@pytest.fixture
def log_in(open_page: OpenPage, served_paper: ServedPaper) -> LogIn:
    """Lets somebody in by their role, each in a browser of their own."""
    expect.set_options(timeout=SAVES_WITHIN)
    words = passwords(served_paper.folder)

    def log_in(role: str) -> Desk:
        page = open_page("/newsroom/login/")
        page.set_default_timeout(SAVES_WITHIN)
        email, password = words[role]
        page.get_by_label("E-mail address").fill(email)
        page.locator("[name=password]").fill(password)
        page.locator("[name=password]").press("Enter")
        page.wait_for_url("**/newsroom/")
        return Desk(page)

    return log_in


def passwords(folder: Path) -> dict[str, tuple[str, str]]:
    """The demo paper's staff, by role: address and password."""
    lines = (folder / "staff.txt").read_text().splitlines()
    return {role: (email, password) for role, email, password in map(str.split, lines)}
