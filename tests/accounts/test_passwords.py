"""How passwords are kept."""

import threading

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher, check_password, make_password

from broadsheet.accounts.entrance.passwords import AT_ONCE

AS_BEFORE = Argon2PasswordHasher().encode("the ferry runs", "a salt of before")


@pytest.fixture(autouse=True)
def hashers(settings):
    settings.PASSWORD_HASHERS = ["broadsheet.accounts.entrance.passwords.Argon2"]


class TestAPassword:
    def test_is_kept_as_argon2_in_twenty_megabytes(self):
        kept = make_password("the ferry runs")
        assert kept.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
        assert check_password("the ferry runs", kept)
        assert not check_password("the ferry walks", kept)

    def test_of_before_is_good_and_kept_anew(self):
        renewed = []
        assert check_password("the ferry runs", AS_BEFORE, setter=renewed.append)
        assert renewed == ["the ferry runs"]

    @pytest.mark.parametrize(
        "reckon",
        [lambda: make_password("x"), lambda: check_password("x", AS_BEFORE)],
        ids=["to keep it", "to compare it"],
    )
    def test_waits_while_others_are_reckoned(self, reckon):
        done = threading.Event()
        thread = threading.Thread(target=lambda: (reckon(), done.set()))
        for _ in range(4):
            AT_ONCE.acquire()
        thread.start()
        assert not done.wait(0.5)
        for _ in range(4):
            AT_ONCE.release()
        assert done.wait(10)
        thread.join()
