"""Whoever asks for what is not there, or in ways that make no sense, is answered and forgotten."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx2
import pytest

from broadsheet.press.rack.store import MOST_MISSING
from tests.drills.papers import Node
from tests.drills.waiting import size
from tests.machinery.served import ServedPaper, log_of

UNKNOWN = size(100, 10_000)

REQUESTS = {
    "an escaped slash": b"GET /news%2f..%2f HTTP/1.1\r\nHost: {host}\r\n\r\n",
    "a way up": b"GET /news/../../etc/passwd HTTP/1.1\r\nHost: {host}\r\n\r\n",
    "an escaped way up": b"GET /%2e%2e/%2e%2e/ HTTP/1.1\r\nHost: {host}\r\n\r\n",
    "a null": b"GET /news%00/ HTTP/1.1\r\nHost: {host}\r\n\r\n",
    "a broken escape": b"GET /%zz HTTP/1.1\r\nHost: {host}\r\n\r\n",
    "no text": b"GET /%ff%fe/ HTTP/1.1\r\nHost: {host}\r\n\r\n",
    "an injected header": b"GET /x%0d%0aSet-Cookie:%20a=b/ HTTP/1.1\r\nHost: {host}\r\n\r\n",
    "a long path": b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: {host}\r\n\r\n",
    "a long query": b"GET /?" + b"a" * 20_000 + b" HTTP/1.1\r\nHost: {host}\r\n\r\n",
    "an odd method": b"FETCH / HTTP/1.1\r\nHost: {host}\r\n\r\n",
    "an odd method of ours": b"PURGE / HTTP/1.1\r\nHost: {host}\r\n\r\n",
    "conditions without sense": b'GET / HTTP/1.1\r\nHost: {host}\r\nIf-None-Match: """,W/"\r\n'
    b"If-Modified-Since: yesterday\r\nIf-Match: \r\nRange: bytes=9-1\r\n\r\n",
    "codings without sense": b"GET / HTTP/1.1\r\nHost: {host}\r\n"
    b"Accept-Encoding: br;q=9,;;,*;q=0,gzip;q=,\xff\r\n\r\n",
    "a long coding": b"GET / HTTP/1.1\r\nHost: {host}\r\nAccept-Encoding: "
    + b"gzip," * 1500
    + b"\r\n\r\n",
    "another host": b"GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n",
    "no host": b"GET / HTTP/1.1\r\n\r\n",
    "two lengths": b"POST / HTTP/1.1\r\nHost: {host}\r\nContent-Length: 1\r\n"
    b"Content-Length: 9\r\n\r\nx",
    "no request": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
}  # fmt: skip


@pytest.fixture(scope="module")
def paper(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedPaper]:
    folder = shutil.copytree(demo, tmp_path_factory.mktemp("hostile") / "var")
    with Node(folder).serving() as paper:
        yield paper
    assert "Traceback" not in log_of(folder).read_text()


@pytest.mark.parametrize("request_", REQUESTS.values(), ids=REQUESTS.keys())
def test_what_makes_no_sense_is_answered_without_fault(paper: ServedPaper, request_: bytes) -> None:
    host = paper.address.removeprefix("http://")
    raw = ask(host, request_.replace(b"{host}", host.encode()))
    # What is no HTTP at all need not be answered.
    if raw:
        status = int(raw.split(b" ", 2)[1])
        assert status < 500, raw[:500]
        assert b"set-cookie: a=b" not in raw.lower()
        assert b"root:" not in raw
    assert paper.get("/").status_code == 200


def ask(host: str, request: bytes) -> bytes:
    """The beginning of what is answered, if anything is."""
    name, _, port = host.partition(":")
    with socket.create_connection((name, int(port)), timeout=20) as line:
        try:
            line.sendall(request)
            return line.recv(65536)
        except (ConnectionError, TimeoutError):
            return b""


def test_a_great_many_unknown_addresses_leave_few_sheets(
    paper: ServedPaper, figures: dict[str, object]
) -> None:
    with httpx2.Client(base_url=paper.address, timeout=60) as client:

        def status_of(number: int) -> int:
            return client.get(f"/nobody-has-written-{number}/").status_code

        with ThreadPoolExecutor(4) as readers:
            statuses = set(readers.map(status_of, range(UNKNOWN)))
    node = Node(paper.folder, {"BROADSHEET_SITE": paper.address})
    _sheets, missing = map(int, node.run("tests.drills.deeds", "status").split())
    figures |= {"unknown addresses": UNKNOWN, "kept of them": missing}
    assert statuses == {404}
    assert min(UNKNOWN, MOST_MISSING) <= missing <= MOST_MISSING
