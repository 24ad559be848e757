"""Renders again what is said to be right, and compares: what differs slipped past the log.

A finding is made right wherever the same was read, and told with what it was read from.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final

from django.utils import timezone

from broadsheet.press.pressing import FAILED_FROM, press, sheet_of
from broadsheet.press.rack.store import State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from broadsheet.press.pressing import Answer
    from broadsheet.press.rack.entries import Wrong
    from broadsheet.press.rack.store import Store
    from broadsheet.press.recording import Fact

ATTEMPTS: Final = 3
"""Times that a sheet is looked at when what it is made from changes in just that moment."""


class Verdict(Enum):
    """What came of comparing a sheet."""

    SAME = "same"
    DIFFERS = "differs"
    UNTOLD = "untold"
    """There is no right sheet to compare, it changes all the time, or rendering failed."""


@dataclass(frozen=True, slots=True)
class Audited:
    """A sheet that was compared, and what it should have known if it differed."""

    address: str
    verdict: Verdict
    facts: tuple[str, ...] = ()
    """those it carries that read otherwise now"""
    sources: tuple[str, ...] = ()
    """what these are read from: one of them was altered, and no line of the log named it"""
    others: tuple[Wrong, ...] = ()
    """sheets that had read the same, and were made wrong with it"""

    def reason(self) -> str:
        """Why it may have differed, in a sentence."""
        if not self.facts:
            return "everything it is known to have read reads the same; it read more than it noted"
        if not self.sources:
            return f"{', '.join(self.facts)} read otherwise"
        return (
            f"{', '.join(self.facts)} read otherwise, and no change was logged of what "
            f"{'it is' if len(self.facts) == 1 else 'they are'} read from: "
            f"{', '.join(self.sources)}"
        )


class Auditor:
    """Compares sheets of a store that is followed; `drain` reads the log to its end."""

    def __init__(
        self,
        store: Store,
        *,
        drain: Callable[[datetime], object],
        render: Callable[[str], Answer],
    ) -> None:
        self.store = store
        self.drain = drain
        self.render = render

    def audit(self, address: str) -> Audited:
        """Compare the sheet at an address with a fresh rendering; make it right if it differs."""
        audited = self._compared(address)
        if audited.verdict is not Verdict.UNTOLD:
            self.store.count("audited")
        if audited.verdict is Verdict.DIFFERS:
            self.store.count("findings")
        return audited

    def _compared(self, address: str) -> Audited:
        self.drain(timezone.now())
        for _attempt in range(ATTEMPTS):
            begun = self.store.begun()
            sheet = self._right_sheet(address)
            if sheet is None:
                break
            answer = self.render(address)
            if answer.status >= FAILED_FROM:
                break
            if sheet_of(address, answer) == sheet:
                return Audited(address, Verdict.SAME)
            # Was it altered since, so that the sheet is wrong by now? Then all is as it should be.
            self.drain(timezone.now())
            was_touched = self.store.was_touched(answer.recording.sources, since=begun)
            if not was_touched and self._right_sheet(address) == sheet:
                return self._mended(address, answer)
        return Audited(address, Verdict.UNTOLD)

    def _right_sheet(self, address: str) -> bytes | None:
        at = timezone.now().timestamp()
        found = self.store.find(address, bytes, at=at)
        return found.picked if found.state is State.RIGHT else None

    def _mended(self, address: str, answer: Answer) -> Audited:
        """Make wrong whatever read the same as this sheet did, and press this one again."""
        facts = self._otherwise(address, answer)
        sources = {source for fact in facts for source in fact.sources}
        others = self.store.handle(
            touched=sources,
            facts={fact.key: fact for fact in facts},
            at=timezone.now().timestamp(),
        )
        if not press(address, render=self.render, store=self.store).is_kept:
            self.store.remove([address])
        return Audited(
            address,
            Verdict.DIFFERS,
            facts=_sorted(fact.key for fact in facts),
            sources=_sorted(sources),
            others=tuple(wrong for wrong in others if wrong.address != address),
        )

    def _otherwise(self, address: str, answer: Answer) -> list[Fact]:
        """The facts that the sheet carries, and that now read otherwise."""
        carried = self.store.facts_at(address)
        read = answer.recording.facts.values()
        return [f for f in read if f.key in carried and f.digest != carried[f.key]]


def _sorted(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(words))
