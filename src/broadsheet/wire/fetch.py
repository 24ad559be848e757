"""Fetches a file from an address somebody gave us, and from nowhere else.

The name is resolved here, every address that is not public is refused, and the connection goes to
the very address that was checked; so again at each redirect. Size and time are capped.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import httpx2 as httpx

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Allowed = Callable[[Address], bool]

MOST_REDIRECTS = 5
NAT64 = ipaddress.ip_network("64:ff9b::/96")
PORTS = {"http": 80, "https": 443}


class NotFetched(Exception):
    """The file was not to be had; the text says why, in words for the person who asked."""


class Unreachable(NotFetched):
    """Not this file alone: nothing is to be had from that host."""

    def __init__(self, sentence: str, *, host: str) -> None:
        super().__init__(sentence)
        self.host = host


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a fetch may take: bytes, and seconds in all."""

    size: int = 50 * 1024 * 1024
    seconds: float = 60.0


@dataclass(frozen=True, slots=True)
class Fetched:
    content: bytes
    media_type: str
    """without parameters; empty when the server did not say"""
    url: str
    """where it was in the end"""


def is_public(address: Address) -> bool:
    """Whether an address is one of the open internet, also when it is dressed up as another."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        if address in NAT64:
            return is_public(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        if address.sixtofour is not None:
            return is_public(address.sixtofour)
    return address.is_global and not address.is_multicast


def fetch(url: str, *, limits: Limits | None = None, allowed: Allowed = is_public) -> Fetched:
    """The file at an address. Raises NotFetched.

    `allowed` decides which addresses may be connected to; only tests have a reason to give it.
    """
    limits = limits or Limits()
    deadline = time.monotonic() + limits.seconds
    with httpx.Client(trust_env=False, follow_redirects=False) as client:
        for _ in range(MOST_REDIRECTS + 1):
            answer = _ask(client, url, limits=limits, deadline=deadline, allowed=allowed)
            if isinstance(answer, Fetched):
                return answer
            url = answer
    raise NotFetched(f"more than {MOST_REDIRECTS} redirects")


def _ask(
    client: httpx.Client, url: str, *, limits: Limits, deadline: float, allowed: Allowed
) -> Fetched | str:
    """The file, or the address that we are sent on to."""
    try:
        request = _request(client, url, allowed=allowed, deadline=deadline)
        response = client.send(request, stream=True)
        try:
            if response.has_redirect_location:
                return urljoin(url, response.headers["Location"])
            if response.status_code != httpx.codes.OK:
                raise NotFetched(f"the server answered {response.status_code}")
            content = _read(response, limits=limits, deadline=deadline)
        finally:
            response.close()
    except (httpx.TransportError, OSError) as error:
        host = urlsplit(url).hostname or ""
        raise Unreachable(f"no answer: {error or type(error).__name__}", host=host) from error
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise NotFetched(f"no answer: {error or type(error).__name__}") from error
    media_type = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    return Fetched(content=content, media_type=media_type, url=url)


def _request(client: httpx.Client, url: str, *, allowed: Allowed, deadline: float) -> httpx.Request:
    """A request that goes to a checked address, and names the host it is meant for."""
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname:
        raise NotFetched("not a web address")
    port = parts.port or PORTS[parts.scheme]
    address = _resolve(parts.hostname, port, allowed=allowed)
    literal = f"[{address}]" if address.version == 6 else str(address)
    left = max(0.1, deadline - time.monotonic())
    return client.build_request(
        "GET",
        parts._replace(netloc=f"{literal}:{port}", fragment="").geturl(),
        headers={"Host": parts.netloc.rpartition("@")[2], "User-Agent": "Broadsheet import"},
        extensions={"sni_hostname": parts.hostname, "timeout": httpx.Timeout(left).as_dict()},
    )


def _resolve(host: str, port: int, *, allowed: Allowed) -> Address:
    """An address of the host; refuses the host if any of its addresses may not be connected to."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        raise Unreachable(f"nobody knows the host {host}", host=host) from error
    addresses = [ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]
    for address in addresses:
        if not allowed(address):
            raise Unreachable(f"{host} is not on the open internet", host=host)
    return addresses[0]


def _read(response: httpx.Response, *, limits: Limits, deadline: float) -> bytes:
    content = bytearray()
    for chunk in response.iter_bytes():
        content += chunk
        if len(content) > limits.size:
            raise NotFetched(f"larger than {limits.size // 1024 // 1024} MB")
        if time.monotonic() > deadline:
            raise NotFetched(f"took longer than {limits.seconds:.0f} s")
    return bytes(content)
