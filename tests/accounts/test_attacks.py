"""What people and machines try at the entrance that leads nowhere."""

import copy
import json

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.test import Client
from lxml import html

from broadsheet.accounts.entrance.passkeys import LONGEST, Answer
from broadsheet.accounts.models import Session, User
from broadsheet.accounts.sessions import SessionStore
from tests.accounts.entrance import PASSWORD, add_passkey, is_in, post, reader, websafe
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
NO_JSON = {
    "words": "no JSON",
    "deep objects": "{" * 2000,
    "deep lists": "[" * 15_000,
    "digits": "9" * 5_000,
    "nothing": "",
    "long": "[" + " " * LONGEST + "]",
}
EXTENDED = b"\0" * 32 + b"\x80" + b"\0" * 4
"""What an authenticator signs, up to the extensions that it announces."""


def answered(data: bytes) -> str:
    """An answer whose authenticator says such a thing."""
    credential = copy.deepcopy(ANOTHER_SITES)
    credential["response"]["authenticatorData"] = websafe(data)  # type: ignore[index]
    return json.dumps(credential)


@pytest.fixture(autouse=True)
def paper(db):
    return make_paper(name="The Courier")


class TestACookie:
    @pytest.mark.parametrize(
        "value", ["\0" * 32, "a" * 31 + "\0", "x", "A" * 32, "é" * 32, "a" * 33, "' OR 1=1 --" * 3]
    )
    def test_that_is_no_session_of_ours_is_nobodys(self, client, value):
        client.cookies["sessionid"] = value
        assert not is_in(client)
        assert SessionStore(value).session_key is None


class TestAPasskey:
    @pytest.mark.parametrize(
        "credential",
        [json.dumps(ANOTHER_SITES), "{}", "[]", "null", '{"id": 7}', answered(EXTENDED),
         answered(EXTENDED + b"\x19\0"), answered(EXTENDED + b"\x81" * 5_000), *NO_JSON.values()],
        ids=["of another site", "empty", "list", "null", "number", "cut off", "half a number",
             "deep", *NO_JSON],
    )  # fmt: skip
    def test_that_is_none_of_ours_leads_nowhere(self, client, credential):
        reader()
        client.get("/accounts/2fa/webauthn/login/", HTTP_ACCEPT="application/json")
        answer = post(client, "/accounts/2fa/webauthn/login/", credential=credential)
        assert answer["Location"] == "/accounts/login/"
        assert "did not work" in client.get(answer["Location"]).content.decode()
        assert not is_in(client)

    @pytest.mark.parametrize(
        "credential",
        ["{}", '{"id": 7}', '{"type": "public-key"}', *NO_JSON.values()],
        ids=["empty", "number", "no more than a type", *NO_JSON],
    )
    def test_that_is_none_is_not_added(self, client, credential):
        client.force_login(reader())
        client.get("/accounts/2fa/webauthn/add/")
        answer = post(
            client, "/accounts/2fa/webauthn/add/",
            name="x", passwordless="on", credential=credential,
        )  # fmt: skip
        assert answer.status_code == 200
        assert not Authenticator.objects.exists()

    def test_is_read_only_where_it_is_short(self):
        with pytest.raises(ValidationError):
            Answer().clean("[" + " " * LONGEST + "]")

    def test_is_kept_in_the_form_in_which_it_is_needed(self, client):
        client.force_login(reader())
        add_passkey(client, name="My phone", junk="\0" * 500)
        kept = Authenticator.objects.get(type=Authenticator.Type.WEBAUTHN)
        assert kept.wrap().is_passwordless
        assert kept.wrap().authenticator_data.credential_data.credential_id == b"AAAA"
        assert "junk" not in kept.data["credential"]
        assert "\0" not in repr(kept.data)

    @pytest.mark.parametrize("name", ["x" * 101, "\0"], ids=["long", "NUL"])
    def test_has_a_name_that_can_be_kept(self, client, name):
        client.force_login(reader())
        add_passkey(client, name=name)
        assert not Authenticator.objects.exists()

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
         f"{'x' * 250}@example.org", "ada@" + "\ufdfa" * 20 + ".example", "ada@example.org\x00",
         f"ada@{'é' * 62}.example", " ", "ada@example.org,bob@example.org"],
        ids=["markup", "header", "NUL", "long", "longer than is kept", "longer once it is settled",
             "NUL after an address", "no host that can be looked up", "nothing", "several"],
    )  # fmt: skip
    @pytest.mark.parametrize(
        ("path", "field"),
        [
            ("/accounts/signup/", "email"),
            ("/accounts/login/code/", "email"),
            ("/accounts/login/", "login"),
            ("/accounts/password/reset/", "email"),
        ],
    )
    def test_in_an_address_are_refused(self, client, mailoutbox, path, field, typed):
        answer = post(client, path, **{field: typed})
        assert answer.status_code == 200
        assert "<script>alert" not in answer.content.decode()
        assert all_that_is_wrong(answer) == ["That is not an e-mail address."]
        assert not mailoutbox
        assert not User.objects.exists()

    @pytest.mark.parametrize("typed", ["\x00", "nonsense", f"{'x' * 250}@example.org"])
    def test_in_a_new_address_are_refused(self, client, mailoutbox, typed):
        client.force_login(reader())
        answer = post(client, "/accounts/email/", email=typed)
        assert all_that_is_wrong(answer) == ["That is not an e-mail address."]
        assert not mailoutbox

    def test_in_a_code_are_refused(self, client):
        reader()
        post(client, "/accounts/login/code/", email="ada@example.org")
        answer = post(client, "/accounts/login/code/confirm/", code="\x00<b>" + "9" * 10_000)
        assert answer.status_code == 200
        assert not is_in(client)


def all_that_is_wrong(answer) -> list[str]:
    """What a page says beside its fields."""
    return [each.text_content() for each in html.fromstring(answer.content).cssselect(".wrong p")]
