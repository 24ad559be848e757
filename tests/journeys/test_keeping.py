"""What a reader keeps, in a real browser: with the islands, without script, and in two windows."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.machinery.browser import OpenPage, barriers, visit
from tests.machinery.members import Member, opened
from tests.machinery.served import ServedPaper
from tests.machinery.sights import Sights

pytestmark = pytest.mark.journey

OF_STORY = ".tools keep-thing button"
OWN_PAGES = ["/me/", "/me/saved/", "/me/follows/", "/me/settings/", "/me/data/"]


def asked_for(page: Page) -> list[str]:
    """What the page asks for of what is somebody's own, from now on."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/me/" in request.url else None)
    return asked


def save(page: Page) -> None:
    expect(page.locator(OF_STORY)).to_have_attribute("aria-pressed", "false")
    page.locator(OF_STORY).click()
    expect(page.locator(OF_STORY)).to_have_attribute("aria-pressed", "true")


class TestStranger:
    def test_causes_no_request_for_what_is_somebodys_own(
        self, open_page: OpenPage, sights: Sights
    ) -> None:
        page = open_page("/")
        asked = asked_for(page)
        for path in sights.all.values():
            visit(page, path)
        assert asked == []

    def test_is_asked_to_log_in_by_the_plain_form(
        self, open_page: OpenPage, sights: Sights
    ) -> None:
        for script in (True, False):
            page = open_page(sights.stories[0], script=script)
            page.locator(OF_STORY).click()
            page.wait_for_url(re.compile(r"/login/\?next="))

    @pytest.mark.parametrize(("script", "name"), [(True, "Log in"), (False, "My page")])
    def test_finds_the_way_in_where_the_menu_would_be(
        self, script: bool, name: str, open_page: OpenPage
    ) -> None:
        """Without script nobody can tell who it is; the page behind the link can."""
        link = open_page("/", script=script).locator(".account-opener")
        expect(link).to_have_accessible_name(name)
        assert link.get_attribute("href") == "/me/"


class TestMenu:
    def test_says_who_it_is_and_leads_to_what_is_theirs(self, member: Member) -> None:
        page = opened(member(), "/")
        opener = page.locator(".account-opener")
        expect(opener.locator(".owner-face")).to_have_text("AB")
        expect(opener).to_have_accessible_name("My page")
        menu = page.locator("#account")
        expect(menu).to_be_hidden()
        opener.click()
        expect(menu).to_be_in_viewport()
        expect(menu).to_contain_text("Ada Byrne")
        assert barriers(page) == []
        page.keyboard.press("Escape")
        expect(menu).to_be_hidden()
        opener.click()
        menu.get_by_role("link", name="Saved stories").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Saved stories")

    def test_closes_when_the_keyboard_leaves_it(self, member: Member) -> None:
        page = opened(member(), "/")
        opener, menu = page.locator(".account-opener"), page.locator("#account")
        opener.press("Enter")
        for _step in range(5):
            page.keyboard.press("Tab")
            expect(menu.locator(":focus")).to_have_count(1)
        page.keyboard.press("Tab")
        expect(menu).to_be_hidden()
        expect(page.locator(":focus")).to_be_visible()
        for is_open in (True, False, True):
            opener.click()
            expect(menu).to_be_visible(visible=is_open)

    def test_bears_what_the_form_for_logging_out_needs(self, member: Member) -> None:
        page = opened(member(), "/")
        form = page.locator("#account form")
        assert form.get_attribute("action") == "/accounts/logout/"
        assert len(str(form.locator("input").get_attribute("value"))) > 30

    def test_asks_once_a_page_for_everything(self, member: Member) -> None:
        context = member()
        page = context.new_page()
        asked = asked_for(page)
        visit(page, "/latest/")
        assert page.locator("keep-thing").count() > 10
        assert len(asked) == 1
        assert "/me/here/?story=" in asked[0]

    def test_stays_a_link_where_the_session_has_ended(
        self, member: Member, served_paper: ServedPaper
    ) -> None:
        context = member()
        context.clear_cookies(name="sessionid")
        page = opened(context, "/")
        link = page.locator("a.account-opener")
        assert link.get_attribute("href") == "/me/"
        expect(link).to_have_accessible_name("Log in")


