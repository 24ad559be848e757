"""Who has neither a password nor a second factor shows by mail who they are."""

import json
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.core import mail
from django.test import Client

from broadsheet.accounts.entrance.codes.proof import has_shown_lately
from broadsheet.accounts.models import User
from tests.accounts.entrance import PASSWORD, add_passkey, code_in, last_code, made, post, reader
from tests.making import NOON, make_paper

pytestmark = pytest.mark.django_db

HERE = "/accounts/reauthenticate/code/"
OWN = [
    "/accounts/2fa/webauthn/add/",
    "/accounts/2fa/totp/activate/",
    "/accounts/password/set/",
]
"""Where somebody adds what opens the account from then on."""


@pytest.fixture(autouse=True)
def paper(db):
    return make_paper(name="The Courier")


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def left_open(client, clock) -> Client:
    """A browser in which a reader has logged in, and then gone for a coffee."""
    client.force_login(reader())
    clock.shift(timedelta(minutes=16))
    return client


def sent_to(browser: Client, onwards: str = OWN[0]) -> str:
    """Have a code sent, and return it."""
    asked = browser.post(HERE, {"next": onwards})
    assert asked.status_code == 302
    return last_code()


class TestWhatIsOnesOwnAlone:
    @pytest.mark.parametrize("path", OWN)
    def test_is_open_to_who_has_just_logged_in(self, client, clock, path):
        client.force_login(reader())
        clock.shift(timedelta(minutes=14))
        assert client.get(path).status_code == 200

    @pytest.mark.parametrize("path", OWN)
    def test_asks_anew_in_a_browser_left_open(self, left_open, path):
        answer = left_open.get(path)
        assert answer["Location"] == f"{HERE}?next={path.replace('/', '%2F')}"
        assert "Send me the code" in left_open.get(answer["Location"]).content.decode()
        assert not mail.outbox

    @pytest.mark.parametrize("path", OWN)
    def test_is_open_to_who_types_the_code(self, left_open, path):
        code = sent_to(left_open, path)
        assert mail.outbox[-1].to == ["ada@example.org"]
        assert post(left_open, HERE, code=code.lower(), next=path)["Location"] == path
        assert left_open.get(path).status_code == 200

    def test_is_changed_by_no_form_that_is_sent_all_the_same(self, left_open):
        post(left_open, "/accounts/password/set/", password1=PASSWORD, password2=PASSWORD)
        assert not User.objects.get().has_usable_password()

    def test_is_no_passkey_that_was_begun_in_time(self, client, clock):
        client.force_login(reader())
        client.get(OWN[0])
        challenge = client.session["mfa.webauthn.state"]["challenge"]
        clock.shift(timedelta(minutes=16))
        post(client, OWN[0], name="Key", credential=json.dumps(made(challenge)))
        assert not Authenticator.objects.exists()

    def test_is_closed_again_after_a_quarter_of_an_hour(self, left_open, clock):
        post(left_open, HERE, code=sent_to(left_open))
        clock.shift(timedelta(minutes=16))
        assert left_open.get(OWN[0]).status_code == 302

    def test_is_taken_from_others_with_a_code_as_well(self, left_open):
        ada = User.objects.get()
        first, _second = (
            SocialAccount.objects.create(user=ada, provider="x", uid=uid) for uid in ("1", "2")
        )
        answer = post(left_open, "/accounts/3rdparty/", account=first.pk)
        assert answer["Location"] == f"{HERE}?next=%2Faccounts%2F3rdparty%2F"
        assert SocialAccount.objects.count() == 2


class TestAnotherAddress:
    def test_is_confirmed_by_codes_of_its_own(self, left_open):
        assert left_open.get("/accounts/email/").status_code == 200


