"""Public addresses, put together and taken apart. The only place that knows their shape."""

from datetime import date

UNPRESSED = frozenset(
    {
        "accounts", "documents", "favicon.ico", "files", "livez", "me", "media", "metrics",
        "newsroom", "pictures", "readyz", "search", "static",
    }
)  # fmt: skip
"""First parts of addresses that no page is kept of: files, health, and what is somebody's own."""

RESERVED = UNPRESSED | {
    "api", "authors", "corrections", "feeds", "latest", "news-sitemap.xml", "robots.txt",
    "sitemap", "sitemap.xml", "tasks", "topics", "wp-content",
}  # fmt: skip
"""First parts of addresses that a section or a standing page may not take."""

LAST_PAGE = 100
"""How far lists go down; what is older is reached through topics, authors and sitemaps."""


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


def has_pages(path: str) -> bool:
    """Whether a list may be there, which goes on on further pages; a story is no list."""
    first, *further = path.strip("/").split("/")
    is_list = len(further) == (1 if first in {"topics", "authors"} and further else 0)
    return path.endswith("/") and first != "" and is_list


def page_of(path: str, number: int) -> str:
    """The address of a further page of a list; the first page is the list itself."""
    return path if number == 1 else f"{path}?page={number}"


def parts_of_story(path: str) -> tuple[str, date, str]:
    """Section, day and slug of a story's address. Raises ValueError for any other."""
    section_slug, year, month, day, slug = path.strip("/").split("/")
    return section_slug, date(int(year), int(month), int(day)), slug
