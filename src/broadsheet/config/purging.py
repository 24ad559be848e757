"""Who keeps copies of our pages in front of us, and has to be told when they are wrong."""

from dataclasses import dataclass

from broadsheet.config.addresses import is_web, parts_of
from broadsheet.config.variables import BadConfig, number, read

CDNS = ("fastly", "cloudflare", "purge")
TAG_HEADERS = ("Surrogate-Key", "Cache-Tag")


@dataclass(frozen=True, slots=True)
class Cdn:
    """Who keeps copies of our pages, and how it is told that they are wrong."""

    kind: str
    """one of CDNS"""
    address: str
    """where it is told, without a slash at the end"""
    token: str
    tags: str
    """the header that names what a page was made from; none if it is purged by address"""
    keeps: int
    """for how many seconds it may keep a page"""


def cdn() -> Cdn | None:
    """Who keeps copies in front of this server, if somebody does that is to be told."""
    kind = read("BROADSHEET_CDN")
    if not kind:
        return None
    if kind not in CDNS:
        raise BadConfig(f"BROADSHEET_CDN is {kind!r}: give {', '.join(CDNS)}, or nothing")
    address = read("BROADSHEET_CDN_ADDRESS").rstrip("/")
    parts = parts_of(address)
    if parts is None or not is_web(parts):
        raise BadConfig(f"BROADSHEET_CDN_ADDRESS is {address!r}: give where {kind} is told")
    if kind == "fastly" and not parts.path.startswith("/service/"):
        raise BadConfig("BROADSHEET_CDN_ADDRESS: Fastly's ends with /service/ and its number")
    token = read("BROADSHEET_CDN_TOKEN")
    if not token and kind != "purge":
        raise BadConfig(f"BROADSHEET_CDN_TOKEN is not set, and {kind} wants one")
    return Cdn(kind, address, token, _tag_header(), number("BROADSHEET_CDN_KEEPS", of="seconds"))


def _tag_header() -> str:
    given = read("BROADSHEET_CDN_TAGS")
    for name in ("", *TAG_HEADERS):
        if given.lower() == name.lower():
            return name
    raise BadConfig(f"BROADSHEET_CDN_TAGS is {given!r}: give {' or '.join(TAG_HEADERS)}")
