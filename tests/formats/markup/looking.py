"""Short ways to look at what a body became."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from broadsheet.formats.body import Block, Kind, Paragraph
from broadsheet.formats.markup import Result, blocks_from


def blocks(html: str, **options: Any) -> list[Block]:
    return list(blocks_from(html, **options).blocks)


def only(html: str, **options: Any) -> Block:
    (block,) = blocks(html, **options)
    return block


def paragraphs(html: str) -> list[str]:
    """The HTML of each block; there is nothing but paragraphs."""
    found = blocks(html)
    assert all(isinstance(block, Paragraph) for block in found), found
    return [block.html for block in found if isinstance(block, Paragraph)]


def left(html: str, **options: Any) -> list[tuple[Kind, str]]:
    """The kinds and names of what is left over."""
    return [(one.kind, one.what) for one in blocks_from(html, **options).leftovers]


def strings(result: Result) -> Iterator[str]:
    """Every string in the blocks."""
    waiting: list[Any] = [asdict(block) for block in result.blocks]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            waiting.extend(value.values())
        elif isinstance(value, list | tuple):
            waiting.extend(value)
