"""The story so far: offered while somebody writes, added by a click, read and followed."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.test_schedule import shell
from tests.machinery.browser import OpenPage, barriers
from tests.machinery.desks import Desk, LogIn
from tests.machinery.members import Member, opened
from tests.machinery.served import ServedPaper

pytestmark = pytest.mark.journey

HEADLINE = "Council plans a cable car over the Weir Street canal"
ARCHIVE = f"""
    from datetime import UTC, datetime, timedelta
    from broadsheet.stories import actions
    from broadsheet.stories.models import Story
    from broadsheet.topics.models import Section
    at = datetime.now(UTC) - timedelta(days=120)
    actions.bring_in(
        Story(section=Section.objects.get(slug="news"), slug="cable-car", headline="{HEADLINE}",
              standfirst="The plan for the cable car was announced at the town hall.",
              byline_note="Our own staff",
              body=[("paragraph", "<p>It would cross the canal.</p>")]),
        first_published_at=at,
    )
    print(at.strftime("%B"))
"""


@pytest.fixture(scope="module")
def month(served_paper: ServedPaper) -> str:
    """In which the plan was announced, and told in the paper."""
    return shell(served_paper, ARCHIVE).strip().splitlines()[-1]


def offer(desk: Desk) -> Locator:
    return desk.page.locator("story-lines .offers > li", has_text=HEADLINE)


class TestAStoryThatGoesOn:
    def test_is_put_together_by_a_click_and_followed_by_a_reader(
        self, log_in: LogIn, month: str, open_page: OpenPage, member: Member
    ) -> None:
        desk = log_in("Editor")
        desk.write("Cable car over the canal is put off")
        desk.say(f"It was in {month} that the plan was first announced.")
        desk.page.locator("[name=byline_note]").fill("Our own staff")
        desk.wait_until_saved()
        desk.page.get_by_role("button", name="Toggle storylines").click()
        expect(offer(desk)).to_contain_text(f"It was in {month}")
        assert not [each for each in barriers(desk.page) if "story" in str(each)]

        join = desk.page.get_by_label("Add it to the storyline")
        join.fill("The canal")
        with desk.page.expect_response("**/desk/storylines/"):
            desk.say("Nobody was surprised.")
        expect(join).to_have_value("The canal")
        asked: list[str] = []
        desk.page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
        with desk.page.expect_response("**/desk/storylines/") as looked:
            offer(desk).get_by_role("button", name="Add to the story so far").click()
        assert looked.value.ok
        assert asked == [f"“{HEADLINE}” is a new storyline, and readers will see it now."]
        expect(join).to_have_value("The canal")
        own = desk.page.locator("story-lines .storyline")
        expect(own.locator("li")).to_have_count(2)
        expect(offer(desk)).to_have_count(0)
        own.get_by_label("What happened, in a line").fill("The council puts the cable car off.")
        own.get_by_role("button", name="Keep").click()
        expect(own.locator("li").last).to_contain_text("The council puts the cable car off.")

        desk.press("Publish")
        expect(desk.told()).to_contain_text("is published")
        address = desk.told().get_by_role("link", name="See it live").get_attribute("href")
        assert address
        page = open_page(address, script=False)
        so_far = page.locator(".so-far")
        expect(so_far.locator("li")).to_have_count(2)
        expect(so_far.locator("[aria-current=page]")).to_contain_text("puts the cable car off")
        so_far.locator("li").get_by_role("link", name=HEADLINE).click()
        expect(page.locator(".so-far [aria-current=page]")).to_contain_text(HEADLINE)
        page.locator(".so-far-name a").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(HEADLINE)
        expect(page.locator(".episode h3")).to_have_text(
            [HEADLINE, "The council puts the cable car off."]
        )

        reader = opened(member(), page.url)
        button = reader.locator("keep-thing button")
        expect(button).to_have_attribute("aria-pressed", "false")
        button.click()
        expect(button).to_have_attribute("aria-pressed", "true")
        reader.goto("/me/")
        expect(reader.locator(".river .card-headline").first).to_have_text(
            "Cable car over the canal is put off"
        )