class TestTheCode:
    def test_is_good_once(self, left_open, clock):
        code = sent_to(left_open)
        post(left_open, HERE, code=code)
        clock.shift(timedelta(minutes=16))
        post(left_open, HERE, code=code)
        assert left_open.get(OWN[0]).status_code == 302

    def test_is_good_for_a_quarter_of_an_hour(self, left_open, clock):
        code = sent_to(left_open)
        clock.shift(timedelta(minutes=16))
        answer = post(left_open, HERE, code=code, next=OWN[0])
        assert answer["Location"] == f"{HERE}?next=%2Faccounts%2F2fa%2Fwebauthn%2Fadd%2F"
        assert "begin again" in left_open.get(answer["Location"]).content.decode()
        assert left_open.get(OWN[0]).status_code == 302

    def test_is_asked_for_anew_by_who_left_it_long_ago(self, left_open, clock):
        sent_to(left_open)
        assert "We have written to" in left_open.get(HERE).content.decode()
        clock.shift(timedelta(minutes=16))
        assert "Send me the code" in left_open.get(HERE).content.decode()

    def test_is_no_longer_good_when_the_account_has_moved(self, left_open):
        """Whoever reads the mail of the address before may be somebody else."""
        code = sent_to(left_open)
        post(left_open, "/accounts/email/", email="ada@new.example")
        move_from, move_to = (code_in(message) for message in mail.outbox[-2:])
        post(left_open, "/accounts/email/", code_from=move_from, code_to=move_to)
        assert User.objects.get().email == "ada@new.example"
        post(left_open, HERE, code=code)
        assert left_open.get(OWN[0]).status_code == 302

    def test_can_be_guessed_three_times(self, left_open):
        code = sent_to(left_open)
        for _ in range(2):
            page = post(left_open, HERE, code="AAAA-AAAA").content.decode()
            assert "That is not the code." in page
        post(left_open, HERE, code="AAAA-AAAA")
        post(left_open, HERE, code=code)
        assert left_open.get(OWN[0]).status_code == 302

    def test_may_be_another_one(self, left_open):
        first = sent_to(left_open)
        second = sent_to(left_open)
        assert first != second
        post(left_open, HERE, code=first)
        post(left_open, HERE, code=second)
        assert left_open.get(OWN[0]).status_code == 200

    @pytest.mark.parametrize("code", ["", "\0", "x" * 5000, "AAAA-AAAA"])
    def test_is_nothing_that_was_never_sent(self, left_open, code):
        post(left_open, HERE, code=code)
        assert left_open.get(OWN[0]).status_code == 302

    def test_is_of_no_use_in_another_browser(self, left_open):
        code = sent_to(left_open)
        other = Client()
        other.force_login(reader("eve@example.org"))
        post(other, HERE, code=code)
        post(left_open, HERE, code="AAAA-AAAA")
        assert left_open.get(OWN[0]).status_code == 302

    def test_leads_to_ones_account_where_nothing_comes_next(self, left_open):
        assert post(left_open, HERE, code=sent_to(left_open))["Location"] == "/accounts/"

    def test_leads_nowhere_else(self, left_open):
        answer = post(left_open, HERE, code=sent_to(left_open), next="//evil.example/")
        assert answer["Location"] == "/accounts/"

    def test_is_sent_no_more_often_than_other_codes(self, left_open):
        left_open.get("/accounts/")
        for _ in range(6):
            sent_to(left_open)
        answer = post(left_open, HERE)
        assert answer.status_code == 429
        assert "Back to your account" in answer.content.decode()


@pytest.mark.parametrize("password", [PASSWORD, None])
@pytest.mark.parametrize(("minutes", "is_lately"), [(14, True), (16, False)])
def test_what_was_shown_counts_for_a_quarter_of_an_hour(
    client, clock, password, minutes, is_lately
):
    client.force_login(reader(password=password))
    if password:
        post(client, "/accounts/reauthenticate/", password=password)
    request = client.get("/accounts/").wsgi_request
    assert has_shown_lately(request, now=NOON + timedelta(minutes=minutes)) is is_lately


class TestWhoHasSomethingElse:
    def test_shows_that(self, client, clock):
        client.force_login(reader(password=PASSWORD))
        answer = client.get(f"{HERE}?next=/accounts/2fa/")
        assert answer["Location"] == "/accounts/reauthenticate/?next=%2Faccounts%2F2fa%2F"
        assert client.get(OWN[0])["Location"].startswith("/accounts/reauthenticate/?next=")

    def test_has_not_shown_it_in_logging_in(self, client, clock):
        client.force_login(reader(password=PASSWORD))
        request = client.get("/accounts/").wsgi_request
        assert not has_shown_lately(request, now=NOON)

    def test_is_asked_to_log_in_first(self, client):
        assert client.get(HERE)["Location"] == f"/accounts/login/?next={HERE}"

    @pytest.mark.django_db(transaction=True)
    def test_has_shown_it_in_adding_it(self, left_open):
        post(left_open, HERE, code=sent_to(left_open))
        add_passkey(left_open, name="Key")
        assert Authenticator.objects.filter(type=Authenticator.Type.WEBAUTHN).exists()
        assert left_open.get("/accounts/2fa/recovery-codes/").status_code == 200
