"""Leads the links of blocks elsewhere, when what they lead to has moved."""

import re
from collections.abc import Callable
from dataclasses import replace
from html import escape, unescape

from broadsheet.formats.body import (
    Block,
    CorrectionNote,
    FactBox,
    ListBlock,
    Paragraph,
    Quote,
    Related,
)
from broadsheet.formats.markup.inline import link_target

_ANCHOR = re.compile(r'<a href="([^"]*)">')

Moved = Callable[[str], str | None]
"""The new address of an old one, or None where it stays."""


def relinked(block: Block, to: Moved) -> Block:
    """The block with each of its links led to where the mapping says."""
    match block:
        case Paragraph() | FactBox() | CorrectionNote():
            return replace(block, html=rewritten(block.html, to))
        case Quote():
            source = to(block.source) if block.source else None
            return replace(block, html=rewritten(block.html, to), source=source or block.source)
        case ListBlock():
            return replace(block, items=tuple(rewritten(item, to) for item in block.items))
        case Related():
            return replace(block, url=to(block.url) or block.url)
        case _:
            return block


def rewritten(html: str, to: Moved) -> str:
    """The canonical HTML with its links led elsewhere; an address no link may have is ignored."""

    def anchor(found: re.Match[str]) -> str:
        target = to(unescape(found[1]))
        target = link_target(target) if target else ""
        return f'<a href="{escape(target, quote=False)}">' if target else found[0]

    return _ANCHOR.sub(anchor, html)
