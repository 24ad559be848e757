"""The markup that may stand in a story, whatever else was stored or brought in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import nh3

from broadsheet.kit import prose

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

INLINE_TAGS = {"a", "b", "i", "em", "strong", "sub", "sup", "br"}
BLOCK_TAGS = INLINE_TAGS | {"p", "ul", "ol", "li"}
LINK_SCHEMES = {"http", "https", "mailto", "tel"}
LEADING_NOWHERE = re.compile(r"<a>(.*?)</a>", re.DOTALL)
_PARAGRAPH = re.compile(r"<p\b[^>]*>(.*?)</p>", re.DOTALL)


def inline(html: str) -> str:
    """Markup that may stand inside a paragraph, and nothing else."""
    return _clean(html, INLINE_TAGS).strip()


def flowing(html: str, *, further: AbstractSet[str] = frozenset()) -> str:
    """Markup of several paragraphs and lists, with these further tags, and nothing else."""
    return _clean(html, BLOCK_TAGS | further)


def _clean(html: str, tags: AbstractSet[str]) -> str:
    """Markup of those tags alone. Of a link that may not stand, its words do."""
    attributes = {"a": {"href"}}
    clean = nh3.clean(
        html, tags=set(tags), attributes=attributes, url_schemes=LINK_SCHEMES, link_rel=None
    )
    return LEADING_NOWHERE.sub(r"\1", clean)


def paragraphs(html: str) -> list[str]:
    """The inline markup of each paragraph of a piece of rich text; empty ones left out."""
    pieces = _PARAGRAPH.findall(html) or [html]
    return [cleaned for piece in pieces if prose.plain(cleaned := inline(piece))]
