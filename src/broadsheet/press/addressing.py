"""What an address as it came over the wire asks for: a page, another spelling, Django, or nothing.

Every page has one address and that one spelling, so that nobody can fill the store with copies of
it. Pure.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple
from urllib.parse import parse_qsl, quote, unquote_to_bytes

from broadsheet.kit import figures, paths

LONGEST_PATH: Final = 4096
"""Bytes as sent; a slug in an Indian script takes nine for each letter."""
LONGEST_QUERY: Final = 8192
LONGEST_REMEMBERED: Final = 256
"""Bytes of both."""

PLAIN_IN_PATH: Final = "/-._~!$&'()*+,;=:@"
"""What stands for itself in a path, beside letters and digits (RFC 3986)."""

WORDPRESS: Final = frozenset({"p", "page_id", "attachment_id"})
"""Names by which archives were linked by number, at `/` alone."""


class Page(NamedTuple):
    """A public address, by which its sheet is kept.

    Its path is written in the letters of its language; only what would be misread is escaped.
    """

    address: str


class Elsewhere(NamedTuple):
    """The same page has another spelling, and that is where to go."""

    location: str


class Passed(NamedTuple):
    """Not a page of the paper: Django is asked each time."""


class Refused(NamedTuple):
    """No address at all."""

    status: int
    reason: str


Asked = Page | Elsewhere | Passed | Refused

PASSED: Final = Passed()
TOO_LONG: Final = Refused(414, "This address is too long.")

# The usual spelling: nothing escaped, nothing odd, no dot at the start of a part.
_USUAL = re.compile(rb"/(?:[A-Za-z0-9_~-][A-Za-z0-9_~.-]*/)*(?:[A-Za-z0-9_~-][A-Za-z0-9_~.-]*)?")
_UNPRESSED: Final = frozenset(name.encode() for name in paths.UNPRESSED)
_SLASHES = re.compile(r"/{2,}")
_MISREAD = re.compile(r"[^\w/\-.~!$&'()*+,;=:@]", re.ASCII)

# Refused is what two readers might read differently: as sent, then with its escapes undone.
_REFUSED_AS_SENT: Final = (
    (re.compile(rb"(?!/)"), "An address begins with a slash."),
    (re.compile(rb".*%(?![0-9A-Fa-f]{2})", re.DOTALL), "A percent sign escapes nothing here."),
    (re.compile(rb".*(?:\\|%2[fF]|%5[cC])", re.DOTALL), "A slash may not be escaped."),
)
_REFUSED_AS_READ: Final = (
    (re.compile(".*[\x00-\x1f\x7f-\x9f]", re.DOTALL), "There are characters nobody can see."),
    (re.compile(r"(?:.*/)?\.\.?(?:/|\Z)", re.DOTALL), "A part of an address is more than dots."),
)


def resolve(raw_path: bytes, query: bytes) -> Asked:
    """What that path and query ask for."""
    if len(raw_path) + len(query) <= LONGEST_REMEMBERED:
        return _remembered(raw_path, query)
    return _resolve(raw_path, query)


def resolve_text(text: str) -> Asked:
    """What an address asks for that is written in letters; escapes in it count as such."""
    path, _, query = text.partition("?")
    return resolve(quote(path, safe=f"%{PLAIN_IN_PATH}").encode(), query.encode())


def _resolve(raw_path: bytes, query: bytes) -> Asked:
    if raw_path[1:].split(b"/", 1)[0] in _UNPRESSED:
        return PASSED
    if len(raw_path) > LONGEST_PATH or len(query) > LONGEST_QUERY:
        return TOO_LONG
    if _USUAL.fullmatch(raw_path):
        path = raw_path.decode("ascii")
        if not query:
            return Page(path)
        return _with_query(path, query, is_spelt_well=True)
    spelt = _spelt_out(raw_path)
    if isinstance(spelt, Refused):
        return spelt
    path = _SLASHES.sub("/", spelt)
    return _with_query(path, query, is_spelt_well=_as_sent(path).encode() == raw_path)


_remembered = lru_cache(maxsize=4096)(_resolve)


def path_and_query(address: str) -> tuple[str, str]:
    """The path of a page's address as letters, nothing escaped, and its query."""
    path, _, query = address.partition("?")
    return unquote_to_bytes(path).decode(), query


def _spelt_out(raw_path: bytes) -> str | Refused:
    """The path with its escapes undone."""
    for pattern, reason in _REFUSED_AS_SENT:
        if pattern.match(raw_path):
            return Refused(400, reason)
    try:
        path = unquote_to_bytes(raw_path).decode()
    except UnicodeDecodeError:
        return Refused(400, "An address is written in UTF-8.")
    for read_pattern, reason in _REFUSED_AS_READ:
        if read_pattern.match(path):
            return Refused(400, reason)
    if len(_as_sent(path)) > LONGEST_PATH:
        return TOO_LONG
    return path


def _as_sent(path: str) -> str:
    return quote(path, safe=PLAIN_IN_PATH)


def _as_kept(path: str) -> str:
    return _MISREAD.sub(lambda found: _kept_letter(found[0]), path)


def _kept_letter(letter: str) -> str:
    return quote(letter, safe="") if letter.isascii() else letter


def _with_query(path: str, query: bytes, *, is_spelt_well: bool) -> Asked:
    wanted, is_query_spelt_well = _known_query(path, query)
    if path[1:].split("/", 1)[0] in paths.UNPRESSED:
        # Spelt oddly: it is sent on with all that it asks for.
        kept = quote(query, safe="%&=+/?:@!$'()*,;-._~")
        return Elsewhere(_as_sent(path) + (f"?{kept}" if kept else ""))
    if is_spelt_well and is_query_spelt_well:
        return Page(_as_kept(path) + wanted)
    return Elsewhere(_as_sent(path) + wanted)


def _known_query(path: str, query: bytes) -> tuple[str, bool]:
    """Of a query what makes a difference there, and whether that was spelt in the one way."""
    if not query:
        return "", True
    if path == "/":
        return _wordpress_query(query), True
    if paths.has_versions(path):
        return _versions_query(query)
    return _page_query(query) if paths.has_pages(path) else ("", True)


def _page_query(query: bytes) -> tuple[str, bool]:
    # Of several the last counts, as in Django.
    page = dict(_pairs(query)).get("page")
    if page is None:
        return "", True
    number = figures.whole(page, most=paths.LAST_PAGE) or 0
    if number == 1:
        return "", False
    return f"?page={number}", number == 0 or page == str(number)


def _versions_query(query: bytes) -> tuple[str, bool]:
    """Two versions to be compared, the earlier first; or one, to be seen by itself."""
    asked = dict(_pairs(query))
    spelt = asked.get("from", ""), asked.get("to", "")
    numbers = [figures.whole(each, most=paths.LAST_VERSION) or 0 for each in spelt]
    before, after = sorted(numbers)
    if not after:
        return "", spelt == ("", "")
    if before == after:
        before = 0
    is_spelt_well = spelt == (str(before) if before else "", str(after)) and (
        bool(before) or "from" not in asked
    )
    return paths.compared("", before=before, after=after), is_spelt_well


def _wordpress_query(query: bytes) -> str:
    for name, value in _pairs(query):
        if name in WORDPRESS and figures.whole(value) is not None:
            return f"?{name}={value}"
    return ""


def _pairs(query: bytes) -> list[tuple[str, str]]:
    return parse_qsl(query.decode("latin-1"), keep_blank_values=True)
