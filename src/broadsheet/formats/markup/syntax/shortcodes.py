"""WordPress's shortcodes: which brackets are one, and what their attributes say.

A newspaper's text has brackets of its own (“[sic]”, “[the minister]”): a name nobody knows is a
shortcode only if it has attributes, a closing twin or an underscore. What a shortcode stands for
is left to others.
"""

import re
from dataclasses import dataclass

from broadsheet.kit.characters import decoded


@dataclass(frozen=True, slots=True)
class Shortcode:
    name: str
    attrs: dict[str, str]
    closing: bool
    void: bool
    end: int


_CODE = re.compile(r"\[(/?)([a-zA-Z][\w-]*+)([=\s/][^\[\]]*+)?+\]")
_LITERAL = re.compile(r"\[(\[/?[a-zA-Z][\w-]*+(?:[=\s/][^\[\]]*+)?+\])\]")
_CLOSER = re.compile(r"\[/([a-zA-Z][\w-]*+)\s*+\]")
_ATTRIBUTE = re.compile(
    r"([\w-]++)\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'][^\s]*+))"
    r"|\"([^\"]*+)\"|'([^']*+)'|(\S++)"
)
_ASSIGNMENT = re.compile(r"(?:^|\s)[\w-]++\s?=\s?[^\s<>=]")
_CURLY = str.maketrans("“”„″‘’′", '""""\'\'\'')

CONTAINERS = frozenset({"caption", "wp_caption", "embed", "pullquote", "quote", "blockquote"})
"""Known shortcodes that mean nothing without a closing twin."""
STANDALONE = frozenset(
    {
        "archiveorg", "audio", "contact-form-7", "dailymotion", "embedyt", "facebook", "gallery",
        "googlemaps", "instagram", "playlist", "soundcloud", "spotify", "ted", "tiktok", "tweet",
        "twitter", "video", "videopress", "vimeo", "wpvideo", "youtube",
    }
)  # fmt: skip


class Recogniser:
    """Tells shortcodes from other brackets in one text."""

    def __init__(self, html: str) -> None:
        self.html = html
        self._closers = {found[1]: found.start() for found in _CLOSER.finditer(html)}
        self._opened: set[str] = set()

    def literal(self, start: int) -> tuple[str, int] | None:
        """`[[name]]` is how an author shows a shortcode: the text meant, and where it ends."""
        found = _LITERAL.match(self.html, start)
        return (found[1], found.end()) if found else None

    def at(self, start: int) -> Shortcode | None:
        """The shortcode that begins there, if one does."""
        found = _CODE.match(self.html, start)
        if found is None:
            return None
        name, rest = found[2], found[3] or ""
        if found[1]:
            known = name in self._opened
            return Shortcode(name, {}, closing=True, void=False, end=found.end()) if known else None
        void = rest.endswith("/") or self._closers.get(name, -1) < found.end()
        if not _is_meant(name, rest, closed=not void):
            return None
        self._opened.add(name)
        attrs = attributes(rest.removesuffix("/"))
        return Shortcode(name, attrs, closing=False, void=void, end=found.end())


def _is_meant(name: str, rest: str, *, closed: bool) -> bool:
    if name in CONTAINERS:
        return closed
    if name in STANDALONE:
        return True
    if rest.startswith("=") or "<" in rest:
        return False
    return closed or "_" in name or bool(_ASSIGNMENT.search(rest))


def attributes(source: str) -> dict[str, str]:
    """The named values, and those without a name under "0", "1" and so on."""
    attrs: dict[str, str] = {}
    unnamed = 0
    for found in _ATTRIBUTE.finditer(source.translate(_CURLY).removeprefix("=")):
        name, *named, double, single, bare = found.groups()
        if name is None:
            name, named = str(unnamed), [double, single, bare]
            unnamed += 1
        attrs.setdefault(name.lower(), decoded(next(filter(None, named), "")))
    return attrs
