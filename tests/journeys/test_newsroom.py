"""A story's way through the newsroom, in the browsers of those who make it."""

from __future__ import annotations

import re
import time
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.test_schedule import LATE, shell
from tests.machinery.browser import OpenPage
from tests.machinery.desks import SAVES_WITHIN, LogIn
from tests.machinery.served import ServedPaper

pytestmark = pytest.mark.journey

PICTURE = "Portrait: Elisabet Vane"
AUTHOR = "Hanna Rudd"
PHONE = 360
LIVE_WITHIN = 60_000
"""Milliseconds in which a machine that does much else presses the fronts."""

WITHOUT_ALT_TEXT = """
    from broadsheet.media.models import Picture
    told = Picture.objects.order_by("pk").first()
    Picture.objects.create(title="Not described", file=told.file, description="")
"""
LEAVE = """
    from broadsheet.stories.models import Story
    Story.objects.filter(headline="The clock strikes").delete()
"""
UNWANTED = """
    from broadsheet.stories.models import Story
    from broadsheet.topics.models import Section
    story = Story.objects.create(
        section=Section.objects.first(), headline="The lighthouse is for sale", slug="for-sale",
        byline_note="Our own staff", body=[("paragraph", "<p>Nobody has asked.</p>")], live=False,
    )
    story.save_revision().publish()
    print(story.pk)
"""
ZONE = """
    from broadsheet.paper.models import Paper
    print(Paper.current().time_zone)
"""


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
        expect(editor.told()).to_contain_text("Live on", timeout=LIVE_WITHIN)
        for front in ("Home", "News"):
            expect(editor.told().get_by_role("link", name=front, exact=True)).to_be_visible()

        for path in ("/", "/news/", "/latest/"):
            front = open_page(path)
            link = front.locator(f"main a[href$='{address}']").first
            expect(link).to_contain_text("The swing bridge carries trams again")
        story = open_page(address)
        expect(story.locator("h1")).to_have_text("The swing bridge carries trams again")
        expect(story.locator("article.story")).to_contain_text("The first tram crossed at noon.")
        expect(story.locator("article.story")).to_contain_text(AUTHOR)
        assert story.locator("article.story img").first.evaluate("image => image.naturalWidth") > 0

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
        reporter.tab_to(page.get_by_role("button", name="Insert a block").first)
        keys.press("Enter")
        reporter.tab_to(page.get_by_role("combobox", name="Search options"))
        keys.type("Para")
        expect(page.get_by_role("option", name="Paragraph", selected=True)).to_be_visible()
        keys.press("Enter")
        expect(reporter.paragraph).to_be_focused()
        keys.type("It was close to the end.")
        expect(page.locator("[name=body-0-value]")).to_have_value(re.compile("close to the end."))
        keys.press("Control+s")
        page.wait_for_url("**/edit/*/")
        form = page.url
        assert reporter.headline.input_value() == "Rowers win by a length"
        reporter.tab_to(page.locator("footer").get_by_role("button", name="Submit for review"))
        keys.press("Enter")
        expect_told(page, "“Rowers win by a length” is waiting for review.")
        page.goto(form)
        expect(reporter.paragraph).to_have_text("It was close to the end.")


class TestSlugs:
    def test_keep_the_vowel_signs_of_a_name(self, log_in: LogIn) -> None:
        page = log_in("Publisher").page
        page.goto("/newsroom/sections/new/")
        name, slug = page.locator("[name=name]"), page.locator("[name=slug]")
        name.press_sequentially("കായികം ഇന്ന്")
        expect(slug).to_have_value("കായികം-ഇന്ന്")
        slug.fill("കൊല്ലം, ഇന്ന്!")
        name.focus()
        expect(slug).to_have_value("കൊല്ലം-ഇന്ന്")
        name.press_sequentially(" വീണ്ടും")
        expect(slug).to_have_value("കൊല്ലം-ഇന്ന്")


