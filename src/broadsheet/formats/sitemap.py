"""Sitemaps (sitemaps.org 0.9), their index, and Google's news sitemap (0.9). Written only."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from html import escape
from typing import NamedTuple

from broadsheet.formats.grammar import moments, tidy

MEDIA_TYPE = "application/xml"
MOST_ENTRIES = 50_000
MOST_NEWS = 1_000
MOST_BYTES = 50 * 1024 * 1024

_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_NEWS_NAMESPACE = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


class News(NamedTuple):
    """What Google News wants to know of a story of the last two days."""

    publication: str
    language: str
    published_at: datetime
    """the first time, never that of a change"""
    title: str


class Entry(NamedTuple):
    """An absolute address, and when what is there truly changed.

    A tuple, as thousands are made and compared whenever a story is published.
    """

    url: str
    changed_at: datetime | None = None
    news: News | None = None


def urlset(entries: Iterable[Entry]) -> bytes:
    """A sitemap. In a news sitemap, entries without news are the padding that keeps it from empty.

    Raises ValueError: there is none, or more than a sitemap may hold, or one is no address.
    """
    entries = _within_limits(entries)
    if sum(entry.news is not None for entry in entries) > MOST_NEWS:
        raise ValueError(f"a news sitemap holds at most {MOST_NEWS:,} stories")
    has_news = any(entry.news for entry in entries)
    namespaces = f"{_NAMESPACE} {_NEWS_NAMESPACE}" if has_news else _NAMESPACE
    return _document("urlset", namespaces, (_url(entry) for entry in entries))


def index(shards: Iterable[Entry]) -> bytes:
    """An index of sitemaps, each with its last change.

    Raises ValueError: there is none, or more than an index may hold, or one is no address.
    """
    entries = _within_limits(shards)
    lines = (f"<sitemap>{_place(entry)}</sitemap>\n" for entry in entries)
    return _document("sitemapindex", _NAMESPACE, lines)


def _within_limits(entries: Iterable[Entry]) -> list[Entry]:
    """The entries, counted no further than needed."""
    kept = []
    for entry in entries:
        kept.append(entry)
        if len(kept) > MOST_ENTRIES:
            raise ValueError(f"a sitemap holds at most {MOST_ENTRIES:,} addresses")
    if not kept:
        raise ValueError("an empty sitemap is not a sitemap: give it the home page at least")
    return kept


def _document(tag: str, namespaces: str, lines: Iterator[str]) -> bytes:
    document = f"{_DECLARATION}<{tag} {namespaces}>\n{''.join(lines)}</{tag}>\n".encode()
    if len(document) > MOST_BYTES:
        raise ValueError(f"a sitemap holds at most {MOST_BYTES:,} bytes")
    return document


def _url(entry: Entry) -> str:
    return f"<url>{_place(entry)}{_news(entry.news) if entry.news else ''}</url>\n"


def _place(entry: Entry) -> str:
    address, changed = tidy.address(entry.url), entry.changed_at
    if not address:
        raise ValueError(f"not the address of a page: {entry.url!r}")
    lastmod = f"<lastmod>{moments.to_w3c(changed)}</lastmod>" if changed else ""
    return f"<loc>{escape(address, quote=False)}</loc>{lastmod}"


def _news(news: News) -> str:
    return (
        "<news:news><news:publication>"
        f"<news:name>{_text(news.publication)}</news:name>"
        f"<news:language>{_text(news.language)}</news:language>"
        "</news:publication>"
        f"<news:publication_date>{moments.to_w3c(news.published_at)}</news:publication_date>"
        f"<news:title>{_text(news.title)}</news:title>"
        "</news:news>"
    )


def _text(value: str) -> str:
    return escape(tidy.line(value), quote=False)
