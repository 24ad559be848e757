"""A second factor, and the door of the newsroom that asks for it."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from broadsheet.accounts.models import User
from broadsheet.desk.roles import Role
from tests.accounts.entrance import PASSWORD, is_in, post, reader
from tests.making import make_paper
from tests.newsroom import staff

pytestmark = pytest.mark.django_db

NEWSROOM = "/newsroom/"


@pytest.fixture(autouse=True)
def paper(db):
    return make_paper(name="The Courier")


@pytest.fixture
def asks_twice(settings) -> None:
    settings.ASKS_STAFF_TWICE = True


def code_of(secret: str) -> str:
    """What an authenticator app shows now."""
    counter = next(iter(yield_hotp_counters_from_time()))
    return str(format_hotp_value(hotp_value(secret, counter)))


def set_up_app(client: Client) -> tuple[str, list[str]]:
    """Returns the key of the app, and the recovery codes."""
    page = client.get("/accounts/2fa/totp/activate/").content.decode()
    found = re.search(r"<code dir=\"ltr\">(\w+)</code>", page)
    assert found, page
    secret = found[1]
    post(client, "/accounts/2fa/totp/activate/", code=code_of(secret))
    codes = client.get("/accounts/2fa/recovery-codes/").content.decode()
    return secret, re.findall(r"<code dir=\"ltr\">(\w+)</code>", codes)


@pytest.fixture
def editor(db) -> User:
    return staff(Role.EDITOR, "eve@example.org")


def at_the_door(client: Client) -> None:
    """The editor, with the password alone."""
    post(client, "/accounts/login/", login="eve@example.org", password="let me in", next=NEWSROOM)


def with_an_app(client: Client) -> tuple[str, list[str]]:
    """The editor comes, and sets up an authenticator app."""
    at_the_door(client)
    post(client, "/accounts/reauthenticate/", password="let me in")
    return set_up_app(client)


class TestTheDoorOfTheNewsroom:
    def test_is_no_other_than_everybodys(self, client):
        answer = client.get("/newsroom/login/?next=/newsroom/pictures/")
        assert answer["Location"] == "/accounts/login/?next=%2Fnewsroom%2Fpictures%2F"
        assert (
            client.get(NEWSROOM, follow=True).redirect_chain[-1][0].startswith("/accounts/login/")
        )

    @pytest.mark.parametrize("path", ["/newsroom/login/", "/newsroom/password_reset/"])
    def test_takes_no_password_of_its_own(self, client, editor, path):
        answer = client.post(
            path, {"username": "eve@example.org", "password": "let me in", "email": editor.email}
        )
        assert answer.status_code in {302, 404, 405}
        assert not is_in(client)

    def test_is_closed_to_readers(self, client):
        reader(password=PASSWORD)
        post(client, "/accounts/login/", login="ada@example.org", password=PASSWORD)
        answer = client.get(NEWSROOM)
        assert answer.status_code == 403
        assert "not open to you" in answer.content.decode()

    def test_leads_staff_to_how_they_log_in(self, client, editor):
        at_the_door(client)
        page = client.get("/newsroom/account/").content.decode()
        assert 'href="/accounts/"' in page
        assert "Password" not in page

    def test_lets_staff_in_by_one_factor_where_that_is_enough(self, client, editor):
        at_the_door(client)
        assert client.get(NEWSROOM).status_code == 200


@pytest.mark.usefixtures("asks_twice")
class TestWhereStaffAreAskedTwice:
    def test_whoever_has_no_second_factor_sets_one_up(self, client, editor):
        at_the_door(client)
        answer = client.get(NEWSROOM, follow=True)
        assert answer.redirect_chain[-1][0] == reverse("mfa_index")
        assert "asks for a second factor" in answer.content.decode()
        client.get("/accounts/reauthenticate/")
        post(client, "/accounts/reauthenticate/", password="let me in")
        set_up_app(client)
        assert (
            client.get(NEWSROOM, follow=True)
            .redirect_chain[-1][0]
            .startswith(reverse("mfa_reauthenticate"))
        )

    def test_a_password_alone_opens_nothing(self, client, editor):
        with_an_app(Client())
        at_the_door(client)
        assert client.get(NEWSROOM)["Location"].startswith("/accounts/login/")

    def test_a_code_of_the_app_opens_it(self, client, editor):
        secret, _codes = with_an_app(Client())
        at_the_door(client)
        _forget_used_codes()
        answer = post(client, "/accounts/2fa/authenticate/", code=code_of(secret))
        assert answer["Location"] == NEWSROOM
        assert client.get(NEWSROOM).status_code == 200

    def test_a_recovery_code_opens_it_once(self, client, editor):
        _secret, codes = with_an_app(Client())
        at_the_door(client)
        post(client, "/accounts/2fa/authenticate/", code=codes[0])
        assert client.get(NEWSROOM).status_code == 200
        again = Client()
        at_the_door(again)
        post(again, "/accounts/2fa/authenticate/", code=codes[0])
        assert not is_in(again)

    def test_a_session_that_began_as_a_readers_is_none_of_the_staff(self, client, editor):
        client.force_login(editor)
        Authenticator.objects.create(
            user=editor, type=Authenticator.Type.TOTP, data={"secret": "JBSWY3DPEHPK3PXP"}
        )
        answer = client.get(NEWSROOM)
        assert answer["Location"].startswith(reverse("mfa_reauthenticate"))


class TestGuessingTheSecondFactor:
    def test_is_stopped_by_account(self, client, editor):
        secret, _codes = with_an_app(Client())
        _forget_used_codes()
        at_the_door(client)
        for _ in range(6):
            post(client, "/accounts/2fa/authenticate/", code="000000")
        post(client, "/accounts/2fa/authenticate/", code=code_of(secret))
        assert not is_in(client)


def _forget_used_codes() -> None:
    """A code is good once; a new one would be half a minute away."""
    cache.clear()
