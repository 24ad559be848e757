"""The planning board in a browser: cards are dragged, or moved by their buttons."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from tests.machinery.browser import OpenPage, barriers
from tests.machinery.desks import Desk, LogIn, passwords
from tests.machinery.served import ServedPaper

pytestmark = pytest.mark.journey
PHONE = 360


def column(desk: Desk, key: str) -> Locator:
    return desk.page.locator(f"[data-column={key}]")


def card(desk: Desk, headline: str) -> Locator:
    return desk.page.locator(".board-card").filter(has_text=headline)


def drag(desk: Desk, headline: str, key: str) -> None:
    """To the head of a column, which stands beside the card in a window tall enough for both."""
    desk.page.set_viewport_size({"width": 1280, "height": 2400})
    card(desk, headline).drag_to(column(desk, key).locator("h2"))


def plan(desk: Desk, headline: str) -> None:
    """Plan a story that nobody has written."""
    desk.page.goto("/newsroom/board/")
    desk.page.locator(".board-start summary").click()
    desk.page.get_by_label("Working title").fill(headline)
    desk.page.locator(".board-start [name=section]").select_option(label="News")
    desk.page.get_by_role("button", name="Plan it").click()
    expect(desk.told()).to_contain_text("is planned, and yours")


class TestBoard:
    def test_lets_a_card_be_dragged_and_says_why_it_stays(self, log_in: LogIn) -> None:
        editor = log_in("Editor")
        plan(editor, "Nothing written yet")
        drag(editor, "Nothing written yet", "review")
        expect(editor.told()).to_contain_text("“Nothing written yet” was not moved.")
        expect(column(editor, "work")).to_contain_text("Nothing written yet")
        drag(editor, "Nothing written yet", "scheduled")
        expect(editor.told()).to_contain_text("Say first when")

    def test_moves_a_story_through_the_workflow(self, log_in: LogIn) -> None:
        reporter, editor = log_in("Reporter"), log_in("Editor")
        reporter.write("On its way over the board")
        reporter.sign("Hanna Rudd")
        reporter.say("It was late.")
        reporter.wait_until_saved()
        reporter.page.goto("/newsroom/board/")
        drag(reporter, "On its way over", "review")
        expect(reporter.told()).to_contain_text("is waiting for review")
        expect(column(reporter, "review")).to_contain_text("On its way over the board")

        editor.page.goto("/newsroom/board/")
        button = card(editor, "On its way over").get_by_role("button", name="Send back")
        button.focus()
        editor.page.keyboard.press("Enter")
        expect(editor.told()).to_contain_text("is back in work")
        expect(column(editor, "work")).to_contain_text("On its way over the board")

    def test_asks_before_readers_see_it(self, log_in: LogIn) -> None:
        editor = log_in("Editor")
        plan(editor, "Not to go out by a slip")
        asked: list[str] = []
        editor.page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
        drag(editor, "Not to go out", "today")
        editor.page.wait_for_timeout(500)
        assert "Publish this story now?" in asked[0]
        expect(editor.told()).not_to_contain_text("published")

    def test_shows_who_is_in_a_story_without_being_loaded_again(self, log_in: LogIn) -> None:
        editor, reporter = log_in("Editor"), log_in("Reporter")
        plan(editor, "Somebody will come in")
        address = str(card(editor, "Somebody will come in").locator("h3 a").get_attribute("href"))
        reporter.page.goto(address)
        expect(card(editor, "Somebody will come in")).to_contain_text("In it now:", timeout=40_000)

    def test_asks_one_question_at_a_time_and_none_that_is_not_due(self, log_in: LogIn) -> None:
        editor = log_in("Editor")
        asked: list[str] = []
        editor.page.on(
            "request",
            lambda request: asked.append(request.url) if "/board/cards/" in request.url else None,
        )
        editor.page.route("**/board/cards/**", lambda _route: None)
        editor.page.goto("/newsroom/board/")
        editor.page.wait_for_timeout(45_000)
        assert len(asked) == 1

    def test_has_no_barrier_and_fits_a_phone(self, log_in: LogIn) -> None:
        editor = log_in("Editor")
        plan(editor, "A headline that is rather long for so narrow a column as a phone has")
        assert not [each for each in barriers(editor.page) if "board" in str(each)]
        editor.page.set_viewport_size({"width": PHONE, "height": 700})
        wide = "document.documentElement.scrollWidth"
        assert editor.page.evaluate(wide) <= PHONE


def test_works_without_script(
    open_page: OpenPage, served_paper: ServedPaper, log_in: LogIn
) -> None:
    """Buttons post forms; the filter is in the address."""
    plan(log_in("Editor"), "Moved without script")
    page = open_page("/newsroom/login/", script=False)
    email, password = passwords(served_paper.folder)["Editor"]
    page.get_by_label("E-mail address").fill(email)
    page.locator("[name=password]").fill(password)
    page.locator("[name=password]").press("Enter")
    page.goto("/newsroom/board/")
    page.locator("[name=section]").first.select_option(label="News")
    page.get_by_role("button", name="Show").click()
    assert "section=" in page.url
    here = page.locator(".board-card").filter(has_text="Moved without script")
    here.get_by_role("button", name="Submit for review").click()
    expect(page.locator(".messages")).to_contain_text("was not moved")
    assert "section=" in page.url
