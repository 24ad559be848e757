"""Gathers running text into paragraphs, and stands other blocks between them."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import groupby

from broadsheet.formats.body import Block, Paragraph
from broadsheet.formats.markup.inline import Run, html_of, is_blank

_SPACES = re.compile(r"[ \t\n]+")
_EMPTY_LINES = re.compile(r"\n[ \t]*\n[ \t\n]*")
_WIDE = re.compile(r" {2,}")
_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
INDENT = "\u00a0"
WIDEST = 40
"""Spaces in a row that preformatted text keeps."""


class Flow:
    """A stretch of a body. Marks and links stay in force across the blocks that interrupt them."""

    def __init__(
        self,
        *,
        standing: Callable[[str], Block] | None = None,
        marks: tuple[str, ...] = (),
        href: str = "",
    ) -> None:
        self.blocks: list[Block] = []
        self.verbatim = False
        self._standing = standing
        self._lines: list[list[Run]] = [[]]
        self._hard = False
        self._indented = False
        self._marks = marks
        self._href = href

    def within(self, *, standing: Callable[[str], Block] | None) -> "Flow":
        """A new stretch, with the marks and the link in force here."""
        return Flow(standing=standing, marks=self._marks, href=self._href)

    @contextmanager
    def marked(self, mark: str) -> Iterator[None]:
        before, self._marks = self._marks, (*self._marks, mark)
        yield
        self._marks = before

    @contextmanager
    def linked(self, href: str) -> Iterator[None]:
        before, self._href = self._href, href
        yield
        self._href = before

    def text(self, text: str, *, lines: bool = False) -> None:
        """Add text; with `lines`, its empty lines part paragraphs and its line ends part lines."""
        if self.verbatim:
            self._as_typed(text)
        elif lines:
            for number, paragraph in enumerate(_EMPTY_LINES.split(text)):
                if number:
                    self.end()
                for count, line in enumerate(paragraph.split("\n")):
                    if count:
                        self.line_end()
                    self._put(_SPACES.sub(" ", line))
        else:
            self._put(_SPACES.sub(" ", text))

    def line_end(self, *, hard: bool = False) -> None:
        """End the line; two that are meant (`<br><br>`) end the paragraph."""
        if self._lines[-1]:
            self._lines.append([])
            self._hard = hard
        elif len(self._lines) > 1:
            if hard and self._hard:
                self.end()
            self._hard = self._hard or hard

    def add(self, block: Block) -> None:
        """Stand a block after what was said so far."""
        self.end()
        self.blocks.append(block)

    def end(self) -> None:
        """End the paragraph, if there is one."""
        lines = [trimmed for line in self._lines if (trimmed := self._trimmed(line))]
        if self._indented:
            _dedent(lines)
        self._lines, self._hard, self._indented = [[]], False, False
        for address, group in groupby(lines, key=self._address):
            if address and self._standing:
                self.blocks.extend(self._standing(address) for _ in group)
            else:
                self.blocks.append(Paragraph(html_of(list(group))))

    def _as_typed(self, text: str) -> None:
        for count, line in enumerate(text.expandtabs(4).split("\n")):
            if count:
                self.line_end(hard=True)
            self._indented = True
            typed = line.lstrip(" ")
            indent = INDENT * min(len(line) - len(typed), WIDEST)
            self._put(indent + _WIDE.sub(_unbroken, typed))

    def _put(self, text: str) -> None:
        line = self._lines[-1]
        if not line or line[-1].text.endswith(" "):
            text = text.lstrip(" ")
        if text:
            line.append(Run(text, frozenset(self._marks), self._href))

    def _trimmed(self, line: list[Run]) -> list[Run]:
        """The line without blanks at its ends; nothing if it is all blank."""
        if is_blank("".join(run.text for run in line)):
            return []
        first = 0
        while not self._indented and not line[first].text.strip():
            first += 1
        last = len(line)
        while not line[last - 1].text.strip():
            last -= 1
        line = line[first:last]
        if not self._indented:
            line[0] = line[0]._replace(text=line[0].text.lstrip())
        line[-1] = line[-1]._replace(text=line[-1].text.rstrip())
        return line

    def _address(self, line: list[Run]) -> str:
        """The address that the line consists of, if it is nothing else."""
        if self._standing is None or any(run.marks or run.href for run in line):
            return ""
        found = _ADDRESS.fullmatch("".join(run.text for run in line).strip())
        return found[0] if found else ""


def _dedent(lines: list[list[Run]]) -> None:
    """Take away the indent that all lines share."""
    indents = [len(line[0].text) - len(line[0].text.lstrip(INDENT)) for line in lines]
    shared = min(indents, default=0)
    for line in lines:
        first = line[0]._replace(text=line[0].text[shared:])
        line[:1] = [first] if first.text else []


def _unbroken(spaces: re.Match[str]) -> str:
    return INDENT * min(len(spaces[0]) - 1, WIDEST) + " "
