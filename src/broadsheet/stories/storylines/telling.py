"""Reads what pages tell of storylines, and says what that was. One query for many stories."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db.models import CharField, Exists, OuterRef, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from broadsheet.press.recording import earliest, note
from broadsheet.stories import keys
from broadsheet.stories.context import SoFar, Turn
from broadsheet.stories.models import Episode, Filing
from broadsheet.stories.sources import span
from broadsheet.topics import keys as subjects
from broadsheet.topics.models import Storyline

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date, datetime, tzinfo

    from django.db.models import QuerySet

SHOWN = 5
"""Turns of a storyline that stand open beside a story."""
SHOWN_BEFORE = 2
SPARED = 2
"""So few are not worth folding."""
FOLDED = 20
"""Further ones, before as well as after, that are folded away there."""
FEWEST = 2
"""Of a storyline with fewer nothing is told: the story is all there is."""


# --- beside a story ---------------------------------------------------------------------------


def so_far(stories: Collection[int], *, at: datetime) -> dict[int, tuple[SoFar, ...]]:
    """For each of those stories what its page tells of its storylines."""
    whole = defaultdict(list)
    for episode in Episode.objects.beside(stories).with_stories():
        whole[episode.storyline_id].append(episode)
    threads = [Thread.of(episodes, at=at) for episodes in whole.values()]
    threads.sort(key=lambda thread: (thread.storyline.name, thread.storyline.pk))
    found = {}
    for pk in stories:
        theirs = [thread for thread in threads if pk in thread.places]
        told = (thread.beside(pk) for thread in theirs)
        found[pk] = tuple(each for each in told if each is not None)
        sources = {keys.part_of(pk)}.union(*(thread.sources for thread in theirs))
        spans = _earliest_of(thread.span for thread in theirs)
        note(keys.so_far(pk), found[pk], sources=sources, **spans)
    return found


@dataclass(frozen=True, slots=True)
class Thread:
    """A storyline, laid out once for all the stories beside which it is told."""

    storyline: Storyline
    turns: tuple[Turn, ...]
    """in order, of drafts as well"""
    places: Mapping[int, int]
    """by story: where its turn stands among them"""
    seen: Sequence[int]
    """the places of those that readers may see, in order"""
    sources: frozenset[str]
    span: Mapping[str, datetime | None]

    @classmethod
    def of(cls, episodes: Sequence[Episode], *, at: datetime) -> Thread:
        ordered = in_order(episodes, at=at, zone=timezone.get_current_timezone())
        return cls(
            storyline=episodes[0].storyline,
            turns=tuple(_turn(episode, at=at) for episode in ordered),
            places={episode.story_id: place for place, episode in enumerate(ordered)},
            seen=[n for n, episode in enumerate(ordered) if episode.story.is_public(at=at)],
            sources=frozenset(sources_of(episodes)),
            span=span_of(episodes, at=at),
        )

    def beside(self, story_id: int) -> SoFar | None:
        """What stands around that story, which may be a draft."""
        here = self.places[story_id]
        before = bisect_left(self.seen, here)
        after = bisect_right(self.seen, here)
        places = [*self.seen[:before], here, *self.seen[after:]]
        if len(places) < FEWEST:
            return None
        turns = [self.turns[place] for place in places]
        turns[before] = replace(turns[before], is_here=True)
        shown = SHOWN if len(turns) > SHOWN + SPARED else len(turns)
        first = max(0, min(before - SHOWN_BEFORE, len(turns) - shown))
        last = first + shown
        return SoFar(
            id=self.storyline.pk,
            name=self.storyline.name,
            url=self.storyline.get_absolute_url(),
            total=len(turns),
            earlier=tuple(turns[max(0, first - FOLDED) : first]),
            turns=tuple(turns[first:last]),
            later=tuple(turns[last : last + FOLDED]),
        )


def _turn(episode: Episode, *, at: datetime) -> Turn:
    return Turn(
        story_id=episode.story_id,
        url=episode.story.get_absolute_url() or "",
        headline=episode.story.short_headline or episode.story.headline,
        line=episode.line,
        day=episode.day or timezone.localdate(at),
    )


# --- in order ---------------------------------------------------------------------------------


def in_order(episodes: Iterable[Episode], *, at: datetime, zone: tzinfo) -> list[Episode]:
    """In the order in which it happened: by day; of one day, as the stories were published.

    A draft of which nobody has said when it happened is of that moment, by the paper's calendar.
    """
    today = at.astimezone(zone).date()

    def when(episode: Episode) -> tuple[date, datetime, int]:
        return episode.day or today, episode.story.published_at or at, episode.story_id

    return sorted(episodes, key=when)


def public(episodes: Iterable[Episode], *, at: datetime) -> list[Episode]:
    """Those that readers may see."""
    return [episode for episode in episodes if episode.story.is_public(at=at)]


# --- where it is read from --------------------------------------------------------------------


def sources_of(episodes: Iterable[Episode]) -> set[str]:
    """What is told of them is read from these."""
    found = set()
    for episode in episodes:
        found |= {
            subjects.storyline(episode.storyline_id),
            keys.source(episode.story_id),
            subjects.section(episode.story.section_id),
        }
    return found


def span_of(episodes: Iterable[Episode], *, at: datetime) -> dict[str, datetime | None]:
    """When one of them comes or goes by itself."""
    return _earliest_of(span(episode.story, at=at) for episode in episodes)


def _earliest_of(spans: Iterable[Mapping[str, datetime | None]]) -> dict[str, datetime | None]:
    some = list(spans)
    return {name: earliest(each.get(name) for each in some) for name in ("until", "ends")}


# --- whole ------------------------------------------------------------------------------------


def whole_of(ids: Collection[int]) -> dict[int, list[Episode]]:
    """All episodes of each of those storylines, with their pictures."""
    found: dict[int, list[Episode]] = {pk: [] for pk in ids}
    whole = Episode.objects.filter(storyline__in=ids).with_stories()
    for episode in whole.select_related("storyline", "story__section", "story__lead_picture"):
        found[episode.storyline_id].append(episode)
    return found


# --- all of them ------------------------------------------------------------------------------


def begun(*, at: datetime) -> QuerySet[Storyline]:
    """Those of which readers may see something: the name of any other may tell too much."""
    name = Concat(Value(keys.STORYLINE), Cast(OuterRef("pk"), CharField()))
    return Storyline.objects.filter(Exists(Filing.objects.newest_of(name, at=at)))


def has_begun(storyline: int, at: datetime) -> bool:
    """Whether readers may see something of that one."""
    return Filing.objects.newest_of(keys.storyline(storyline), at=at).exists()


def was_seen(storyline: int, at: datetime) -> bool:
    """Whether readers could ever see one of the stories that it has."""
    return Episode.objects.filter(storyline=storyline, story__published_at__lte=at).exists()


def begins_next(*, at: datetime) -> datetime | None:
    """When the next story that is under embargo comes into any storyline."""
    ahead = Filing.objects.filter(list__startswith=keys.STORYLINE, published_at__gt=at)
    return ahead.order_by("published_at").values_list("published_at", flat=True).first()
