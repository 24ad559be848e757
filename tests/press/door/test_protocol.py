"""What comes over a reader's connection, and what is sent back, byte for byte."""

from __future__ import annotations

import re
import socket
import struct
import threading
import time
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta

import pytest
import uvicorn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from broadsheet.press.door import protocol, server
from broadsheet.press.recording import Fact, digest_of, note
from tests.machinery.small_paper import LONG

DATE = re.compile(rb"date: [^\r]+\r\n")
PATIENCE = 5.0


@pytest.fixture
def impatient(monkeypatch):
    """The server waits less for the next question than a test would."""
    monkeypatch.setattr(server, "IDLE_FOR", 0.3)


@pytest.fixture
def address(door):
    """Where a server listens that has the door before it."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        running = uvicorn.Server(server.configuration(door))
        thread = threading.Thread(target=running.run, kwargs={"sockets": [listening.dup()]})
        thread.start()
        yield listening.getsockname()
        running.should_exit = True
        thread.join()


@contextmanager
def connected(address):
    with socket.create_connection(address, timeout=PATIENCE) as connection:
        connection.settimeout(PATIENCE)
        yield connection


def request(target: str = "/news/", *lines: str, method: str = "GET", body: str = "") -> bytes:
    head = "\r\n".join([f"{method} {target} HTTP/1.1", "Host: paper.example", *lines])
    return f"{head}\r\n\r\n{body}".encode()


def told(connection: socket.socket, *, head_only: bool = False) -> bytes:
    """The next answer, without its date."""
    with connection.makefile("rb", buffering=0) as lines:
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            line = lines.readline()
            if not line:
                return head
            head += line
        length = re.search(rb"content-length: (\d+)", head)
        rest = b""
        if length and not head_only:
            while len(rest) < int(length[1]):
                rest += lines.read(int(length[1]) - len(rest))
    return DATE.sub(b"", head) + rest


def send_on(connection: socket.socket, sent: bytes) -> None:
    """Send the same again and again, more than anybody should take."""
    for _ in range(100_000):
        connection.sendall(sent)


def is_closed(connection: socket.socket) -> bool:
    """Whether the server ends the connection in a while."""
    try:
        while connection.recv(65536):
            pass
    except TimeoutError:
        return False
    except ConnectionResetError:
        pass
    return True


def ask(address, sent: bytes, **more) -> bytes:
    with connected(address) as connection:
        connection.sendall(sent)
        return told(connection, **more)


@pytest.fixture
def looked_up(address, store, monkeypatch):
    """The addresses that were looked up in the store, once the page is kept and remembered."""
    for _ in range(3):
        ask(address, request())
    found, addresses = store.find, []

    def find(address, *args, **more):
        addresses.append(address)
        return found(address, *args, **more)

    monkeypatch.setattr(store, "find", find)
    return addresses


class TestRemembered:
    def test_is_what_was_looked_up_before(self, address):
        ask(address, request())
        first, *others = (ask(address, request()) for _ in range(4))
        assert first.startswith(b"HTTP/1.1 200 OK\r\n")
        assert first.endswith(LONG.encode())
        assert others == [first] * 3

    def test_is_not_looked_up_again(self, address, looked_up):
        ask(address, request())
        assert looked_up == []

    @pytest.mark.parametrize("method", ["GET", "HEAD"])
    @pytest.mark.parametrize("accept", ["gzip", "br", ""])
    @pytest.mark.parametrize("known", ["", "*", '"another"'])
    def test_is_for_who_asks_the_same(self, address, store, method, accept, known):
        """Whatever was asked before, the answer is the one that the store would give."""
        for other in ("GET", "HEAD"):
            for line in ("X: y", "Accept-Encoding: gzip", "If-None-Match: *"):
                ask(address, request("/news/", line, method=other), head_only=other == "HEAD")
        asked = request(
            "/news/", f"Accept-Encoding: {accept}", f"If-None-Match: {known}", method=method
        )
        remembered = [ask(address, asked, head_only=method == "HEAD") for _ in range(2)][1]
        store.count("anything")
        assert remembered == ask(address, asked, head_only=method == "HEAD")

    def test_is_forgotten_with_a_change(self, address, looked_up, paper, store):
        paper.pages["/news/"] = "Nothing runs any more."
        fact = Fact("/news/", digest_of(paper.pages["/news/"]), frozenset({"/news/"}))
        store.handle(touched=["/news/"], facts={"/news/": fact}, cursor=b"1")
        for _ in range(3):
            assert ask(address, request()).endswith(b"Nothing runs any more.")

    def test_is_forgotten_when_its_time_is_over(self, address, paper):
        ends = datetime.now(UTC) + timedelta(seconds=0.5)
        paper.before = lambda: note("timed", 1, sources=["timed"], until=ends)
        for _ in range(3):
            ask(address, request())
        paper.pages["/news/"] = "Nothing runs any more."
        time.sleep(max(0, (ends - datetime.now(UTC)).total_seconds()))
        assert ask(address, request()).endswith(b"Nothing runs any more.")

    @pytest.mark.parametrize(
        "asked",
        [
            request("/news/?"),
            request("/news/#top"),
            request("http://paper.example/news/"),
            request("/news/", "Expect: 100-continue"),
            request("/news/", "Content-Length: 3", body="abc"),
            request("/news/", "Connection: Upgrade", "Upgrade: h2c"),
            request("/news/", "Connection: close"),
            request().replace(b"HTTP/1.1", b"HTTP/1.0"),
        ],
    )
    def test_is_not_for_who_asks_oddly(self, address, looked_up, asked):
        assert ask(address, asked).endswith(LONG.encode())
        assert looked_up == ["/news/"]


class TestConnection:
    def test_serves_one_after_the_other(self, address, paper):
        with connected(address) as connection:
            for target in ("/news/", "/news/", "/", "/news/", "/livez", "/news/", "/"):
                connection.sendall(request(target))
                body = told(connection).partition(b"\r\n\r\n")[2]
                expected = paper.pages.get(target, "").encode()
                assert body == (b"mine" if target == "/livez" else expected)

    def test_keeps_the_order_of_what_was_asked_at_once(self, address):
        targets = ["/news/", "/news/", "/", "/nothing/", "/news/", "/", "/news/", "/news/"] * 4
        separately = [ask(address, request(target)) for _ in range(2) for target in targets]
        with connected(address) as connection:
            connection.sendall(b"".join(map(request, targets)))
            together = [told(connection) for _ in targets]
        assert together == separately[len(targets) :]

    def test_may_come_in_pieces(self, address):
        expected = [ask(address, request()) for _ in range(2)][1]
        with connected(address) as connection:
            for byte in request():
                connection.sendall(bytes([byte]))
            assert told(connection) == expected

    @pytest.mark.usefixtures("impatient")
    @pytest.mark.parametrize("sent", [b"", b"\r\n", request()])
    def test_ends_when_nothing_is_asked(self, address, sent):
        ask(address, request())
        with connected(address) as connection:
            connection.sendall(sent)
            assert is_closed(connection)

    def test_passes_on_what_is_sent_with_a_request(self, address, paper):
        with connected(address) as connection:
            asked = request("/news/", "Content-Length: 5", method="POST", body="hello")
            connection.sendall(asked + request())
            assert b"mine" in connection.recv(65536)
        assert paper.passed == ["POST /news/"]


class TestRefusal:
    def test_is_for_a_head_without_end(self, address):
        with connected(address) as connection:
            connection.sendall(b"GET /news/ HTTP/1.1\r\n")
            with pytest.raises(ConnectionError):
                send_on(connection, b"X: %b\r\n" % (b"y" * 4096))

    def test_says_so(self, address):
        with connected(address) as connection:
            connection.sendall(b"GET /news/ HTTP/1.1\r\nX: " + b"y" * protocol.LARGEST_HEAD * 4)
            answer = told(connection)
            assert answer.startswith(b"HTTP/1.1 431 ")
            assert answer.endswith(b"The head of this request is too large.\n")
            assert is_closed(connection)

    def test_is_for_a_head_that_takes_too_long(self, address, monkeypatch):
        monkeypatch.setattr(protocol, "HEAD_WITHIN", 0.2)
        with connected(address) as connection:
            connection.sendall(b"GET /news/ HTTP/1.1\r\n")
            answer = told(connection)
            assert answer.startswith(b"HTTP/1.1 408 ")
            assert is_closed(connection)

    @pytest.mark.parametrize(
        "sent",
        [
            b"nonsense\r\n\r\n",
            b"GET /a b HTTP/1.1\r\n\r\n",
            b"GET /news/ HTTP/1.1\r\nHost\r\n\r\n",
            b"GET /news/ HTTP/1.1\r\nX: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
            b"POST / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
            b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
            b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            b"GET /\xff/ HTTP/1.1\r\n\r\n",
        ],
    )
    def test_is_for_what_is_no_request(self, address, sent):
        with connected(address) as connection:
            connection.sendall(sent)
            answer = told(connection)
            assert answer.startswith(b"HTTP/1.1 400 ")
            assert b"content-security-policy: default-src 'none'" in answer
            assert is_closed(connection)
        assert ask(address, request()).endswith(LONG.encode())

    @given(st.binary(max_size=200))
    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
    def test_leaves_others_alone(self, address, junk):
        with connected(address) as connection:
            connection.sendall(junk + b"\r\n\r\n")
        assert ask(address, request()).endswith(LONG.encode())

    @pytest.mark.parametrize(
        ("target", "status"),
        [("//news/", 301), ("/a%2Fb", 400), ("/" + "a" * 5000, 414), ("/" + "a" * 100_000, 414)],
    )
    def test_of_an_address_says_what_is_wrong_with_it(self, address, target, status):
        assert ask(address, request(target)).startswith(b"HTTP/1.1 %d " % status)

    @pytest.mark.parametrize(
        ("sent", "status"),
        [
            (b"GET /news/ HTTP/1.1\r\n\r\n", 400),
            (request("/news/", "Host: other.example"), 400),
            (request().replace(b"HTTP/1.1", b"HTTP/2.0"), 505),
            (request("/me/", "Transfer-Encoding: gzip, chunked", method="POST"), 501),
            (b"CONNECT paper.example:443 HTTP/1.1\r\nHost: paper.example\r\n\r\n", 400),
        ],
    )
    def test_is_for_what_could_be_read_in_two_ways(self, address, paper, sent, status):
        with connected(address) as connection:
            connection.sendall(sent)
            assert told(connection).startswith(b"HTTP/1.1 %d " % status)
            assert is_closed(connection)
        assert (paper.rendered, paper.passed) == ([], [])

    def test_comes_after_the_answers_that_are_owed(self, address):
        expected = ask(address, request("/"))
        with connected(address) as connection:
            connection.sendall(request("/nothing/") + request("/") + b"JUNK\r\n\r\n")
            assert told(connection).startswith(b"HTTP/1.1 404 ")
            first = told(connection)
            assert first.startswith(b"HTTP/1.1 200 ")
            assert first.endswith(expected.rpartition(b"\r\n")[2])
            assert is_closed(connection)


class TestBody:
    def test_that_does_not_come_is_not_waited_for(self, address, monkeypatch):
        monkeypatch.setattr(protocol, "BODY_LOOKS", 0.2)
        with connected(address) as connection:
            connection.sendall(request("/me/", "Content-Length: 100000", method="POST"))
            assert told(connection).startswith(b"HTTP/1.1 408 ")
            assert is_closed(connection)

    def test_that_comes_slowly_is(self, address, monkeypatch):
        monkeypatch.setattr(protocol, "BODY_LOOKS", 0.3)
        monkeypatch.setattr(protocol, "SLOWEST_BODY", 2)
        with connected(address) as connection:
            connection.sendall(request("/me/", "Content-Length: 20", method="POST"))
            for _ in range(10):
                connection.sendall(b"xx")
                time.sleep(0.1)
            assert told(connection).endswith(b"mine" + b"x" * 20)

    def test_has_no_headers_behind_it(self, address, paper):
        seen = []

        async def pause() -> None:
            seen.append("paused")

        paper.pause = pause
        sent = request("/me/", "Transfer-Encoding: chunked", method="POST")
        with connected(address) as connection:
            connection.sendall(sent + b"2\r\nab\r\n0\r\nX-Forwarded-For: 9.9.9.9\r\n\r\n")
            assert told(connection).endswith(b"mineab")
        assert seen == ["paused"]
        assert b"x-forwarded-for" not in dict(paper.headers)

    def test_is_not_framed_without_end(self, address):
        sent = request("/me/", "Transfer-Encoding: chunked", method="POST")
        with connected(address) as connection:
            connection.sendall(sent + b"1\r\na\r\n0\r\n")
            with pytest.raises(ConnectionError):
                send_on(connection, b"X: %b\r\n" % (b"y" * 4096))

    @pytest.mark.parametrize("target", ["/", "/news/", "/accounts/login/", "/search/", "/mein/"])
    def test_is_no_larger_than_a_form(self, address, target):
        length = protocol.LARGEST_FORM + 1
        for line in (f"Content-Length: {length}", f"Content-Length: {2**63}"):
            with connected(address) as connection:
                connection.sendall(request(target, line, method="POST"))
                assert told(connection).startswith(b"HTTP/1.1 413 ")
                assert is_closed(connection)
        with connected(address) as connection:
            connection.sendall(request(target, "Transfer-Encoding: chunked", method="POST"))
            connection.sendall(b"%x\r\n%b\r\n" % (length, b"x" * length))
            assert told(connection).startswith(b"HTTP/1.1 413 ")
            assert is_closed(connection)

    @pytest.mark.parametrize("target", ["/me/", "http://paper.example/me/"])
    def test_may_be_a_file_where_files_are_sent(self, address, target, monkeypatch):
        monkeypatch.setattr(protocol, "LARGEST_UPLOAD", 3 * protocol.LARGEST_FORM)
        largest = b"x" * protocol.LARGEST_UPLOAD
        asked = request(target, f"Content-Length: {len(largest)}", method="POST")
        with connected(address) as connection:
            connection.sendall(asked + largest)
            assert told(connection).endswith(b"mine" + largest)
        with connected(address) as connection:
            more = f"Content-Length: {len(largest) + 1}"
            connection.sendall(request(target, more, method="POST"))
            assert told(connection).startswith(b"HTTP/1.1 413 ")

    @pytest.mark.parametrize("method", ["GET", "POST"])
    def test_is_never_taken_for_a_request(self, address, paper, method):
        """Not even behind an upgrade, where the parser looks for another language."""
        smuggled = request("/smuggled/")
        lines = ["Connection: Upgrade", "Upgrade: foo", f"Content-Length: {len(smuggled)}"]
        with connected(address) as connection:
            connection.sendall(request("/me/", *lines, method=method))
            time.sleep(0.1)
            with suppress(ConnectionError):
                connection.sendall(smuggled)
            assert is_closed(connection)
        assert "/smuggled/" not in paper.rendered


class TestHangingUp:
    def test_leaves_no_word_in_the_log(self, address, paper, caplog):
        """Whoever asks a hundred times and goes away is no fault of ours."""
        with connected(address) as connection:
            connection.sendall(request("/") * 100)
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        assert ask(address, request()).endswith(LONG.encode())
        time.sleep(0.3)
        assert [each for each in caplog.records if each.levelname == "ERROR"] == []

    def test_of_one_side_does_not_keep_the_answer_from_the_other(self, address):
        with connected(address) as connection:
            connection.sendall(request("/nothing/"))
            connection.shutdown(socket.SHUT_WR)
            assert told(connection).startswith(b"HTTP/1.1 404 ")
            assert is_closed(connection)

    def test_is_ours_on_who_takes_nothing(self, address, looked_up, monkeypatch):
        monkeypatch.setattr(protocol, "UNREAD_FOR", 0.3)
        with connected(address) as connection, pytest.raises(ConnectionError):
            send_on(connection, request() * 10)