class TestStopped:
    def test_says_why_at_each_field_and_loses_nothing(
        self, log_in: LogIn, served_paper: ServedPaper
    ) -> None:
        shell(served_paper, WITHOUT_ALT_TEXT)
        editor = log_in("Editor")
        headline = "A headline that goes on and on " * 5
        editor.write(headline.strip())
        editor.illustrate("Not described")
        editor.say("None of this may be lost.")
        editor.press("Publish")
        expect_told(editor.page, "nothing you wrote is lost")
        expect(editor.at_field("headline")).to_contain_text("this paper prints up to")
        expect(editor.at_field("byline_note")).to_contain_text("Nobody has signed this story")
        expect(editor.at_field("lead_picture")).to_contain_text("has no alt text")
        assert editor.headline.input_value() == headline.strip()
        expect(editor.paragraph).to_contain_text("None of this may be lost.")


class TestScheduling:
    def test_publishes_at_the_minute_that_was_typed(
        self, log_in: LogIn, served_paper: ServedPaper
    ) -> None:
        zone = ZoneInfo(shell(served_paper, ZONE).splitlines()[-1])
        editor = log_in("Editor")
        editor.write("The clock strikes", section="Culture")
        editor.sign(AUTHOR)
        editor.say("Once for each hour.")
        editor.page.get_by_role("tab", name="Dates").click()
        due = (datetime.now(zone) + timedelta(seconds=75)).replace(second=0, microsecond=0)
        editor.page.locator("[name=go_live_at]").fill(f"{due:%Y-%m-%d %H:%M}")
        editor.page.keyboard.press("Escape")
        editor.press("Publish")
        expect_told(editor.page, "will be published on")
        expect_told(editor.page, f"{due:%H:%M %Z}")
        while "The clock strikes" not in served_paper.get("/culture/").text:
            assert time.time() < due.timestamp() + LATE
            time.sleep(0.1)
        assert time.time() >= due.timestamp()
        # So short a story is none for others to judge the paper's pages by.
        shell(served_paper, LEAVE)


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

    def test_a_lock_keeps_the_other_out_and_says_so(self, log_in: LogIn) -> None:
        editor, reporter = log_in("Editor"), log_in("Reporter")
        editor.write("Under the lawyer’s eye")
        editor.wait_until_saved()
        address = editor.page.url
        editor.page.get_by_role("button", name="Toggle status").click()
        editor.page.locator("label", has_text=re.compile(r"^\s*Lock\s*$")).click()
        expect_told(editor.page, "locked")
        reporter.page.goto(address)
        expect_told(reporter.page, "locked")
        expect(reporter.page.locator("footer").get_by_role("button", name="Save")).to_have_count(0)


class TestOnAPhone:
    def test_a_list_gives_its_titles_the_width_and_is_read_without_moving_sideways(
        self, log_in: LogIn
    ) -> None:
        page = log_in("Publisher").page
        page.set_viewport_size({"width": PHONE, "height": 800})
        for screen in ("stories", "topics", "authors", "sections", "documents", "users"):
            page.goto(f"/newsroom/{screen}/")
            title = page.locator(".listing td.title").first.bounding_box()
            listing = page.locator(".listing").evaluate("list => list.scrollWidth")
            assert title is not None, screen
            assert title["width"] > PHONE * 0.7, screen
            assert listing <= PHONE, screen

    def test_what_is_left_of_a_withdrawn_story_is_read_without_moving_sideways(
        self, log_in: LogIn, served_paper: ServedPaper
    ) -> None:
        page = log_in("Publisher").page
        page.set_viewport_size({"width": PHONE, "height": 800})
        number = shell(served_paper, UNWANTED).splitlines()[-1]
        page.goto(f"/newsroom/stories/withdraw/{number}/")
        page.get_by_label("Reason").fill("A court has forbidden it.")
        page.get_by_role("button", name="Withdraw this story").click()
        expect(page.locator("h1")).to_contain_text("The lighthouse is for sale")
        for left in page.locator(".listing td[data-label='What is left']").all():
            place = left.bounding_box()
            assert place is not None
            assert place["x"] + place["width"] <= PHONE
        assert page.locator(".listing").evaluate("list => list.scrollWidth") <= PHONE
