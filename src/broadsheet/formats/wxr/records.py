"""What a WordPress export holds, as plain data.

Text is as the file has it: titles, names and descriptions may contain markup and entities, and
`broadsheet.formats.markup` reads them. Slugs are decoded; a missing number is 0.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Site:
    """The site that was exported: its public address and that of its WordPress."""

    title: str
    link: str
    base_url: str
    language: str
    description: str
    version: str


@dataclass(frozen=True, slots=True)
class Author:
    login: str
    email: str = ""
    display_name: str = ""
    first_name: str = ""
    last_name: str = ""
    id: int = 0


@dataclass(frozen=True, slots=True)
class Term:
    """A category, a tag, or a term of another taxonomy, whose name is then its kind."""

    kind: str
    slug: str
    name: str
    parent: str = ""
    """slug of the term above"""
    description: str = ""
    id: int = 0


@dataclass(frozen=True, slots=True)
class Filing:
    """Under what an entry is filed: a term by kind, slug and name."""

    kind: str
    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A post, page, attachment, menu item or whatever else the site kept."""

    line: int
    id: int
    post_type: str
    status: str
    """publish, draft, pending, private, future, trash, inherit, or one of a plugin's own"""
    title: str
    link: str
    guid: str
    slug: str
    creator: str
    """login of the author"""
    password: str
    published_at: datetime | None
    modified_at: datetime | None
    content: str
    excerpt: str
    parent_id: int
    menu_order: int
    is_sticky: bool
    attachment_url: str
    filed_under: tuple[Filing, ...] = ()
    comment_count: int = 0
    meta: Mapping[str, str] = field(default_factory=dict)
    """custom fields; of several with one name, the first"""
    old_slugs: tuple[str, ...] = ()

    @property
    def categories(self) -> tuple[Filing, ...]:
        return tuple(filing for filing in self.filed_under if filing.kind == "category")

    @property
    def is_public(self) -> bool:
        """Whether every reader of the site could read it."""
        return self.status == "publish" and not self.password


Record = Site | Author | Term | Entry
