"""Makes records of the fields that an element of an export was found to have."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from urllib.parse import unquote

from broadsheet.formats.wxr.records import Author, Entry, Filing, Record, Site, Term

_NUMBER = re.compile(r"\s*(-?[0-9]{1,18})\s*")
_KINDS = {"post_tag": "tag"}


@dataclass(slots=True)
class Part:
    """An element being read: its fields, and what it has several of."""

    line: int
    fields: dict[str, str] = field(default_factory=dict)
    filed_under: list[Filing] = field(default_factory=list)
    meta: list[tuple[str, str]] = field(default_factory=list)
    comments: int = 0
    attributes: Mapping[str, str] = field(default_factory=dict)
    _key: str = ""

    def begin(self, name: str) -> None:
        """A comment or custom field begins."""
        self._key = ""
        self.comments += name == "wp:comment"

    def add(self, name: str, text: str) -> None:
        if name == "category":
            self._file(text)
        else:
            self.fields.setdefault(name, text)

    def add_meta(self, name: str, text: str) -> None:
        if name == "wp:meta_key":
            self._key = text
        elif name == "wp:meta_value" and self._key:
            self.meta.append((self._key, text))

    def _file(self, name: str) -> None:
        kind = _kind(self.attributes.get("domain", "category"))
        self.filed_under.append(Filing(kind, unquote(self.attributes.get("nicename", "")), name))

    def text(self, name: str) -> str:
        return self.fields.get(name, "").strip()

    def number(self, name: str) -> int:
        found = _NUMBER.fullmatch(self.fields.get(name, ""))
        return int(found[1]) if found else 0

    def slug(self, name: str) -> str:
        return unquote(self.text(name))


def site_of(fields: Mapping[str, str]) -> Site:
    return Site(
        title=fields.get("title", ""),
        link=fields.get("link", ""),
        base_url=fields.get("wp:base_blog_url") or fields.get("wp:base_site_url", ""),
        language=fields.get("language", ""),
        description=fields.get("description", ""),
        version=fields.get("wp:wxr_version", ""),
    )


def record_of(name: str, part: Part, *, zone: tzinfo) -> list[Record]:
    """The record of that element, unless it says too little to be one."""
    match name:
        case "item":
            return [_entry(part, zone)]
        case "wp:author":
            return [_author(part)] if part.text("wp:author_login") else []
        case "wp:category":
            return [_term(part, "category", "category_nicename", "cat_name", "category")]
        case "wp:tag":
            return [_term(part, "tag", "tag_slug", "tag_name", "tag")]
        case _:
            kind = _kind(part.text("wp:term_taxonomy"))
            return [_term(part, kind, "term_slug", "term_name", "term")]


def _kind(taxonomy: str) -> str:
    return _KINDS.get(taxonomy, taxonomy)


def _author(part: Part) -> Author:
    return Author(
        login=part.text("wp:author_login"),
        email=part.text("wp:author_email"),
        display_name=part.text("wp:author_display_name"),
        first_name=part.text("wp:author_first_name"),
        last_name=part.text("wp:author_last_name"),
        id=part.number("wp:author_id"),
    )


def _term(part: Part, kind: str, slug: str, name: str, prefix: str) -> Term:
    return Term(
        kind=kind,
        slug=part.slug(f"wp:{slug}"),
        name=part.text(f"wp:{name}"),
        parent=part.slug(f"wp:{prefix}_parent"),
        description=part.text(f"wp:{prefix}_description"),
        id=part.number("wp:term_id"),
    )


def _entry(part: Part, zone: tzinfo) -> Entry:
    meta: dict[str, str] = {}
    for key, value in part.meta:
        meta.setdefault(key, value)
    old_slugs = (unquote(value.strip()) for key, value in part.meta if key == "_wp_old_slug")
    return Entry(
        line=part.line,
        id=part.number("wp:post_id"),
        post_type=part.text("wp:post_type"),
        status=part.text("wp:status"),
        title=part.text("title"),
        link=part.text("link"),
        guid=part.text("guid"),
        slug=part.slug("wp:post_name"),
        creator=part.text("dc:creator"),
        password=part.text("wp:post_password"),
        published_at=_moment(part, "wp:post_date", zone),
        modified_at=_moment(part, "wp:post_modified", zone),
        content=part.fields.get("content:encoded", ""),
        excerpt=part.fields.get("excerpt:encoded", ""),
        parent_id=part.number("wp:post_parent"),
        menu_order=part.number("wp:menu_order"),
        is_sticky=part.text("wp:is_sticky") == "1",
        attachment_url=part.text("wp:attachment_url"),
        filed_under=_filings(part.filed_under),
        comment_count=part.comments,
        meta=meta,
        old_slugs=tuple(dict.fromkeys(slug for slug in old_slugs if slug)),
    )


def _filings(found: Sequence[Filing]) -> tuple[Filing, ...]:
    """Each once: WXR 1.0 has every filing a second time, by its name alone."""
    named = {filing.name for filing in found if filing.slug}
    return tuple(dict.fromkeys(each for each in found if each.slug or each.name not in named))


def _moment(part: Part, name: str, zone: tzinfo) -> datetime | None:
    """The moment in UTC; drafts have none, which WordPress writes as a row of zeros."""
    for text, of in ((part.text(f"{name}_gmt"), UTC), (part.text(name), zone)):
        try:
            return datetime.fromisoformat(text).replace(tzinfo=of).astimezone(UTC)
        except (ValueError, OverflowError):
            continue
    return None
