"""The account page: sessions, and moving to another address."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from broadsheet.accounts import actions
from broadsheet.accounts.browsers import named
from broadsheet.accounts.models import Session, User
from tests.accounts.entrance import PASSWORD, code_in, is_in, post, reader
from tests.making import make_paper

pytestmark = pytest.mark.django_db

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture(autouse=True)
def paper(db):
    return make_paper(name="The Courier")


@pytest.fixture
def ada(db) -> User:
    return reader()


@pytest.fixture
def browser(ada) -> Client:
    client = Client(HTTP_USER_AGENT=FIREFOX)
    client.force_login(ada)
    return client


class TestTheAccountPage:
    def test_is_nobody_elses(self, client):
        assert client.get("/accounts/")["Location"] == "/accounts/login/?next=/accounts/"

    def test_is_kept_by_nobody(self, browser):
        assert browser.get("/accounts/")["Cache-Control"] == "private, no-store"

    def test_asks_for_no_more_the_more_sessions_there_are(
        self, ada, browser, django_assert_max_num_queries
    ):
        for _ in range(5):
            Client().force_login(ada)
        with django_assert_max_num_queries(14):
            assert browser.get("/accounts/").content.decode().count("End it") == 5


class TestSessions:
    def test_are_ended_from_any_browser(self, ada, browser):
        other = Client()
        other.force_login(ada)
        mark = actions.mark_of(other.session.session_key)
        post(browser, "/accounts/sessions/end/", mark=mark)
        assert not is_in(other)
        assert is_in(browser)

    def test_end_all_at_once_but_this_one(self, ada, browser):
        others = [Client(), Client()]
        for other in others:
            other.force_login(ada)
        post(browser, "/accounts/sessions/end/")
        assert [is_in(each) for each in [*others, browser]] == [False, False, True]

    def test_of_others_are_out_of_reach(self, browser):
        bob = Client()
        bob.force_login(reader("bob@example.org"))
        post(browser, "/accounts/sessions/end/", mark=actions.mark_of(bob.session.session_key))
        assert is_in(bob)

    def test_never_show_the_key_that_opens_them(self, browser):
        page = browser.get("/accounts/").content.decode()
        assert all(each.session_key not in page for each in Session.objects.all())

    def test_are_thrown_away_when_their_time_is_up(self, browser):
        actions.forget_ended_sessions(timezone.now() + timedelta(days=200))
        assert not Session.objects.exists()


class TestBrowsers:
    @pytest.mark.parametrize(
        ("agent", "name"),
        [
            (FIREFOX, "Firefox, Linux"),
            ("Mozilla/5.0 (iPhone; like Mac OS X) Version/18.0 Safari/604.1", "Safari, iPhone"),
            ("Mozilla/5.0 (Windows NT 10.0) Chrome/139.0 Safari/537.36 Edg/139.0", "Edge, Windows"),
            ("curl/8", ""),
            ("<script>", ""),
        ],
    )  # fmt: skip
    def test_are_called_what_people_call_them(self, agent, name):
        assert named(agent) == name


class TestAnotherAddress:
    def codes(self) -> dict[str, str]:
        return {message.to[0]: code_in(message) for message in mail.outbox}

    def test_is_confirmed_by_both(self, ada, browser):
        post(browser, "/accounts/email/", email="Ada@new.example")
        codes = self.codes()
        post(
            browser, "/accounts/email/",
            code_from=codes["ada@example.org"], code_to=codes["ada@new.example"].lower(),
        )  # fmt: skip
        ada.refresh_from_db()
        assert ada.email == "ada@new.example"
        assert list(ada.emailaddress_set.values_list("email", "verified")) == [
            ("ada@new.example", True)
        ]
        assert mail.outbox[-1].to == ["ada@example.org"]

    @pytest.mark.parametrize("missing", ["code_from", "code_to"])
    def test_needs_both(self, ada, browser, missing):
        post(browser, "/accounts/email/", email="ada@new.example")
        codes = self.codes()
        typed = {"code_from": codes["ada@example.org"], "code_to": codes["ada@new.example"]}
        page = post(browser, "/accounts/email/", **{**typed, missing: "AAAA-AAAA"})
        assert "not right" in page.content.decode()
        ada.refresh_from_db()
        assert ada.email == "ada@example.org"

    def test_that_somebody_has_is_told_to_nobody(self, ada, browser):
        reader("bob@example.org")
        free = seen_after(browser, "free@example.net")
        post(browser, "/accounts/email/", leave="1")
        taken = seen_after(browser, "bob@example.org")
        assert free == taken
        assert "already" in mail.outbox[-1].subject

    def test_that_somebody_has_is_never_taken(self, ada, browser):
        reader("bob@example.org")
        post(browser, "/accounts/email/", email="bob@example.org")
        code = next(code_in(each) for each in mail.outbox if each.to == ["ada@example.org"])
        for typed in ("", code):
            post(browser, "/accounts/email/", code_from=code, code_to=typed)
        ada.refresh_from_db()
        assert ada.email == "ada@example.org"

    def test_taken_meanwhile_is_refused(self, ada, browser):
        post(browser, "/accounts/email/", email="ada@new.example")
        codes = self.codes()
        reader("ada@new.example")
        answer = post(
            browser, "/accounts/email/",
            code_from=codes["ada@example.org"], code_to=codes["ada@new.example"],
        )  # fmt: skip
        assert answer.status_code == 302
        ada.refresh_from_db()
        assert ada.email == "ada@example.org"

    def test_can_be_guessed_three_times(self, ada, browser):
        post(browser, "/accounts/email/", email="ada@new.example")
        codes = self.codes()
        for _ in range(3):
            post(browser, "/accounts/email/", code_from="AAAA-AAAA", code_to="AAAA-AAAA")
        post(
            browser, "/accounts/email/",
            code_from=codes["ada@example.org"], code_to=codes["ada@new.example"],
        )  # fmt: skip
        ada.refresh_from_db()
        assert ada.email == "ada@example.org"

    def test_is_good_for_a_quarter_of_an_hour(self, ada, browser):
        with time_machine.travel(timezone.now(), tick=False) as clock:
            post(browser, "/accounts/email/", email="ada@new.example")
            codes = self.codes()
            clock.shift(timedelta(minutes=16))
            post(
                browser, "/accounts/email/",
                code_from=codes["ada@example.org"], code_to=codes["ada@new.example"],
            )  # fmt: skip
        ada.refresh_from_db()
        assert ada.email == "ada@example.org"

    def test_is_changed_by_whoever_knows_the_password(self, client):
        reader("bob@example.org", password=PASSWORD)
        post(client, "/accounts/login/", login="bob@example.org", password=PASSWORD)
        answer = client.get("/accounts/email/")
        assert answer["Location"] == "/accounts/reauthenticate/?next=%2Faccounts%2Femail%2F"


def seen_after(browser: Client, email: str) -> str:
    post(browser, "/accounts/email/", email=email)
    page = browser.get("/accounts/email/").content.decode().replace(email, "")
    return page.partition("csrf")[0]


class TestUnconfirmed:
    def test_accounts_are_forgotten_after_a_day(self, client):
        post(client, "/accounts/signup/", email="ada@example.org")
        later = timezone.now() + timedelta(days=1, hours=1)
        assert actions.forget_unconfirmed(later) == 1

    def test_accounts_have_a_day(self, client, ada):
        post(client, "/accounts/signup/", email="bob@example.org")
        assert actions.forget_unconfirmed(timezone.now() + timedelta(hours=23)) == 0

    def test_staff_stay(self):
        User.objects.create_superuser("eve@example.org", PASSWORD)
        assert actions.forget_unconfirmed(timezone.now() + timedelta(days=9)) == 0
