"""Every reader gets the same bytes, and no page knows who reads it."""

import pytest

from tests.machinery.members import session_of
from tests.machinery.served import ServedPaper
from tests.machinery.sights import Sights

pytestmark = pytest.mark.journey

Readers = dict[str, dict[str, str]]

STRANGERS: Readers = {
    "a stranger": {},
    "somebody with cookies": {"Cookie": "sessionid=abc; csrftoken=def; django_language=ar"},
    "somebody elsewhere": {"Accept-Language": "ml,ar;q=0.8", "User-Agent": "Old phone"},
    "a crawler": {"User-Agent": "Googlebot/2.1", "From": "bot@example.org"},
}


@pytest.fixture(scope="module")
def members(served_paper: ServedPaper) -> Readers:
    """Two readers who are logged in."""
    return {
        email: {"Cookie": f"sessionid={session_of(served_paper, email)}; reader=1"}
        for email in ("ada@example.org", "bob@example.org")
    }


def is_hit(paper: ServedPaper, path: str, headers: dict[str, str]) -> bool:
    return 'desc="hit"' in paper.get(path, headers=headers).headers.get("server-timing", "")


class TestPublicPages:
    def test_are_there(self, served_paper: ServedPaper, sights: Sights) -> None:
        answers = {kind: served_paper.get(path).status_code for kind, path in sights.all.items()}
        assert answers == {kind: 404 if kind == "not found" else 200 for kind in sights.all}

    def test_are_the_same_for_every_reader(
        self, served_paper: ServedPaper, sights: Sights, members: Readers
    ) -> None:
        differing = [
            (kind, reader)
            for kind, path in sights.all.items()
            for reader, headers in {**STRANGERS, **members}.items()
            if served_paper.get(path, headers=headers).content != served_paper.get(path).content
        ]
        assert differing == []

    def test_set_no_cookie_and_do_not_vary_by_one(
        self, served_paper: ServedPaper, sights: Sights, members: Readers
    ) -> None:
        for reader in (STRANGERS["somebody with cookies"], *members.values()):
            for path in sights.all.values():
                headers = served_paper.get(path, headers=reader).headers
                assert "set-cookie" not in headers, path
                assert "cookie" not in headers.get("vary", "").lower(), path

    def test_come_as_they_are_kept_to_who_is_logged_in(
        self, served_paper: ServedPaper, sights: Sights, members: Readers
    ) -> None:
        paths = [path for path in sights.all.values() if is_hit(served_paper, path, {})]
        assert len(paths) > len(sights.all) / 2
        assert all(is_hit(served_paper, path, who) for who in members.values() for path in paths)

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
