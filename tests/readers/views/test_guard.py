"""What comes from elsewhere does nothing at a reader's own addresses."""

from __future__ import annotations

import pytest
from django.test import Client, RequestFactory

from broadsheet.readers.models import SavedStory
from broadsheet.readers.views.guard import comes_from_us, way_back
from tests.making import make_story

pytestmark = pytest.mark.django_db

HOST = "testserver"
PAGE = {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
FORMS = ["saved", "follows", "places", "settings", "name", "picture", "data/erase"]


def request(method="GET", **headers):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return RequestFactory().generic(method, "/me/", headers=named)


class TestWhatComesFromUs:
    @pytest.mark.parametrize("method", ["GET", "POST"])
    def test_may_do_everything(self, method):
        assert comes_from_us(request(method, sec_fetch_site="same-origin"))
        assert comes_from_us(request(method, origin=f"http://{HOST}"))
        assert comes_from_us(request(method, referer=f"http://{HOST}/news/?page=2"))

    def test_may_be_typed_by_hand_but_not_done(self):
        assert comes_from_us(request(sec_fetch_site="none"))
        assert comes_from_us(request())
        assert not comes_from_us(request("POST", sec_fetch_site="none"))
        assert not comes_from_us(request("POST"))

    @pytest.mark.parametrize("site", ["cross-site", "same-site", "", "SAME-ORIGIN", "x"])
    def test_is_nothing_that_another_site_sends(self, site):
        for method in ("GET", "POST"):
            assert not comes_from_us(request(method, sec_fetch_site=site))
        # A word of its own origin does not help it.
        assert not comes_from_us(request("POST", sec_fetch_site=site, origin=f"http://{HOST}"))

    def test_is_a_link_from_elsewhere_that_opens_a_page_and_no_frame(self):
        assert comes_from_us(request(sec_fetch_site="cross-site", **PAGE))
        assert not comes_from_us(request("POST", sec_fetch_site="cross-site", **PAGE))
        frame = {**PAGE, "Sec-Fetch-Dest": "iframe"}
        assert not comes_from_us(request(sec_fetch_site="cross-site", **frame))

    @pytest.mark.parametrize(
        "origin",
        ["null", "https://evil.example", f"https://{HOST}", f"http://{HOST}:81", "http://[",
         f"http://{HOST}.evil.example", f"http://evil.example/{HOST}", f"http://evil@{HOST}"],
    )  # fmt: skip
    def test_has_our_very_origin_where_a_browser_says_no_more(self, origin):
        assert not comes_from_us(request("POST", origin=origin))
        assert not comes_from_us(request("POST", referer=f"{origin}/"))


class TestWayBack:
    @pytest.mark.parametrize(
        ("referer", "path"),
        [
            (f"http://{HOST}/news/?page=2#top", "/news/?page=2"),
            (f"http://{HOST}", "/me/"),
            (f"http://{HOST}//evil.example/", "/me/"),
            (f"http://{HOST}/\\evil.example/", "/me/"),
            ("http://evil.example/news/", "/me/"),
            ("javascript:alert(1)", "/me/"),
            ("", "/me/"),
        ],
    )
    def test_is_a_path_of_our_own(self, referer, path):
        assert way_back(request("POST", referer=referer), "/me/") == path


class TestCrossSitePosts:
    @pytest.mark.parametrize("address", FORMS)
    @pytest.mark.parametrize(
        "headers",
        [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}, {}],
        ids=["a browser of today", "an old one", "one that says nothing"],
    )
    def test_do_nothing_and_are_told_so(self, reader, address, headers):
        client = Client(headers=headers)
        client.force_login(reader)
        form = {"story": make_story().pk, "email": reader.email, "text_size": "200"}
        answer = client.post(f"/me/{address}/", form)
        assert answer.status_code == 403
        assert "So nothing was done" in answer.content.decode()
        assert not SavedStory.objects.exists()
        reader.refresh_from_db()

    def test_are_told_in_a_line_where_a_script_asks(self, reader):
        answer = Client(headers={"Sec-Fetch-Site": "cross-site"}).post(
            "/me/saved/", headers={"Accept": "application/json"}
        )
        assert answer.status_code == 403
        assert "said" in answer.json()


class TestLargeForms:
    @pytest.mark.parametrize("address", FORMS)
    def test_are_refused_unread(self, browser, address):
        size = 9 * 1024 * 1024 if address == "picture" else 70_000
        answer = browser.post(f"/me/{address}/", {"story": "1" * size})
        assert answer.status_code == 413

    @pytest.mark.parametrize("headers", [{"Transfer-Encoding": "chunked"}])
    def test_are_refused_where_nobody_can_tell_how_large_they_are(self, browser, headers):
        assert browser.post("/me/saved/", {"story": 1}, headers=headers).status_code == 413
