"""Has old paths lead to what was at them, in a statement or two however many they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.addresses.models import FormerAddress, normal
from broadsheet.wire.wordpress.addresses import usable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import Model

FEEDS = {
    "feed/": "/feeds/rss.xml",
    "feed/rss/": "/feeds/rss.xml",
    "feed/rss2/": "/feeds/rss.xml",
    "feed/atom/": "/feeds/atom.xml",
}


def remember_feeds(base: str) -> None:
    """Let those who subscribed to the old site go on reading, unless an editor said otherwise."""
    FormerAddress.objects.bulk_create(
        [FormerAddress(path=f"{base}{path}", to_address=to) for path, to in FEEDS.items()],
        ignore_conflicts=True,
    )


def remember(paths: Iterable[str], thing: Model, *, now_at: str) -> None:
    """From now on the paths lead to the thing. That at which it is needs no leading."""
    FormerAddress.objects.remember_all(
        ((path, thing.pk) for path in _usable(paths) if path != now_at), type(thing)
    )


def _usable(paths: Iterable[str]) -> list[str]:
    return sorted({path for path in map(normal, paths) if usable(path)})
