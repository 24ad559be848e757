"""Somebody else vouches for a reader, by OpenID Connect."""

import runpy
import urllib.request
from urllib.error import HTTPError
from urllib.parse import urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core import mail
from django.test import Client

import broadsheet.settings
from broadsheet.accounts.models import User
from broadsheet.desk.roles import Role
from tests.accounts.entrance import PASSWORD, is_in, last_code, post, reader
from tests.machinery.identity import CLIENT, SECRET, Identity, provider
from tests.making import make_paper
from tests.newsroom import staff

pytestmark = pytest.mark.django_db

LOGIN = "/accounts/oidc/house/login/"


@pytest.fixture
def house(db, settings):
    """A provider that knows Ada."""
    make_paper(name="The Courier")
    claims = {"sub": "7", "email": "ada@example.org", "email_verified": True}
    with provider(**claims, given_name="Ada") as identity:
        app = {
            "provider_id": "house",
            "name": "The House",
            "client_id": CLIENT,
            "secret": SECRET,
            "settings": {"server_url": identity.issuer},
        }
        settings.SOCIALACCOUNT_PROVIDERS = {
            "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}
        }
        yield identity


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_args):
        return None


def asked(client: Client, path: str = LOGIN) -> str:
    """Go to the provider, and say yes or no there; returns where it sends the reader."""
    away = client.post(path)["Location"]
    try:
        urllib.request.build_opener(NoRedirect).open(away)
    except HTTPError as answer:
        return answer.headers["Location"]
    raise AssertionError("the provider led nowhere")


def come_back(client: Client, back: str):
    parts = urlsplit(back)
    return client.get(f"{parts.path}?{parts.query}")


