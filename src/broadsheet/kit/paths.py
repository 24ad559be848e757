"""Public addresses, put together and taken apart. The only place that knows their shape."""

from datetime import date

RESERVED = frozenset(
    {
        "accounts", "api", "authors", "corrections", "documents", "favicon.ico", "feeds", "files",
        "latest", "livez", "me", "media", "metrics", "news-sitemap.xml", "newsroom", "pictures",
        "readyz", "robots.txt", "search", "sitemap", "sitemap.xml", "static", "tasks", "topics",
        "wp-content",
    }
)  # fmt: skip
"""First parts of addresses that a section or a standing page may not take."""


def section(slug: str) -> str:
    return f"/{slug}/"


def story(section_slug: str, day: date, slug: str) -> str:
    """The address of a story: by section and the day it was first published."""
    return f"/{section_slug}/{day:%Y/%m/%d}/{slug}/"


def topic(slug: str) -> str:
    return f"/topics/{slug}/"


def author(slug: str) -> str:
    return f"/authors/{slug}/"


REPRESENTATIONS = frozenset({"atom.xml", "feed.json", "rss.xml", "story.json", "story.txt"})
"""Names of the other forms in which machines get a thing, under the thing’s own address."""


def representation(path: str) -> tuple[str, str]:
    """The address of a thing, and the form in which it is asked for there: none for its page."""
    folder, _, name = path.rpartition("/")
    return (f"{folder}/", name) if name in REPRESENTATIONS else (path, "")


def page_of(path: str, number: int) -> str:
    """The address of a further page of a list; the first page is the list itself."""
    return path if number == 1 else f"{path}?page={number}"
