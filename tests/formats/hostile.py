"""Bytes that mean harm, and what has to become of them."""

from collections.abc import Callable
from dataclasses import replace

from broadsheet.formats.errors import Unreadable
from broadsheet.formats.item import Feed

_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BOMB = f'<!DOCTYPE rss [<!ENTITY l0 "ha">{_LAUGHS}]>'

XML = (
    b"",
    b"\x00",
    b"not XML",
    b"<html><body>404</body></html>",
    b"<rss><channel>",
    b"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'/>",
    b"<!DOCTYPE rss><rss/>",
    f"{BOMB}<rss>&l9;</rss>".encode(),
    f"{BOMB}<rss version='&l9;'/>".encode(),
    b"<!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><rss>&x;</rss>",
    b"<!DOCTYPE rss SYSTEM 'http://127.0.0.1:9/x.dtd'><rss/>",
    b"<?xml version='1.0' encoding='nonsense'?><rss/>",
    b"<rss>" * 10_000,
    b"<rss>\x07</rss>",
    b"{}",
)

JSON = (
    b"",
    b"\x00",
    b"not JSON",
    b"null",
    b"[]",
    b"{}",
    b'"text"',
    b"NaN",
    b"[" * 100_000,
    b'{"a":' * 100_000,
    b'{"version": ' + b"9" * 10_000 + b"}",
    b"\xff\xfe{\x00",
    b"<rss/>",
)


def beginning(raw: bytes) -> str:
    """What to call a document in the name of a test."""
    return repr(raw[:20])


def with_items(feed: Feed, **changes: object) -> Feed:
    """The feed with these changes made to each of its items."""
    return replace(feed, items=tuple(replace(item, **changes) for item in feed.items))


def assert_read_or_refused(load: Callable[[bytes], object], raw: bytes, kind: type) -> None:
    """Loading gives something of that kind, or says that it cannot, and nothing else happens."""
    try:
        assert isinstance(load(raw), kind)
    except Unreadable as refusal:
        assert str(refusal).strip()  # noqa: PT017
