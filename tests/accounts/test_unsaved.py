"""A form of the newsroom that could not be taken is handed back with every word in it."""

import pytest
from django.conf import settings
from django.test import Client

from broadsheet.desk.roles import Role
from tests.newsroom import BACKGROUND, at_desk, filled_in, staff, url

pytestmark = pytest.mark.django_db
OURS = {"Origin": "http://testserver"}
THEIRS = {"Origin": "https://example.org"}


def strict(client):
    """The same browser, with a token asked for."""
    again = Client(enforce_csrf_checks=True)
    again.cookies = client.cookies
    return again


class TestLoggedOut:
    def test_keeps_every_word_in_the_page(self, client):
        form = filled_in(headline="Ferry <b>runs</b>", standfirst="Two\nlines")
        answer = client.post(url("add"), form, headers=OURS)
        page = answer.content.decode()
        assert answer.status_code == 401
        assert '<textarea name="headline" hidden>\nFerry &lt;b&gt;runs&lt;/b&gt;</textarea>' in page
        assert "\nTwo\nlines</textarea>" in page
        assert "csrfmiddlewaretoken" in page

    def test_keeps_no_password_for_whoever_sits_there_next(self, client):
        form = {"first_name": "Ada", "password1": "let me in", "password2": "let me in"}
        answer = client.post("/newsroom/users/add/", form, headers=OURS)
        page = answer.content.decode()
        assert "let me in" not in page
        assert "Ada" in page
        assert "Passwords have to be typed anew." in page
        assert answer["Cache-Control"] == "no-store"

    def test_tells_a_form_that_saves_itself(self, client):
        answer = client.post(url("add"), filled_in(), headers=OURS | BACKGROUND)
        told = answer.json()
        assert (answer.status_code, told["error_code"]) == (401, "logged_out")
        assert not told["success"]

    def test_hands_back_nothing_that_came_from_elsewhere(self, client):
        for headers in (THEIRS, {}):
            page = client.post(url("add"), filled_in(headline="Theirs"), headers=headers)
            assert page.status_code == 401
            assert "Theirs" not in page.content.decode()
            assert "Send it again" not in page.content.decode()

    def test_leads_whoever_only_looks_to_where_one_logs_in(self, client):
        assert client.get(url("add")).status_code == 302


class TestTooOld:
    """Logged in anew since the page was opened."""

    @pytest.fixture
    def browser(self):
        return strict(at_desk(staff(Role.REPORTER)))

    def test_keeps_every_word_in_the_page(self, browser):
        answer = browser.post(url("add"), filled_in(headline="Ferry"), headers=OURS)
        assert answer.status_code == 403
        assert '<textarea name="headline" hidden>\nFerry</textarea>' in answer.content.decode()

    def test_gives_a_form_that_saves_itself_what_it_lacks(self, browser):
        told = browser.post(url("add"), filled_in(), headers=OURS | BACKGROUND).json()
        assert told["error_code"] == "too_old"
        form = {**filled_in(), "csrfmiddlewaretoken": told["token"]}
        again = browser.post(url("add"), form, headers=OURS | BACKGROUND)
        assert again.json()["success"]

    def test_gives_nothing_to_pages_of_others(self, browser):
        answer = browser.post(url("add"), filled_in(), headers=THEIRS | BACKGROUND)
        assert (answer.status_code, answer.json()["token"]) == (403, "")
        assert settings.CSRF_COOKIE_NAME not in answer.cookies
