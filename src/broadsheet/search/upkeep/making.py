"""Makes a whole index beside the one in use, and lets it take that one's place."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from broadsheet.press import log as logs
from broadsheet.search.index.opening import create
from broadsheet.search.index.schema import Decay
from broadsheet.search.index.writing import LARGE, LogPlace, Writer
from broadsheet.search.upkeep.documents import KINDS, StoryReader, names
from broadsheet.search.upkeep.following import Follower
from broadsheet.stories.actions import look_for_likenesses
from broadsheet.stories.models import Story

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from datetime import datetime, timedelta

    from broadsheet.press.log import Log
    from broadsheet.search.index.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the new index has come."""

    done: int
    total: int
    """stories there are; until all are read, with those that no reader may see"""


def make(
    shelf: Shelf, log: Log, *, half_life: timedelta, clock: Callable[[], datetime]
) -> Generator[Progress, None, None]:
    """Make an index, a few hundred stories at each step; it is in use after the last.

    Whoever stops asking for the next step leaves nothing behind. It takes minutes, so that the
    clock is looked at anew in each step. Raises Lost and Broken.
    """
    began_at = clock()
    place = LogPlace(log.head(), began_at, Decay.starting(half_life, now=began_at).zero)
    # To count those that readers may see, the database reads every story, by their days.
    done, total = 0, Story.objects.filter(live=True).count()
    with shelf.begin() as path, logs.held(f"search index {path.name}", place.cursor, now=began_at):
        create(path)
        with closing(Writer(path, half_life=half_life, heap=LARGE)) as writer:
            follower = Follower(writer, log, place)
            for kind in KINDS:
                writer.name(names(kind))
            for stories in StoryReader().read_all(at=began_at):
                done += writer.put(stories, zero=place.zero)
                ids = [story.id for story in stories]
                look_for_likenesses(Story.objects.filter(pk__in=ids, likenesses=None))
                follower.note(clock())
                yield Progress(done, total)
            total = done
            writer.commit(place)
            while follower.is_behind:
                follower.renew(clock())
                follower.note(clock())
                yield Progress(done, total)
        shelf.use(path)
