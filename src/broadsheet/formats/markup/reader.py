"""Walks the tree in reading order and has each element's own reader make blocks of it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html import unescape

from broadsheet.formats.body import (
    Block,
    Kind,
    Leftover,
    ListBlock,
    Paragraph,
    PullQuote,
    Quote,
    Subhead,
    text_of,
)
from broadsheet.formats.markup.flow import Flow
from broadsheet.formats.markup.inline import MARKS
from broadsheet.formats.markup.syntax.tree import BLOCKS, Lines, Node

EXCERPT = 200
TEXTUAL = (Paragraph, Subhead, ListBlock, Quote, PullQuote)
"""Blocks that are nothing but words."""

Handler = Callable[["Reader", Node, Flow], None]

_HIDDEN = re.compile(
    r"display\s*+:\s*+none|visibility\s*+:\s*+hidden|(?:left|top|text-indent)\s*+:\s*+-\d{3,}",
    re.IGNORECASE,
)
_HREF = re.compile(r'<a href="([^"]*)">')


@dataclass(slots=True)
class Reader:
    """What the readers of single elements share: the way on, and the list of what is left over."""

    handlers: dict[str, Handler]
    standing: Callable[[str], Block]
    """what an address on a line of its own becomes"""
    site: str = ""
    attached: Sequence[int] = ()
    leftovers: list[Leftover] = field(default_factory=list)

    def walk(self, node: Node, flow: Flow) -> None:
        """Read what the element contains into the flow."""
        for child in node.children:
            self.visit(child, flow)

    def visit(self, node: Node | str, flow: Flow) -> None:
        if isinstance(node, str):
            flow.text(node, lines=isinstance(node, Lines))
        elif _HIDDEN.search(node.attrs.get("style", "")):
            if node.tag in BLOCKS:
                flow.end()
            self.leave(Kind.HIDDEN, node.tag, node, excerpt=excerpt(node))
        elif handler := self.handlers.get(node.tag):
            handler(self, node, flow)
        elif mark := MARKS.get(node.tag):
            with flow.marked(mark):
                self.walk(node, flow)
        elif node.tag in BLOCKS:
            flow.end()
            self.walk(node, flow)
            flow.end()
        else:
            self._unknown(node, flow)

    def blocks(
        self, nodes: Sequence[Node | str], flow: Flow, *, standing: bool = False
    ) -> list[Block]:
        """What these nodes make by themselves, under the marks in force in the flow."""
        inner = flow.within(standing=self.standing if standing else None)
        for node in nodes:
            self.visit(node, inner)
        inner.end()
        return inner.blocks

    def words(self, nodes: Sequence[Node | str], node: Node, flow: Flow) -> tuple[str, list[Block]]:
        """Their plain text on one line, and what is not text. Links are lost, and listed.

        Text behind another block with words of its own is left in place there.
        """
        text: list[str] = []
        others: list[Block] = []
        is_over = False
        for block in self.blocks(nodes, flow):
            if isinstance(block, TEXTUAL) and not is_over:
                text.append(self.plain(block, node))
            else:
                others.append(block)
                is_over = is_over or text_of([block]) != ""
        return " ".join(text), others

    def plain(self, block: Block, node: Node) -> str:
        """The words of a textual block on one line; its links are listed as lost."""
        for piece in _pieces(block):
            for href in _HREF.findall(piece):
                self.leave(Kind.LINK, unescape(href), node)
        return text_of([block]).replace("\n", " ")

    def leave(self, kind: Kind, what: str, node: Node, *, excerpt: str = "") -> None:
        """List something that no block holds."""
        self.leftovers.append(Leftover(kind, what[:EXCERPT], excerpt[:EXCERPT], node.line))

    def forget_links(self, *, since: int, to: str = "") -> None:
        """Take back links listed from that place on: those to one address, or all."""
        self.leftovers[since:] = [
            left
            for left in self.leftovers[since:]
            if left.kind is not Kind.LINK or (to and left.what != to[:EXCERPT])
        ]

    def _unknown(self, node: Node, flow: Flow) -> None:
        """An element that says nothing of its content: goes, and its content stays."""
        if node.tag.startswith("["):
            self.leave(Kind.SHORTCODE, node.tag, node, excerpt=node.text)
        elif node.tag.startswith("wp:"):
            self.leave(Kind.BLOCK, node.tag, node, excerpt=node.text)
        elif node.tag.startswith("amp-"):
            self.leave(Kind.AMP, node.tag, node, excerpt=node.attrs.get("src", ""))
        elif "-" in node.tag:
            self.leave(Kind.ELEMENT, node.tag, node, excerpt=excerpt(node))
        self.walk(node, flow)


def excerpt(node: Node) -> str:
    """The beginning of the text within."""
    pieces: list[str] = []
    left = EXCERPT
    waiting: list[Node | str] = [node]
    while waiting and left > 0:
        current = waiting.pop()
        if isinstance(current, str):
            piece = " ".join(current[: 4 * EXCERPT].split())
            pieces.append(piece)
            left -= len(piece)
        else:
            waiting.extend(reversed(current.children))
    return " ".join(filter(None, pieces))[:EXCERPT]


def descendants(node: Node) -> list[Node]:
    """All elements within, in order."""
    found: list[Node] = []
    waiting = [*reversed(node.children)]
    while waiting:
        current = waiting.pop()
        if isinstance(current, Node):
            found.append(current)
            waiting.extend(reversed(current.children))
    return found


def _pieces(block: Block) -> tuple[str, ...]:
    match block:
        case Paragraph(html=html) | Quote(html=html):
            return (html,)
        case ListBlock(items=items):
            return items
        case _:
            return ()
