"""Tags: what a page was made from, in so few letters that a header holds them all.

A proxy that is told to throw away a tag throws away every page that bears it. Pure.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, Final

from broadsheet.press.recording import FRAME

if TYPE_CHECKING:
    from collections.abc import Iterable

    from broadsheet.press.recording import Recording

PAPER: Final = "paper"
"""What every page bears."""
MOST: Final = 100
"""Tags of a page; one that was made from more bears those of buckets, of which there are fewer."""


def of_page(address: str, recording: Recording) -> list[str]:
    """What the page at an address bears. The frame is left to `PAPER`: it stands around all."""
    facts = (fact for key, fact in recording.facts.items() if key != FRAME)
    sources = {source for fact in facts for source in fact.sources}
    name = own if len(sources) <= MOST else bucket
    return [PAPER, page(address), *sorted({name(source) for source in sources})]


def of_changes(sources: Iterable[str]) -> set[str]:
    """What pages bear that were made from any of these."""
    return {tag for source in sources for tag in (own(source), bucket(source))}


def line(names: Iterable[str], *, header: str) -> str:
    """Tags as that header tells them: Cache-Tag has commas between them, Surrogate-Key spaces."""
    return ("," if header == "Cache-Tag" else " ").join(names)


def page(address: str) -> str:
    """What the page at an address bears alone."""
    return f"p{_digest(address, 6).hex()}"


def own(source: str) -> str:
    return f"s{_digest(source, 5).hex()}"


def bucket(source: str) -> str:
    """Of a few, the one that a source falls into."""
    return f"b{_digest(source, 1).hex()}"


def _digest(text: str, size: int) -> bytes:
    return blake2b(text.encode(), digest_size=size).digest()
