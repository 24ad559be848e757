"""Logging in, signing up, and what does not lead in."""

import re
import smtplib
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test import Client
from django.utils import timezone

from broadsheet import settings
from broadsheet.accounts.models import Session, User
from tests.accounts.entrance import (
    PASSWORD,
    is_in,
    last_code,
    post,
    reader,
    sign_up,
)
from tests.making import make_paper

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


class TestThePassword:
    def test_logs_in(self, client):
        reader(password=PASSWORD)
        post(client, "/accounts/login/", login="ADA@example.org", password=PASSWORD)
        assert is_in(client)

    def test_is_kept_as_argon2(self):
        # The tests' own settings have a hasher that costs nothing.
        assert settings.PASSWORD_HASHERS[0].endswith("Argon2PasswordHasher")

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


class TestStuffedCredentials:
    def test_are_stopped_by_account(self, client):
        reader(password=PASSWORD)
        for number in range(6):
            away = Client(REMOTE_ADDR=f"203.0.113.{number}")
            post(away, "/accounts/login/", login="ada@example.org", password="guess")
        post(client, "/accounts/login/", login="ada@example.org", password=PASSWORD)
        assert not is_in(client)

    def test_are_stopped_by_address(self):
        away = Client(REMOTE_ADDR="203.0.113.9")
        for number in range(31):
            last = post(away, "/accounts/login/", login=f"r{number}@example.org", password="guess")
        assert last.status_code == 429
        assert int(last["Retry-After"]) > 0

    def test_leave_no_address_behind(self):
        away = Client(REMOTE_ADDR="203.0.113.9")
        post(away, "/accounts/login/", login="ada@example.org", password="guess")
        with connection.cursor() as cursor:
            cursor.execute("SELECT cache_key, value FROM cache")
            rows = cursor.fetchall()
        assert rows
        assert "203.0.113" not in repr(rows)
        assert "ada@" not in repr(rows)


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
    def test_is_told_to_whoever_waits_for_it(self, client, monkeypatch):
        def refuse(*_args, **_kwargs):
            raise smtplib.SMTPServerDisconnected("gone")

        monkeypatch.setattr(mail.EmailMessage, "send", refuse)
        reader()
        answer = post(client, "/accounts/login/code/", email="ada@example.org")
        assert answer.status_code == 503
        assert answer["Retry-After"]
        assert "cannot send mail" in answer.content.decode()
