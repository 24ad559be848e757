"""Whether the text speaks of what it is filed under, and is filed under whom it turns on."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from broadsheet.checking.draft import Kind
from broadsheet.checking.known import all_folded
from broadsheet.checking.remarks import Remark, Weight
from broadsheet.kit.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from broadsheet.checking.galley import Galley

KIND: Final = "topic"
OFTEN: Final = 4
"""Mentions from which on a story turns on somebody who is not in its headline."""


def remarks_on_topics(galley: Galley) -> Iterator[Remark]:
    """On topics with a name that the text never has, and on people who are missing among them."""
    draft = galley.draft
    text = f" {' '.join(fold(' '.join(each.text for each in draft.passages)).split())} "
    for topic in draft.topics:
        names = all_folded((topic.name, *topic.others))
        if topic.is_named and names and not any(f" {name} " in text for name in names):
            yield Remark(
                "topics", 0, len(topic.name), KIND, Weight.WARNING,
                f"The text never mentions {topic.name}.", topic.name,
            )  # fmt: skip
    if draft.topics:
        yield from _missing(galley)


def _missing(galley: Galley) -> Iterator[Remark]:
    filed = {name for each in galley.draft.topics for name in all_folded((each.name, *each.others))}
    for pk, (count, is_above) in _mentioned(galley).items():
        person = galley.known.person[pk]
        if filed.isdisjoint(all_folded((person.name, *person.others))) and (
            count >= OFTEN or (is_above and count > 1)
        ):
            yield Remark(
                "topics", 0, 0, KIND, Weight.HINT,
                f"The story turns on {person.name}, who is not among its topics.", person.name,
                record=f"person:{pk}",
            )  # fmt: skip


def _mentioned(galley: Galley) -> dict[int, tuple[int, bool]]:
    """Who is named surely: how often, and whether in the headline."""
    counts, above = Counter[int](), set[int]()
    for line in galley.lines:
        for mention in line.plain:
            if mention.was_named:
                counts[mention.persons[0]] += 1
                if line.passage.kind is Kind.HEADLINE:
                    above.add(mention.persons[0])
    return {pk: (count, pk in above) for pk, count in counts.items()}
