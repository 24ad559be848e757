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
