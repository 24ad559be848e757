"""Addresses of the old site: which are its own, what they name, and where its files lie.

An address is told by host and path; the scheme and a leading `www.` say nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, unquote, urlsplit

from broadsheet.addresses.models import LONGEST_PATH, normal

if TYPE_CHECKING:
    from broadsheet.formats.wxr import Entry, Site

UPLOADS = "/wp-content/uploads/"
_SITE_OF_A_NETWORK = re.compile(r"^sites/\d+/")
_HOSTED_FILES = ".files.wordpress.com"
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
_SIZE = re.compile(r"-\d{1,5}x\d{1,5}(?=\.[^./]+$)")
_SCALED = re.compile(r"-(?:scaled|rotated)(?=\.[^./]+$)")
_REST = re.compile(r"(?:/amp)?/(?:comment-page-\d+/)?$")


def split(address: str) -> SplitResult:
    """The parts of an address; all empty where it is broken."""
    try:
        parts = urlsplit(address)
        parts.hostname, parts.port  # noqa: B018 - read, since they are looked at only then
    except ValueError:
        return SplitResult("", "", "", "", "")
    return parts


def host_of(address: str) -> str:
    """The host without `www.`, or nothing."""
    return (split(address).hostname or "").removeprefix("www.")


def usable(path: str) -> bool:
    """Whether a path can be kept and asked for."""
    return 1 < len(path) <= LONGEST_PATH and not _UNPRINTABLE.search(path)


def upload_path(address: str) -> str:
    """Where below the folder of uploads a file lies, or nothing if it lies elsewhere."""
    parts = split(address)
    path = unquote(parts.path)
    _, uploads, below = path.partition(UPLOADS)
    if uploads:
        return _SITE_OF_A_NETWORK.sub("", below)
    return path.lstrip("/") if (parts.hostname or "").endswith(_HOSTED_FILES) else ""


def originals(path: str) -> list[str]:
    """Under which names the picture may be kept that a reduced one was made of; itself last."""
    whole = _SIZE.sub("", path)
    stem, dot, ending = whole.rpartition(".")
    scaled = f"{stem}-scaled{dot}{ending}"
    return list(dict.fromkeys([whole, scaled, _SCALED.sub("", whole), path]))


@dataclass(frozen=True, slots=True)
class OldSite:
    """The site an archive comes from."""

    hosts: frozenset[str]
    base: str
    """path of its home page, with a slash at the end"""
    address: str

    @classmethod
    def of(cls, site: Site) -> OldSite:
        address = site.base_url or site.link
        hosts = frozenset(filter(None, map(host_of, (site.link, site.base_url))))
        return cls(hosts, normal(split(site.link or address).path), address)

    @property
    def name(self) -> str:
        """What identifies it among all sources."""
        host = host_of(self.address) or "wordpress"
        return f"{host}{self.base.rstrip('/')}"[:200]

    def path_of(self, href: str) -> str:
        """The path, with its query, that a link to a page of the site names; else nothing."""
        parts = split(href)
        if parts.scheme not in {"", "http", "https"}:
            return ""
        if parts.netloc and host_of(href) not in self.hosts:
            return ""
        if not parts.netloc and not href.startswith(("/", "?")):
            return ""
        path = normal(f"{parts.path or '/'}?{parts.query}")
        return path if usable(path) or path == "/" else ""

    def paths_of(self, entry: Entry, *, is_public: bool) -> list[str]:
        """Every path under which readers knew an entry."""
        numbered = {"page": "page_id", "attachment": "attachment_id"}.get(entry.post_type, "p")
        found = [f"/?{numbered}={entry.id}"] if entry.id and self.base == "/" else []
        path = self.path_of(entry.link) if is_public else ""
        if path and path != self.base and "?" not in path:
            found.append(path)
            above, _, last = path.rstrip("/").rpartition("/")
            if last == entry.slug:
                found += [normal(f"{above}/{slug}") for slug in entry.old_slugs]
        return [path for path in dict.fromkeys(found) if usable(path)]

    def paths_of_term(self, kind: str, *slugs: str) -> list[str]:
        """The paths of a list: by its own slug, and by its place below other terms."""
        paths = (normal(f"{self.base}{kind}/{way}") for way in ("/".join(slugs), slugs[-1]))
        return [path for path in dict.fromkeys(paths) if usable(path)]


def without_rest(path: str) -> str:
    """The path of the page itself, when it is that of its AMP version or of its comments."""
    way, _, _ = path.partition("?")
    return normal(_REST.sub("/", way))
