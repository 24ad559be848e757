"""Reading needs no script."""

import pytest

from tests.machinery.browser import OpenPage
from tests.machinery.sights import Sights

pytestmark = pytest.mark.journey


class TestReadingWithoutScript:
    def test_shows_the_whole_story(self, open_page: OpenPage, sights: Sights) -> None:
        page = open_page(sights.stories[0], script=False)
        paragraphs = page.locator("article p")
        assert paragraphs.count() > 3
        assert paragraphs.last.is_visible()

    def test_goes_from_the_front_to_a_story_to_the_next(
        self, open_page: OpenPage, sights: Sights
    ) -> None:
        page = open_page("/", script=False)
        page.locator("main a[href*='/20']").first.click()
        first = page.url
        assert page.locator("h1").count() == 1
        page.locator("a[rel='next'], .next a").first.click()
        assert page.url != first
        assert page.locator("h1").count() == 1

    def test_pages_through_a_section(self, open_page: OpenPage) -> None:
        page = open_page("/latest/", script=False)
        page.locator("a[rel='next']").click()
        assert page.url.endswith("?page=2")
