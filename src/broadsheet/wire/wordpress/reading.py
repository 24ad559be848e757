"""Reads an entry of an export: whether it may be public, and its words as the paper keeps them.

Asks no database, so that a dry run reads exactly what a real one does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from broadsheet.addresses.converters import Slug
from broadsheet.formats.body import text_of
from broadsheet.formats.markup import text_from
from broadsheet.kit import prose
from broadsheet.kit.slugs import slugify
from broadsheet.wire.account.remarks import Change, Remark, changed
from broadsheet.wire.wordpress.addresses import host_of
from broadsheet.wire.wordpress.survey import type_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from broadsheet.formats.body import Block
    from broadsheet.formats.wxr import Entry
    from broadsheet.wire.wordpress.addresses import OldSite

EARLIEST = datetime(1000, 1, 1, tzinfo=UTC)
"""Before it, the year in an address would not have four digits."""
LONGEST_HEADLINE = 255
LONGEST_MADE_UP = 80
MOST_DIGITS = 18
_SLUG = re.compile(Slug.regex)
_RATHER_NONE = "%%"
"""What Yoast puts around the names of its variables."""

_DRAFTS = {
    "draft": "a draft",
    "pending": "a draft that waited for review",
    "future": "a draft: it was scheduled",
    "private": "a draft: it was private",
}
_NEVER = {
    "trash": "it was in the bin",
    "auto-draft": "never saved by anybody",
    "inherit": "an earlier version of something",
}
_TYPES = {
    "revision": "an earlier version of something",
    "nav_menu_item": "a line of a menu",
    "wp_navigation": "a menu",
    "customize_changeset": "settings of the theme",
    "custom_css": "settings of the theme",
    "wp_global_styles": "settings of the theme",
    "wp_template": "a template of the theme",
    "wp_template_part": "a template of the theme",
    "wp_font_family": "settings of the theme",
    "wp_font_face": "settings of the theme",
    "oembed_cache": "a temporary record",
}
KNOWN_TYPES = frozenset({"post", "page", "attachment", "guest-author"})


@dataclass(frozen=True, slots=True)
class LeaveOut:
    reason: str


@dataclass(frozen=True, slots=True)
class Draft:
    reason: str


@dataclass(frozen=True, slots=True)
class Publish:
    at: datetime


Fate = LeaveOut | Draft | Publish


def fate_of(entry: Entry, *, now: datetime) -> Fate:
    """Whether readers may see it. What is not plainly public never becomes so."""
    if reason := _why_never(entry):
        return LeaveOut(reason)
    if entry.password:
        return Draft("a draft: it had a password")
    if not entry.is_public:
        return Draft(_DRAFTS.get(entry.status, "a draft: its status is none of WordPress’s own"))
    at = entry.published_at or entry.modified_at
    if at is None or at < EARLIEST:
        return Draft("a draft: published, but without a date")
    return Publish(at) if at <= now else Draft("a draft: dated in the future")


def _why_never(entry: Entry) -> str:
    kind = type_of(entry)
    if kind not in KNOWN_TYPES:
        return _TYPES.get(kind, "a type of item that no paper has")
    if kind == "attachment" and entry.status == "inherit":
        return ""
    return _NEVER.get(entry.status, "")


def headline_of(entry: Entry, blocks: Sequence[Block]) -> tuple[str, list[Remark]]:
    """The title as plain text; without one, the beginning of the story."""
    title = text_from(entry.title)
    if not title:
        words = " ".join(text_of(blocks).split())
        made_up = prose.clip(words, at=LONGEST_MADE_UP) if words else _("Untitled")
        return made_up, [changed(Change.HEADLINE, "had none, was made of its text", made_up)]
    kept = prose.clip(title, at=LONGEST_HEADLINE)
    if kept == title:
        return title, []
    return kept, [changed(Change.HEADLINE, "was too long, lost this", title[len(kept) - 1 :])]


def number_in(text: str) -> int:
    """The number of another record that a custom field gives; 0 where it gives none."""
    text = text.strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS else 0


def slug_from(*sources: str, most: int) -> str:
    """A slug of the first source that gives one; nothing if none does."""
    for source in sources:
        found = "-".join(_SLUG.findall(source.lower()))[:most].strip("-_")
        if found:
            return found
    return ""


def slug_of_entry(entry: Entry, headline: str, *, most: int) -> str:
    """Its own slug, else one of its headline, else its number."""
    of_headline = slugify(headline)
    return slug_from(entry.slug, of_headline, f"story-{entry.id}", most=most)


def first_free(slug: str, is_taken: Callable[[str], bool], *, most: int) -> str:
    """The slug, or the first of slug-2, slug-3… that is free."""
    return next(each for each in _variants(slug, most) if not is_taken(each))


def _variants(slug: str, most: int) -> Iterator[str]:
    yield slug
    for number in count(2):
        ending = f"-{number}"
        yield slug[: most - len(ending)] + ending


@dataclass(frozen=True, slots=True)
class ForSearch:
    """What an editor told search engines, by way of the most common plug-in."""

    headline: str = ""
    description: str = ""
    canonical: str = ""
    noindex: bool = False

    @classmethod
    def of(cls, entry: Entry, site: OldSite) -> ForSearch:
        def told(name: str, most: int) -> str:
            text = text_from(entry.meta.get(f"_yoast_wpseo_{name}", ""))
            return "" if _RATHER_NONE in text else prose.clip(text, at=most)

        canonical = entry.meta.get("_yoast_wpseo_canonical", "").strip()
        is_elsewhere = host_of(canonical) not in {"", *site.hosts}
        is_web = canonical.startswith(("https://", "http://")) and len(canonical) <= 500
        return cls(
            headline=told("title", 120),
            description=told("metadesc", 300),
            canonical=canonical if is_elsewhere and is_web else "",
            noindex=entry.meta.get("_yoast_wpseo_meta-robots-noindex") == "1",
        )
