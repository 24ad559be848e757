"""Has old paths lead to what was at them, in one statement however many they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType

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


def remember(
    paths: Iterable[str], thing: Model | None = None, *, to_address: str = "", now_at: str = ""
) -> None:
    """From now on the paths lead to the thing or address. That at which it is needs no leading."""
    kind = ContentType.objects.get_for_model(thing) if thing is not None else None
    usable_paths = {path for path in map(normal, paths) if usable(path)} - {now_at}
    FormerAddress.objects.bulk_create(
        [
            FormerAddress(
                path=path,
                content_type=kind,
                object_id=thing.pk if thing is not None else None,
                to_address=to_address,
            )
            for path in sorted(usable_paths)
        ],
        update_conflicts=True,
        unique_fields=["path"],
        update_fields=["content_type", "object_id", "to_address"],
    )
