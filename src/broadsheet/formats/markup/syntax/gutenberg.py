"""The comments by which WordPress's block editor marks its blocks: `<!-- wp:name {…} -->`.

The markup between them says most of what a block is; the comments say which blocks are made by
the server (and so have none), and where line ends mean nothing.
"""

import json
from collections import Counter
from dataclasses import dataclass, field

_WITH_MARKUP = frozenset(
    {
        "audio", "button", "buttons", "code", "column", "columns", "cover", "cover-image",
        "details", "embed", "file", "freeform", "gallery", "group", "heading", "html", "image",
        "list", "list-item", "media-text", "more", "nextpage", "paragraph", "preformatted",
        "pullquote", "quote", "separator", "shortcode", "social-links", "spacer", "subhead",
        "table", "text-columns", "verse", "video",
    }
)  # fmt: skip
_EMPTY = frozenset({"freeform", "more", "nextpage", "paragraph", "shortcode", "spacer"})
"""Blocks of which nothing is lost when they have no markup."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A leaf for the tree: a block without markup, a block nobody knows, or a mark of a page."""

    tag: str
    source: str = ""
    data: dict[str, object] = field(default_factory=dict)


class Editor:
    """Where in the editor's blocks a text stands, comment by comment."""

    def __init__(self, *, classic: bool) -> None:
        self._classic = classic
        self._open: list[str] = []
        self._count: Counter[str] = Counter()
        self._unknown = 0
        self._data: dict[str, object] = {}

    @property
    def lines_count(self) -> bool:
        """Whether line ends part lines here: the text is in no block."""
        return self._classic or not self._open

    def taken(self) -> dict[str, object]:
        """What the last comment says; it is about the next element alone."""
        data, self._data = self._data, {}
        return data

    def comment(self, text: str) -> Listed | None:
        """Take note of a comment; gives what has to be listed or shown for it."""
        text = text.strip()
        if text.startswith("more") and text[4:5] in {"", " "}:
            return Listed("more")
        if text == "nextpage":
            return Listed("nextpage")
        if text.startswith("wp:"):
            return self._opened(text)
        if text.startswith("/wp:"):
            self._closed(_name(text[4:]))
        return None

    def _opened(self, text: str) -> Listed | None:
        body = text[3:].removesuffix("/").strip()
        name = _name(body)
        data = _data(body)
        # What stands in a block of the theme (a list of posts, a menu) is listed with it.
        quiet = self._unknown and "/" not in name
        if text.endswith("/"):
            return None if quiet or name in _EMPTY else Listed(f"wp:{name}", body, data)
        self._open.append(name)
        self._count[name] += 1
        if _has_markup(name):
            self._data = data
            return None
        self._unknown += 1
        return None if quiet else Listed(f"wp:{name}", body, data)

    def _closed(self, name: str) -> None:
        """Ends that block and those left open in it."""
        while self._count[name]:
            ended = self._open.pop()
            self._count[ended] -= 1
            self._unknown -= not _has_markup(ended)
            if ended == name:
                return


def _has_markup(name: str) -> bool:
    return name in _WITH_MARKUP or name.startswith("core-embed/")


def _name(body: str) -> str:
    name, _, _ = body.strip().partition(" ")
    return name.partition("{")[0].strip().lower().removeprefix("core/")


def _data(body: str) -> dict[str, object]:
    start = body.find("{")
    if start < 0:
        return {}
    try:
        data = json.loads(body[start:])
    except (ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}
