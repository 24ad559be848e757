"""Every node is asked for every address; what is left, or cannot be told, is said."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from broadsheet import config
from broadsheet.press.models import Node
from broadsheet.press.withdrawing import proof
from broadsheet.press.withdrawing.traces import Thing, Trace

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
SECRET = "Nobody may read this any more"
THING = Thing("thing:1", ("/gone/",), (Trace("its text", SECRET),))


class Site(BaseHTTPRequestHandler):
    """A node whose answers are told beforehand, by path."""

    answers: dict[str, tuple[int, str]]
    hosts: list[str]

    def do_GET(self) -> None:
        self.hosts.append(self.headers["Host"])
        status, body = self.answers.get(self.path, (200, "nothing"))
        self.send_response(status)
        if status == 301:
            self.send_header("Location", body)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *args: object) -> None:
        """Says nothing."""


@pytest.fixture
def site():
    handler = type("Told", (Site,), {"answers": {"/gone/": (410, "gone")}, "hosts": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    handler.url = f"http://127.0.0.1:{server.server_port}"
    yield handler
    server.shutdown()
    thread.join()
    server.server_close()


def node(name: str, address: str) -> None:
    Node.objects.create(name=name, address=address, cursor="", seen_at=NOW)


def left_on_me(site, *elsewhere: str) -> dict[str, str]:
    node(config.node(), site.url)
    return {line.address: line.left for line in proof.prove(THING, elsewhere)}


class TestProve:
    def test_finds_nothing_where_nothing_is(self, site):
        assert left_on_me(site, "/front/") == {"/gone/": "", "/front/": ""}

    def test_finds_words_on_a_front(self, site):
        site.answers["/front/"] = (200, f"<p>{SECRET}</p>")
        assert left_on_me(site, "/front/")["/front/"] == "its text"

    def test_finds_words_at_an_address_that_says_it_is_gone(self, site):
        site.answers["/gone/"] = (410, SECRET)
        assert left_on_me(site)["/gone/"] == "its text"

    @pytest.mark.parametrize("status", [200, 301, 500, 503])
    def test_wants_an_address_of_its_own_to_say_that_it_is_gone(self, site, status):
        site.answers["/gone/"] = (status, "/front/")
        assert left_on_me(site)["/gone/"] == f"answers {status}"

    def test_believes_no_failure(self, site):
        site.answers["/front/"] = (503, "later")
        assert left_on_me(site, "/front/")["/front/"] == "nobody can tell: answers 503"

    def test_cannot_tell_where_it_may_not_ask_so_often(self, site):
        site.answers["/front/"] = (429, "later")
        assert left_on_me(site, "/front/")["/front/"] == "nobody can tell: answers 429"

    def test_asks_by_the_papers_name(self, site, settings):
        settings.SITE = "https://www.example.org"
        left_on_me(site, "/front/")
        assert set(site.hosts) == {"www.example.org"}

    def test_tells_how_long_each_answer_took(self, site):
        node(config.node(), site.url)
        assert all(line.took > 0 for line in proof.prove(THING, ["/front/"]))

    def test_asks_every_node(self, site):
        node(config.node(), site.url)
        node("other", site.url.replace("127.0.0.1", "localhost"))
        asked = {line.node for line in proof.prove(THING, [])}
        assert asked == {config.node(), "other"}

    @pytest.mark.parametrize(
        ("address", "why"),
        [
            ("", "has not said where it is reached"),
            ("http://127.0.0.1:9", "no answer"),
            ("mine", "so does this node"),
        ],
    )
    def test_says_which_node_cannot_be_asked(self, site, address, why):
        node(config.node(), site.url)
        node("other", site.url if address == "mine" else address)
        (line,) = (line for line in proof.prove(THING, ["/front/"]) if line.node == "other")
        assert why in line.left
        assert not line.is_clean
