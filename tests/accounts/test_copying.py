"""What somebody gets of how they log in, with all that is held of them."""

import json

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.utils import timezone

from broadsheet.accounts.copying import belongings_of
from tests.accounts.entrance import reader
from tests.making import make_paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def told():
    """All tables of somebody with a bit of everything, by name."""
    make_paper()
    ada = reader()
    Client(HTTP_USER_AGENT="Mozilla/5.0 (X11; Linux) Firefox/140.0").force_login(ada)
    Authenticator.objects.create(user=ada, type=Authenticator.Type.TOTP, data={"secret": "JBSW"})
    SocialAccount.objects.create(
        user=ada, provider="house", uid="7", extra_data={"userinfo": {"given_name": "Ada"}}
    )
    return {table.name: list(table.rows()) for table in belongings_of(ada, timezone.now()).tables}


def test_tells_where_they_are_logged_in(told):
    (session,) = told["sessions"]
    assert session["began_at"] is not None
    assert session["seen_on"]


def test_tells_of_a_second_factor_and_never_its_secret(told):
    (factor,) = told["second-factors"]
    assert factor["kind"] == "totp"
    assert "JBSW" not in repr(told)


def test_tells_what_others_told_us(told):
    (provider,) = told["providers"]
    assert json.loads(provider["told"])["userinfo"]["given_name"] == "Ada"


def test_tells_the_addresses(told):
    assert [row["email"] for row in told["addresses"]] == ["ada@example.org"]
