"""WordPress exports, written item by item with no more said than a test cares about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html import escape
from itertools import count
from pathlib import Path

SITE = "https://old.example.org"
MORNING = datetime(2012, 3, 4, 8, 30, tzinfo=UTC)
NEVER = "0000-00-00 00:00:00"

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>{title}</title><link>{site}</link><description>News of old</description>
<language>{language}</language><wp:wxr_version>1.2</wp:wxr_version>
<wp:base_site_url>{site}</wp:base_site_url><wp:base_blog_url>{site}</wp:base_blog_url>
"""


@dataclass(frozen=True)
class Under:
    """A term that an item is filed under."""

    name: str
    slug: str
    taxonomy: str = "category"


def category(name: str, slug: str = "") -> Under:
    return Under(name, slug or name.lower())


def tag(name: str, slug: str = "") -> Under:
    return Under(name, slug or name.lower(), "post_tag")


@dataclass(frozen=True)
class Item:
    """One item; what is not said is as WordPress would write it for a published post."""

    id: int
    title: str = "The quay is open"
    content: str = "<p>The quay was quiet.</p>"
    type: str = "post"
    status: str = "publish"
    slug: str | None = None
    link: str | None = None
    excerpt: str = ""
    creator: str = "ada"
    password: str = ""
    at: datetime | None = MORNING
    modified_at: datetime | None = None
    parent: int = 0
    file: str = ""
    under: tuple[Under, ...] = (category("News"),)
    meta: Mapping[str, str] = field(default_factory=dict)
    comments: int = 0

    @property
    def name(self) -> str:
        return f"{self.type}-{self.id}" if self.slug is None else self.slug

    @property
    def path(self) -> str:
        """Its old address on the old site."""
        if self.link is not None:
            return self.link.removeprefix(SITE)
        return f"/{self.at or MORNING:%Y/%m/%d}/{self.name}/"

    def xml(self) -> str:
        modified_at = self.modified_at or self.at
        parts = {
            "title": _cdata(self.title),
            "link": escape(self.link if self.link is not None else SITE + self.path),
            "dc:creator": _cdata(self.creator),
            "guid": f"{SITE}/?p={self.id}",
            "content:encoded": _cdata(self.content),
            "excerpt:encoded": _cdata(self.excerpt),
            "wp:post_id": str(self.id),
            "wp:post_date_gmt": _moment(self.at),
            "wp:post_modified_gmt": _moment(modified_at),
            "wp:post_name": _cdata(self.name),
            "wp:status": self.status,
            "wp:post_parent": str(self.parent),
            "wp:post_type": self.type,
            "wp:post_password": _cdata(self.password),
        }
        if self.file:
            parts["wp:attachment_url"] = escape(self.file)
        fields = "".join(f"<{name}>{value}</{name}>" for name, value in parts.items())
        under = "".join(
            f'<category domain="{each.taxonomy}" nicename="{escape(each.slug)}">'
            f"{_cdata(each.name)}</category>"
            for each in self.under
        )
        meta = "".join(
            f"<wp:postmeta><wp:meta_key>{key}</wp:meta_key><wp:meta_value>{_cdata(value)}"
            "</wp:meta_value></wp:postmeta>"
            for key, value in self.meta.items()
        )
        comments = "<wp:comment><wp:comment_id>1</wp:comment_id></wp:comment>" * self.comments
        return f"<item>{fields}{under}{meta}{comments}</item>\n"


def page(number: int, title: str = "About", **fields: object) -> Item:
    told = {"type": "page", "slug": title.lower(), "link": f"{SITE}/{title.lower()}/", "under": ()}
    return Item(number, title, **{**told, **fields})  # type: ignore[arg-type]


def attachment(number: int, path: str = "2012/03/quay.jpg", **fields: object) -> Item:
    told = {
        "type": "attachment",
        "status": "inherit",
        "content": "",
        "title": "Quay",
        "file": f"{SITE}/wp-content/uploads/{path}",
        "meta": {"_wp_attached_file": path, "_wp_attachment_image_alt": "A quay"},
        "under": (),
    }
    return Item(number, **{**told, **fields})  # type: ignore[arg-type]


def author(login: str, name: str) -> str:
    return (
        f"<wp:author><wp:author_login>{_cdata(login)}</wp:author_login>"
        f"<wp:author_email>{login}@private.example</wp:author_email>"
        f"<wp:author_display_name>{_cdata(name)}</wp:author_display_name></wp:author>\n"
    )


def term(under: Under, *, parent: str = "", number: int = 0, about: str = "") -> str:
    """What the head of an export says of a category or tag."""
    if under.taxonomy == "post_tag":
        return (
            f"<wp:tag><wp:term_id>{number}</wp:term_id><wp:tag_slug>{under.slug}</wp:tag_slug>"
            f"<wp:tag_name>{_cdata(under.name)}</wp:tag_name>"
            f"<wp:tag_description>{_cdata(about)}</wp:tag_description></wp:tag>\n"
        )
    return (
        f"<wp:category><wp:term_id>{number}</wp:term_id>"
        f"<wp:category_nicename>{under.slug}</wp:category_nicename>"
        f"<wp:category_parent>{parent}</wp:category_parent>"
        f"<wp:cat_name>{_cdata(under.name)}</wp:cat_name>"
        f"<wp:category_description>{_cdata(about)}</wp:category_description></wp:category>\n"
    )


def export(
    items: Iterable[Item],
    *,
    head: Iterable[str] = (),
    title: str = "The Old Courier",
    language: str = "en-GB",
    site: str = SITE,
) -> str:
    """A whole export; `head` are its authors and terms."""
    start = HEAD.format(title=title, language=language, site=site)
    return start + "".join(head) + "".join(each.xml() for each in items) + "</channel></rss>\n"


def write(folder: Path, *items: Item, head: Iterable[str] = (), name: str = "old.xml") -> Path:
    """An export of those items, as a file."""
    path = folder / name
    path.write_text(export(items, head=head), encoding="utf-8")
    return path


def posts(number: int, **fields: object) -> list[Item]:
    """So many posts, an hour apart."""
    hours = count()
    return [
        Item(n, title=f"Story {n}", at=MORNING + timedelta(hours=next(hours)), **fields)  # type: ignore[arg-type]
        for n in range(1, number + 1)
    ]


def _moment(at: datetime | None) -> str:
    return NEVER if at is None else f"{at:%Y-%m-%d %H:%M:%S}"


def _cdata(text: str) -> str:
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"
