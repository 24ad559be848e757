"""Asks a node for an address, as a proxy in front of it would; or this one though nobody serves."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol
from urllib.parse import urlsplit

import httpx2 as httpx

from broadsheet.press.addressing import Page, resolve_text
from broadsheet.press.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from broadsheet.press.pressing import Answer
    from broadsheet.press.rack.store import Store

PATIENCE: Final = 15.0
"""Seconds for one answer; a page is made within ten, or not at all."""
LARGEST: Final = 64 * 1024 * 1024
"""Bytes of one answer."""


class Unanswered(Exception):
    """The node could not be asked; the text says why."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What a node answers at an address."""

    status: int
    text: str
    """what readers get, with all that is said about it"""
    took: float
    """seconds"""


class Asker(Protocol):
    """A node that can be asked."""

    def ask(self, address: str) -> Answered:
        """What stands at a public address there. Raises Unanswered."""


class ByWire:
    """A node at its own address, asked by the paper's name. Sends us nowhere else.

    Nothing in the environment is asked for a way there, since a proxy might answer in its place.
    """

    def __init__(self, node: str, *, site: str) -> None:
        parts = urlsplit(site)
        self._node = node
        self._client = httpx.Client(
            trust_env=False,
            follow_redirects=False,
            timeout=PATIENCE,
            headers={
                "Host": parts.netloc,
                "X-Forwarded-Proto": parts.scheme,
                "User-Agent": "Broadsheet withdraw",
                "Cache-Control": "no-cache",
            },
        )

    def ask(self, address: str) -> Answered:
        began = time.perf_counter()
        try:
            with self._client.stream("GET", self._node + address) as response:
                text = _text(response.headers.items(), _read(response, until=began + PATIENCE))
                return Answered(response.status_code, text, time.perf_counter() - began)
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            raise Unanswered(f"no answer: {error or type(error).__name__}") from error

    def close(self) -> None:
        self._client.close()


class Here:
    """This node: the copy that is kept, good or not; where there is none, what would be made."""

    def __init__(self, store: Store, *, render: Callable[[str], Answer]) -> None:
        self._store = store
        self._render = render

    def ask(self, address: str) -> Answered:
        began = time.perf_counter()
        asked = resolve_text(address)
        kept = asked.address if isinstance(asked, Page) else address
        found = self._store.find(kept, Sheet.load, at=time.time())
        said = found.picked or self._render(kept)
        return Answered(said.status, _text(said.headers, said.body), time.perf_counter() - began)


def _read(response: httpx.Response, *, until: float) -> bytes:
    content = bytearray()
    for chunk in response.iter_bytes():
        content += chunk
        if len(content) > LARGEST or time.perf_counter() > until:
            raise Unanswered("the answer does not end")
    return bytes(content)


def _text(headers: Iterable[tuple[str, str]], body: bytes) -> str:
    told = "\n".join(f"{name}: {value}" for name, value in headers)
    return f"{told}\n\n{body.decode(errors='replace')}"
