"""A form that saves itself takes nothing for saved that is not."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route, expect

from tests.machinery.desks import SAVES_WITHIN, Desk, LogIn

pytestmark = pytest.mark.journey


def expect_kept(desk: Desk, headline: str) -> None:
    """Wait until whoever opens the same form next finds this headline in it."""
    desk.wait_until_saved()
    reader = desk.another_window()
    for _ in range(SAVES_WITHIN // 1000):
        reader.page.goto(desk.page.url)
        if reader.headline.input_value() == headline:
            return
        reader.page.wait_for_timeout(1000)
    assert reader.headline.input_value() == headline


class TestSaving:
    def test_keeps_what_was_written_as_soon_as_the_form_appeared(self, log_in: LogIn) -> None:
        editor = log_in("Editor")
        editor.page.goto("/newsroom/stories/add/", wait_until="commit")
        editor.headline.fill("Written at once")
        editor.page.locator("[name=section]").select_option(label="News")
        expect_kept(editor, "Written at once")

    def test_keeps_what_was_written_while_a_save_was_under_way(self, log_in: LogIn) -> None:
        editor = log_in("Editor")
        under_way: list[Route] = []
        editor.page.route("**/newsroom/stories/add/", lambda route: keep_post(route, under_way))
        editor.write("The first half")
        while not under_way:
            editor.page.wait_for_timeout(100)
        editor.retitle("The first half and the second")
        under_way.pop().continue_()
        expect_kept(editor, "The first half and the second")

    def test_ends_before_the_form_is_sent(self, log_in: LogIn) -> None:
        editor = log_in("Editor")
        under_way: list[Route] = []
        editor.page.route("**/newsroom/stories/add/", lambda route: keep_post(route, under_way))
        editor.write("There but once")
        while not under_way:
            editor.page.wait_for_timeout(100)
        editor.page.keyboard.press("Control+s")
        editor.page.wait_for_timeout(500)
        assert len(under_way) == 1
        under_way.pop().continue_()
        expect(editor.told()).to_contain_text("There but once")
        editor.page.goto("/newsroom/stories/")
        expect(editor.page.get_by_role("link", name="There but once")).to_have_count(1)

    def test_keeps_the_last_words_before_it_is_sent(self, log_in: LogIn) -> None:
        editor = log_in("Editor")
        editor.write("Sent at once")
        editor.say("Typed and sent in one go.")
        editor.page.keyboard.press("Control+s")
        editor.page.wait_for_url("**/edit/*/")
        copy = editor.page.locator(".public-DraftEditor-content").first
        expect(copy).to_contain_text("Typed and sent in one go.")

    def test_lets_the_address_follow_the_headline_of_a_draft(self, log_in: LogIn) -> None:
        """Of one whose address was cut, and of one that is sent as soon as it is written."""
        editor = log_in("Editor")
        address = editor.page.locator("[name=slug]")
        editor.write("A headline much longer than its address may be " * 4)
        editor.wait_until_saved()
        for headline in ("Written anew", "Written once more"):
            editor.page.goto(editor.page.url)
            editor.headline.fill(headline)
            editor.page.keyboard.press("Control+s")
            expect(editor.told()).to_contain_text(headline)
            expect(address).to_have_value(headline.lower().replace(" ", "-"))

    def test_says_what_lacks_for_as_long_as_it_cannot_be(self, log_in: LogIn) -> None:
        editor = log_in("Editor")
        editor.page.goto("/newsroom/stories/add/")
        section = editor.page.locator("[name=section]")
        section.select_option(value="")
        header = editor.page.locator("#w-autosave-indicator")
        editor.retitle("Filed nowhere yet")
        expect(header).to_contain_text("Not saved yet. Choose a section.")
        editor.headline.press("End")
        editor.headline.press_sequentially(" and longer")
        expect(header.get_by_text("Saving")).to_be_hidden()
        section.select_option(label="News")
        expect_kept(editor, "Filed nowhere yet and longer")
        expect(editor.page.locator(".newsroom-plan")).to_be_visible()

    def test_goes_on_after_a_publication_was_stopped(self, log_in: LogIn) -> None:
        editor = log_in("Editor")
        editor.write("Not signed yet")
        editor.press("Publish")
        expect(editor.at_field("byline_note")).to_be_visible()
        editor.wait_until_saved()
        editor.retitle("Written after that")
        expect_kept(editor, "Written after that")

    def test_goes_on_after_a_new_story_was_refused(self, log_in: LogIn) -> None:
        editor = log_in("Editor")
        editor.page.goto("/newsroom/stories/add/")
        section = editor.page.locator("[name=section]")
        section.select_option(value="")
        editor.press("Publish")
        header = editor.page.locator("#w-autosave-indicator")
        expect(header).to_contain_text("Not saved yet. Choose a section.")
        section.select_option(label="News")
        editor.headline.fill("Filed in the end")
        expect_kept(editor, "Filed in the end")

    def test_saves_nothing_that_nobody_changed(self, log_in: LogIn) -> None:
        editor = log_in("Editor")
        editor.write("Left alone")
        editor.wait_until_saved()
        editor.page.reload()
        sent = posts_of(editor.page)
        editor.headline.click()
        editor.page.wait_for_timeout(8000)
        assert sent == []


def keep_post(route: Route, kept: list[Route]) -> None:
    if route.request.method == "POST":
        kept.append(route)
    else:
        route.continue_()


def posts_of(page: Page) -> list[str]:
    """What the form sends from now on."""
    sent: list[str] = []
    page.on(
        "request",
        lambda request: (
            sent.append(request.url)
            if request.method == "POST" and "/stories/" in request.url
            else None
        ),
    )
    return sent
