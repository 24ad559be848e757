"""Which browsers are known where one logs in."""

import hashlib
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client

from broadsheet.desk.roles import Role
from tests.accounts.entrance import PASSWORD, code_in, post, reader
from tests.making import NOON, make_paper
from tests.newsroom import staff

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def paper(db):
    return make_paper(name="The Courier")


class TestABrowserThatIsKnown:
    def test_is_known_by_what_tells_no_address_and_no_script_reads(self, client):
        client.force_login(reader())
        cookie = client.get("/accounts/").cookies["known"]
        name, day, seal = cookie.value.split("-")
        known_to_all = ("", name, f"{name} {day} ")
        guesses = [hashlib.sha256(f"{each}ada@example.org".encode()) for each in known_to_all]
        assert seal not in {guess.hexdigest() for guess in guesses}
        assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (
            True, "Lax", "/accounts/",
        )  # fmt: skip

    def test_is_known_to_the_last_four_of_those_who_share_it(self, client):
        for number in range(6):
            email = reader(f"r{number}@example.org", password=PASSWORD).email
            post(client, "/accounts/login/", login=email, password=PASSWORD)
            post(client, "/accounts/logout/")
        assert len(client.cookies["known"].value.split(".")) == 4

    def test_is_another_one_than_any_other(self, client):
        ada, elsewhere = reader(), Client()
        for browser in (client, elsewhere):
            browser.force_login(ada)
            browser.get("/accounts/")
        assert client.cookies["known"].value != elsewhere.cookies["known"].value

    @pytest.mark.parametrize("path", ["/me/", "/newsroom/"])
    def test_stays_known_to_others_whatever_is_open(self, client, path):
        """Browsers send there nothing that would tell to whom."""
        with time_machine.travel(NOON, tick=False) as clock:
            client.force_login(staff(Role.EDITOR, "ada@example.org"))
            client.get("/accounts/")
            del client.cookies["known"]
            clock.shift(timedelta(days=1))
            answer = client.get(path)
        assert answer.status_code == 200
        assert "reader" in answer.cookies
        assert "known" not in answer.cookies

    def test_is_known_under_a_new_address_as_well(self, client):
        ada = reader()
        client.force_login(ada)
        post(client, "/accounts/email/", email="ada@new.example")
        codes = {message.to[0]: code_in(message) for message in mail.outbox}
        post(
            client, "/accounts/email/",
            code_from=codes["ada@example.org"], code_to=codes["ada@new.example"],
        )  # fmt: skip
        assert len(client.cookies["known"].value.split(".")) == 2
