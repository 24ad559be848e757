"""What those who keep copies are told: with each page, and when pages are wrong.

An order is a line that names what to throw away: an address, which begins with a slash, a tag, or
`*` for everything.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from broadsheet.press.proxies import tags

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from broadsheet.config import Cdn
    from broadsheet.press.recording import Recording

EVERYTHING: Final = "*"
MOST: Final = 1000
"""Orders given at once; in place of more, everything is thrown away."""
FOUND: Final = 200
"""The status of what is kept for long: of pages that say there is nothing we soon know no more."""
STALE: Final = 86400
"""Seconds for which an old copy may be sent while the server is away."""
OTHERS: Final = "surrogate-control"
CLOUDFLARES: Final = "cdn-cache-control"
CONTROLS: Final = frozenset({OTHERS.encode(), CLOUDFLARES.encode()})
"""Headers that a CDN takes for itself, in place of what every proxy is told."""


def life(seconds: int) -> str:
    """What such a header says: for how long a copy may be kept, and sent while it is asked anew."""
    return f"max-age={seconds}, stale-while-revalidate=2, stale-if-error={STALE}"


@dataclass(frozen=True, slots=True)
class Orders:
    """What is said in the way that one CDN understands."""

    cdn: Cdn

    def with_page(
        self, address: str, recording: Recording, *, status: int
    ) -> list[tuple[str, str]]:
        """Headers that the answer at an address bears for the CDN's sake."""
        said = []
        if self.cdn.tags:
            line = tags.line(tags.of_page(address, recording), header=self.cdn.tags)
            said.append((self.cdn.tags.lower(), line))
        if self.cdn.keeps and status == FOUND:
            name = CLOUDFLARES if self.cdn.kind == "cloudflare" else OTHERS
            said.append((name, life(self.cdn.keeps)))
        return said

    def to_throw_away(
        self, addresses: Collection[str], *, touched: Iterable[str], everything: bool
    ) -> set[str]:
        """The orders once the pages at these addresses are wrong, and these sources altered."""
        if self.cdn.tags:
            orders = tags.of_changes(touched) | {tags.page(each) for each in addresses}
            all_of_it = tags.PAPER
        else:
            orders = set(addresses)
            all_of_it = EVERYTHING
        return {all_of_it} if everything or len(orders) > MOST else orders
