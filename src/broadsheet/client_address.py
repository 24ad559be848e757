"""Where a request comes from: the one rule for whatever counts, bounds or lets in by address.

A proxy that `BROADSHEET_PROXIES` names is believed whom it says that it asks for; nobody else is.
"""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address, ip_network
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from django.conf import settings

if TYPE_CHECKING:
    from ipaddress import IPv4Address

    from django.http import HttpRequest

    Address = IPv4Address | IPv6Address

HOUSEHOLD: Final = 64
"""Bits of an address of IPv6 that somebody is given by a provider; all the rest are his own."""
PROXIES_SAY: Final = frozenset(
    {"Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-Ip", "Via"}
)
"""What a request bears that a proxy has passed on, whoever made it."""


def client_of(request: HttpRequest) -> str:
    """Who asks, to be counted: an address, or of IPv6 the network it is in. Empty: nobody knows.

    Each proxy adds whom it was asked by, so that what stands further left may be made up.
    """
    asking = _address(request.META.get("REMOTE_ADDR", ""))
    told = request.headers.get("X-Forwarded-For", "").split(",")
    while told and asking is not None and _is_proxy(asking):
        further = _address(told.pop().strip())
        if further is None:
            break
        asking = further
    if isinstance(asking, IPv6Address):
        return str(ip_network((asking, HOUSEHOLD), strict=False))
    return str(asking or "")


def is_on_this_machine(request: HttpRequest) -> bool:
    """Whether who asks is surely here, past no proxy, of the house or not."""
    asking = _address(request.META.get("REMOTE_ADDR", ""))
    is_passed_on = any(name in request.headers for name in PROXIES_SAY)
    return asking is not None and asking.is_loopback and not is_passed_on


def _is_proxy(address: Address) -> bool:
    return any(address in network for network in settings.PROXIES)


def _address(text: str) -> Address | None:
    try:
        address = ip_address(text)
    except ValueError:
        return None
    # Whoever listens to both kinds is told an address of IPv4 in the form of the other.
    return address.ipv4_mapped or address if isinstance(address, IPv6Address) else address


def is_ours(request: HttpRequest, address: str) -> bool:
    """Whether an address, or an origin, is on this very site."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    ours = {settings.SITE, f"{request.scheme}://{request.get_host()}"}
    return f"{parts.scheme}://{parts.netloc}" in ours
