"""A reader looks for something."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.machinery.browser import OpenPage, barriers
from tests.machinery.served import ServedPaper
from tests.machinery.sights import wait_for_search

STORY = re.compile(r"/\d{4}/\d{2}/\d{2}/[\w-]+/$")


@pytest.fixture(autouse=True)
def _index(served_paper: ServedPaper) -> None:
    wait_for_search(served_paper)


def overlay(page: Page):
    return page.get_by_role("dialog", name="Search")


class TestOverlay:
    def test_leads_to_a_story_by_keyboard_alone(self, open_page: OpenPage) -> None:
        page = open_page("/")
        page.keyboard.press("/")
        field = page.get_by_role("combobox")
        expect(field).to_be_focused()
        page.keyboard.type("council")
        options = page.get_by_role("option")
        expect(options.filter(has_text="Story").first).to_be_visible()
        expect(field).to_have_attribute("aria-expanded", "true")
        texts = options.all_text_contents()
        number = next(at for at, text in enumerate(texts) if text.endswith("Story"))
        for _step in range(number + 1):
            page.keyboard.press("ArrowDown")
        expect(options.nth(number)).to_have_attribute("aria-selected", "true")
        expect(field).to_have_attribute("aria-activedescendant", f"suggestion-{number}")
        page.keyboard.press("Enter")
        page.wait_for_url(STORY)

    def test_leads_to_the_results_of_what_was_typed(self, open_page: OpenPage) -> None:
        page = open_page("/")
        page.get_by_role("banner").get_by_role("link", name="Search").click()
        page.keyboard.type("harbour council")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search/?q=harbour+council")
        assert page.locator(".card-hit").count() > 0

    def test_gives_the_focus_back_when_it_closes(self, open_page: OpenPage) -> None:
        page = open_page("/")
        link = page.get_by_role("banner").get_by_role("link", name="Search")
        link.focus()
        page.keyboard.press("Enter")
        expect(overlay(page)).to_be_visible()
        page.keyboard.press("Escape")
        expect(overlay(page)).to_be_hidden()
        expect(link).to_be_focused()

    def test_closes_at_once_also_over_what_was_typed(self, open_page: OpenPage) -> None:
        page = open_page("/")
        page.keyboard.press("/")
        page.keyboard.type("council")
        expect(page.get_by_role("option").first).to_be_visible()
        page.keyboard.press("Escape")
        expect(overlay(page)).to_be_hidden()

    def test_shows_that_nothing_is_like_what_was_typed(self, open_page: OpenPage) -> None:
        page = open_page("/")
        page.keyboard.press("/")
        status = overlay(page).get_by_role("status")
        page.keyboard.type("zzzqq")
        expect(status).to_have_text("Suggestions: 0")
        expect(status).not_to_have_class("unseen")
        overlay(page).get_by_role("combobox").fill("council")
        expect(page.get_by_role("option").first).to_be_visible()
        expect(status).to_have_class("unseen")
        overlay(page).get_by_role("combobox").fill("")
        expect(page.get_by_role("option")).to_have_count(0)
        expect(status).to_have_class("unseen")

    def test_goes_round_the_suggestions(self, open_page: OpenPage) -> None:
        page = open_page("/")
        page.keyboard.press("/")
        # New suggestions are gone round from their beginning: these are the last that come.
        with page.expect_response("**/search/suggest?q=council"):
            page.keyboard.type("council")
        expect(page.get_by_role("option").first).to_be_visible()
        page.keyboard.press("ArrowUp")
        expect(page.get_by_role("option").last).to_have_attribute("aria-selected", "true")
        page.keyboard.press("ArrowDown")
        expect(page.locator("[role=option][aria-selected=true]")).to_have_count(0)

    def test_never_has_two_questions_under_way(self, open_page: OpenPage) -> None:
        page = open_page("/")
        under_way, most, asked = [0], [0], []

        def slowly(route: Route) -> None:
            under_way[0] += 1
            most[0] = max(most[0], under_way[0])
            asked.append(route.request.url)
            page.wait_for_timeout(400)
            under_way[0] -= 1
            route.continue_()

        page.route("**/search/suggest*", slowly)
        page.keyboard.press("/")
        page.keyboard.type("council", delay=150)
        expect(page.get_by_role("option").first).to_be_visible()
        page.wait_for_timeout(800)
        assert most == [1]
        assert asked[-1].endswith("q=council")

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    @pytest.mark.parametrize("width", [390, 1280])
    def test_has_no_barrier(self, open_page: OpenPage, width: int, scheme: str) -> None:
        page = open_page("/", width=width, scheme=scheme)
        page.keyboard.press("/")
        page.keyboard.type("council")
        expect(page.get_by_role("option").first).to_be_visible()
        page.keyboard.press("ArrowDown")
        assert barriers(page) == []

    def test_opens_with_a_key_until_that_is_turned_off(self, open_page: OpenPage) -> None:
        page = open_page("/")
        page.keyboard.press("/")
        overlay(page).get_by_label("Open with the key /").uncheck()
        page.keyboard.press("Escape")
        for _visit in range(2):
            page.locator("body").press("/")
            expect(page.get_by_role("dialog")).to_have_count(0)
            page.reload()
        page.get_by_role("banner").get_by_role("link", name="Search").click()
        overlay(page).get_by_label("Open with the key /").check()
        page.keyboard.press("Escape")
        page.keyboard.press("/")
        expect(overlay(page)).to_be_visible()

    def test_stays_away_from_who_types_a_slash(self, open_page: OpenPage) -> None:
        page = open_page("/search/")
        page.locator("#asked").press("/")
        expect(page.locator("#asked")).to_have_value("/")
        expect(overlay(page)).to_have_count(0)


class TestWithoutScript:
    def test_leads_from_any_page_to_a_story(self, open_page: OpenPage) -> None:
        page = open_page("/latest/", script=False)
        page.get_by_role("banner").get_by_role("link", name="Search").click()
        page.locator("#asked").fill("harbour")
        page.get_by_role("main").get_by_role("button", name="Search").click()
        page.locator(".card-hit a").first.click()
        assert STORY.search(page.url)
