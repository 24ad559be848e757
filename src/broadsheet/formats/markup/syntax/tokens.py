"""Cuts a piece of HTML, well made or not, into tags, shortcodes, comments and text.

Linear in the length of its input whatever that is, and never refuses: what cannot be a tag is
text. Knows nothing of which tag may stand where.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto

from broadsheet.formats.markup.syntax import shortcodes
from broadsheet.kit.characters import decoded


class Sort(Enum):
    TEXT = auto()
    START = auto()
    END = auto()
    RAW = auto()
    COMMENT = auto()
    SHORTCODE = auto()
    SHORTCODE_END = auto()


@dataclass(slots=True)
class Token:
    """One piece; `name` is lower-case, `text` holds text, raw content or the source itself."""

    sort: Sort
    line: int
    name: str = ""
    text: str = ""
    attrs: dict[str, str] = field(default_factory=dict)
    void: bool = False


_MARK = re.compile(r"[<\[]")
_TAG = re.compile(
    r"<(/?)([a-zA-Z][^\s/>]*+)"
    r"((?:[^>=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+')?+)*+)>"
)
_HASTY_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*+)([^>]*+)>")
_ATTRIBUTE = re.compile(
    r"([^\s/=>\"'][^\s/=>]*+)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'>][^\s>]*+)))?"
)
_OPENING = re.compile(r"</?[a-zA-Z]")
_RAW = frozenset({"script", "style", "iframe"})
_CDATA = "<![CDATA["


def tokens(html: str, *, with_shortcodes: bool = True) -> Iterator[Token]:
    """The pieces of the HTML in order."""
    return _Scanner(html, with_shortcodes=with_shortcodes).run()


class _Scanner:
    def __init__(self, html: str, *, with_shortcodes: bool) -> None:
        self.html = html
        self.codes = shortcodes.Recogniser(html) if with_shortcodes else None
        self.counted = 0
        self.line = 1
        # What was once looked for in vain is not looked for again: this keeps the time linear.
        self.tag = _TAG
        self.absent: set[str] = set()

    def run(self) -> Iterator[Token]:
        text_from = position = 0
        while mark := _MARK.search(self.html, position):
            start = mark.start()
            found = self._markup(start) if mark[0] == "<" else self._code(start)
            if found is None:
                position = start + 1
                continue
            token, position = found
            if start > text_from:
                yield self._text(text_from, start)
            if token is not None:
                yield token
            text_from = position
        if text_from < len(self.html):
            yield self._text(text_from, len(self.html))

    def _text(self, start: int, end: int) -> Token:
        return Token(Sort.TEXT, self._line_at(start), text=decoded(self.html[start:end]))

    def _line_at(self, position: int) -> int:
        if position > self.counted:
            self.line += self.html.count("\n", self.counted, position)
            self.counted = position
        return self.line

    def _find(self, what: str, start: int) -> int:
        """Where `what` next stands, or -1."""
        if what in self.absent:
            return -1
        found = self.html.find(what, start)
        if found < 0:
            self.absent.add(what)
        return found

    def _markup(self, start: int) -> tuple[Token | None, int] | None:
        if self.html.startswith("<!--", start):
            return self._comment(start)
        if self.html.startswith(_CDATA, start):
            return None, start + len(_CDATA)
        if self.html.startswith(("<!", "<?", "</ "), start):
            end = self._find(">", start)
            return None if end < 0 else (None, end + 1)
        return self._tag(start)

    def _comment(self, start: int) -> tuple[Token, int] | None:
        end = self._find("-->", start + 4)
        if end < 0:
            return None
        return Token(Sort.COMMENT, self._line_at(start), text=self.html[start + 4 : end]), end + 3

    def _tag(self, start: int) -> tuple[Token, int] | None:
        if ">" in self.absent or not _OPENING.match(self.html, start):
            return None
        match = self.tag.match(self.html, start)
        if match is None and self.tag is _TAG:
            # Every bracket left is within quotes: from here on quotes mean nothing.
            self.tag = _HASTY_TAG
            match = self.tag.match(self.html, start)
        if match is None:
            self.absent.add(">")
            return None
        closing, name, attributes = match[1], match[2].lower(), match[3]
        line = self._line_at(start)
        if closing:
            return Token(Sort.END, line, name), match.end()
        void = attributes.endswith("/")
        token = Token(Sort.START, line, name, attrs=_attributes(attributes), void=void)
        if name in _RAW and not void:
            return self._raw(token, match.end())
        return token, match.end()

    def _raw(self, token: Token, start: int) -> tuple[Token, int]:
        """An element whose content is no markup. Left open, a script runs to the end of all."""
        closer = f"</{token.name}"
        end = None
        if closer not in self.absent:
            pattern = re.compile(re.escape(closer) + r"[^>]*+>?", re.IGNORECASE)
            end = pattern.search(self.html, start)
        if end is None:
            self.absent.add(closer)
            if token.name == "iframe":
                token.void = True
                return token, start
        stop, after = (end.start(), end.end()) if end else (len(self.html), len(self.html))
        token.sort = Sort.RAW
        token.text = self.html[start:stop]
        return token, after

    def _code(self, start: int) -> tuple[Token | None, int] | None:
        if self.codes is None:
            return None
        if (literal := self.codes.literal(start)) is not None:
            text, end = literal
            return Token(Sort.TEXT, self._line_at(start), text=decoded(text)), end
        code = self.codes.at(start)
        if code is None:
            return None
        token = Token(
            Sort.SHORTCODE_END if code.closing else Sort.SHORTCODE,
            self._line_at(start),
            f"[{code.name}]",
            text=self.html[start : code.end],
            attrs=code.attrs,
            void=code.void,
        )
        return token, code.end


def _attributes(source: str) -> dict[str, str]:
    attributes: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(source):
        attributes.setdefault(name.lower(), decoded(double or single or bare))
    return attributes