class TestSaving:
    def test_shows_it_there_and_on_the_readers_own_page(
        self, member: Member, sights: Sights
    ) -> None:
        page = opened(member(), sights.stories[0])
        save(page)
        expect(page.locator(".tools keep-thing [role=status]")).to_have_text("Saved")
        page.reload()
        expect(page.locator(OF_STORY)).to_have_attribute("aria-pressed", "true")
        page.goto("/me/saved/")
        kept = page.locator("main .card-headline a")
        expect(kept).to_have_attribute("href", sights.stories[0])
        page.get_by_role("button", name="Remove").click()
        expect(page.locator(".empty")).to_contain_text("Nothing saved yet")

    def test_leaves_the_reader_at_that_place_of_the_list_whatever_is_done_there(
        self, member: Member, sights: Sights
    ) -> None:
        context = member(width=360)
        for path in sights.stories[:3]:
            save(opened(context, path))
        page = opened(context, "/me/saved/")
        last = page.locator("main .card").nth(2)
        headline = last.locator(".card-headline").inner_text()
        last.get_by_role("button", name="Mark as read").click()
        focused = page.locator(":focus")
        expect(focused).to_contain_text("Read · Saved on")
        expect(page.get_by_role("link", name=headline)).to_be_in_viewport()
        page.locator("main .card").nth(1).get_by_role("button", name="Remove").click()
        expect(focused).to_have_text("Removed")
        expect(page.get_by_role("link", name=headline)).to_be_in_viewport()
        page.get_by_role("button", name="Remove").nth(1).click()
        expect(page.locator("main .card")).to_have_count(1)
        expect(focused).to_have_text("Removed")
        page.get_by_role("button", name="Remove").click()
        expect(page.locator(".empty")).to_contain_text("Nothing saved yet")
        expect(focused).to_have_text("Removed")

    def test_from_a_card_names_the_story(self, member: Member) -> None:
        page = opened(member(), "/latest/")
        button = page.locator(".card-meta keep-thing button").nth(1)
        headline = page.locator(".card-headline").nth(1).inner_text()
        expect(button).to_have_accessible_name(f"Save: {headline}")
        expect(button).to_have_attribute("aria-pressed", "false")
        button.click()
        expect(button).to_have_attribute("aria-pressed", "true")

    def test_by_a_double_click_happens_once(self, member: Member, sights: Sights) -> None:
        page = opened(member(), sights.stories[0])
        expect(page.locator(OF_STORY)).to_have_attribute("aria-pressed", "false")
        page.route("**/me/saved/", lambda route: (page.wait_for_timeout(300), route.continue_()))
        asked = asked_for(page)
        page.locator(OF_STORY).dblclick()
        expect(page.locator(OF_STORY)).to_have_attribute("aria-pressed", "true")
        assert len(asked) == 1

    def test_that_fails_says_so_and_changes_nothing(self, member: Member, sights: Sights) -> None:
        page = opened(member(), sights.stories[0])
        expect(page.locator(OF_STORY)).to_have_attribute("aria-pressed", "false")
        page.route("**/me/saved/", lambda route: route.abort())
        page.locator(OF_STORY).click()
        said = page.locator(".tools keep-thing [role=status]")
        expect(said).to_have_text("That did not work. Please try again.")
        expect(page.locator(OF_STORY)).to_have_attribute("aria-pressed", "false")

    def test_is_seen_in_another_window(self, member: Member, sights: Sights) -> None:
        context = member()
        first, second = (opened(context, sights.stories[0]) for _ in range(2))
        save(first)
        expect(second.locator(OF_STORY)).to_have_attribute("aria-pressed", "true")
        second.locator(OF_STORY).click()
        expect(first.locator(OF_STORY)).to_have_attribute("aria-pressed", "false")

    def test_after_logging_out_in_another_window_leads_to_where_one_logs_in(
        self, member: Member, sights: Sights
    ) -> None:
        context = member()
        page = opened(context, sights.stories[0])
        expect(page.locator(OF_STORY)).to_have_attribute("aria-pressed", "false")
        context.clear_cookies()
        page.locator(OF_STORY).click()
        page.wait_for_url(re.compile(r"/login/\?next="))

    def test_taken_back_in_a_session_that_has_ended_saves_nothing(
        self, member: Member, sights: Sights
    ) -> None:
        context = member()
        page = opened(context, sights.stories[0])
        save(page)
        context.clear_cookies()
        page.locator(OF_STORY).click()
        page.wait_for_url(re.compile(r"/login/\?next="))
        assert parse_qs(urlsplit(page.url).query)["next"] == [sights.stories[0]]

    def test_without_script_leads_back_and_says_so(self, member: Member, sights: Sights) -> None:
        context = member(java_script_enabled=False)
        page = opened(context, sights.stories[0])
        expect(page.locator("#is-saved")).to_be_hidden()
        page.locator(OF_STORY).click()
        page.wait_for_url(re.compile("#is-saved$"))
        expect(page.locator("#is-saved")).to_be_in_viewport()
        page.get_by_role("link", name="Close", exact=True).click()
        expect(page.locator("#is-saved")).to_be_hidden()
        page.go_back()
        page.locator("#is-saved").get_by_role("link", name="Saved stories").click()
        expect(page.locator("main .card")).to_have_count(1)

    def test_says_so_over_nothing_that_has_the_focus(self, member: Member, sights: Sights) -> None:
        page = opened(member(), f"{sights.stories[0]}#is-saved")
        note = page.locator("#is-saved").bounding_box()
        assert note
        for _step in range(40):
            page.keyboard.press("Tab")
            focused = page.locator(":focus")
            if focused.count() == 0 or page.locator("#is-saved :focus").count():
                continue
            box = focused.bounding_box()
            if box and box["height"] < 200:
                assert box["y"] + box["height"] <= note["y"] + 1


