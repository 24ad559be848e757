"""What comes from elsewhere does nothing at a reader's own addresses."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory

from broadsheet.accounts.models import User
from broadsheet.readers import actions
from broadsheet.readers.models import Follow, Place, Portrait, SavedStory
from broadsheet.readers.views import own
from broadsheet.readers.views.guard import comes_from_us, way_back
from tests.making import make_story, make_topic
from tests.media.files import plain

pytestmark = pytest.mark.django_db

HOST = "testserver"
PAGE = {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
FORMS = {
    "saved": lambda: {"story": make_story().pk},
    "follows": lambda: {"topic": make_topic().pk},
    "places": lambda: {"story": make_story().pk, "block": 3, "blocks": 9},
    "settings": lambda: {"text_size": "200"},
    "name": lambda: {"first_name": "Eve"},
    "picture": lambda: {"picture": SimpleUploadedFile("me.jpg", plain(), "image/jpeg")},
    "data/erase": lambda: {"email": "ada@example.org"},
}
"""What does something at each address that takes a form."""


UNTOUCHED = ("ada@example.org", "", 100, 0, 0, 0, 0)


def all_of(reader):
    """Who they are, how they read, and how much they keep; None once they are gone."""
    found = User.objects.filter(pk=reader.pk).first()
    return found and (
        found.email,
        found.get_full_name(),
        found.preferences.text_size,
        *(model.objects.count() for model in (SavedStory, Follow, Place, Portrait)),
    )


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
        actions.set_preferences(reader, keeps_places=True)
        client = Client(headers=headers)
        client.force_login(reader)
        answer = client.post(f"/me/{address}/", FORMS[address]())
        assert answer.status_code == 403
        assert "So nothing was done" in answer.content.decode()
        assert all_of(reader) == UNTOUCHED

    @pytest.mark.parametrize("address", FORMS)
    def test_would_do_something_from_a_page_of_ours(self, reader, browser, address):
        actions.set_preferences(reader, keeps_places=True)
        browser.post(f"/me/{address}/", FORMS[address]())
        assert all_of(reader) != UNTOUCHED

    def test_are_told_in_a_line_where_a_script_asks(self, reader):
        answer = Client(headers={"Sec-Fetch-Site": "cross-site"}).post(
            "/me/saved/", headers={"Accept": "application/json"}
        )
        assert answer.status_code == 403
        assert "said" in answer.json()


class TestWhatIsNotThere:
    @pytest.mark.parametrize("address", ["/me/nothing/", "/me/data/copy.zip/x"])
    def test_is_kept_by_nobody_either(self, browser, address):
        answer = browser.get(address)
        assert answer.status_code == 404
        assert answer["Cache-Control"] == "private, no-store"

    def test_is_not_kept_where_something_broke(self, browser, monkeypatch):
        def broken(*_args, **_kwargs):
            raise RuntimeError

        monkeypatch.setattr(own, "my_page", broken)
        browser.raise_request_exception = False
        answer = browser.get("/me/")
        assert answer.status_code == 500
        assert answer["Cache-Control"] == "private, no-store"


class TestLargeForms:
    @pytest.mark.parametrize("address", FORMS)
    def test_are_refused_unread(self, browser, address):
        size = 9 * 1024 * 1024 if address == "picture" else 70_000
        answer = browser.post(f"/me/{address}/", {"story": "1" * size})
        assert answer.status_code == 413

    @pytest.mark.parametrize("headers", [{"Transfer-Encoding": "chunked"}])
    def test_are_refused_where_nobody_can_tell_how_large_they_are(self, browser, headers):
        assert browser.post("/me/saved/", {"story": 1}, headers=headers).status_code == 413
