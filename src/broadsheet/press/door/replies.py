"""Answers, put together and ready to be sent. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from broadsheet.press.pressing import NOT_TOLD
from broadsheet.press.proxies.orders import CONTROLS, life
from broadsheet.press.sheet import Coding

if TYPE_CHECKING:
    from broadsheet.press.door.negotiation import Wishes
    from broadsheet.press.pressing import Answer
    from broadsheet.press.sheet import Picked

    Header = tuple[bytes, bytes]

RETRY_AFTER: Final = (b"retry-after", b"10")

# Browsers ask each time, which costs them a 304. A proxy may answer for a second by itself, for
# two more while it asks anew, and for a day while nobody answers it.
_PAGE: Final = b"public, max-age=0, s-maxage=1, stale-while-revalidate=2, stale-if-error=86400"
_NOTHING: Final = b"public, max-age=0, s-maxage=1"
CACHE_CONTROL: Final = {
    status: (b"cache-control", value)
    for status, value in (
        (200, _PAGE), (301, _PAGE), (308, _PAGE), (404, _NOTHING), (410, _NOTHING),
    )
}  # fmt: skip
"""How long others may keep what we keep ourselves, by its status."""
NO_STORE: Final = (b"cache-control", b"no-store")
AS_OTHERS: Final = life(1).encode()
"""What a CDN is told that may keep a page no longer than any other proxy."""

HIT: Final = (b"server-timing", b'press;desc="hit"')
OLD_COPY: Final = (b"server-timing", b'press;desc="old copy"')
VARY: Final = (b"vary", b"Accept-Encoding")
CONTENT_ENCODING: Final = tuple(
    (b"content-encoding", coding.name.lower().encode()) for coding in Coding
)
SENTENCE: Final = (
    (b"content-type", b"text/plain; charset=utf-8"),
    (b"x-content-type-options", b"nosniff"),
    (b"content-security-policy", b"default-src 'none'"),
)


class Reply(NamedTuple):
    """The two messages of ASGI, in this order."""

    start: dict[str, Any]
    body: dict[str, Any]


def of_sheet(
    picked: Picked, wishes: Wishes, *, timing: Header, is_head: bool, is_kept: bool
) -> Reply:
    """A sheet, or that the reader has it already, or that it is not the one that is wanted.

    `is_kept` says that the store has it as right: once it is wrong, a CDN is told to throw it away.
    """
    status, headers, etag, coding, body = picked
    if not is_kept:
        headers = tuple((name, AS_OTHERS if name in CONTROLS else it) for name, it in headers)
    answered = wishes.status_for(status, etag)
    if answered == 412:
        return of_sentence(412, "This page is another one by now.", is_head=is_head)
    told: list[Header] = []
    if answered == 304:
        # It takes the place of what was said with the copy that is found to be right.
        told += (header for header in headers if header[0] in CONTROLS)
        body = b""
    else:
        told += headers
        told.append(_length(body))
        if coding:
            told.append(CONTENT_ENCODING[coding])
    told += ((b"etag", etag), VARY, CACHE_CONTROL[status], timing)
    return _reply(answered, told, body, is_head=is_head)


def of_failure(answer: Answer, *, is_head: bool) -> Reply:
    """What went wrong in Django's own words, and that it may soon be otherwise."""
    headers = [
        (name.encode(), value.encode("latin-1"))
        for name, value in answer.headers
        if name not in NOT_TOLD
    ]
    headers += (_length(answer.body), RETRY_AFTER, NO_STORE)
    return _reply(answer.status, headers, answer.body, is_head=is_head)


def of_elsewhere(location: str) -> Reply:
    """Where the page is found."""
    headers = [(b"location", location.encode("ascii")), _length(b""), CACHE_CONTROL[301]]
    return _reply(301, headers, b"")


def of_sentence(status: int, sentence: str, *, is_head: bool) -> Reply:
    """What we say ourselves."""
    body = f"{sentence}\n".encode()
    headers = [*SENTENCE, _length(body), NO_STORE]
    if status == 503:
        headers.append(RETRY_AFTER)
    return _reply(status, headers, body, is_head=is_head)


def written(reply: Reply) -> bytes:
    """All of a reply that comes after the line with its status, as it is sent."""
    lines = [b"%b: %b\r\n" % header for header in reply.start["headers"]]
    return b"".join([*lines, b"\r\n", reply.body["body"]])


def _length(body: bytes) -> Header:
    return b"content-length", b"%d" % len(body)


def _reply(status: int, headers: list[Header], body: bytes, *, is_head: bool = False) -> Reply:
    return Reply(
        {"type": "http.response.start", "status": status, "headers": headers},
        {"type": "http.response.body", "body": b"" if is_head else body},
    )
