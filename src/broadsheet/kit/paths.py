"""Public addresses, put together and taken apart. The only place that knows their shape."""

from datetime import date

UNPRESSED = frozenset(
    {
        "accounts", "documents", "favicon.ico", "files", "livez", "me", "media", "metrics",
        "newsroom", "pictures", "readyz", "search", "static",
    }
)  # fmt: skip
"""First parts of addresses that no page is kept of: files, health, and what is somebody's own."""

UPLOADED_TO = frozenset({"me", "newsroom"})
"""First parts of addresses to which files are sent."""

RESERVED = UNPRESSED | {
    "api", "authors", "corrections", "feeds", "latest", "news-sitemap.xml", "robots.txt",
    "sitemap", "sitemap.xml", "storylines", "tasks", "topics", "wp-content",
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


def storyline(slug: str) -> str:
    return f"/storylines/{slug}/"


CHANGES = "changes/"
"""The part below a story's address where its versions are told."""

LAST_VERSION = 999
"""No number of a version that is asked for can be higher."""


def changes(story: str) -> str:
    """Where the versions of the story at that address are told."""
    return f"{story}{CHANGES}"


def compared(changes: str, *, before: int, after: int) -> str:
    """Where two versions are compared, of which the later counts higher; 0 for nothing before."""
    return f"{changes}?from={before}&to={after}" if before else f"{changes}?to={after}"


def has_versions(path: str) -> bool:
    """Whether versions of a story may be told there."""
    return representation(path)[1] == CHANGES


REPRESENTATIONS = frozenset({"atom.xml", "feed.json", "rss.xml", "story.json", "story.txt"})
"""Names of the other forms in which machines get a thing, under the thing’s own address."""


def representation(path: str) -> tuple[str, str]:
    """The address of a thing, and in which other form it, or what is below it, is asked for."""
    if path.endswith(f"/{CHANGES}") and is_story(folder := path.removesuffix(CHANGES)):
        return folder, CHANGES
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


def is_story(path: str) -> bool:
    """Whether it is written as the address of a story is."""
    try:
        parts_of_story(path)
    except ValueError:
        return False
    return True


def parts_of_story(path: str) -> tuple[str, date, str]:
    """Section, day and slug of a story's address. Raises ValueError for any other."""
    section_slug, year, month, day, slug = path.strip("/").split("/")
    try:
        return section_slug, date(int(year), int(month), int(day)), slug
    except OverflowError as error:
        raise ValueError(path) from error
