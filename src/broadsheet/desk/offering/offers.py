"""Which earlier stories belong to what somebody is writing: by its topics, its words, and the days
that its sentences point back to.

The search index knows most of it; without one the database is asked for less.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import reduce
from itertools import chain
from math import log
from operator import or_
from typing import TYPE_CHECKING, Final

from django.db.models import Q

from broadsheet.checking.draft import Kind
from broadsheet.checking.reading.lexicon import lexicon
from broadsheet.checking.reading.pointing import Pointer, pointers
from broadsheet.kit.folding import words
from broadsheet.search.index.here import nearest_here
from broadsheet.search.index.likeness import Near
from broadsheet.search.index.schema import stems
from broadsheet.stories import keys
from broadsheet.stories.body.words import words_of
from broadsheet.stories.models import Episode, Filing, Story, StoryQuerySet

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import tzinfo

    from broadsheet.checking.draft import Draft

MOST: Final = 5
MOST_POINTERS: Final = 4
TRIED: Final = 24
"""Stories that each way of looking may bring."""
TOPICS_ASKED: Final = 5
WORDS_ASKED: Final = 6
LATER: Final = timedelta(days=2)
"""After the day that a sentence points to, what happened then may still be told."""
OPENING: Final = 1500
"""Characters of a story, by which it says what it is about."""
SHARED: Final = 2
"""Words and topics that two stories must have in common: one is chance."""
TOPIC: Final = 0.35
"""What a topic in common counts for, if few have it, beside all the words that one could have of
the other."""
POINTED: Final = 0.3
"""What it counts for that a sentence points to its day."""
LEAST: Final = 0.8
NEAR_BEST: Final = 0.5
"""Of what the likeliest has, so much is enough for another."""
SHORTEST: Final = 4
FIRST: Final = date(1000, 1, 1)
"""A sentence may point further back: there are no stories, and hardly any moments."""
_COMMON: Final = lexicon(
    "about after again against also been before being could does during each even every first from"
    " have having here into just last like made make many more most much must only other over said"
    " same says should since some still such than that their them then there these they this those"
    " three told under until upon very want well were what when where which while whose will with"
    " within would year years your month months week weeks today yesterday monday tuesday wednesday"
    " thursday friday saturday sunday january february march april june july august september"
    " october november december"
)


@dataclass(frozen=True, slots=True)
class Offer:
    """An earlier story."""

    story: Story
    pointed: str
    """the sentence that points to its day; empty where its words and topics alone speak for it"""
    topics: tuple[str, ...]
    """those that both have"""
    storyline: str
    """the name of one that it belongs to already"""


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
    stories = sought.earlier.public(at=at).filter(pk__in=ids).select_related("section")
    found = list(stories.prefetch_related("filed_topics__topic").order_by("-pk")[: 8 * TRIED])
    return _named(_judged(found, sought, pointed), sought)


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
    telling = sorted(_telling(words(pointer.text)), key=len, reverse=True)[:WORDS_ASKED]
    ways = [Q(headline__icontains=word) | Q(standfirst__icontains=word) for word in telling]
    worded = then.filter(reduce(or_, ways)).order_by("-published_at") if ways else then.none()
    return [*newest, *worded.values_list("pk", flat=True)[:TRIED]]


def _nearest(
    text: str, sought: Sought, *, before: datetime, after: datetime | None = None
) -> list[int]:
    near = Near(text, sought.topics, after, before, other_than=sought.story_id)
    return nearest_here(near, most=TRIED)


# --- judging ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Words:
    """The stems of a story that tell something."""

    head: frozenset[str]
    opening: frozenset[str]

    @property
    def all(self) -> frozenset[str]:
        return self.head | self.opening


@dataclass(frozen=True, slots=True)
class Judge:
    """Weighs how much two stories have in common, by how rare that is among some."""

    rarity: Mapping[str, float]
    """of stems; and of topics, from 0 to 1"""
    topics: Mapping[int, float]

    @classmethod
    def of(cls, told: Mapping[int, Words], stories: Sequence[Story]) -> Judge:
        many = len(stories)
        words = Counter(chain.from_iterable(each.all for each in told.values()))
        topics = Counter(filed.topic_id for each in stories for filed in each.filed_topics.all())
        return cls(
            {word: log(1 + many / count) for word, count in words.items()},
            {pk: 1 - (count - 1) / many for pk, count in topics.items()},
        )

    def share(self, wanted: frozenset[str], had: frozenset[str]) -> float:
        """How much of what is wanted is had, from 0 to 1; a word that nobody has is rarest."""
        most = max(self.rarity.values(), default=1.0)
        whole = sum(self.rarity.get(word, most) for word in wanted)
        return sum(self.rarity.get(word, most) for word in wanted & had) / whole if whole else 0.0


def _judged(
    stories: Sequence[Story], sought: Sought, pointed: Sequence[Pointer]
) -> list[tuple[Story, str]]:
    """Those that have enough in common with it, the likeliest first; and what points to each."""
    told = {story.pk: _words_of(story) for story in stories}
    judge = Judge.of(told, stories)
    own = Words(_stems(sought.head), _stems("\n".join(sought.running)[:OPENING]))
    sentences = [(pointer, _stems(pointer.text)) for pointer in pointed]
    judged = []
    for story in stories:
        theirs = told[story.pk]
        topics = {filed.topic_id for filed in story.filed_topics.all()} & set(sought.topics)
        alike, bonus, said = _score(own, theirs, own.head, judge), 0.0, ""
        common = own.head & theirs.all
        for pointer, asked in sentences:
            if story.day and _is_then(story.day, pointer):
                found = _score(own, theirs, asked, judge)
                if asked & theirs.all and found + POINTED > alike + bonus:
                    alike, bonus, said = found, POINTED, pointer.text
                    common = asked & theirs.all
        alike += TOPIC * sum(judge.topics[pk] for pk in topics)
        if len(common) + len(topics) >= SHARED and alike >= LEAST:
            judged.append((alike + bonus, story.pk, story, said))
    judged.sort(key=lambda each: each[:2], reverse=True)
    best = judged[0][0] if judged else 0.0
    return [(story, said) for score, _pk, story, said in judged[:MOST] if score > NEAR_BEST * best]


def _score(own: Words, theirs: Words, asked: frozenset[str], judge: Judge) -> float:
    """How much of what one is about the other has, and the other way about: from 0 to 2."""
    return judge.share(asked, theirs.all) + judge.share(theirs.head, own.all | asked)


def _is_then(day: date, pointer: Pointer) -> bool:
    return pointer.days.first <= day <= pointer.days.last + LATER


def _words_of(story: Story) -> Words:
    text = words_of(story.body.get_prep_value(), {})[:OPENING]
    return Words(_stems(f"{story.headline}\n{story.standfirst}"), _stems(text))


def _stems(text: str) -> frozenset[str]:
    return frozenset(stems(" ".join(_telling(words(text)))))


def _telling(some: Iterable[str]) -> set[str]:
    return {word for word in some if len(word) >= SHORTEST and word not in _COMMON}


def _named(judged: Sequence[tuple[Story, str]], sought: Sought) -> list[Offer]:
    episodes = Episode.objects.filter(story__in=[story.pk for story, _said in judged])
    names = dict(episodes.order_by("pk").values_list("story", "storyline__name"))
    return [
        Offer(
            story=story,
            pointed=said,
            topics=tuple(
                filed.topic.name
                for filed in story.filed_topics.all()
                if filed.topic_id in sought.topics
            ),
            storyline=names.get(story.pk, ""),
        )
        for story, said in judged
    ]
