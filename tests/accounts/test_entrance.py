"""Logging in, signing up, and what does not lead in."""

import re
import smtplib
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from broadsheet import settings
from broadsheet.accounts.models import Session, User
from broadsheet.desk.roles import Role
from tests.accounts.entrance import (
    PASSWORD,
    is_in,
    last_code,
    post,
    reader,
    sign_up,
)
from tests.making import make_paper
from tests.newsroom import staff

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def paper(db):
    return make_paper(name="The Courier")


def seen(response) -> str:
    """A page without what differs between any two: tokens and addresses typed."""
    page = response.content.decode()
    page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)
    return re.sub(r"[\w.]+@example\.org", "", page)


class TestSigningUp:
    def test_lets_in_whoever_has_the_code(self, client):
        answer = sign_up(client, "Ada@Example.org", onwards="/me/saved/")
        assert answer["Location"] == "/me/saved/"
        assert is_in(client)
        assert User.objects.get().email == "ada@example.org"

    def test_lets_nobody_in_before(self, client):
        post(client, "/accounts/signup/", email="ada@example.org")
        assert not is_in(client)

    def test_fills_in_no_trap(self, client):
        post(client, "/accounts/signup/", email="bot@example.org", website="x")
        assert not User.objects.exists()

    def test_has_a_page_without_styles_of_its_own(self, client):
        assert "style=" not in client.get("/accounts/signup/").content.decode()


class TestTheCode:
    def test_logs_in(self, client):
        reader()
        post(client, "/accounts/login/", login="ada@example.org", by_code="1")
        post(client, "/accounts/login/code/confirm/", code=last_code())
        assert is_in(client)

    def test_is_sent_to_whoever_leaves_the_password_out(self, client):
        reader(password=PASSWORD)
        post(client, "/accounts/login/", login="ada@example.org", password="")
        assert last_code()

    def test_is_good_for_a_quarter_of_an_hour(self, client):
        reader()
        with time_machine.travel(timezone.now(), tick=False) as clock:
            post(client, "/accounts/login/", login="ada@example.org", by_code="1")
            clock.shift(timedelta(minutes=16))
            post(client, "/accounts/login/code/confirm/", code=last_code())
            assert not is_in(client)

    def test_opens_nothing_twice(self, client):
        reader()
        post(client, "/accounts/login/", login="ada@example.org", by_code="1")
        code = last_code()
        post(client, "/accounts/login/code/confirm/", code=code)
        post(client, "/accounts/logout/")
        post(client, "/accounts/login/code/confirm/", code=code)
        assert not is_in(client)

    def test_opens_nothing_in_another_browser(self, client):
        reader()
        post(client, "/accounts/login/", login="ada@example.org", by_code="1")
        other = Client()
        post(other, "/accounts/login/code/confirm/", code=last_code())
        assert not is_in(other)

    def test_can_be_guessed_three_times(self, client):
        reader()
        post(client, "/accounts/login/", login="ada@example.org", by_code="1")
        code = last_code()
        for _ in range(3):
            post(client, "/accounts/login/code/confirm/", code="AAAA-AAAA")
        post(client, "/accounts/login/code/confirm/", code=code)
        assert not is_in(client)

    def test_comes_without_a_link_that_a_scanner_could_follow(self, client):
        reader()
        post(client, "/accounts/login/", login="ada@example.org", by_code="1")
        assert "/accounts/" not in mail.outbox[-1].body


class TestWhereOneIsLed:
    def test_is_ones_own_page_for_a_reader(self, client):
        reader(password=PASSWORD)
        answer = post(client, "/accounts/login/", login="ada@example.org", password=PASSWORD)
        assert answer["Location"] == "/me/"

    def test_is_the_newsroom_for_staff(self, client):
        staff(Role.REPORTER, "eve@example.org")
        answer = post(client, "/accounts/login/", login="eve@example.org", password="let me in")
        assert answer["Location"] == "/newsroom/"


