"""Where the paper is served: under which names, by which node, and who may come behind it."""

import socket
from ipaddress import IPv4Network, IPv6Network, ip_network
from urllib.parse import urlsplit

from broadsheet.config.addresses import is_origin
from broadsheet.config.variables import LOOPBACK, BadConfig, read


def site() -> str:
    """The paper's public address, without a slash at the end."""
    address = read("BROADSHEET_SITE").rstrip("/")
    if not is_origin(address):
        raise BadConfig(
            f"BROADSHEET_SITE is {address!r}: give scheme and host, like https://www.example.org"
        )
    return address


def is_production() -> bool:
    """Whether readers elsewhere can reach this paper, so that nothing may be left to chance."""
    return urlsplit(site()).hostname not in LOOPBACK


def is_debug() -> bool:
    """Whether tracebacks may be shown; never in production."""
    asked = read("BROADSHEET_DEBUG") == "1"
    if asked and is_production():
        raise BadConfig("BROADSHEET_DEBUG=1 is for development; unset it where readers come")
    return asked


def hosts() -> list[str]:
    """The host names this server answers to."""
    further = [host.strip() for host in read("BROADSHEET_HOSTS").split(",") if host.strip()]
    own = [str(urlsplit(site()).hostname)]
    return own + further if is_production() else [*own, *further, *sorted(LOOPBACK), "[::1]"]


def proxies() -> tuple[IPv4Network | IPv6Network, ...]:
    """Where the proxies of the house stand."""
    given = read("BROADSHEET_PROXIES")
    try:
        return tuple(ip_network(each.strip()) for each in given.split(","))
    except ValueError as error:
        raise BadConfig(f"BROADSHEET_PROXIES is {given!r}: {error}") from error


def node() -> str:
    """What this node is called among those that share the database."""
    return read("BROADSHEET_NODE") or socket.gethostname()


def node_address() -> str:
    """Where other nodes reach this one; nothing if nobody has said."""
    address = read("BROADSHEET_NODE_ADDRESS").rstrip("/")
    if address and not is_origin(address):
        raise BadConfig(
            f"BROADSHEET_NODE_ADDRESS is {address!r}: give scheme and host, like "
            "http://10.0.0.5:8000"
        )
    return address


def metrics_token() -> str:
    """What whoever asks for metrics must know; nothing if it is enough to be on this machine."""
    return read("BROADSHEET_METRICS_TOKEN")


def asks_staff_twice() -> bool:
    """Whether the newsroom asks for a second factor."""
    given = read("BROADSHEET_SECOND_FACTOR") or ("staff" if is_production() else "nobody")
    if given not in {"staff", "nobody"}:
        raise BadConfig(f"BROADSHEET_SECOND_FACTOR is {given!r}: give staff or nobody")
    return given == "staff"
