"""The account page: sessions, and moving to another address."""

import smtplib
from datetime import datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import html

from broadsheet.accounts import actions
from broadsheet.accounts.models import Session, User
from broadsheet.accounts.sessions import named
from tests.accounts.entrance import PASSWORD, code_in, is_in, last_code, post, reader
from tests.making import NOON, make_paper

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

    def test_asks_for_no_more_the_more_sessions_there_are(self, ada, browser):
        Client().force_login(ada)
        browser.get("/accounts/")
        with CaptureQueriesContext(connection) as few:
            assert browser.get("/accounts/").content.decode().count("End it") == 1
        for _ in range(4):
            Client().force_login(ada)
        with CaptureQueriesContext(connection) as many:
            assert browser.get("/accounts/").content.decode().count("End it") == 5
        assert len(many) == len(few)

    def test_calls_no_two_controls_alike(self):
        reader("eve@example.org", password=PASSWORD)
        with time_machine.travel(NOON, tick=False) as clock:
            for agent in ("curl", "Version/18.0 Safari/604.1 iPhone", FIREFOX, FIREFOX, FIREFOX):
                clock.shift(timedelta(minutes=1))
                browser = logged_in_with(agent)
            names = names_of_controls(browser.get("/accounts/").content.decode())
        (iphone,) = [name for name in names if name.startswith("End it: Safari, iPhone")]
        assert f"since {written(NOON + timedelta(minutes=2))}" in iphone
        assert len(names) == len(set(names))

    def test_tells_two_sessions_of_one_browser_apart(self):
        reader("eve@example.org", password=PASSWORD)
        with time_machine.travel(NOON, tick=False) as clock:
            for _ in range(2):
                browser = logged_in_with(FIREFOX)
                clock.shift(timedelta(days=1))
            page = html.fromstring(browser.get("/accounts/").content.decode())
        (kept,) = page.find_class("kept")
        this, other = (" ".join(each[0].text_content().split()) for each in kept)
        assert this == f"Firefox, Linux this one since {written(NOON + timedelta(days=1))}"
        assert other == f"Firefox, Linux since {written(NOON)} last used on {NOON:%-d %B %Y}"


def logged_in_with(agent: str) -> Client:
    """Eve's browser that calls itself so."""
    browser = Client(HTTP_USER_AGENT=agent)
    post(browser, "/accounts/login/", login="eve@example.org", password=PASSWORD)
    return browser


def written(moment: datetime) -> str:
    return f"{moment:%-d %B %Y, %H:%M} UTC"


def names_of_controls(page: str) -> list[str]:
    """What the links and buttons in the middle of the page are called, read aloud."""
    slip = html.fromstring(page).find_class("slip")[0]
    return [" ".join(each.text_content().split()) for each in slip.iter("a", "button")]


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


class TestWhatIsSaidOfEndingThem:
    def test_is_that_one_is_ended(self, ada, browser):
        other = Client()
        other.force_login(ada)
        mark = actions.mark_of(other.session.session_key)
        assert "Whoever used it is logged out" in ended(browser, mark=mark)
        assert "logged out already" in ended(browser, mark=mark)

    def test_is_how_many(self, ada, browser):
        for _ in range(2):
            Client().force_login(ada)
        assert "2 other browsers are logged out" in ended(browser)
        assert "0 other browsers are logged out" in ended(browser)