class TestThePassword:
    def test_logs_in(self, client):
        reader(password=PASSWORD)
        post(client, "/accounts/login/", login="ADA@example.org", password=PASSWORD)
        assert is_in(client)

    def test_is_kept_as_the_paper_keeps_them(self):
        # The tests' own settings have a hasher that costs nothing.
        assert settings.PASSWORD_HASHERS[0] == "broadsheet.accounts.entrance.passwords.Argon2"

    def test_can_be_chosen_anew_with_a_code(self, client):
        reader(password="forgotten")
        post(client, "/accounts/password/reset/", email="ada@example.org")
        post(client, "/accounts/password/reset/confirm/", code=last_code())
        post(
            client, "/accounts/password/reset/complete/",
            password1="another ferry", password2="another ferry",
        )  # fmt: skip
        other = Client()
        post(other, "/accounts/login/", login="ada@example.org", password="another ferry")
        assert is_in(other)

    def test_can_be_chosen_by_whoever_has_none(self, client):
        sign_up(client, "ada@example.org")
        post(client, "/accounts/password/set/", password1=PASSWORD, password2=PASSWORD)
        assert User.objects.get().check_password(PASSWORD)

    def test_changes_only_for_whoever_shows_the_old_one(self, client):
        reader(password=PASSWORD)
        post(client, "/accounts/login/", login="ada@example.org", password=PASSWORD)
        post(
            client, "/accounts/password/change/",
            oldpassword="wrong", password1="another ferry", password2="another ferry",
        )  # fmt: skip
        assert User.objects.get().check_password(PASSWORD)


class TestNobodyIsTold:
    """whether an address is known here"""

    def test_by_logging_in_with_a_password(self):
        reader(password=PASSWORD)
        known, unknown = (
            post(Client(), "/accounts/login/", login=f"{name}@example.org", password="x")
            for name in ("ada", "bob")
        )
        assert seen(known) == seen(unknown)

    @pytest.mark.parametrize(
        ("path", "field"),
        [
            ("/accounts/login/code/", "email"),
            ("/accounts/signup/", "email"),
            ("/accounts/password/reset/", "email"),
        ],
    )
    def test_by_asking_for_a_code(self, path, field):
        reader()
        answers = []
        for name in ("ada", "bob"):
            browser = Client()
            first = browser.post(path, {field: f"{name}@example.org"})
            answers.append(
                (first.status_code, first["Location"], seen(browser.get(first["Location"])))
            )
        assert answers[0] == answers[1]
        assert len(mail.outbox) == 2

    @pytest.mark.parametrize("path", ["/accounts/login/code/confirm/", "/accounts/confirm-email/"])
    def test_by_a_wrong_code(self, path):
        reader()
        begun = "/accounts/signup/" if "email" in path else "/accounts/login/code/"
        answers = []
        for name in ("ada", "bob"):
            browser = Client()
            browser.post(begun, {"email": f"{name}@example.org"})
            answers.append(seen(browser.post(path, {"code": "AAAA-AAAA"}, follow=True)))
        assert answers[0] == answers[1]

    @pytest.mark.parametrize("path", ["/accounts/login/code/", "/accounts/password/reset/"])
    def test_by_asking_for_another(self, path):
        reader()
        answers = []
        for name in ("ada", "bob"):
            browser = Client()
            for _ in range(2):
                last = browser.post(path, {"email": f"{name}@example.org"}, follow=True)
            answers.append(seen(last))
        assert answers[0] == answers[1]
        assert [each.to[0][:3] for each in mail.outbox] == ["ada", "ada", "bob", "bob"]

    def test_by_asking_for_another_when_signing_up(self):
        reader()
        answers = []
        for name in ("ada", "bob"):
            browser = Client()
            page = browser.post("/accounts/signup/", {"email": f"{name}@example.org"}, follow=True)
            again = browser.post(another_at(page), {"email": f"{name}@example.org"}, follow=True)
            answers.append((seen(page), seen(again)))
            browser.post("/accounts/login/code/confirm/", {"code": last_code()})
            assert is_in(browser)
        assert answers[0] == answers[1]


def another_at(page) -> str:
    """Where one asks for another code."""
    found = re.search(r'id="anew" method="post" action="([^"]+)"', page.content.decode())
    assert found
    return found[1]


class TestNext:
    @pytest.mark.parametrize(
        "away",
        [
            "https://evil.example/", "//evil.example/", r"/\evil.example", "http:evil.example",
            "javascript:alert(1)", "https://127.0.0.1:8000.evil.example/", "\t//evil.example",
            "http://127.0.0.1:8000/latest/",
        ],
    )  # fmt: skip
    def test_leads_nowhere_else(self, client, away):
        reader(password=PASSWORD)
        answer = post(
            client, "/accounts/login/", login="ada@example.org", password=PASSWORD, next=away
        )
        assert answer["Location"] == "/me/"

    def test_leads_on(self, client):
        reader(password=PASSWORD)
        answer = post(
            client, "/accounts/login/", login="ada@example.org", password=PASSWORD, next="/a/?b=c"
        )
        assert answer["Location"] == "/a/?b=c"

    @pytest.mark.parametrize(
        ("onwards", "kept"),
        [("/me/saved/?page=2", "?next=%2Fme%2Fsaved%2F%3Fpage%3D2"), ("//evil.example/", "")],
    )
    def test_outlives_a_passkey_that_did_not_work(self, client, onwards, kept):
        answer = post(client, "/accounts/2fa/webauthn/login/", credential="{}", next=onwards)
        assert answer["Location"] == f"/accounts/login/{kept}"