class TestFollowing:
    def test_brings_what_is_new_to_the_readers_page(self, member: Member, sights: Sights) -> None:
        page = opened(member(), sights.kinds["section"])
        button = page.locator(".title keep-thing button")
        plus, check = (button.locator(".icon").nth(number) for number in range(2))
        expect(button).to_have_attribute("aria-pressed", "false")
        expect(plus).to_be_visible()
        expect(check).to_be_hidden()
        button.click()
        expect(button).to_have_attribute("aria-pressed", "true")
        expect(plus).to_be_hidden()
        expect(check).to_be_visible()
        page.goto("/me/")
        assert page.locator(".river .card").count() > 0
        page.goto("/me/follows/")
        page.get_by_role("button", name="Unfollow").click()
        expect(page.locator(".empty")).to_contain_text("You follow nothing yet")


class TestReading:
    def test_follows_the_account_to_another_browser(self, member: Member, sights: Sights) -> None:
        here = opened(member("sizes@example.org"), sights.stories[0])
        with here.expect_response("**/me/settings/"):
            here.get_by_role("radio", name="150%").check()
        there = opened(member("sizes@example.org"), sights.stories[1])
        expect(there.locator("html")).to_have_attribute("data-text-size", "150")
        # On the next page it is there before any script file.
        there.route("**/paper*.js", lambda route: route.abort())
        there.goto(sights.stories[2])
        expect(there.locator("html")).to_have_attribute("data-text-size", "150")

    def test_is_chosen_in_the_settings(self, member: Member, sights: Sights) -> None:
        page = opened(member(), "/me/settings/")
        page.get_by_role("radio", name="Dark").check()
        page.get_by_role("button", name="Save").first.click()
        expect(page.get_by_role("status").first).to_have_text("It is saved.")
        visit(page, sights.stories[0])
        expect(page.locator("html")).to_have_attribute("data-appearance", "dark")