class TestAProvider:
    def test_is_offered_by_name(self, client, house):
        assert "Go on with The House" in client.get("/accounts/login/").content.decode()

    def test_is_not_there_where_nobody_chose_it(self, client, db):
        make_paper()
        assert "Go on with" not in client.get("/accounts/login/").content.decode()
        assert client.post(LOGIN).status_code == 404

    def test_is_asked_by_a_form_alone(self, client, house):
        page = client.get(LOGIN)
        assert page.status_code == 200
        assert "Go on with The House" in page.content.decode()

    def test_makes_an_account(self, client, house):
        answer = come_back(client, asked(client, f"{LOGIN}?next=/me/saved/"))
        assert answer["Location"] == "/me/saved/"
        assert is_in(client)
        assert User.objects.get().email == "ada@example.org"
        assert not mail.outbox

    def test_opens_the_account_that_is_there(self, client, house):
        ada = reader()
        come_back(client, asked(client))
        assert is_in(client)
        assert SocialAccount.objects.get().user == ada

    def test_is_not_believed_about_an_address_it_has_not_seen(self, client, house):
        ada = reader()
        house.claims["email_verified"] = False
        come_back(client, asked(client))
        assert not is_in(client)
        assert not SocialAccount.objects.filter(user=ada).exists()

    def test_is_believed_only_where_it_says_yes(self, client, house):
        reader()
        house.claims["email_verified"] = "false"
        come_back(client, asked(client))
        assert not is_in(client)

    def test_confirms_no_address_by_another_word(self, client, house):
        house.claims["email_verified"] = "false"
        answer = come_back(client, asked(client))
        assert answer["Location"] == "/accounts/confirm-email/"
        assert not is_in(client)

    def test_lets_in_no_staff_who_have_not_added_it(self, client, house):
        staff(Role.EDITOR, "ada@example.org")
        come_back(client, asked(client))
        assert not is_in(client)
        assert not SocialAccount.objects.exists()

    def test_lets_in_staff_who_have_added_it(self, client, house):
        ada = staff(Role.EDITOR, "ada@example.org")
        client.force_login(ada)
        post(client, "/accounts/reauthenticate/", password="let me in")
        come_back(client, asked(client, f"{LOGIN}?process=connect"))
        assert SocialAccount.objects.get().user == ada
        other = Client()
        come_back(other, asked(other))
        assert is_in(other)

    def test_is_added_by_nobody_who_has_not_shown_lately_who_they_are(self, client, house):
        """Nor later, when the owner shows it for something else."""
        client.force_login(reader(password=PASSWORD))
        answer = come_back(client, asked(client, f"{LOGIN}?process=connect"))
        assert answer["Location"] == "/accounts/reauthenticate/?next=%2Faccounts%2F3rdparty%2F"
        shown = post(client, "/accounts/reauthenticate/", password=PASSWORD, next="/me/data/")
        assert shown["Location"] == "/me/data/"
        assert not SocialAccount.objects.exists()

    def test_is_added_by_whoever_has_shown_it_and_comes_again(self, client, house):
        client.force_login(reader(password=PASSWORD))
        come_back(client, asked(client, f"{LOGIN}?process=connect"))
        post(client, "/accounts/reauthenticate/", password=PASSWORD)
        come_back(client, asked(client, f"{LOGIN}?process=connect"))
        assert SocialAccount.objects.count() == 1

    @pytest.mark.parametrize("by", ["a code", "the newsroom"])
    def test_opens_no_account_that_somebody_else_confirmed(self, client, house, by):
        house.claims["email_verified"] = False
        come_back(client, asked(client))
        ada = User.objects.get()
        if by == "a code":
            owner = Client()
            post(owner, "/accounts/signup/", email=ada.email)
            post(owner, "/accounts/login/code/", email=ada.email)
            post(owner, "/accounts/login/code/confirm/", code=last_code())
            assert is_in(owner)
        else:
            staff(Role.EDITOR, ada.email)
        come_back(client, asked(client))
        assert not is_in(client)

    def test_goes_on_for_whoever_confirms_the_address_it_told(self, client, house):
        house.claims["email_verified"] = False
        come_back(client, asked(client))
        post(client, "/accounts/confirm-email/", code=last_code())
        assert is_in(client)
        other = Client()
        come_back(other, asked(other))
        assert is_in(other)

    def test_knows_an_account_by_more_than_its_address(self, client, house):
        come_back(client, asked(client))
        post(client, "/accounts/logout/")
        house.claims["email"] = "ada@elsewhere.example"
        come_back(client, asked(client))
        assert User.objects.count() == 1

    def test_that_fails_is_told_kindly(self, client, house):
        back = asked(client)
        house.codes.clear()
        answer = come_back(client, back)
        assert "That did not work" in answer.content.decode()
        assert not is_in(client)

    def test_can_be_left(self, client, house):
        house.refuses = True
        answer = client.get(come_back(client, asked(client))["Location"])
        assert "You did not log in" in answer.content.decode()

    def test_answers_only_the_browser_that_asked(self, client, house):
        back = asked(client)
        other = Client()
        come_back(other, back)
        assert not is_in(other)

    def test_is_where_its_form_may_lead_and_no_other(self, client, house, settings, monkeypatch):
        monkeypatch.setenv("BROADSHEET_OPENID", "https://us:secret@id.example:8443/readers")
        settings.ENTRANCE_POLICY = runpy.run_path(broadsheet.settings.__file__)["ENTRANCE_POLICY"]
        policy = client.get("/accounts/login/")["Content-Security-Policy"]
        assert "form-action 'self' https://id.example:8443;" in f"{policy};"
        assert "form-action 'self';" in f"{client.get('/latest/')['Content-Security-Policy']};"

    def test_no_longer_vouches_when_it_is_removed(self, client, house):
        reader(password="the ferry runs")
        come_back(client, asked(client))
        account = SocialAccount.objects.get()
        post(client, "/accounts/reauthenticate/", password="the ferry runs")
        post(client, "/accounts/3rdparty/", account=account.pk)
        assert not SocialAccount.objects.exists()


def test_without_an_address_at_all_asks_for_one(client, house: Identity):
    for claim in ("email", "email_verified"):
        house.claims.pop(claim)
    page = client.get(come_back(client, asked(client))["Location"])
    assert "Where do we write to you?" in page.content.decode()
    assert ">E-mail address</label>" in page.content.decode()
    assert "placeholder" not in page.content.decode()
    post(client, "/accounts/3rdparty/signup/", email="ada@example.org")
    post(client, "/accounts/confirm-email/", code=last_code())
    assert is_in(client)
