"""Whether the same is published already, and links lead to what readers can see."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from broadsheet.checking.archive import Fate
from broadsheet.checking.reading.times import MONTHS
from broadsheet.checking.remarks import Remark, Weight
from broadsheet.kit.folding import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from broadsheet.checking.archive import Archive, Led, Published
    from broadsheet.checking.draft import Draft, Link

KIND: Final = "archive"
RUN: Final = 5
"""Words in a row that two stories do not share by chance."""
FEWEST: Final = 40
"""Runs that a draft has before it is compared: of a few lines, most may stand anywhere."""
THE_SAME, MUCH_OF_IT = 0.5, 0.3
"""How much of a draft stands in another story that is the same, and of one that is worth a look:
less of it is what was said before and is said again."""
SAID: Final = {
    Fate.GONE: (Weight.WARNING, "Dead link: that story was withdrawn or deleted."),
    Fate.MISSING: (Weight.WARNING, "Dead link: there is no story at {address}."),
    Fate.HIDDEN: (Weight.HINT, "This links to a story that readers cannot see."),
    Fate.MOVED: (Weight.HINT, "The story has moved: link to {to}."),
}


def remarks_on_archive(draft: Draft, archive: Archive) -> Iterator[Remark]:
    """On stories that are the same, and on links that lead nowhere."""
    led = {each.address: each for each in archive.led}
    texts = {each.place: each.text for each in draft.passages} if led else {}
    for link in draft.links:
        if link.address in led:
            yield _link(link, led[link.address], texts.get(link.place, ""))
    if archive.stories:
        yield from _same(draft, archive)


def _link(link: Link, led: Led, text: str) -> Remark:
    start = max(text.find(link.words, link.start), text.find(link.words), 0)
    end = start + len(link.words) if link.words in text else start
    weight, sentence = SAID[led.fate]
    said = sentence.format(address=led.address, to=led.to)
    return Remark(
        link.place, start, end, KIND, weight, said, link.words,
        record=f"address:{led.address}", source=led.to,
    )  # fmt: skip


def _same(draft: Draft, archive: Archive) -> Iterator[Remark]:
    """The story that has most of it."""
    mine = frozenset().union(*(_runs_of(passage.text) for passage in draft.passages))
    if len(mine) < FEWEST:
        return
    shares = ((len(mine & _runs(each)) / len(mine), each) for each in archive.stories)
    share, other = max(shares, key=lambda each: (each[0], -each[1].id))
    if share >= MUCH_OF_IT:
        first = draft.passages[0]
        weight = Weight.WARNING if share >= THE_SAME else Weight.HINT
        yield Remark(
            first.place, 0, len(first.text), KIND, weight,
            f"{share * 100:.0f} per cent of this is already in {told(other)}.", first.text,
            record=f"story:{other.id}", source=other.address,
        )  # fmt: skip


def told(story: Published) -> str:
    """By its headline and date."""
    day = story.day
    return f"“{story.headline}” of {day.day} {MONTHS[day.month - 1]} {day.year}"


@lru_cache(maxsize=32)
def _runs(story: Published) -> frozenset[int]:
    """Remembered while somebody writes: a draft is compared with the same few again and again."""
    return _runs_of(story.text)


def _runs_of(text: str) -> frozenset[int]:
    """All runs of words of a text; as numbers, which are compared in no time."""
    every = words(text)
    return frozenset(hash(tuple(every[at : at + RUN])) for at in range(len(every) - RUN + 1))