class TestPlace:
    @pytest.fixture
    def long_story(self, served_paper: ServedPaper, sights: Sights) -> str:
        return next(path for path in sights.stories if "<keep-place" in served_paper.get(path).text)

    def read_half(self, page: Page) -> None:
        page.evaluate(
            """() => {
                const blocks = document.querySelector(".article-body").children;
                blocks[blocks.length >> 1].scrollIntoView();
            }"""
        )

    def test_is_kept_once_the_reader_has_said_yes(self, member: Member, long_story: str) -> None:
        context = member()
        page = opened(context, long_story)
        question = page.locator(".place-question")
        expect(question).to_have_count(0)
        self.read_half(page)
        expect(question).to_be_in_viewport()
        assert barriers(page) == []
        with page.expect_response("**/me/settings/"):
            question.get_by_role("button", name="Yes").click()
        expect(question).to_have_count(0)
        # What is sent while a page is left, no page hears an answer to.
        for _ in range(20):
            page.goto("/me/")
            if page.locator(".keepsake-note").count():
                break
        visit(page, long_story)
        offer = page.locator(".place-offer")
        expect(offer).to_contain_text("You stopped reading here:")
        offer.get_by_role("button", name="Go on from there").click()
        expect(page.locator(".article-body > :focus")).to_be_in_viewport()
        page.goto("/me/")
        expect(page.locator(".keepsake-note")).to_contain_text("% read")

    def test_is_not_kept_and_not_asked_for_again_after_a_no(
        self, member: Member, long_story: str
    ) -> None:
        context = member()
        page = opened(context, long_story)
        self.read_half(page)
        with page.expect_response("**/me/settings/"):
            page.locator(".place-question").get_by_role("button", name="No").click()
        asked = asked_for(page)
        visit(page, long_story)
        self.read_half(page)
        visit(page, "/")
        assert [url for url in asked if "/places/" in url] == []


class TestOwnPages:
    @pytest.mark.parametrize("width", [360, 1280])
    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_have_no_barrier_and_no_sideways_scroll(
        self, member: Member, sights: Sights, width: int, scheme: str
    ) -> None:
        context = member("looks@example.org", width=width, color_scheme=scheme)
        page = opened(context, sights.stories[0])
        if page.locator(OF_STORY).get_attribute("aria-pressed") == "false":
            save(page)
        found = {}
        for path in OWN_PAGES:
            visit(page, path)
            found[path] = barriers(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert {path: lines for path, lines in found.items() if lines} == {}

    def test_reflow_at_twice_the_text_size(self, member: Member) -> None:
        context = member(width=320)
        for path in OWN_PAGES:
            page = opened(context, path)
            page.evaluate("document.documentElement.dataset.textSize = '200'")
            assert page.evaluate("document.documentElement.scrollWidth") <= 320, path

    def test_do_everything_without_script(self, member: Member, sights: Sights) -> None:
        context = member("plain@example.org", java_script_enabled=False)
        page = opened(context, "/me/settings/")
        page.get_by_label("First name").fill("<b>Bo</b>")
        page.get_by_role("button", name="Save").nth(1).click()
        expect(page.locator(".owner bdi")).to_have_text("<b>Bo</b> Byrne")
        page.goto("/me/data/")
        with page.expect_download() as download:
            page.get_by_role("link", name="Download my data").click()
        assert download.value.suggested_filename.endswith(".zip")
        page.get_by_label("To erase it").fill("plain@example.org")
        page.get_by_role("button", name="Erase my account").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Your account is erased")
        page.goto("/me/")
        page.wait_for_url(re.compile(r"/login/\?next="))
