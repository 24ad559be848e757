"""Every reader gets the same bytes, and no page knows who reads it."""

import pytest

from tests.machinery.served import ServedPaper
from tests.machinery.sights import Sights

pytestmark = pytest.mark.journey

READERS = {
    "a stranger": {},
    "somebody with cookies": {"Cookie": "sessionid=abc; csrftoken=def; django_language=ar"},
    "somebody elsewhere": {"Accept-Language": "ml,ar;q=0.8", "User-Agent": "Old phone"},
    "a crawler": {"User-Agent": "Googlebot/2.1", "From": "bot@example.org"},
}


class TestPublicPages:
    def test_are_there(self, served_paper: ServedPaper, sights: Sights) -> None:
        answers = {kind: served_paper.get(path).status_code for kind, path in sights.all.items()}
        assert answers == {kind: 404 if kind == "not found" else 200 for kind in sights.all}

    def test_are_the_same_for_every_reader(self, served_paper: ServedPaper, sights: Sights) -> None:
        differing = [
            (kind, reader)
            for kind, path in sights.all.items()
            for reader, headers in READERS.items()
            if served_paper.get(path, headers=headers).content != served_paper.get(path).content
        ]
        assert differing == []

    def test_set_no_cookie_and_do_not_vary_by_one(
        self, served_paper: ServedPaper, sights: Sights
    ) -> None:
        for path in sights.all.values():
            headers = served_paper.get(path, headers=READERS["somebody with cookies"]).headers
            assert "set-cookie" not in headers, path
            assert "cookie" not in headers.get("vary", "").lower(), path

    def test_carry_no_token(self, served_paper: ServedPaper, sights: Sights) -> None:
        for path in sights.all.values():
            assert "csrf" not in served_paper.get(path).text.lower(), path

    def test_ask_nobody_else(self, served_paper: ServedPaper, sights: Sights) -> None:
        """The policy lets a browser fetch from the paper alone; frames open only after a click."""
        for path in sights.all.values():
            policy = dict(
                part.strip().partition(" ")[::2]
                for part in served_paper.get(path).headers["content-security-policy"].split(";")
            )
            assert policy["default-src"] == "'none'"
            assert policy["style-src"] == policy["img-src"] == policy["connect-src"] == "'self'"
            assert "unsafe" not in policy["script-src"]
