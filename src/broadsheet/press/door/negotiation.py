"""What a request's headers ask of a sheet: which coding, and whether the reader has it already.

Pure, after RFC 9110. Where a header makes no sense it is as if it were not there.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from broadsheet.press.sheet import Coding

if TYPE_CHECKING:
    from collections.abc import Iterable

FAVOURITES: Final = (Coding.BR, Coding.ZSTD, Coding.GZIP)
"""Smallest first: what we send of codings that a reader likes equally well."""
NAMES: Final = {
    "br": Coding.BR,
    "zstd": Coding.ZSTD,
    "gzip": Coding.GZIP,
    "x-gzip": Coding.GZIP,
    "identity": Coding.IDENTITY,
}
PLAIN: Final = (Coding.IDENTITY,)

WISHED: Final = frozenset({b"accept-encoding", b"if-none-match", b"if-match"})
"""Names of the headers that are read here."""

LONGEST_REMEMBERED: Final = 256
"""Bytes; browsers need thirty."""
LONGEST_READ: Final = 4096

_WEIGHT = re.compile(r"\s*;\s*[qQ]\s*=\s*([01](?:\.\d{0,3})?)\s*", re.ASCII)
_TAG = re.compile(rb'[\s,]*(W/)?("[\x21\x23-\x7e\x80-\xff]*")\s*(?=,|$)')


class Wishes(NamedTuple):
    """What the headers of a request say that concerns a sheet."""

    codings: tuple[Coding, ...]
    if_match: bytes
    if_none_match: bytes

    @classmethod
    def of(cls, headers: Iterable[tuple[bytes, bytes]]) -> Wishes:
        """A header that comes twice is one list."""
        accept = if_match = if_none_match = b""
        for name, value in headers:
            if name == b"accept-encoding":
                accept = accept + b"," + value if accept else value
            elif name == b"if-none-match":
                if_none_match = if_none_match + b"," + value if if_none_match else value
            elif name == b"if-match":
                if_match = if_match + b"," + value if if_match else value
        return cls(codings(accept), if_match, if_none_match)

    def status_for(self, status: int, etag: bytes) -> int:
        """What to answer in place of `status`: 304 to who has it, 412 to who wants another.

        Only what would succeed has conditions. Sheets have no date of change, so those that go
        by one are not looked at, and no part of a sheet is sent, so ranges are not either.
        """
        if not (self.if_match or self.if_none_match) or not 200 <= status < 300:
            return status
        if self.if_match and not _names(self.if_match, etag, is_strong=True):
            return 412
        if self.if_none_match and _names(self.if_none_match, etag, is_strong=False):
            return 304
        return status


def codings(accept: bytes) -> tuple[Coding, ...]:
    """The codings that an Accept-Encoding allows, best first.

    Where it allows none at all the plain body is still the best answer that there is.
    """
    return _known_codings(accept) if len(accept) <= LONGEST_REMEMBERED else _codings(accept)


def _codings(accept: bytes) -> tuple[Coding, ...]:
    if len(accept) > LONGEST_READ:
        return PLAIN
    weights = _weights(accept.decode("latin-1"))
    others = weights.get("*", 0.0)
    liked = {coding: weights.get(coding.name.lower(), others) for coding in FAVOURITES}
    # Not packed at all is always allowed, and never better, unless the reader says so.
    liked[Coding.IDENTITY] = weights.get("identity", weights.get("*", 0.0005))
    # Sorting keeps our own order among those with equal weights.
    return tuple(sorted((each for each in liked if liked[each] > 0), key=lambda c: -liked[c]))


_known_codings = lru_cache(maxsize=512)(_codings)


def _weights(accept: str) -> dict[str, float]:
    """How much each coding is liked; the first mention counts, and nonsense does not."""
    weights: dict[str, float] = {}
    for part in accept.lower().split(","):
        name, semicolon, rest = part.partition(";")
        weight = _WEIGHT.fullmatch(semicolon + rest) if semicolon else None
        if semicolon and weight is None:
            continue
        liking = min(1.0, float(weight[1])) if weight else 1.0
        coding = NAMES.get(name.strip())
        key = coding.name.lower() if coding is not None else name.strip()
        weights.setdefault(key, liking)
    return weights


def _names(header: bytes, etag: bytes, *, is_strong: bool) -> bool:
    """Whether a list of ETags has this one in it, or is `*`; weak ones are not strong enough."""
    if header == etag or header.strip() == b"*":
        return True
    at = 0
    while found := _TAG.match(header, at):
        if found[2] == etag and not (is_strong and found[1]):
            return True
        at = found.end()
    return False
