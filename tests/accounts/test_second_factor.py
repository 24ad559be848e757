"""A second factor, and the door of the newsroom that asks for it."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from broadsheet.accounts.entrance import factors
from broadsheet.accounts.models import User
from broadsheet.desk.roles import Role
from broadsheet.media.models import Picture
from tests.accounts.entrance import PASSWORD, add_passkey, is_in, post, reader
from tests.making import make_paper
from tests.media import files
from tests.newsroom import staff

# allauth says that a factor is added when the row is committed.
pytestmark = pytest.mark.django_db(transaction=True)

NEWSROOM = "/newsroom/"


@pytest.fixture(autouse=True)
def paper(db):
    return make_paper(name="The Courier")


@pytest.fixture
def asks_twice(settings) -> None:
    settings.ASKS_STAFF_TWICE = True


def code_of(secret: str) -> str:
    """What an authenticator app shows now: neither the code before, which may end now, nor the
    next."""
    counters = list(yield_hotp_counters_from_time())
    counter = counters[len(counters) // 2]
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
        assert client.get(NEWSROOM).status_code == 200

    def test_a_password_alone_opens_nothing(self, client, editor):
        with_an_app(Client())
        at_the_door(client)
        assert client.get(NEWSROOM)["Location"].startswith("/accounts/login/")

    def test_a_password_alone_shows_no_picture_of_the_newsroom(self, client, editor):
        picture = Picture(title="Quay", file=ContentFile(files.plain(), name="quay.jpg"))
        picture.save()
        address = picture.get_rendition("max-165x165").url
        at_the_door(client)
        assert client.get(address).status_code == 404
        with_an_app(client)
        assert client.get(address).status_code == 200

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


@pytest.mark.usefixtures("asks_twice")
class TestASessionOlderThanTheSecondFactor:
    """such as one that somebody who guessed the password has had for weeks"""

    @pytest.fixture
    def older(self, client) -> Client:
        """Begun by the password of a reader, who then came to work here."""
        eve = reader("eve@example.org", password="let me in")
        at_the_door(client)
        assert is_in(client)
        staff(Role.EDITOR, eve.email)
        return client

    def test_ends_when_its_owner_comes_to_work_here(self, older):
        assert not is_in(older)

    def test_ends_with_the_first_factor(self, client, editor):
        at_the_door(client)
        with_an_app(Client())
        assert not is_in(client)

    def test_shows_that_factor_and_not_the_password(self, client, editor):
        at_the_door(client)
        Authenticator.objects.create(
            user=editor, type=Authenticator.Type.TOTP, data={"secret": "JBSWY3DPEHPK3PXP"}
        )
        answer = post(client, "/accounts/reauthenticate/", password="let me in")
        assert answer["Location"] == reverse("mfa_reauthenticate")
        answer = client.get("/accounts/2fa/recovery-codes/generate/")
        assert answer["Location"].startswith(reverse("mfa_reauthenticate"))

    def test_has_not_shown_what_is_added_to_it(self, client, editor):
        at_the_door(client)
        Authenticator.objects.create(
            user=editor, type=Authenticator.Type.WEBAUTHN, data={"name": "Key"}
        )
        post(client, "/accounts/reauthenticate/", password="let me in")
        asked = client.get("/accounts/2fa/totp/activate/")
        assert asked["Location"].startswith(reverse("mfa_reauthenticate_webauthn"))
        assert client.get(NEWSROOM).status_code == 302


class TestAskingWhoItIs:
    def test_by_a_passkey_names_the_other_ways_to_browsers_without_script(self, client, editor):
        with_an_app(client)
        add_passkey(client, name="Key")
        page = client.get(reverse("mfa_reauthenticate_webauthn")).content.decode()
        assert "<noscript>" in page
        assert "Choose another way below" in page
        assert reverse("mfa_reauthenticate") in page

    def test_by_a_passkey_that_did_not_work_asks_again(self, client, editor):
        with_an_app(client)
        add_passkey(client, name="Key")
        here = reverse("mfa_reauthenticate_webauthn")
        answer = post(client, here, credential="{}", next="/accounts/2fa/")
        assert answer["Location"] == f"{here}?next=%2Faccounts%2F2fa%2F"
        assert "did not work" in client.get(answer["Location"]).content.decode()


class TestSomebodyWhoMayDoMore:
    @pytest.fixture
    def inside(self, client, editor) -> Client:
        client.force_login(editor)
        return client

    @pytest.mark.parametrize("from_the_group", [False, True], ids=["to them", "to several"])
    def test_logs_in_anew_with_a_new_role(self, inside, editor, from_the_group):
        role = Group.objects.get(name=Role.PUBLISHER.value)
        if from_the_group:
            role.user_set.add(editor)
        else:
            editor.groups.add(role)
        assert not is_in(inside)

    def test_logs_in_anew_as_an_administrator(self, inside, editor):
        editor.is_superuser = True
        editor.save()
        assert not is_in(inside)

    def test_stays_where_nothing_is_new(self, inside, editor):
        editor.groups.add(Group.objects.get(name=Role.EDITOR.value))
        editor.first_name = "Eve"
        editor.save()
        assert is_in(inside)


@pytest.mark.usefixtures("asks_twice")
class TestAFactorThatIsGone:
    def test_counts_no_longer(self, client, editor):
        with_an_app(client)
        assert client.get(NEWSROOM).status_code == 200
        Authenticator.objects.all().delete()
        assert client.get(NEWSROOM)["Location"] == reverse("mfa_index")

    def test_is_not_the_last_one_of_staff(self, client, editor):
        with_an_app(client)
        page = post(client, "/accounts/2fa/totp/deactivate/")
        assert "this is your last" in page.content.decode()
        assert Authenticator.objects.filter(type=Authenticator.Type.TOTP).exists()

    def test_is_not_the_last_passkey_of_staff(self, client, editor):
        with_an_app(client)
        apps = Authenticator.objects.filter(type=Authenticator.Type.TOTP)
        apps.update(type=Authenticator.Type.WEBAUTHN, data={"name": "Key"})
        key = Authenticator.objects.get(type=Authenticator.Type.WEBAUTHN)
        page = post(client, reverse("mfa_remove_webauthn", args=[key.pk]))
        assert "this is your last" in page.content.decode()
        assert Authenticator.objects.filter(pk=key.pk).exists()

    def test_may_be_one_of_two(self, client, editor):
        with_an_app(client)
        Authenticator.objects.create(
            user=editor, type=Authenticator.Type.WEBAUTHN, data={"name": "Key"}
        )
        post(client, "/accounts/2fa/totp/deactivate/")
        assert not Authenticator.objects.filter(type=Authenticator.Type.TOTP).exists()


class TestGuessingTheSecondFactor:
    def test_is_stopped_by_account(self, client, editor):
        secret, _codes = with_an_app(Client())
        _forget_used_codes()
        at_the_door(client)
        for _ in range(6):
            post(client, "/accounts/2fa/authenticate/", code="000000")
        post(client, "/accounts/2fa/authenticate/", code=code_of(secret))
        assert not is_in(client)


class TestACodeOfTheApp:
    def test_is_good_once_for_as_long_as_it_is_good(self, client, editor):
        with time_machine.travel(timezone.now(), tick=False) as clock:
            secret, _codes = with_an_app(Client())
            first, again = Client(), client
            at_the_door(first)
            clock.shift(timedelta(seconds=30))
            code = code_of(secret)
            post(first, "/accounts/2fa/authenticate/", code=code)
            assert is_in(first)
            at_the_door(again)
            clock.shift(timedelta(seconds=45))
            post(again, "/accounts/2fa/authenticate/", code=code)
            assert not is_in(again)


class TestWhatAnAppAndWeKnow:
    def test_cannot_be_read_in_the_database(self, client, editor):
        secret, codes = with_an_app(client)
        kept = repr([factor.data for factor in Authenticator.objects.all()])
        assert secret not in kept
        assert len(codes) == 10
        assert all("closed:" in repr(factor.data) for factor in Authenticator.objects.all())

    def test_may_be_from_before_it_was_closed(self):
        assert factors.open_closed("JBSWY3DPEHPK3PXP") == "JBSWY3DPEHPK3PXP"

    def test_fits_no_code_once_the_key_is_another(self, client, editor, settings):
        secret, _codes = with_an_app(Client())
        settings.SECRET_KEY = "another one altogether"
        at_the_door(client)
        post(client, "/accounts/2fa/authenticate/", code=code_of(secret))
        assert not is_in(client)


def _forget_used_codes() -> None:
    """A code is good once; a new one would be half a minute away."""
    cache.clear()