class TestSessions:
    def test_rotate_at_log_in(self, client):
        reader(password=PASSWORD)
        client.get("/accounts/login/")
        session = client.session
        session["kept"] = "yes"
        session.save()
        planted = client.cookies["sessionid"].value if "sessionid" in client.cookies else ""
        client.cookies["sessionid"] = session.session_key
        post(client, "/accounts/login/", login="ada@example.org", password=PASSWORD)
        after = client.cookies["sessionid"].value
        assert after not in {planted, session.session_key}
        assert not Session.objects.filter(session_key=session.session_key).exists()

    def test_have_cookies_that_no_script_reads(self, client):
        reader(password=PASSWORD)
        answer = post(client, "/accounts/login/", login="ada@example.org", password=PASSWORD)
        cookie = answer.cookies["sessionid"]
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"

    def test_mark_the_browser_while_they_last(self, client):
        reader(password=PASSWORD)
        answer = post(client, "/accounts/login/", login="ada@example.org", password=PASSWORD)
        mark = answer.cookies["reader"]
        assert (mark.value, bool(mark["httponly"])) == ("1", False)
        assert post(client, "/accounts/logout/").cookies["reader"].value == ""

    def test_mark_the_browser_for_as_long_as_they_go_on(self, client):
        reader(password=PASSWORD)
        with time_machine.travel(timezone.now(), tick=False) as clock:
            post(client, "/accounts/login/", login="ada@example.org", password=PASSWORD)
            assert "reader" not in client.get("/accounts/").cookies
            clock.shift(timedelta(days=1))
            mark = client.get("/accounts/").cookies["reader"]
            assert mark["max-age"] == settings.SESSION_COOKIE_AGE

    def test_of_strangers_end_within_the_hour(self, client):
        post(client, "/accounts/signup/", email="ada@example.org")
        ends = Session.objects.get().expire_date
        assert ends <= timezone.now() + timedelta(hours=1)

    def test_of_staff_are_shorter(self, client):
        user = reader(password=PASSWORD)
        user.is_staff = True
        user.save()
        post(client, "/accounts/login/", login="ada@example.org", password=PASSWORD)
        assert Session.objects.get().expire_date < timezone.now() + timedelta(days=15)


class TestAForm:
    def test_from_elsewhere_does_nothing(self):
        reader(password=PASSWORD)
        strict = Client(enforce_csrf_checks=True)
        answer = post(strict, "/accounts/login/", login="ada@example.org", password=PASSWORD)
        assert answer.status_code == 403
        assert "too old" in answer.content.decode()
        assert not is_in(strict)


class TestMailThatCannotBeSent:
    @pytest.fixture
    def away(self, monkeypatch):
        def refuse(*_args, **_kwargs):
            raise smtplib.SMTPResponseException(550, "no such user: <ada@example.org>")

        return lambda: monkeypatch.setattr(mail.EmailMessage, "send", refuse)

    def test_is_told_to_whoever_waits_for_it(self, client, away):
        away()
        reader()
        answer = post(client, "/accounts/login/code/", email="ada@example.org")
        assert answer.status_code == 503
        assert answer["Retry-After"]
        assert "cannot send mail" in answer.content.decode()

    def test_undoes_no_deed_of_which_it_would_only_tell(self, client, away):
        reader(password=PASSWORD)
        post(client, "/accounts/login/", login="ada@example.org", password=PASSWORD)
        post(client, "/accounts/reauthenticate/", password=PASSWORD)
        away()
        answer = post(
            client, "/accounts/password/change/",
            oldpassword=PASSWORD, password1="another ferry", password2="another ferry",
        )  # fmt: skip
        assert answer.status_code == 302
        assert is_in(client)
        assert User.objects.get().check_password("another ferry")

    def test_leaves_no_address_in_the_log(self, client, away, caplog):
        away()
        reader()
        post(client, "/accounts/login/code/", email="ada@example.org")
        assert "SMTPResponseException 550" in caplog.text
        assert "ada@" not in caplog.text
