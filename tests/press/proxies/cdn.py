"""A small server that takes orders to throw copies away, as a CDN does, or fails to."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple


class Asked(NamedTuple):
    method: str
    path: str
    headers: dict[str, str]
    body: Any


class Fault(NamedTuple):
    """What goes wrong with one request."""

    status: int = 200
    body: str = '{"success": true}'
    headers: dict[str, str] = {}
    seconds: float = 0.0


class SmallCdn(ThreadingHTTPServer):
    """Remembers what it was asked; the next faults are taken from a list."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[Asked] = []
        self.faults: list[Fault] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    @property
    def told(self) -> list[tuple[str, str, Any]]:
        return [(each.method, each.path, each.body) for each in self.asked]


class Handler(BaseHTTPRequestHandler):
    server: SmallCdn

    def answer(self) -> None:
        raw = self.rfile.read(int(self.headers.get("content-length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.asked.append(
            Asked(self.command, self.path, headers, json.loads(raw) if raw else None)
        )
        fault = self.server.faults.pop(0) if self.server.faults else Fault()
        time.sleep(fault.seconds)
        body = fault.body.encode()
        self.send_response(fault.status)
        for name, value in {**fault.headers, "content-length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_PURGE = answer  # noqa: N815 - so http.server names them

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@contextmanager
def small_cdn() -> Iterator[SmallCdn]:
    server = SmallCdn()
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
