"""Has Fastly, Cloudflare or a proxy of one's own throw away what orders name."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final, Protocol
from urllib.parse import quote, urlsplit

import httpx2 as httpx

from broadsheet.press.proxies import tags
from broadsheet.press.proxies.orders import EVERYTHING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from broadsheet.config import Cdn

PATIENCE: Final = 10.0
"""Seconds until an answer has to be there."""
LONGEST_PAUSE: Final = 600.0
"""Seconds that we let ourselves be told to wait."""
NOT_THERE: Final = frozenset({404, 410, 412})
"""How proxies say that they keep no such copy."""


class Failed(Exception):
    """It was not told, or did not understand; the text says what came of it."""

    def __init__(self, reason: str, *, pause: float = 0.0) -> None:
        super().__init__(reason)
        self.pause = pause
        """seconds that it asked us to wait"""


class Purger(Protocol):
    """Who can have copies thrown away."""

    def purge(self, orders: Sequence[str]) -> None:
        """Throw away what the orders name. Done twice, it does no harm. Raises Failed."""


@contextmanager
def purger_of(cdn: Cdn, site: str) -> Iterator[Purger]:
    """The one that speaks to this CDN, of the paper at that address."""
    with httpx.Client(timeout=PATIENCE) as client:
        yield KINDS[cdn.kind](Wire(cdn, client), site)


@dataclass(frozen=True, slots=True)
class Wire:
    """Asks the CDN, and takes nothing but a yes."""

    cdn: Cdn
    client: httpx.Client

    def ask(
        self,
        method: str,
        address: str,
        headers: Mapping[str, str],
        *,
        body: object = None,
        also: frozenset[int] = frozenset(),
    ) -> httpx.Response:
        """Raises Failed, unless the answer is a success or has one of the statuses `also` named."""
        try:
            response = self.client.request(method, address, headers=dict(headers), json=body)
        except httpx.HTTPError as error:
            raise Failed(f"{self.cdn.kind}: {error or type(error).__name__}") from error
        if not response.is_success and response.status_code not in also:
            raise Failed(
                f"{self.cdn.kind} answers {response.status_code}: {response.text[:200]}",
                pause=_pause(response.headers.get("retry-after", "")),
            )
        return response


def _pause(told: str) -> float:
    return min(float(told), LONGEST_PAUSE) if told.isascii() and told.isdigit() else 0.0


def _sorted(orders: Sequence[str]) -> tuple[list[str], list[str]]:
    """Addresses as they are asked for, and tags."""
    addresses = [quote(each, safe="/-._~!$&'()*+,;=:@%?") for each in orders if each[0] == "/"]
    return addresses, [each for each in orders if each[0] != "/" and each != EVERYTHING]


def _batches(orders: Iterable[str], size: int) -> Iterator[list[str]]:
    rest = iter(orders)
    while some := list(islice(rest, size)):
        yield some


@dataclass(frozen=True, slots=True)
class Fastly:
    """https://www.fastly.com/documentation/reference/api/purging/"""

    wire: Wire
    site: str

    AT_ONCE = 256

    def purge(self, orders: Sequence[str]) -> None:
        service = self.wire.cdn.address
        allowed = {"Fastly-Key": self.wire.cdn.token, "Accept": "application/json"}
        if EVERYTHING in orders:
            self.wire.ask("POST", f"{service}/purge_all", allowed)
            return
        addresses, names = _sorted(orders)
        for some in _batches(names, self.AT_ONCE):
            self.wire.ask("POST", f"{service}/purge", allowed, body={"surrogate_keys": some})
        api = service.partition("/service/")[0]
        for address in addresses:
            self.wire.ask("POST", f"{api}/purge/{urlsplit(self.site).netloc}{address}", allowed)


@dataclass(frozen=True, slots=True)
class Cloudflare:
    """https://developers.cloudflare.com/api/resources/cache/methods/purge/"""

    wire: Wire
    site: str

    AT_ONCE = 100

    def purge(self, orders: Sequence[str]) -> None:
        if EVERYTHING in orders:
            self._purge({"purge_everything": True})
            return
        addresses, names = _sorted(orders)
        for some in _batches(names, self.AT_ONCE):
            self._purge({"tags": some})
        for some in _batches(addresses, self.AT_ONCE):
            self._purge({"files": [self.site + address for address in some]})

    def _purge(self, what: object) -> None:
        cdn = self.wire.cdn
        allowed = {"Authorization": f"Bearer {cdn.token}"}
        answer = self.wire.ask("POST", f"{cdn.address}/purge_cache", allowed, body=what)
        # It has a success of its own, beside the status.
        if '"success":true' not in "".join(answer.text.split()):
            raise Failed(f"{cdn.kind} refuses: {answer.text[:200]}")


@dataclass(frozen=True, slots=True)
class Proxy:
    """One that understands PURGE: of an address, of `/*`, or of the tags in a header."""

    wire: Wire
    site: str

    AT_ONCE = 100

    def purge(self, orders: Sequence[str]) -> None:
        addresses, names = _sorted(orders)
        if EVERYTHING in orders:
            addresses, names = ["/*"], []
        header = self.wire.cdn.tags
        for some in _batches(names, self.AT_ONCE):
            self._purge("/", {header: tags.line(some, header=header)})
        for address in addresses:
            self._purge(address, {})

    def _purge(self, address: str, also: Mapping[str, str]) -> None:
        cdn = self.wire.cdn
        headers = {"Host": urlsplit(self.site).netloc, **also}
        if cdn.token:
            headers["Authorization"] = f"Bearer {cdn.token}"
        self.wire.ask("PURGE", cdn.address + address, headers, also=NOT_THERE)


KINDS: Final[Mapping[str, Callable[[Wire, str], Purger]]] = {
    "fastly": Fastly,
    "cloudflare": Cloudflare,
    "purge": Proxy,
}
