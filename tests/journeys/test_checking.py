"""Copy that is checked while it is written, beside the form."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.test_schedule import shell
from tests.machinery.browser import barriers
from tests.machinery.desks import Desk, LogIn
from tests.machinery.served import ServedPaper

pytestmark = pytest.mark.journey

REGISTER = """
    from broadsheet.register.models import Office, Person, Place, Tenure
    country = Place.objects.create(name="Harland", adjectives="Harlandic")
    mayor = Office.objects.create(title="prime minister", country=country)
    ada = Person.objects.create(name="Ada Byrnestone", short="Byrnestone")
    Tenure.objects.create(
        person=ada, office=mayor, begins="2001-01-01", ends="2005-01-01", source="The gazette"
    )
    Place.objects.create(name="New Harl", former="Old Harl", country=country)
"""

LEADS_WITHIN = 1_000
"""Milliseconds after which a click that leads somewhere has led there."""

PHONE = 360

UNCOVERED = """() => {
    const { left, top, width, height } = getSelection().getRangeAt(0).getBoundingClientRect();
    const seen = document.elementFromPoint(left + width / 2, top + height / 2);
    return Boolean(seen?.closest(".public-DraftEditor-content"));
}"""

PASTE = """(editor, html) => {
    const data = new DataTransfer();
    data.setData("text/html", html);
    data.setData("text/plain", "as before");
    editor.dispatchEvent(
        new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true })
    );
}"""


@pytest.fixture
def desk(log_in: LogIn) -> Desk:
    """An editor at a new story, with the checks open."""
    desk = log_in("Editor")
    desk.page.goto("/newsroom/stories/add/")
    desk.page.locator("[name=section]").select_option(label="News")
    desk.page.get_by_role("button", name="Toggle copy checks").click()
    return desk


def remarks(desk: Desk) -> Locator:
    return desk.page.locator("copy-checks ol li")


def remark(desk: Desk, words: str) -> Locator:
    return remarks(desk).filter(has=desk.page.locator(".copy-words", has_text=words))


class TestPanel:
    def test_says_what_is_wrong_while_somebody_writes(self, desk: Desk) -> None:
        desk.headline.fill("The the bridge")
        expect(remark(desk, "The the")).to_contain_text("Doubled word")
        desk.headline.fill("The bridge")
        expect(remarks(desk)).to_have_count(0)
        expect(desk.page.locator("copy-checks [role=status]")).to_have_text("Nothing to remark.")

    def test_puts_a_headline_right_by_a_click(self, desk: Desk) -> None:
        desk.headline.fill("The the bridge")
        remark(desk, "The the").locator(".copy-fix").click()
        expect(desk.headline).to_have_value("The bridge")
        expect(remarks(desk)).to_have_count(0)

    def test_puts_running_text_right_by_a_click(self, desk: Desk) -> None:
        desk.retitle("The bridge is late")
        desk.say("It sank on Wednesday, 2 May 2017, said the the mayor.")
        expect(remarks(desk)).to_have_count(2)
        remark(desk, "Wednesday").locator(".copy-fix").click()
        expect(desk.paragraph).to_contain_text("It sank on Tuesday, 2 May 2017")
        expect(remarks(desk)).to_have_count(1)
        remark(desk, "the the").locator(".copy-fix").click()
        expect(desk.paragraph).to_have_text("It sank on Tuesday, 2 May 2017, said the mayor.")
        desk.wait_until_saved()
        desk.page.reload()
        expect(desk.paragraph).to_have_text("It sank on Tuesday, 2 May 2017, said the mayor.")

    def test_writes_only_what_differs_so_that_links_stay(self, desk: Desk) -> None:
        desk.retitle("The bridge is late")
        desk.say("It sank on ")
        desk.page.keyboard.press("Control+B")
        desk.page.keyboard.type("Wednesday")
        desk.page.keyboard.press("Control+B")
        desk.page.keyboard.type(", 2 May 2017, on the the mud.")
        expect(remarks(desk)).to_have_count(2)
        remark(desk, "the the").locator(".copy-fix").click()
        expect(remarks(desk)).to_have_count(1)
        remark(desk, "Wednesday").locator(".copy-fix").click()
        expect(desk.paragraph).to_have_text("It sank on Tuesday, 2 May 2017, on the mud.")
        bold = desk.paragraph.locator("[style*=bold]")
        expect(bold).to_have_text("Tuesday")

    def test_leaves_a_reason_alone_that_somebody_is_writing(self, desk: Desk) -> None:
        desk.headline.fill("The the bridge")
        keep = remark(desk, "The the").locator(".copy-keep")
        keep.locator("summary").click()
        keep.locator("input").fill("So it is painted on")
        desk.page.locator("[name=standfirst]").fill("It opened on on time")
        expect(remarks(desk)).to_have_count(2)
        expect(keep.locator("input")).to_have_value("So it is painted on")
        expect(keep.locator("input")).to_be_visible()

    def test_keeps_words_and_lets_them_go_again(self, desk: Desk) -> None:
        desk.retitle("The the bridge")
        desk.wait_until_saved()
        line = remark(desk, "The the")
        line.locator("summary").click()
        line.locator("input").fill("So it is painted on it")
        line.get_by_role("button", name="Keep").click()
        expect(line).to_contain_text("Kept: So it is painted on it")
        line.get_by_role("button", name="Keep it no longer").click()
        expect(line.locator(".copy-kept")).to_be_hidden()
        expect(line.locator("input")).to_have_value("So it is painted on it")

    def test_writes_what_the_house_writes_by_a_click(self, desk: Desk) -> None:
        desk.retitle("The bridge is late")
        desk.say("At this moment in time the bridge comprises of six parts.")
        expect(remarks(desk)).to_have_count(2)
        remark(desk, "At this moment in time").locator(".copy-fix").click()
        expect(remarks(desk)).to_have_count(1)
        remark(desk, "comprises of").locator(".copy-fix").click()
        expect(desk.paragraph).to_have_text("Now the bridge consists of six parts.")
        expect(remarks(desk)).to_have_count(0)

    def test_says_which_link_leads_to_no_story(self, desk: Desk) -> None:
        desk.retitle("The bridge is late")
        desk.say("It was late.")
        address = desk.page.evaluate("location.origin") + "/news/2001/02/03/nothing/"
        desk.paragraph.evaluate(PASTE, f'<a href="{address}">as before</a>')
        remark(desk, "as before").locator(".copy-words").click()
        expect(remark(desk, "as before")).to_contain_text(f"no story at {address}")
        assert desk.page.evaluate("String(getSelection())") == "as before"

    def test_leads_to_the_words(self, desk: Desk) -> None:
        desk.retitle("The bridge is late")
        desk.say("It was late, said the the mayor.")
        remark(desk, "the the").locator(".copy-words").click()
        selected = desk.page.evaluate("String(getSelection())")
        assert selected == "the the"

    def test_leads_to_the_words_on_a_phone_where_it_lies_over_them(self, desk: Desk) -> None:
        desk.page.get_by_role("button", name="Toggle copy checks").click()
        desk.page.set_viewport_size({"width": PHONE, "height": 800})
        desk.retitle("The bridge is late")
        desk.say("It was late, said the the mayor.")
        desk.page.get_by_role("button", name="Toggle copy checks").click()
        remark(desk, "the the").locator(".copy-words").click()
        expect(desk.page.locator("copy-checks")).to_be_hidden()
        assert desk.page.evaluate("String(getSelection())") == "the the"
        desk.page.wait_for_function(UNCOVERED)

    def test_stays_open_on_a_phone_while_it_puts_things_right(self, desk: Desk) -> None:
        desk.page.set_viewport_size({"width": PHONE, "height": 800})
        desk.headline.fill("The the bridge")
        remark(desk, "The the").locator(".copy-fix").click()
        expect(desk.headline).to_have_value("The bridge")
        expect(desk.page.locator("copy-checks")).to_be_visible()

    def test_counts_what_is_wrong_on_its_button_and_has_no_barrier(self, desk: Desk) -> None:
        desk.headline.fill("The the bridge")
        counter = desk.page.locator(
            "[data-side-panel-toggle=copy] [data-side-panel-toggle-counter]"
        )
        expect(counter).to_have_text("1")
        assert not [each for each in barriers(desk.page) if "copy-" in str(each)]


class TestPublishing:
    def test_waits_until_errors_are_mended_or_kept(
        self, desk: Desk, served_paper: ServedPaper
    ) -> None:
        """Of six things four are put right by a click, one is kept, and one stops it."""
        shell(served_paper, REGISTER)
        desk.headline.fill("The the bridge of Old Harl opens")
        desk.sign("Hanna Rudd")
        desk.say(
            "It was Harlandic Prime Minister Ada Byrnestone who said that it sank on Monday, "
            "12 May 2017. In July, last month, it was “late."
        )
        expect(remarks(desk)).to_have_count(6)
        for words in ("The the", "Old Harl", "Prime Minister", "Monday"):
            remark(desk, words).locator(".copy-fix").click()
            expect(remark(desk, words)).to_have_count(0)
        expect(desk.headline).to_have_value("The bridge of New Harl opens")
        expect(desk.paragraph).to_contain_text("It was former Harlandic Prime Minister")
        desk.wait_until_saved()
        keep = remark(desk, "“").locator(".copy-keep")
        keep.locator("summary").click()
        keep.locator("input").fill("It goes on in the next paragraph")
        keep.get_by_role("button", name="Keep").click()
        expect(remarks(desk).filter(has_text="Kept: It goes on")).to_have_count(1)
        desk.press("Publish")
        expect(desk.told()).to_contain_text("Not sent out, and nothing you wrote is lost.")
        expect(desk.told()).to_contain_text("Last month")
        desk.told().get_by_role("link", name="To the copy checks").click()
        expect(remark(desk, "last month")).to_be_visible()
        desk.paragraph.click()
        desk.page.keyboard.press("Control+A")
        desk.page.keyboard.type(
            "It was former Harlandic Prime Minister Ada Byrnestone who said so."
        )
        expect(remarks(desk).filter(has_text="Last month")).to_have_count(0)
        desk.press("Publish")
        expect(desk.told()).to_contain_text("is published")

    def test_leads_to_the_first_remark_unless_somebody_writes_on(self, desk: Desk) -> None:
        desk.headline.fill("The bridge opens")
        desk.sign("Hanna Rudd")
        desk.say("It sank on Wednesday, 2 May 2017.")
        first = remark(desk, "Wednesday").locator(".copy-words")
        desk.wait_until_saved()
        desk.press("Publish")
        desk.told().get_by_role("link", name="To the copy checks").click()
        expect(first).to_be_focused()
        desk.told().get_by_role("link", name="To the copy checks").click()
        desk.headline.focus()
        desk.page.wait_for_timeout(LEADS_WITHIN)
        expect(desk.headline).to_be_focused()