def ended(browser: Client, **fields: str) -> str:
    return browser.post("/accounts/sessions/end/", fields, follow=True).content.decode()


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

    def test_ends_the_sessions_elsewhere_whether_or_not_anybody_can_be_told(
        self, ada, browser, monkeypatch
    ):
        elsewhere = Client()
        elsewhere.force_login(ada)
        post(browser, "/accounts/email/", email="ada@new.example")
        codes = self.codes()
        monkeypatch.setattr(mail.EmailMessage, "send", refuse)
        answer = post(
            browser, "/accounts/email/",
            code_from=codes["ada@example.org"], code_to=codes["ada@new.example"],
        )  # fmt: skip
        assert answer["Location"] == "/accounts/"
        assert (is_in(browser), is_in(elsewhere)) == (True, False)

    def test_shows_the_codes_to_no_template(self, browser):
        post(browser, "/accounts/email/", email="ada@new.example")
        page = browser.get("/accounts/email/")
        assert page.context["to"] == "ada@new.example"
        assert not any(code in repr(page.context) for code in self.codes().values())

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

    def test_cannot_be_guessed_by_many_requests_that_know_nothing_of_each_other(self, browser):
        post(browser, "/accounts/email/", email="ada@new.example")
        before = browser.session["move"]
        for _ in range(10):
            session = browser.session
            session["move"] = before
            session.save()
            last = post(browser, "/accounts/email/", code_from="AAAA-AAAA", code_to="AAAA-AAAA")
        assert last.status_code == 429

    def test_is_good_for_a_quarter_of_an_hour(self, ada, browser):
        with time_machine.travel(timezone.now(), tick=False) as clock:
            post(browser, "/accounts/email/", email="ada@new.example")
            codes = self.codes()
            clock.shift(timedelta(minutes=16))
            answer = browser.post(
                "/accounts/email/",
                {"code_from": codes["ada@example.org"], "code_to": codes["ada@new.example"]},
                follow=True,
            )
        assert "The codes are too old" in answer.content.decode()
        ada.refresh_from_db()
        assert ada.email == "ada@example.org"

    def test_is_asked_for_anew_where_the_codes_are_too_old(self, browser):
        with time_machine.travel(timezone.now(), tick=False) as clock:
            post(browser, "/accounts/email/", email="ada@new.example")
            assert browser.get("/accounts/email/").context["to"] == "ada@new.example"
            clock.shift(timedelta(minutes=16))
            assert "to" not in browser.get("/accounts/email/").context

    def test_is_changed_by_whoever_knows_the_password(self, client):
        reader("bob@example.org", password=PASSWORD)
        post(client, "/accounts/login/", login="bob@example.org", password=PASSWORD)
        answer = client.get("/accounts/email/")
        assert answer["Location"] == "/accounts/reauthenticate/?next=%2Faccounts%2Femail%2F"


class TestAnAddressThatAnAccountHasLeft:
    """whose mail somebody else may read"""

    @pytest.fixture
    def stranger(self) -> Client:
        return Client()

    def move(self, ada: User) -> None:
        actions.move_account(ada, to="ada@new.example", kept=None)

    def test_opens_nothing_by_a_code_asked_for_before(self, ada, stranger):
        post(stranger, "/accounts/login/code/", email="ada@example.org")
        self.move(ada)
        answer = post(stranger, "/accounts/login/code/confirm/", code=last_code())
        assert answer["Location"] == "/accounts/login/"
        assert not is_in(stranger)
        assert [each.email for each in ada.emailaddress_set.all()] == ["ada@new.example"]

    def test_chooses_no_password(self, ada, stranger):
        post(stranger, "/accounts/password/reset/", email="ada@example.org")
        code = last_code()
        self.move(ada)
        post(stranger, "/accounts/password/reset/confirm/", code=code)
        post(
            stranger, "/accounts/password/reset/complete/",
            password1="another ferry", password2="another ferry",
        )  # fmt: skip
        ada.refresh_from_db()
        assert not ada.has_usable_password()
        assert not is_in(stranger)

    def test_is_not_confirmed_by_the_code_of_signing_up(self, stranger):
        post(stranger, "/accounts/signup/", email="bob@example.org")
        code = last_code()
        bob = User.objects.get(email="bob@example.org")
        User.objects.vouch_for(bob)
        self.move(bob)
        post(stranger, "/accounts/confirm-email/", code=code)
        assert not is_in(stranger)
        assert [each.email for each in bob.emailaddress_set.all()] == ["ada@new.example"]


def refuse(*_args: object, **_kwargs: object) -> None:
    raise smtplib.SMTPServerDisconnected("gone")


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
