from datetime import date

import pytest

from broadsheet.kit import paths


class TestStory:
    def test_pads_the_day(self):
        assert paths.story("news", date(2026, 1, 5), "snow") == "/news/2026/01/05/snow/"


class TestPageOf:
    def test_the_first_page_is_the_list_itself(self):
        assert paths.page_of("/news/", 1) == "/news/"
        assert paths.page_of("/news/", 3) == "/news/?page=3"


class TestHasPages:
    @pytest.mark.parametrize("path", ["/news/", "/latest/", "/topics/ferries/", "/authors/ada/"])
    def test_a_list_goes_on(self, path):
        assert paths.has_pages(path)

    @pytest.mark.parametrize(
        "path", ["/", "/news", "/news/2026/01/05/snow/", "/about/team/", "/topics/ferries/rss.xml"]
    )
    def test_nothing_else_does(self, path):
        assert not paths.has_pages(path)


class TestIsStory:
    def test_is_written_as_a_story_is(self):
        assert paths.is_story("/news/2026/01/05/snow/")

    @pytest.mark.parametrize(
        "path", ["/news/", "/news/2026/02/30/snow/", f"/news/{'9' * 20}/01/01/snow/", "/a/b/c/d/e/"]
    )
    def test_or_is_no_story(self, path):
        assert not paths.is_story(path)
