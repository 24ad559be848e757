"""Every public address is named by the content that stands there, and can be pressed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from broadsheet.fronts import directory as fronts
from broadsheet.fronts.models import StandingPage
from broadsheet.press import directory
from broadsheet.press.rendering import Django
from tests.making import make_author, make_draft, make_paper, make_section, make_story, make_topic

pytestmark = pytest.mark.django_db(transaction=True)

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


@pytest.fixture
def paper():
    make_paper(name="The Test Courier")
    sport, tides, ada = make_section("спорт"), make_topic("tides"), make_author("ada-byrne")
    for number in range(3):
        at = NOON + timedelta(minutes=number)
        make_story(at=at, slug=f"s-{number}", section=sport, topics=[tides], authors=[ada])
    make_story(at=datetime(2090, 1, 1, tzinfo=UTC), slug="later", section=sport)
    make_draft(slug="draft", section=sport)
    page = StandingPage(title="About", slug="about", body="<p>Us.</p>")
    StandingPage.root().add_child(instance=page)
    return paper


class TestAddresses:
    def test_are_of_everything_readers_can_ask_for(self, paper, monkeypatch):
        monkeypatch.setattr(fronts, "PAGE_LENGTH", 2)
        monkeypatch.setattr("broadsheet.fronts.pages.lists.PAGE_LENGTH", 2)
        found = directory.addresses(NOON + timedelta(days=1))
        assert {
            "/", "/latest/", "/latest/?page=2", "/corrections/", "/topics/", "/authors/", "/about/",
            "/спорт/", "/спорт/?page=2", "/topics/tides/", "/authors/ada-byrne/?page=2",
            "/спорт/2026/03/04/s-1/", "/спорт/2026/03/04/s-1/story.json",
            "/спорт/2026/03/04/s-1/story.txt", "/feeds/rss.xml", "/спорт/atom.xml",
            "/topics/tides/feed.json", "/corrections/rss.xml",
            "/sitemap.xml", "/sitemap/pages.xml", "/sitemap/2026-03.xml",
            "/news-sitemap.xml", "/robots.txt",
        } <= set(found)  # fmt: skip
        assert "/latest/?page=3" not in found
        assert not any("later" in address or "draft" in address for address in found)

    def test_have_something_there_each(self, paper):
        found = directory.addresses(NOON + timedelta(days=1))
        render = Django().render
        assert {a: s for a in found if (s := render(a).status) != 200} == {}

    def test_are_named_once_with_what_stands_highest_first(self, paper):
        found = directory.addresses(NOON + timedelta(days=1))
        assert len(found) == len(set(found))
        depths = [address.count("/") for address in found]
        assert depths == sorted(depths)
