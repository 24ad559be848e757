from datetime import date

from broadsheet.kit import paths


class TestStory:
    def test_pads_the_day(self):
        assert paths.story("news", date(2026, 1, 5), "snow") == "/news/2026/01/05/snow/"


class TestPageOf:
    def test_the_first_page_is_the_list_itself(self):
        assert paths.page_of("/news/", 1) == "/news/"
        assert paths.page_of("/news/", 3) == "/news/?page=3"
