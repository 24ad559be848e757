"""How often somebody may try, and have mails sent."""

import hashlib
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from lxml import html

from tests.accounts.entrance import PASSWORD, is_in, post, reader
from tests.making import NOON, make_paper

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def paper(db):
    return make_paper(name="The Courier")


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
        for text in ("ada@example.org", "testserver:ada@example.org"):
            assert hashlib.sha256(text.encode()).hexdigest() not in repr(rows)


class TestMailsThatAnybodyAsksFor:
    def ask(self, network: str, *, browser: Client | None = None) -> HttpResponse:
        """Ask for one, two minutes after the last that was sent."""
        browser = browser or Client()
        with time_machine.travel(NOON + timedelta(minutes=2 * len(mail.outbox)), tick=False):
            return browser.post(
                "/accounts/login/code/", {"email": "ada@example.org"}, REMOTE_ADDR=network
            )

    def use_up(self) -> HttpResponse:
        """Strangers everywhere ask for more than there may be; returns the last answer."""
        for number in range(25):
            last = self.ask(f"203.0.113.{number}")
        assert len(mail.outbox) == 20
        return last

    def test_are_bounded(self):
        assert {self.ask("203.0.113.1").status_code for _ in range(6)} == {302}
        assert self.ask("203.0.113.1").status_code == 429
        assert len(mail.outbox) == 6

    def test_are_bounded_however_the_address_is_spelt(self, mailoutbox):
        """Mail takes no notice of letters that nobody sees."""
        for number in range(9):
            post(Client(), "/accounts/login/code/", email="eve@example.net" + number * "\u200b")
        assert len(mailoutbox) == 6

    def test_do_not_keep_the_owner_out(self):
        for _ in range(30):
            self.ask("203.0.113.1")
        assert self.ask("198.51.100.7").status_code == 302

    def test_are_bounded_from_everywhere(self):
        assert self.use_up().status_code == 429

    def test_do_not_keep_the_owner_out_of_a_browser_that_they_have_used_before(self, client):
        client.force_login(reader())
        client.get("/accounts/")
        post(client, "/accounts/logout/")
        self.use_up()
        assert [self.ask("203.0.113.1", browser=client).status_code for _ in range(7)] == [
            *[302] * 6, 429,
        ]  # fmt: skip

    def test_are_no_more_in_a_browser_that_others_have_used(self, client):
        reader()
        client.force_login(reader("eve@example.org"))
        client.get("/accounts/")
        post(client, "/accounts/logout/")
        self.use_up()
        assert self.ask("203.0.113.1", browser=client).status_code == 429

    def test_of_one_known_browser_use_up_nothing_of_another(self, client):
        """Whoever once had the account open elsewhere keeps its owner out of nothing."""
        elsewhere = Client()
        ada = reader()
        for browser in (client, elsewhere):
            browser.force_login(ada)
            browser.get("/accounts/")
            post(browser, "/accounts/logout/")
        self.use_up()
        for _ in range(7):
            last = self.ask("203.0.113.1", browser=elsewhere)
        assert last.status_code == 429
        assert self.ask("203.0.113.1", browser=client).status_code == 302

    @pytest.mark.parametrize(("days", "status"), [(400, 302), (401, 429)])
    def test_are_more_in_a_known_browser_for_400_days(self, client, days, status):
        with time_machine.travel(NOON - timedelta(days=days)):
            client.force_login(reader())
            client.get("/accounts/")
            post(client, "/accounts/logout/")
        self.use_up()
        assert self.ask("203.0.113.1", browser=client).status_code == status

    def test_of_strangers_keep_nobody_who_is_in_from_showing_who_they_are(self, client):
        client.force_login(reader())
        self.use_up()
        with time_machine.travel(NOON + timedelta(minutes=40), tick=False):
            assert post(client, "/accounts/reauthenticate/code/").status_code == 302
        assert len(mail.outbox) == 21

    @pytest.mark.parametrize(
        "made_up",
        [
            "1",
            "",
            "." * 2000,
            "\0",
            *(f"{'a' * 32}-{day}-{'a' * 64}" for day in ("000000", "739000")),
        ],
    )
    def test_are_no_more_in_a_browser_that_only_says_it_was_used(self, client, made_up):
        self.use_up()
        client.cookies["known"] = made_up
        assert self.ask("203.0.113.1", browser=client).status_code == 429

    def test_are_counted_for_each_address(self):
        for number in range(8):
            answer = post(Client(), "/accounts/signup/", email=f"r{number}@example.org")
        assert answer.status_code == 302


class TestTheWait:
    """that is told to whoever asks for too many mails"""

    def ask(self, minutes: float) -> HttpResponse:
        with time_machine.travel(NOON + timedelta(minutes=minutes), tick=False):
            return post(Client(), "/accounts/login/code/", email="ada@example.org")

    def test_is_until_the_first_of_the_hour_counts_no_longer(self):
        for number in range(6):
            self.ask(number)
        refused = self.ask(10)
        assert refused["Retry-After"] == str(50 * 60)
        assert "The next one can go in 50 minutes." in refused.content.decode()
        assert "If your account has a password or a passkey" in refused.content.decode()
        assert self.ask(59).status_code == 429
        assert self.ask(60).status_code == 302

    def test_grows_by_no_try_in_vain(self):
        for number in range(6):
            self.ask(number)
        for _ in range(20):
            self.ask(30)
        assert self.ask(59)["Retry-After"] == "60"
        assert "in 1 minute." in self.ask(59).content.decode()

    def test_is_told_in_hours_where_it_is_long(self):
        for number in range(15):
            assert self.ask(number * 15).status_code == 302
        refused = self.ask(15 * 15)
        assert refused["Retry-After"] == str((24 * 60 - 15 * 15) * 60)
        assert "The next one can go in 21 hours." in refused.content.decode()

    def test_is_told_with_a_way_on_to_where_one_wanted_to_go(self):
        for _ in range(7):
            refused = Client().post(
                "/accounts/login/code/", {"email": "ada@example.org", "next": "/me/saved/?a=1&b=2"}
            )
        (way,) = html.fromstring(refused.content).cssselect(".slip-do a")
        assert way.get("href") == "/accounts/login/?next=%2Fme%2Fsaved%2F%3Fa%3D1%26b%3D2"

    @pytest.mark.parametrize("onwards", ["//evil.example/", '"><script>'])
    def test_is_told_with_no_way_to_others(self, onwards):
        for _ in range(7):
            refused = Client().post(
                "/accounts/login/code/", {"email": "ada@example.org", "next": onwards}
            )
        (way,) = html.fromstring(refused.content).cssselect(".slip-do a")
        assert way.get("href") == "/accounts/login/"
