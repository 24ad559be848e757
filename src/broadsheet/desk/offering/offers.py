"""Which earlier stories belong to what somebody is writing: by its topics, its words, and the days
that its sentences point back to.

The search index knows most of it; without one the database is asked for less.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import reduce
from itertools import chain
from operator import or_
from typing import TYPE_CHECKING, Final

from django.db.models import Q

from broadsheet.checking.draft import Kind
from broadsheet.checking.reading.pointing import Pointer, pointers
from broadsheet.desk.offering.context import Offer
from broadsheet.desk.offering.judging import LATER, Copy, Earlier, likeliest, telling
from broadsheet.search.index.here import nearest_here
from broadsheet.search.index.likeness import Near
from broadsheet.stories import keys
from broadsheet.stories.body.words import words_of
from broadsheet.stories.models import Episode, FiledTopic, Filing, Story, StoryQuerySet

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import tzinfo

    from wagtail.blocks import StreamValue

    from broadsheet.checking.draft import Draft
    from broadsheet.desk.offering.judging import Likely

MOST_POINTERS: Final = 4
TRIED: Final = 24
"""Stories that each way of looking may bring."""
TOPICS_ASKED: Final = 5
WORDS_ASKED: Final = 6
FIRST: Final = date(1000, 1, 1)
"""A sentence may point further back: there are no stories, and hardly any moments."""


@dataclass(frozen=True, slots=True)
class Sought:
    """What is known of the story that is being written."""

    draft: Draft
    topics: tuple[int, ...]
    story_id: int | None
    zone: tzinfo

    @property
    def running(self) -> list[str]:
        return [each.text for each in self.draft.passages if each.kind in {Kind.TEXT, Kind.QUOTE}]

    @property
    def head(self) -> str:
        kinds = {Kind.HEADLINE, Kind.STANDFIRST}
        return "\n".join(each.text for each in self.draft.passages if each.kind in kinds)

    @property
    def pointers(self) -> list[Pointer]:
        passages = [*self.head.split("\n"), *self.running]
        found = chain.from_iterable(pointers(text, day=self.draft.day) for text in passages)
        return list(found)[:MOST_POINTERS]

    @property
    def earlier(self) -> StoryQuerySet:
        """All that may be offered."""
        end = self.moment(self.draft.day + timedelta(days=1))
        stories = Story.objects.filter(published_at__lt=end)
        if self.story_id is None:
            return stories
        theirs = Episode.objects.beside([self.story_id]).values("story")
        return stories.exclude(pk=self.story_id).exclude(pk__in=theirs)

    def moment(self, day: date) -> datetime:
        return datetime.combine(max(day, FIRST), time(), self.zone)


def offers(sought: Sought, *, at: datetime) -> list[Offer]:
    """The earlier stories that most likely belong to it, the likeliest first."""
    pointed = sought.pointers
    ids = set(_about(sought, at=at)) | set(_like(sought))
    for pointer in pointed:
        ids |= set(_pointed_at(sought, pointer, at=at))
    stories = _read(sought.earlier.public(at=at).filter(pk__in=ids))
    own = Copy.of(sought.head, "\n".join(sought.running), sought.topics)
    return _shown(likeliest(stories, own, pointed), sought)


# --- looking ----------------------------------------------------------------------------------


def _about(sought: Sought, *, at: datetime) -> Iterable[int]:
    """The newest under the same topics."""
    for topic in sought.topics[:TOPICS_ASKED]:
        lines = Filing.objects.newest_of(keys.topic(topic), at=at)
        yield from lines.values_list("story", flat=True)[:TRIED]


def _like(sought: Sought) -> list[int]:
    """What the index finds for all of it."""
    text = "\n".join([sought.head, *sought.running])
    return _nearest(text, sought, before=sought.moment(sought.draft.day))


def _pointed_at(sought: Sought, pointer: Pointer, *, at: datetime) -> list[int]:
    """What was published when a sentence says, and has its words or a topic."""
    first = sought.moment(pointer.days.first)
    last = sought.moment(pointer.days.last + LATER + timedelta(days=1))
    if found := _nearest(pointer.text, sought, after=first, before=last):
        return found
    then = sought.earlier.public(at=at).filter(published_at__gte=first, published_at__lt=last)
    about = then.filter(filed_topics__topic__in=sought.topics[:TOPICS_ASKED])
    newest = about.order_by("-published_at").values_list("pk", flat=True)[:TRIED]
    asked = sorted(telling(pointer.text), key=len, reverse=True)[:WORDS_ASKED]
    ways = [Q(headline__icontains=word) | Q(standfirst__icontains=word) for word in asked]
    worded = then.filter(reduce(or_, ways)).order_by("-published_at") if ways else then.none()
    return [*newest, *worded.values_list("pk", flat=True)[:TRIED]]


def _nearest(
    text: str, sought: Sought, *, before: datetime, after: datetime | None = None
) -> list[int]:
    near = Near(text, sought.topics, after, before, other_than=sought.story_id)
    return nearest_here(near, most=TRIED)


# --- reading ----------------------------------------------------------------------------------


def _read(found: StoryQuerySet) -> list[Earlier]:
    """By what they are judged, and nothing else of them. Two queries."""
    lines = found.order_by("-pk").values_list("pk", "day", "headline", "standfirst", "body")
    stories = list(lines[: 8 * TRIED])
    topics = defaultdict(list)
    filed = FiledTopic.objects.filter(story__in=[pk for pk, *_rest in stories])
    for pk, topic in filed.values_list("story", "topic"):
        topics[pk].append(topic)
    return [
        Earlier(pk, day, Copy.of(f"{headline}\n{standfirst}", _text(body), topics[pk]))
        for pk, day, headline, standfirst, body in stories
    ]


def _text(body: StreamValue) -> str:
    return words_of(body.get_prep_value(), {})


def _shown(likely: Sequence[Likely], sought: Sought) -> list[Offer]:
    ids = [each.id for each in likely]
    stories = Story.objects.bare().prefetch_related("filed_topics__topic").in_bulk(ids)
    episodes = Episode.objects.filter(story__in=ids).order_by("pk")
    names = dict(episodes.values_list("story", "storyline__name"))
    return [
        Offer(
            story_id=story.pk,
            headline=story.headline,
            url=story.get_absolute_url() or "",
            day=story.day,
            pointed=each.pointed,
            topics=tuple(
                filed.topic.name
                for filed in story.filed_topics.all()
                if filed.topic_id in sought.topics
            ),
            storyline=names.get(story.pk, ""),
        )
        for each in likely
        if (story := stories.get(each.id)) is not None
    ]
