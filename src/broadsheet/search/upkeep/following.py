"""Keeps one index as the paper is: what the log names is read anew, and what comes or goes by
itself.

Stories are done first, then those that only have another name over them, of which there may be
very many. The place in the log is kept once all of them are done, so that whoever is stopped in
between does some of it again.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.models import ReferenceIndex

from broadsheet.media.models import Picture
from broadsheet.search.upkeep.documents import AT_ONCE, KINDS, StoryReader, names
from broadsheet.stories.actions import look_for_likenesses
from broadsheet.stories.models import Byline, FiledTopic, Story

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from broadsheet.press.log import Log
    from broadsheet.search.index.schema import Kind
    from broadsheet.search.index.writing import LogPlace, Writer

MOST: Final = 300
"""Numbers that a database is asked for at once."""


class Follower:
    """Follows the log for one index."""

    def __init__(self, writer: Writer, log: Log, place: LogPlace) -> None:
        self.log = log
        self.kept = place
        """how far the index has come, as it says itself"""
        self.is_lost = False
        """whether anything at all may have changed: only another index can be right"""
        self._writer = writer
        self._done = self._noted = place
        """up to where everything is done, and noted"""
        self._due: dict[int, None] = {}
        self._owed: dict[int, None] = {}
        self._named: set[tuple[Kind, int]] = set()

    @property
    def is_behind(self) -> bool:
        return bool(self._due or self._owed or self._named)

    def note(self, now: datetime) -> None:
        """Note what has to be read anew. Raises Lost."""
        changes = self.log.after(self._noted.cursor)
        self.is_lost = self.is_lost or changes.is_everything
        touched = _by_kind(changes.sources)
        self._due |= dict.fromkeys(touched["story"])
        self._due |= dict.fromkeys(_changed_by_time(self._noted.seen_at, now))
        self._named |= {(kind, pk) for kind in KINDS for pk in touched[kind]}
        self._owed |= dict.fromkeys(_stories_under(touched))
        self._noted = replace(self._noted, cursor=changes.cursor, seen_at=now)

    def renew(self, now: datetime) -> int:
        """Read anew some of what is noted, and commit that; how many stories that were."""
        if not self.is_behind:
            self._settle()
            return 0
        ids = self._take()
        self._writer.remove(ids)
        self._writer.put(StoryReader().read(ids, at=now), zero=self._done.zero)
        look_for_likenesses(Story.objects.public(at=now).filter(pk__in=ids))
        self._rename()
        self._settle()
        self._commit()
        return len(ids)

    def keep(self) -> None:
        """Have the index say how far it has come, though nothing else is new in it."""
        if self._done.cursor != self.kept.cursor:
            self._commit()

    def _settle(self) -> None:
        if not self.is_behind and not self.is_lost:
            self._done = self._noted

    def _commit(self) -> None:
        self._writer.commit(self._done)
        self.kept = self._done

    def _take(self) -> list[int]:
        """Those to be done next."""
        waiting = self._due or self._owed
        ids = list(islice(waiting, AT_ONCE))
        for pk in ids:
            del waiting[pk]
        return ids

    def _rename(self) -> None:
        touched: dict[Kind, set[int]] = defaultdict(set)
        for kind, pk in self._named:
            touched[kind].add(pk)
        self._named.clear()
        for kind, ids in touched.items():
            self._writer.forget(f"{kind}:{pk}" for pk in ids)
            self._writer.name(names(kind, ids))


def _by_kind(sources: Iterable[str]) -> dict[str, set[int]]:
    """The numbers in sources like `story:12`, by kind; others are about no single thing."""
    found: dict[str, set[int]] = defaultdict(set)
    for source in sources:
        kind, _colon, number = source.partition(":")
        if number.isdecimal():
            found[kind].add(int(number))
    return found


def _changed_by_time(since: datetime, now: datetime) -> list[int]:
    """The stories that readers may see, or may not any more, since time alone went on."""
    came = Q(published_at__gt=since, published_at__lte=now)
    went = Q(expire_at__gt=since, expire_at__lte=now)
    return [
        pk
        for moved in (came, went)  # an index for each
        for pk in Story.objects.filter(moved, live=True).values_list("pk", flat=True)
    ]


def _stories_under(touched: dict[str, set[int]]) -> set[int]:
    """The stories that have a name or a caption of what changed."""
    found: set[int] = set()
    queries: tuple[tuple[str, Any, str, str], ...] = (
        ("topic", FiledTopic.objects, "topic__in", "story_id"),
        ("author", Byline.objects, "author__in", "story_id"),
        ("picture", Story.objects, "lead_picture__in", "pk"),
    )
    for kind, lines, field, column in queries:
        for some in _some(touched[kind]):
            found.update(lines.filter(**{field: some}).values_list(column, flat=True))
    for picture in touched["picture"]:
        found.update(_stories_showing(picture))
    return found


def _some(numbers: set[int]) -> Iterable[list[int]]:
    ordered = sorted(numbers)
    return (ordered[at : at + MOST] for at in range(0, len(ordered), MOST))


def _stories_showing(picture: int) -> set[int]:
    """The stories that have the picture in their body."""
    lines = ReferenceIndex.get_references_to(Picture(pk=picture)).filter(
        base_content_type=ContentType.objects.get_for_model(Story)
    )
    return set(map(int, lines.values_list("object_id", flat=True)))
