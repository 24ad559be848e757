"""Bodies written in WordPress, in either of its editors, or pasted from anywhere, as blocks.

Whatever the input, nothing here raises, no markup survives but that of
`broadsheet.formats.body`, and every word is in a block or in the list of what is left over.
Comments, tooltips, classes and other matters of appearance go without being listed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from broadsheet.formats.body import Block, Leftover, text_of
from broadsheet.formats.markup import frames
from broadsheet.formats.markup.elements import HANDLERS
from broadsheet.formats.markup.flow import Flow
from broadsheet.formats.markup.links import relinked
from broadsheet.formats.markup.reader import Reader
from broadsheet.formats.markup.syntax.tree import parse
from broadsheet.kit.characters import tidy

__all__ = ["Result", "blocks_from", "relinked", "text_from"]


@dataclass(frozen=True, slots=True)
class Result:
    """A body as blocks, and what no block holds."""

    blocks: tuple[Block, ...]
    leftovers: tuple[Leftover, ...]


def blocks_from(html: str, *, site: str = "", attached: Sequence[int] = ()) -> Result:
    """The blocks of a body, in reading order.

    `site` is the address of the site it comes from: it completes addresses that are paths, and
    tells the site's own pages from embeds. `attached` are the numbers of the pictures that a
    gallery without numbers shows.
    """
    standing = partial(frames.standing, site=site)
    reader = Reader(HANDLERS, standing, site=site, attached=attached)
    flow = Flow(standing=standing)
    reader.walk(parse(tidy(html)), flow)
    flow.end()
    return Result(tuple(flow.blocks), tuple(reader.leftovers))


def text_from(html: str) -> str:
    """The words alone, on one line: for titles, names, summaries and captions."""
    reader = Reader(HANDLERS, frames.standing)
    flow = Flow()
    reader.walk(parse(tidy(html), with_shortcodes=False), flow)
    flow.end()
    return " ".join(text_of(flow.blocks).split())
