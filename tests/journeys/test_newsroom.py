"""A story's way through the newsroom, in the browsers of those who make it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.machinery.browser import OpenPage
from tests.machinery.desks import SAVES_WITHIN, LogIn

pytestmark = pytest.mark.journey

PICTURE = "Portrait: Elisabet Vane"
AUTHOR = "Hanna Rudd"


def expect_told(page: Page, words: str) -> None:
    expect(page.locator(".messages")).to_contain_text(words)


class TestWriting:
    def test_leads_from_a_reporters_desk_to_readers(
        self, log_in: LogIn, open_page: OpenPage
    ) -> None:
        reporter, editor = log_in("Reporter"), log_in("Editor")

        reporter.write("The swing bridge opens again")
        reporter.sign(AUTHOR)
        reporter.illustrate(PICTURE)
        reporter.say("The first tram crossed at noon.")
        preview = reporter.preview()
        expect(preview.locator("h1")).to_have_text("The swing bridge opens again")
        expect(preview.locator("article")).to_contain_text("The first tram crossed at noon.")
        expect(preview.locator("article")).to_contain_text(AUTHOR)
        reporter.press("Submit for review")
        expect_told(reporter.page, "is waiting for review")

        editor.page.goto("/newsroom/")
        waiting = editor.page.locator("section", has_text="Waiting for review")
        waiting.get_by_role("link", name="The swing bridge opens again").click()
        editor.retitle("The swing bridge carries trams again")
        editor.wait_until_saved()
        form = editor.page.url
        editor.page.goto(form.replace("/edit/", "/history/"))
        editor.page.get_by_role("button", name="Actions").first.click()
        editor.page.get_by_role("link", name="Compare with previous version").first.click()
        expect(editor.page.locator(".comparison .deletion").first).to_contain_text("opens")
        expect(editor.page.locator(".comparison .addition").first).to_contain_text("carries trams")
        editor.page.goto(form)
        editor.press("Approve and Publish")
        expect_told(editor.page, "is published")
        address = editor.told().get_by_role("link", name="See it live").get_attribute("href")
        assert address

        for path in ("/", "/news/", "/latest/"):
            front = open_page(path)
            link = front.locator(f"main a[href$='{address}']").first
            expect(link).to_contain_text("The swing bridge carries trams again")
        story = open_page(address)
        expect(story.locator("h1")).to_have_text("The swing bridge carries trams again")
        expect(story.locator("article")).to_contain_text("The first tram crossed at noon.")
        expect(story.locator("article")).to_contain_text(AUTHOR)
        assert story.locator("article img").first.evaluate("image => image.naturalWidth") > 0

    def test_can_be_done_with_the_keyboard_alone(self, log_in: LogIn) -> None:
        reporter = log_in("Reporter")
        page, keys = reporter.page, reporter.page.keyboard
        reporter.tab_to(page.get_by_role("link", name="Write a story"))
        keys.press("Enter")
        page.wait_for_url("**/add/")
        reporter.tab_to(page.locator("[name=section]"))
        keys.type("Sport")
        reporter.tab_to(reporter.headline)
        keys.type("Rowers win by a length")
        reporter.tab_to(page.locator("[name=byline_note]"))
        keys.type("Our own staff")
        reporter.tab_to(page.locator(".c-sf-add-button").first)
        keys.press("Enter")
        keys.type("Paragraph")
        keys.press("Enter")
        keys.type("It was close to the end.")
        keys.press("Control+s")
        page.wait_for_url("**/edit/*/")
        reporter.tab_to(page.locator("footer").get_by_role("button", name="Submit for review"))
        keys.press("Enter")
        expect_told(page, "is waiting for review")


class TestTogether:
    @pytest.mark.parametrize("who", ["another person", "a second window"])
    def test_neither_overwrites_the_other_without_a_word(self, log_in: LogIn, who: str) -> None:
        first = log_in("Editor")
        first.write("As both found it")
        first.wait_until_saved()
        second = log_in("Publisher") if who == "another person" else first.another_window()
        second.page.goto(first.page.url)
        first.retitle("What the first made of it")
        first.page.keyboard.press("Control+s")
        expect_told(first.page, "updated")
        second.retitle("What the second made of it")
        warning = second.page.get_by_text(re.compile("saved a new version|newer version")).first
        expect(warning).to_be_visible(timeout=SAVES_WITHIN)
        assert second.headline.input_value() == "What the second made of it"
        first.page.reload()
        assert first.headline.input_value() == "What the first made of it"
