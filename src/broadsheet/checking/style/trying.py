"""Tries a rule on the examples that stand beside it.

An example of what is wrong may say what becomes of it, behind an arrow:
`They met in order to talk. → They met to talk.`
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Final

from broadsheet.checking.draft import Draft, Passage
from broadsheet.checking.galley import Galley
from broadsheet.checking.known import Known
from broadsheet.checking.style.rules import remarks_on_style

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from broadsheet.checking.remarks import Remark
    from broadsheet.checking.style.rules import Rule

_ARROW: Final = re.compile(r"\s*(?:→|->|=>)\s*")
_ANY_DAY: Final = date(2000, 1, 1)


class Failing(Enum):
    """How a rule fails an example."""

    UNSEEN = "unseen"
    """it does not remark on what is wrong"""
    SEEN = "seen"
    """it remarks on what is right"""
    OTHERWISE = "otherwise"
    """something else becomes of it than was said"""
    AGAIN = "again"
    """what it would have written, it remarks on again"""


@dataclass(frozen=True, slots=True)
class Failure:
    how: Failing
    copy: str
    found: str = ""
    """the words that were remarked on, or what becomes of the copy"""


def failures_of(rule: Rule, *, wrong: Iterable[str], right: Iterable[str]) -> Iterator[Failure]:
    """The examples that a rule fails, whose patterns are some."""
    for example in wrong:
        copy, *becomes = _ARROW.split(example, maxsplit=1)
        found = _remarks(copy, rule)
        if not found:
            yield Failure(Failing.UNSEEN, copy)
            continue
        written = mended(copy, found)
        if becomes and written != becomes[0]:
            yield Failure(Failing.OTHERWISE, copy, written)
        elif any(remark.fix for remark in found) and _remarks(written, rule):
            yield Failure(Failing.AGAIN, copy, written)
    for copy in right:
        for remark in _remarks(copy, rule)[:1]:
            yield Failure(Failing.SEEN, copy, remark.words)


def _remarks(copy: str, rule: Rule) -> list[Remark]:
    galley = Galley(Draft((Passage("", copy),), _ANY_DAY), Known())
    return list(remarks_on_style(galley, (rule,)))


def mended(copy: str, remarks: Iterable[Remark]) -> str:
    """The copy with all that can be put right put right."""
    for remark in sorted(remarks, key=lambda each: each.start, reverse=True):
        if remark.fix:
            copy = copy[: remark.start] + remark.fix.text + copy[remark.end :]
    return copy
