"""Fronts, lists and the pages that say what went wrong."""

from datetime import timedelta

import pytest
from django.utils import timezone

from broadsheet.addresses.models import FormerAddress
from broadsheet.fronts.models import StandingPage
from broadsheet.paper.models import MenuItem
from tests.making import (
    make_author,
    make_paper,
    make_picture,
    make_section,
    make_story,
    make_topic,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper():
    section = make_section("sport", description="Games and races.")
    author, topic = make_author("ada-byrne"), make_topic("football")
    for hours in range(1, 24):
        make_story(
            at=timezone.now() - timedelta(hours=hours),
            section=section,
            authors=[author],
            topics=[topic],
        )
    return make_paper(name="The Test Courier", tagline="Every word checked")


PAGES = ["/", "/sport/", "/topics/football/", "/authors/ada-byrne/", "/latest/", "/corrections/",
         "/topics/", "/authors/"]  # fmt: skip


class TestFronts:
    @pytest.mark.parametrize("path", PAGES)
    def test_answer(self, client, paper, path):
        response = client.get(path)
        assert response.status_code == 200
        assert "The Test Courier" in response.content.decode()

    @pytest.mark.parametrize("path", PAGES)
    def test_answer_in_an_empty_paper(self, client, path):
        make_section("sport")
        make_author("ada-byrne")
        make_topic("football")
        assert client.get(path).status_code == 200

    @pytest.mark.parametrize("path", PAGES)
    def test_set_no_cookie_and_read_none(self, client, paper, path):
        client.cookies["sessionid"] = "somebody"
        client.cookies["csrftoken"] = "somebody's"
        client.cookies["django_language"] = "ar"
        known = client.get(path, headers={"accept-language": "ar"})
        client.cookies.clear()
        stranger = client.get(path)
        assert "Set-Cookie" not in known.headers
        assert not known.cookies
        assert "Cookie" not in known.get("Vary", "")
        assert known.content == stranger.content

    @pytest.mark.parametrize("path", ["/sport/", "/topics/football/", "/latest/"])
    def test_go_on_over_pages(self, client, paper, path):
        assert f"{path}?page=2" in client.get(path).content.decode()
        second = client.get(f"{path}?page=2")
        assert second.status_code == 200
        assert client.get(f"{path}?page=1")["Location"] == path

    @pytest.mark.parametrize(
        "page",
        ["0", "-1", "x", "99", "٣", "1e9", "2;drop", "9" * 400, "02", "00021", "20001", "2\n"],
    )
    def test_have_no_page_that_is_none(self, client, paper, page):
        assert client.get("/sport/", {"page": page}).status_code == 404

    def test_a_topics_old_slug_leads_on(self, client, paper):
        topic = make_topic("soccer")
        topic.slug = "association-football"
        topic.save()
        response = client.get("/topics/soccer/")
        assert (response.status_code, response["Location"]) == (
            301,
            "/topics/association-football/",
        )

    def test_are_in_the_papers_language(self, client, paper):
        paper.language = "ar"
        paper.save()
        page = client.get("/").content.decode()
        assert '<html lang="ar" dir="rtl"' in page


class TestOldAddresses:
    def test_of_wordpress_posts_lead_on(self, client):
        story = make_story(at=timezone.now())
        FormerAddress.objects.remember("/?p=12", story)
        response = client.get("/?p=12")
        assert (response.status_code, response["Location"]) == (301, story.get_absolute_url())

    @pytest.mark.parametrize("name", ["p", "page_id", "attachment_id"])
    def test_of_wordpress_that_lead_nowhere_are_no_front_page(self, client, paper, name):
        assert client.get(f"/?{name}=13").status_code == 404

    def test_that_lead_to_a_draft_do_not_lead_nowhere(self, client):
        story = make_story(at=timezone.now())
        FormerAddress.objects.remember("/2012/old/", story)
        story.unpublish()
        assert client.get("/2012/old/", follow=True).status_code == 410


class TestStanding:
    def test_is_served_at_its_place(self, client, paper):
        root = StandingPage.objects.get(depth=2)
        about = root.add_child(
            instance=StandingPage(title="About us", slug="about", body="<p>Hi</p>")
        )
        about.add_child(instance=StandingPage(title="Team", slug="team", body="<p>Us</p>"))
        assert "About us" in client.get("/about/").content.decode()
        assert client.get("/about/team/").status_code == 200

    def test_has_an_address_that_menus_and_links_can_name(self, client, paper):
        root = StandingPage.objects.get(depth=2)
        about = root.add_child(instance=StandingPage(title="About us", slug="about"))
        MenuItem.objects.create(paper=paper, place="foot", page=about)
        assert about.get_url() == "/about/"
        assert '<a href="/about/">About us</a>' in client.get("/").content.decode()

    def test_that_is_a_draft_is_not_there(self, client, paper):
        root = StandingPage.objects.get(depth=2)
        root.add_child(instance=StandingPage(title="Soon", slug="soon", live=False))
        assert client.get("/soon/").status_code == 404


class TestMark:
    def test_is_ours_until_the_paper_has_a_logo(self, client, paper):
        response = client.get("/favicon.ico")
        assert response.status_code == 302
        assert "apple-touch-icon" in response["Location"]

    def test_is_the_papers_logo(self, client, paper):
        paper.logo = make_picture("Logo")
        paper.save()
        location = client.get("/favicon.ico")["Location"]
        assert location == f"/pictures/{paper.logo.pk}-{paper.logo.version}/1x1-320.jpg"


class TestErrors:
    def test_say_what_is_wrong_in_the_papers_dress(self, client, paper):
        response = client.get("/nowhere/at/all/")
        assert response.status_code == 404
        assert "The Test Courier" in response.content.decode()

    def test_that_are_ours_show_no_traceback(self, client, monkeypatch, paper):
        client.raise_request_exception = False
        monkeypatch.setattr(
            "broadsheet.fronts.pages.fronts.home_page", lambda **_: 1 / 0
        )  # an error of ours, not one of the database
        response = client.get("/")
        assert response.status_code == 500
        assert b"ZeroDivisionError" not in response.content
