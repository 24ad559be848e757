"""Judges how much some earlier stories have in common with what somebody is writing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain
from math import log
from typing import TYPE_CHECKING, Final

from broadsheet.checking.reading.lexicon import lexicon
from broadsheet.kit.folding import words
from broadsheet.search.index.schema import stems

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from broadsheet.checking.reading.pointing import Pointer

MOST: Final = 5
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
_COMMON: Final = lexicon(
    "about after again against also been before being could does during each even every first from"
    " have having here into just last like made make many more most much must only other over said"
    " same says should since some still such than that their them then there these they this those"
    " three told under until upon very want well were what when where which while whose will with"
    " within would year years your month months week weeks today yesterday monday tuesday wednesday"
    " thursday friday saturday sunday january february march april june july august sept september"
    " october november december"
)


@dataclass(frozen=True, slots=True)
class Copy:
    """What a story is about: the stems in it that tell something, and its topics."""

    head: frozenset[str]
    opening: frozenset[str]
    topics: frozenset[int]

    @classmethod
    def of(cls, head: str, text: str, topics: Iterable[int]) -> Copy:
        return cls(telling_stems(head), telling_stems(text[:OPENING]), frozenset(topics))

    @property
    def all(self) -> frozenset[str]:
        return self.head | self.opening


@dataclass(frozen=True, slots=True)
class Earlier:
    """A story that may belong to it."""

    id: int
    day: date | None
    copy: Copy


@dataclass(frozen=True, slots=True)
class Likely:
    """A story that probably does."""

    id: int
    pointed: str
    """the sentence that points to its day; empty where its words and topics alone speak for it"""


@dataclass(frozen=True, slots=True)
class Judge:
    """Weighs how much two stories have in common, by how rare that is among some."""

    rarity: Mapping[str, float]
    """of stems; and of topics, from 0 to 1"""
    topics: Mapping[int, float]

    @classmethod
    def of(cls, stories: Sequence[Earlier]) -> Judge:
        many = len(stories)
        words = Counter(chain.from_iterable(each.copy.all for each in stories))
        topics = Counter(chain.from_iterable(each.copy.topics for each in stories))
        return cls(
            {word: log(1 + many / count) for word, count in words.items()},
            {pk: 1 - (count - 1) / many for pk, count in topics.items()},
        )

    def share(self, wanted: frozenset[str], had: frozenset[str]) -> float:
        """How much of what is wanted is had, from 0 to 1; a word that nobody has is rarest."""
        most = max(self.rarity.values(), default=1.0)
        whole = sum(self.rarity.get(word, most) for word in wanted)
        return sum(self.rarity.get(word, most) for word in wanted & had) / whole if whole else 0.0

    def score(self, own: Copy, theirs: Copy, asked: frozenset[str]) -> float:
        """How much of what one is about the other has, and the other way about: from 0 to 2."""
        return self.share(asked, theirs.all) + self.share(theirs.head, own.all | asked)


def likeliest(stories: Sequence[Earlier], own: Copy, pointers: Sequence[Pointer]) -> list[Likely]:
    """Those that have enough in common with it, the likeliest first."""
    judge = Judge.of(stories)
    sentences = [(pointer, telling_stems(pointer.text)) for pointer in pointers]
    judged = []
    for story in stories:
        score, pointed = _judged(story, own, sentences, judge)
        if score:
            judged.append((score, story.id, pointed))
    judged.sort(reverse=True)
    best = judged[0][0] if judged else 0.0
    return [Likely(pk, said) for score, pk, said in judged[:MOST] if score > NEAR_BEST * best]


def _judged(
    story: Earlier, own: Copy, sentences: Iterable[tuple[Pointer, frozenset[str]]], judge: Judge
) -> tuple[float, str]:
    """How likely a story is, and which sentence points to it; 0 where it has not enough."""
    theirs = story.copy
    alike, bonus, said = judge.score(own, theirs, own.head), 0.0, ""
    common = own.head & theirs.all
    for pointer, asked in sentences:
        if story.day and _is_then(story.day, pointer):
            found = judge.score(own, theirs, asked)
            if asked & theirs.all and found + POINTED > alike + bonus:
                alike, bonus, said = found, POINTED, pointer.text
                common = asked & theirs.all
    topics = theirs.topics & own.topics
    alike += TOPIC * sum(judge.topics[pk] for pk in topics)
    has_enough = len(common) + len(topics) >= SHARED and alike >= LEAST
    return (alike + bonus if has_enough else 0.0), said


def _is_then(day: date, pointer: Pointer) -> bool:
    return pointer.days.first <= day <= pointer.days.last + LATER


def telling_stems(text: str) -> frozenset[str]:
    return frozenset(stems(" ".join(telling(text))))


def telling(text: str) -> set[str]:
    """The words of it that tell something: no figures, as those of a year, which many share."""
    long = (word for word in words(text) if len(word) >= SHORTEST)
    return {word for word in long if word not in _COMMON and not word.isdecimal()}
