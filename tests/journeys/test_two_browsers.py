"""Two people at one story, each in a browser: nothing that either typed is lost without a word."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Request, expect

from tests.machinery.browser import barriers
from tests.machinery.desks import Desk, LogIn, passwords
from tests.machinery.served import ServedPaper

pytestmark = pytest.mark.journey


def company(desk: Desk) -> Locator:
    """Who else is said to be in the story."""
    return desk.page.locator("story-company")


def notice(desk: Desk) -> Locator:
    """What is told to somebody who was overtaken, or is logged out."""
    return desk.page.locator("story-overtaken .newsroom-notice")


def in_history(desk: Desk) -> Locator:
    desk.page.goto(desk.page.url.replace("/edit/", "/history/"))
    return desk.page.locator("table.listing")


@pytest.fixture
def both(log_in: LogIn) -> tuple[Desk, Desk]:
    """An editor and a reporter who have opened the same story."""
    editor, reporter = log_in("Editor"), log_in("Reporter")
    editor.write("As it was opened")
    editor.wait_until_saved()
    for desk in (editor, reporter):
        desk.page.goto(editor.page.url)
    return editor, reporter


@pytest.fixture
def overtaken(both: tuple[Desk, Desk]) -> tuple[Desk, Desk]:
    """The same, and the reporter’s words were not saved, as the editor’s had been meanwhile."""
    editor, reporter = both
    editor.retitle("The editor’s words")
    editor.wait_until_saved()
    reporter.retitle("The reporter’s words")
    expect(notice(reporter)).to_contain_text("saved another version")
    return both


class TestTwoBrowsers:
    def test_see_each_other(self, both: tuple[Desk, Desk]) -> None:
        editor, reporter = both
        expect(company(reporter)).to_contain_text("In this story now:")
        expect(company(editor)).to_contain_text("In this story now:")

    def test_are_warned_before_one_writes_over_the_other(self, both: tuple[Desk, Desk]) -> None:
        editor, reporter = both
        editor.retitle("The editor’s words")
        editor.wait_until_saved()
        expect(company(reporter)).to_contain_text("has saved a newer version")
        assert not [each for each in barriers(reporter.page) if "story-" in str(each)]

    def test_save_by_themselves_and_lose_no_word(self, overtaken: tuple[Desk, Desk]) -> None:
        editor, reporter = overtaken
        expect(reporter.headline).to_have_value("The reporter’s words")
        notice(reporter).locator("summary").click()
        expect(notice(reporter).locator(".deletion").first).to_have_text("editor")
        assert not [each for each in barriers(reporter.page) if "newsroom-notice" in str(each)]

        notice(reporter).get_by_role("button", name="Save mine as the newest").click()
        expect(reporter.told()).to_contain_text("is kept in the history")
        expect(reporter.headline).to_have_value("The reporter’s words")

        editor.retitle("The editor’s words, and more")
        expect(notice(editor)).to_contain_text("saved another version")
        expect(editor.headline).to_have_value("The editor’s words, and more")
        notice(editor).get_by_role("button", name="Set mine aside").click()
        expect(editor.told()).to_contain_text("Your version is set aside")
        expect(editor.headline).to_have_value("The reporter’s words")
        editor.told().get_by_role("link", name="See what differs").click()
        expect(editor.page.locator(".addition", has_text="and more")).to_have_count(1)

    def test_save_by_hand_in_one_moment(self, both: tuple[Desk, Desk]) -> None:
        """Neither has heard of the other: their forms did not save themselves before."""
        editor, reporter = both
        for desk, words in ((editor, "The editor’s"), (reporter, "The reporter’s")):
            desk.save_by_hand_alone()
            desk.headline.fill(words)
            desk.say(f"{words} paragraph.")
        editor.press("Save draft")
        expect(editor.told()).to_contain_text("updated")
        reporter.press("Save draft")
        expect(notice(reporter)).to_contain_text("Not saved yet")
        expect(reporter.headline).to_have_value("The reporter’s")
        expect(reporter.paragraph).to_contain_text("The reporter’s paragraph.")
        notice(reporter).get_by_role("button", name="Set mine aside").click()
        expect(reporter.headline).to_have_value("The editor’s")
        expect(in_history(reporter)).to_contain_text("Set aside")

    def test_decide_before_anything_else_is_sent(self, overtaken: tuple[Desk, Desk]) -> None:
        _editor, reporter = overtaken
        sent: list[Request] = []
        reporter.page.on("request", lambda each: each.is_navigation_request() and sent.append(each))
        reporter.press("Save draft")
        expect(notice(reporter)).to_be_focused()
        reporter.headline.press("Enter")
        expect(notice(reporter)).to_be_focused()
        assert not sent
        save = reporter.page.locator("footer").get_by_role("button", name="Save draft", exact=True)
        expect(save).to_be_enabled()
        notice(reporter).get_by_role("button", name="Set mine aside").click()
        expect(reporter.headline).to_have_value("The editor’s words")

    def test_of_one_person_are_told_apart(self, both: tuple[Desk, Desk]) -> None:
        editor, _reporter = both
        second = editor.another_window()
        second.page.goto(editor.page.url)
        second.retitle("In the second window")
        second.wait_until_saved()
        editor.retitle("In the first window")
        expect(notice(editor)).to_contain_text("in another window")
        expect(editor.headline).to_have_value("In the first window")


class TestLoggedOut:
    def log_out(self, desk: Desk) -> None:
        desk.page.context.clear_cookies(name="sessionid")

    def log_in_again(self, desk: Desk, paper: ServedPaper) -> None:
        email, password = passwords(paper.folder)["Editor"]
        page = desk.page
        page.get_by_label("E-mail address").fill(email)
        page.locator("[name=password]").fill(password)
        page.locator("[name=password]").press("Enter")
        page.wait_for_url("**/newsroom/")

    @pytest.fixture
    def editor(self, log_in: LogIn) -> Desk:
        editor = log_in("Editor")
        editor.write("Before the session ended")
        editor.wait_until_saved()
        return editor

    def test_is_told_while_writing_and_saved_after_logging_in(
        self, editor: Desk, served_paper: ServedPaper
    ) -> None:
        self.log_out(editor)
        editor.retitle("Written while logged out")
        expect(notice(editor)).to_contain_text("You have been logged out")
        expect(editor.headline).to_have_value("Written while logged out")
        with editor.page.context.expect_page() as opened:
            notice(editor).get_by_role("link", name="Log in").click()
        self.log_in_again(Desk(opened.value), served_paper)
        opened.value.close()
        notice(editor).get_by_role("button", name="Save again").click()
        expect(notice(editor)).to_have_count(0)
        editor.page.reload()
        expect(editor.headline).to_have_value("Written while logged out")

    def test_is_handed_back_what_was_sent(self, editor: Desk, served_paper: ServedPaper) -> None:
        """As without script, which does not save by itself first."""
        self.log_out(editor)
        editor.headline.fill("Sent while logged out")
        editor.form.evaluate("form => form.submit()")
        expect(editor.page.locator("h1")).to_contain_text("you are logged out")
        with editor.page.context.expect_page() as opened:
            editor.page.get_by_role("link", name="Log in").click()
        self.log_in_again(Desk(opened.value), served_paper)
        editor.page.get_by_role("button", name="Send it again").click()
        expect(editor.page.locator("h1")).to_contain_text("too old")
        editor.page.get_by_role("button", name="Send it again").click()
        expect(editor.told()).to_contain_text("Sent while logged out")
        expect(editor.headline).to_have_value("Sent while logged out")


class TestAway:
    def test_keeps_what_is_written_and_saves_it_once_the_server_is_back(
        self, log_in: LogIn
    ) -> None:
        editor = log_in("Editor")
        editor.write("Before it went away")
        editor.wait_until_saved()
        editor.page.route("**/newsroom/**", lambda route: route.abort())
        editor.retitle("Written meanwhile")
        expect(editor.page.locator(".w-autosave-indicator__state--paused")).to_be_visible()
        editor.page.unroute("**/newsroom/**")
        editor.wait_until_saved()
        editor.page.reload()
        expect(editor.headline).to_have_value("Written meanwhile")
