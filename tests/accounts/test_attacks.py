"""What people and machines try at the entrance that leads nowhere."""

import json

import pytest
from django.test import Client

from broadsheet.accounts.models import Session, User
from tests.accounts.entrance import PASSWORD, is_in, post, reader
from tests.making import make_paper

pytestmark = pytest.mark.django_db

ANOTHER_SITES = {
    "type": "public-key",
    "id": "AAAA",
    "rawId": "AAAA",
    "response": {
        "clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiQUFBQSIsIm9yaWdpbiI6Imh0"
        "dHBzOi8vZXZpbC5leGFtcGxlIn0",
        "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAA",
        "signature": "MEUCIQ",
        "userHandle": "MQ",
    },
    "clientExtensionResults": {},
}
"""An answer to a challenge of https://evil.example, by a passkey that belongs there."""


@pytest.fixture(autouse=True)
def paper(db):
    return make_paper(name="The Courier")


class TestAPasskey:
    @pytest.mark.parametrize(
        "credential",
        [json.dumps(ANOTHER_SITES), "{}", "[]", "null", "no JSON", '{"id": 7}', "{" * 2000, ""],
        ids=["of another site", "empty", "list", "null", "words", "number", "deep", "nothing"],
    )
    def test_that_is_none_of_ours_leads_nowhere(self, client, credential):
        reader()
        client.get("/accounts/2fa/webauthn/login/", HTTP_ACCEPT="application/json")
        answer = post(client, "/accounts/2fa/webauthn/login/", credential=credential)
        assert answer["Location"] == "/accounts/login/"
        assert not is_in(client)

    @pytest.mark.parametrize("credential", ["{}", '{"id": 7}', "no JSON", '{"type": "public-key"}'])
    def test_that_is_none_is_not_added(self, client, credential):
        client.force_login(reader())
        client.get("/accounts/2fa/webauthn/add/")
        answer = post(
            client, "/accounts/2fa/webauthn/add/",
            name="x", passwordless="on", credential=credential,
        )  # fmt: skip
        assert answer.status_code == 200

    def test_is_bound_to_our_own_name(self, client):
        asked = client.get("/accounts/2fa/webauthn/login/", HTTP_ACCEPT="application/json").json()
        assert asked["request_options"]["publicKey"]["rpId"] == "testserver"
        assert asked["request_options"]["publicKey"]["userVerification"] == "required"


class TestTwoTabs:
    def test_logging_out_in_one_ends_the_other(self, client):
        reader(password=PASSWORD)
        post(client, "/accounts/login/", login="ada@example.org", password=PASSWORD)
        post(client, "/accounts/logout/")
        answer = post(client, "/accounts/password/change/", oldpassword=PASSWORD)
        assert answer["Location"].startswith("/accounts/login/")

    def test_logging_in_in_one_makes_the_form_of_the_other_too_old(self):
        reader(password=PASSWORD)
        browser = Client(enforce_csrf_checks=True)
        page = browser.get("/accounts/login/").content.decode()
        token = page.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
        fields = {"login": "ada@example.org", "password": PASSWORD, "csrfmiddlewaretoken": token}
        assert browser.post("/accounts/login/", fields).status_code == 302
        again = browser.post("/accounts/login/", fields)
        assert again.status_code == 403
        assert "too old" in again.content.decode()
        assert is_in(browser)


class TestASession:
    def test_that_was_planted_is_not_taken_up(self, client):
        reader(password=PASSWORD)
        client.cookies["sessionid"] = "planted-by-somebody-else"
        post(client, "/accounts/login/", login="ada@example.org", password=PASSWORD)
        assert client.cookies["sessionid"].value != "planted-by-somebody-else"
        assert not Session.objects.filter(session_key="planted-by-somebody-else").exists()

    def test_ends_for_all_others_with_a_new_password(self, client):
        reader(password=PASSWORD)
        other = Client()
        for browser in (client, other):
            post(browser, "/accounts/login/", login="ada@example.org", password=PASSWORD)
        post(client, "/accounts/reauthenticate/", password=PASSWORD)
        post(
            client, "/accounts/password/change/",
            oldpassword=PASSWORD, password1="another ferry", password2="another ferry",
        )  # fmt: skip
        assert (is_in(client), is_in(other)) == (True, False)

    def test_of_a_closed_account_opens_nothing(self, client):
        ada = reader(password=PASSWORD)
        post(client, "/accounts/login/", login="ada@example.org", password=PASSWORD)
        User.objects.filter(pk=ada.pk).update(is_active=False)
        assert not is_in(client)
        post(client, "/accounts/login/", login="ada@example.org", password=PASSWORD)
        assert not is_in(client)


class TestHostileWords:
    @pytest.mark.parametrize(
        "typed",
        ["<script>alert(1)</script>", "a@b.example\nBcc: all@example.org", "\x00", "x" * 5000,
         "ada@example.org,bob@example.org"],
        ids=["markup", "header", "NUL", "long", "several"],
    )  # fmt: skip
    @pytest.mark.parametrize("path", ["/accounts/signup/", "/accounts/login/code/"])
    def test_in_an_address_are_refused(self, client, mailoutbox, path, typed):
        answer = post(client, path, email=typed)
        assert answer.status_code == 200
        assert "<script>alert" not in answer.content.decode()
        assert not mailoutbox
        assert not User.objects.exists()

    def test_in_a_code_are_refused(self, client):
        reader()
        post(client, "/accounts/login/code/", email="ada@example.org")
        answer = post(client, "/accounts/login/code/confirm/", code="\x00<b>" + "9" * 10_000)
        assert answer.status_code == 200
        assert not is_in(client)
