"""What checks say of a draft."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from hashlib import blake2b


class Weight(IntEnum):
    """How much it matters; the heaviest last."""

    HINT = 1
    """may be as it is meant"""
    WARNING = 2
    """is likely wrong"""
    ERROR = 3
    """is wrong by what is on record"""


@dataclass(frozen=True, slots=True)
class Fix:
    """What to write instead of the words that are remarked on."""

    text: str


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about some words of a passage."""

    place: str
    """of the passage"""
    start: int
    end: int
    """in characters of its text"""
    kind: str
    """which check says so: office, name, place, day, quotation, picture, topic, sentence, style…"""
    weight: Weight
    sentence: str
    """why, for an editor"""
    words: str
    """that are remarked on, as they stand"""
    fix: Fix | None = None
    record: str = ""
    """what it rests on: a row of the register, a rule of house style, a story or an address of the
    paper, as in `tenure:12`, `style:7`, `story:3`, `address:/news/ferry/`"""
    source: str = ""
    """of that row, or the address of that story"""
    around: str = ""
    """the sentence that the words stand in; of a picture what tells it from others"""

    @property
    def key(self) -> str:
        """Names the remark to who keeps the words: in this sentence, as heavy, by the same record.

        32 letters and figures, whatever the words.
        """
        why = self.record or self.sentence
        told = f"{self.kind}\0{self.weight.name}\0{self.words}\0{why}\0{self.around}"
        return blake2b(told.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def lighter(weight: Weight) -> Weight:
    return Weight(max(weight - 1, Weight.HINT))
