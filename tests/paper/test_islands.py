"""The islands in a real browser: what each makes smoother, and what is there without them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol

import pytest
from playwright.sync_api import Browser, Page, expect

from broadsheet.stories.context import Beside
from tests.paper import samples
from tests.paper.conftest import Publish, printed

pytestmark = pytest.mark.journey

PATH = "/news/2026/03/04/cracks/"


class Read(Protocol):
    """Prints a story and opens it in a browser window of its own."""

    def __call__(self, path: str = PATH, **options: Any) -> Page: ...


@pytest.fixture
def read(browser: Browser, publish: Publish) -> Iterator[Read]:
    """Opens stories; fails the test if a script broke or the policy had to stop something."""
    wrong: list[str] = []
    last = samples.story(url=samples.card(7).url, **samples.BARE_STORY)
    publish(last.url, printed("pages/story.html", last))

    def read(path: str = PATH, **options: Any) -> Page:
        window = {"width": options.pop("width", 1280), "height": 900}
        script, rtl = options.pop("script", True), options.pop("language", "en")
        before = options.pop("before", "")
        anchor = options.pop("anchor", "")
        story = samples.story(url=path, **options)
        address = publish(path, printed("pages/story.html", story, language=rtl))
        context = browser.new_context(viewport=window, java_script_enabled=script)
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on(
            "console",
            lambda said: (
                wrong.append(f"{said.text} {said.location}") if said.type == "error" else None
            ),
        )
        page.route("https://**", lambda route: route.fulfill(body="elsewhere"))
        if before:
            page.add_init_script(before)
        page.goto(address + anchor)
        return page

    yield read
    for context in browser.contexts:
        context.close()
    assert wrong == []


def root_size(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.documentElement).fontSize"))


class TestTextSize:
    def test_grows_everything_in_five_steps(self, read: Read) -> None:
        page = read()
        sizes = []
        for radio in page.locator("text-size input").all():
            radio.check()
            sizes.append(root_size(page))
        assert sizes == ["16px", "20px", "24px", "28px", "32px"]

    def test_is_kept_for_the_next_visit_and_there_before_any_script_file(self, read: Read) -> None:
        page = read()
        page.get_by_role("radio", name="175%").check()
        page.route(
            "**/paper.js", lambda route: route.fulfill(content_type="text/javascript", body="")
        )
        page.goto("about:blank")
        page.go_back()
        assert root_size(page) == "28px"

    def test_moves_by_arrow_keys(self, read: Read) -> None:
        page = read()
        page.get_by_role("radio", name="100%").focus()
        page.keyboard.press("ArrowRight")
        assert root_size(page) == "20px"
        expect(page.get_by_role("radio", name="125%")).to_be_checked()

    def test_never_makes_a_page_wider_than_its_window(self, read: Read) -> None:
        page = read(width=320)
        page.get_by_role("radio", name="200%").check()
        assert page.evaluate("document.documentElement.scrollWidth") == 320

    def test_is_absent_without_script(self, read: Read) -> None:
        expect(read(script=False).locator("text-size")).to_be_hidden()


class TestPictureViewer:
    def test_shows_a_picture_large_and_gives_focus_back(self, read: Read) -> None:
        page = read()
        link = page.get_by_role("link", name="Enlarge the picture").first
        link.focus()
        page.keyboard.press("Enter")
        dialog = page.get_by_role("dialog", name="Picture")
        expect(dialog).to_be_visible()
        expect(dialog.get_by_role("button", name="Close")).to_be_focused()
        assert dialog.locator("img").get_attribute("alt") == samples.picture(1).alt
        expect(dialog).to_contain_text("The harbour, place 1.")
        expect(dialog).to_contain_text("Photo: Ada Byrne")
        page.keyboard.press("Escape")
        expect(page.locator("dialog")).to_have_count(0)
        expect(link).to_be_focused()

    def test_turns_through_a_gallery(self, read: Read) -> None:
        page = read()
        page.get_by_role("link", name="Enlarge picture 3 of 3").click()
        dialog = page.get_by_role("dialog")
        expect(dialog.locator("output")).to_have_text("3 / 3")
        page.keyboard.press("ArrowRight")
        expect(dialog.locator("output")).to_have_text("1 / 3")
        dialog.get_by_role("button", name="Previous picture").click()
        expect(dialog.locator("output")).to_have_text("3 / 3")

    def test_turns_the_other_way_where_reading_does(self, read: Read) -> None:
        page = read(language="ar")
        page.locator(".gallery .enlarge").first.click()
        page.keyboard.press("ArrowLeft")
        expect(page.locator("dialog output")).to_have_text("2 / 3")

    def test_offers_no_steps_for_a_picture_alone(self, read: Read) -> None:
        page = read()
        page.get_by_role("link", name="Enlarge the picture").first.click()
        expect(page.get_by_role("button", name="Next picture")).to_have_count(0)

    def test_leads_to_the_file_without_script(self, read: Read) -> None:
        page = read(script=False)
        link = page.get_by_role("link", name="Enlarge the picture").first
        assert link.get_attribute("href") == samples.picture(1).largest


class TestShareStory:
    def test_hands_the_address_to_the_system(self, read: Read) -> None:
        page = read(before="navigator.share = (what) => { window.shared = what; }")
        page.get_by_role("button", name="Share").click()
        assert page.evaluate("shared.url") == f"{samples.SITE}/news/"
        assert page.evaluate("shared.title") == "Harbour board knew of the cracks"

    def test_copies_the_address_and_says_so(self, read: Read) -> None:
        page = read(before="delete Navigator.prototype.share")
        page.get_by_role("button", name="Copy link").click()
        expect(page.locator("share-story").get_by_role("status")).to_have_text("Link copied")
        assert page.evaluate("navigator.clipboard.readText()") == f"{samples.SITE}/news/"

    def test_writes_a_mail_without_script(self, read: Read) -> None:
        link = read(script=False).get_by_role("link", name="Share")
        assert link.get_attribute("href") == (
            "mailto:?subject=Harbour%20board%20knew%20of%20the%20cracks"
            f"&body={samples.SITE.replace(':', '%3A').replace('/', '%2F')}%2Fnews%2F"
        )


class TestClickToLoad:
    def test_asks_nobody_before_the_click(self, read: Read) -> None:
        asked: list[str] = []
        page = read()
        page.on("request", lambda request: asked.append(request.url))
        page.get_by_role("button", name="The wall moves").scroll_into_view_if_needed()
        page.wait_for_timeout(100)
        assert [url for url in asked if url.startswith("https://")] == []

    def test_puts_the_player_in_its_place_after_it(self, read: Read) -> None:
        page = read()
        page.get_by_role("button", name="The wall moves").click()
        player = page.locator("click-to-load iframe")
        assert player.get_attribute("src") == "https://player.vimeo.com/video/1?dnt=1"
        assert player.get_attribute("title") == "The wall moves"
        assert "fullscreen" in str(player.get_attribute("allow"))
        expect(player).to_be_focused()

    def test_is_a_link_without_script(self, read: Read) -> None:
        link = read(script=False).get_by_role("link", name="The wall moves")
        assert link.get_attribute("href") == "https://vimeo.com/1"


LAST = "5. The wall had been moving"


class TestStoryFold:
    def test_folds_until_asked_and_then_goes_on_where_it_was(self, read: Read) -> None:
        page = read(folded_from=5, fold="always")
        expect(page.get_by_text(LAST)).to_be_hidden()
        page.get_by_role("button", name="Show the full story").click()
        expect(page.get_by_text(LAST)).to_be_visible()
        expect(page.get_by_role("button", name="Show the full story")).to_have_count(0)
        assert page.evaluate("document.activeElement.textContent").startswith("What the gate")

    def test_folds_on_small_screens_alone_when_told(self, read: Read) -> None:
        expect(read(folded_from=5, fold="small").get_by_text(LAST)).to_be_visible()
        phone = read(folded_from=5, fold="small", width=360)
        expect(phone.get_by_text(LAST)).to_be_hidden()

    def test_leaves_the_text_where_find_in_page_reaches_it(self, read: Read) -> None:
        page = read(folded_from=5, fold="always")
        folded = page.locator("story-fold > [hidden='until-found']")
        folded.dispatch_event("beforematch")
        expect(page.get_by_text(LAST)).to_be_visible()

    def test_opens_for_a_link_into_it(self, read: Read) -> None:
        page = read(folded_from=5, fold="always", anchor="#what-the-gate-can-do")
        expect(page.get_by_role("heading", name="What the gate can do")).to_be_in_viewport()

    def test_opens_on_paper(self, read: Read) -> None:
        page = read(folded_from=5, fold="always")
        page.pdf()
        expect(page.get_by_text(LAST)).to_be_visible()

    def test_stands_open_without_script(self, read: Read) -> None:
        expect(read(script=False, folded_from=5, fold="always").get_by_text(LAST)).to_be_visible()

    def test_moves_nothing_that_a_reader_has_seen(self, read: Read) -> None:
        page = read(folded_from=5, fold="always", width=360)
        shifts = page.evaluate(
            """() => new Promise(done => new PerformanceObserver(
                list => done(list.getEntries().reduce((sum, shift) => sum + shift.value, 0))
            ).observe({type: 'layout-shift', buffered: true}) || setTimeout(() => done(0), 300))"""
        )
        assert shifts < 0.01


SECOND, THIRD = "/news/2026/03/03/second/", "/news/2026/03/02/third/"


def to(url: str) -> Beside:
    """Beside a story the next one, at that address."""
    return samples.beside(samples.card(2, url=url))


class TestNextStories:
    @pytest.fixture
    def chain(self, read: Read, publish: Publish) -> Page:
        """Three stories, each inviting to the next; the first is open."""
        third = samples.story(url=THIRD, headline="The third story", beside=samples.beside(None))
        publish(THIRD, printed("pages/story.html", third))
        second = samples.story(url=SECOND, headline="The second story", beside=to(THIRD))
        publish(SECOND, printed("pages/story.html", second))
        return read(beside=to(SECOND))

    def go_on(self, page: Page) -> None:
        page.get_by_role("button", name="Continue reading here").click()

    def test_prints_the_next_one_below_and_takes_the_reader_there(self, chain: Page) -> None:
        self.go_on(chain)
        heading = chain.get_by_role("heading", name="The second story", level=1)
        expect(heading).to_be_in_viewport()
        expect(heading).to_be_focused()
        expect(chain.locator("main article.story")).to_have_count(2)

    def test_gives_each_story_its_own_address_and_title(self, chain: Page) -> None:
        self.go_on(chain)
        expect(chain).to_have_title("The second story – The Test Courier")
        assert chain.url.endswith(SECOND)
        chain.locator("h1").first.scroll_into_view_if_needed()
        expect(chain).to_have_title("Harbour board knew of the cracks – The Test Courier")
        assert chain.url.endswith(PATH)

    def test_goes_on_as_long_as_there_is_a_next_one(self, chain: Page) -> None:
        self.go_on(chain)
        expect(chain.get_by_role("heading", name="The second story", level=1)).to_be_focused()
        self.go_on(chain)
        expect(chain.get_by_role("heading", name="The third story", level=1)).to_be_focused()
        expect(chain.get_by_role("button", name="Continue reading here")).to_have_count(0)

    def test_never_names_two_things_alike(self, chain: Page) -> None:
        self.go_on(chain)
        expect(chain.locator("main article.story")).to_have_count(2)
        ids = chain.evaluate("[...document.querySelectorAll('[id]')].map((e) => e.id)")
        assert len(ids) == len(set(ids))

    def test_ends_after_five(self, read: Read, publish: Publish) -> None:
        paths = [f"/news/2026/03/01/part-{number}/" for number in range(2, 8)]
        for path, following in zip(paths, [*paths[1:], PATH], strict=True):
            story = samples.story(url=path, headline=path, beside=to(following))
            publish(path, printed("pages/story.html", story))
        page = read(beside=to(paths[0]))
        for count in range(2, 7):
            self.go_on(page)
            expect(page.locator("main article.story")).to_have_count(count)
        expect(page.get_by_role("button", name="Continue reading here")).to_have_count(0)
        expect(page.locator(".next a")).to_have_attribute("href", paths[5])

    def test_says_when_the_next_one_cannot_be_had(self, read: Read) -> None:
        page = read(beside=to("/pictures/"))
        self.go_on(page)
        expect(page.locator("next-stories").get_by_role("status")).to_contain_text("not be loaded")

    def test_is_a_plain_link_for_who_saves_data(self, read: Read) -> None:
        page = read(before="Object.defineProperty(navigator, 'connection', "
                           "{value: {saveData: true}})")  # fmt: skip
        expect(page.get_by_role("button", name="Continue reading here")).to_have_count(0)
        expect(page.locator(".next a")).to_be_visible()

    def test_is_a_plain_link_without_script(self, read: Read) -> None:
        page = read(script=False)
        expect(page.locator(".next-here")).to_be_hidden()
        assert page.locator(".next a").get_attribute("href") == samples.card(7).url


class TestMenu:
    def test_opens_without_script_on_small_screens(self, read: Read) -> None:
        page = read(script=False, width=360)
        menu = page.get_by_role("navigation", name="Sections", exact=True)
        expect(menu).to_be_hidden()
        page.get_by_role("button", name="Sections").click()
        expect(menu.get_by_role("link", name="Sport")).to_be_visible()
        page.keyboard.press("Escape")
        expect(menu).to_be_hidden()

    @pytest.mark.parametrize("key", ["Tab", "Shift+Tab"])
    def test_covers_nothing_that_the_keyboard_comes_to(self, read: Read, key: str) -> None:
        page = read(width=360)
        menu = page.get_by_role("navigation", name="Sections", exact=True)
        page.get_by_role("button", name="Sections").press("Enter")
        expect(menu).to_be_visible()
        page.keyboard.press("Tab")
        expect(menu.locator("a:focus")).to_have_count(1)
        for _step in range(menu.locator("a, button").count()):
            page.keyboard.press(key)
        expect(menu).to_be_hidden()
        expect(page.locator(":focus")).to_be_visible()

    def test_stands_open_on_wide_ones(self, read: Read) -> None:
        page = read()
        expect(page.get_by_role("link", name="Sport").first).to_be_visible()
        expect(page.get_by_role("button", name="Sections")).to_have_count(0)


class TestFocus:
    def test_is_seen_wherever_it_goes(self, read: Read) -> None:
        """Every stop of the keyboard shows a ring, inside the window."""
        page = read()
        unseen = []
        for _ in range(40):
            page.keyboard.press("Tab")
            seen = page.evaluate(
                """() => {
                    const at = document.activeElement;
                    const rings = [at, at.parentElement].flatMap((one) => [
                        getComputedStyle(one).outlineStyle,
                        getComputedStyle(one, "::after").outlineStyle]);
                    const box = at.getBoundingClientRect();
                    const inside = box.bottom > 0 && box.top < innerHeight;
                    return [at.outerHTML.slice(0, 80), rings.includes("solid") && inside];
                }"""
            )
            if not seen[1]:
                unseen.append(seen[0])
        assert unseen == []
