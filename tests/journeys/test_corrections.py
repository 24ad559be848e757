"""A story that readers have read is corrected in the open, from the form to what they see of it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.test_schedule import shell
from tests.machinery.browser import OpenPage, barriers, visit
from tests.machinery.desks import Desk, LogIn
from tests.machinery.served import ServedPaper

pytestmark = pytest.mark.journey

READ_AN_HOUR_AGO = """
    from datetime import timedelta
    from django.utils import timezone
    from broadsheet.stories.actions import bring_in
    from broadsheet.stories.models import Story
    from broadsheet.topics.models import Section
    at = timezone.now() - timedelta(hours=1)
    story = Story(section=Section.objects.get(slug="news"), slug="ferry-again",
                  headline="Ferry runs on Sunday", byline_note="Our own staff")
    story.body = [("paragraph", "<p>The ferry runs on Sunday, the board said.</p>")]
    bring_in(story, first_published_at=at)
    print(story.pk, story.get_absolute_url())
"""
NOTE = "The ferry runs on Monday, not on Sunday."


@pytest.fixture(scope="module")
def story(served_paper: ServedPaper) -> tuple[str, str]:
    """Its number in the newsroom, and where readers read it."""
    pk, address = shell(served_paper, READ_AN_HOUR_AGO).split()
    return pk, address


@pytest.fixture
def desk(log_in: LogIn, story: tuple[str, str]) -> Desk:
    desk = log_in("Editor")
    desk.page.goto(f"/newsroom/stories/edit/{story[0]}/")
    return desk


class TestCorrection:
    def test_is_asked_for_and_told(
        self, desk: Desk, story: tuple[str, str], open_page: OpenPage
    ) -> None:
        expect(desk.page.get_by_role("heading", name="What has changed?")).to_be_visible()
        desk.headline.fill("Ferry runs on Monday")
        desk.paragraph.click()
        desk.page.keyboard.press("Control+End")
        desk.page.keyboard.type(" Crews had waited for a month.")

        desk.press("Publish")
        expect(desk.told()).to_contain_text("nothing you wrote is lost")
        expect(desk.at_field("change_kind")).to_contain_text("Say what kind of change it is.")
        self.has_all_that_was_typed(desk)

        desk.page.get_by_role("radio", name=re.compile("^Correction:")).check()
        desk.press("Publish")
        expect(desk.at_field("change_note")).to_contain_text("Tell readers in a sentence")
        expect(desk.page.get_by_role("radio", name=re.compile("^Correction:"))).to_be_checked()
        assert not [each for each in barriers(desk.page) if "change_" in each]
        self.has_all_that_was_typed(desk)

        desk.page.get_by_label("Sentence for readers").fill(NOTE)
        desk.press("Publish")
        expect(desk.told()).to_contain_text("is published")
        self.is_told_to_readers(open_page, story[1])

    def has_all_that_was_typed(self, desk: Desk) -> None:
        expect(desk.headline).to_have_value("Ferry runs on Monday")
        expect(desk.paragraph).to_contain_text("Crews had waited for a month.")

    def is_told_to_readers(self, open_page: OpenPage, address: str) -> None:
        page = open_page(address, width=360)
        told = page.locator("#amended .correction")
        expect(told).to_contain_text("Correction")
        expect(told).to_contain_text(NOTE)
        expect(told.locator("del")).to_have_text("Sunday")
        expect(told.locator("ins")).to_have_text(["Monday", "Crews had waited for a month."])
        assert barriers(page) == []

        page.get_by_role("link", name="All versions of this story").click()
        expect(page.get_by_role("heading", name="From version 1 to version 2")).to_be_visible()
        expect(page.locator(".comparison del").last).to_have_text("Sunday")
        page.get_by_role("link", name="As it stood – version 1").click()
        expect(page.locator(".comparison")).to_contain_text("Ferry runs on Sunday")
        assert barriers(page) == []

        visit(page, "/corrections/")
        expect(page.locator(".card").first).to_contain_text(NOTE)
        assert barriers(page) == []
