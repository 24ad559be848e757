"""Judges what a text says of who holds an office by the register: on the day it speaks of, since
when, and who did instead.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from broadsheet.checking.known import folded
from broadsheet.checking.offices.claims import When
from broadsheet.checking.offices.telling import from_to, named, on, told, until, written
from broadsheet.checking.offices.titles import Manner
from broadsheet.checking.reading.lexicon import lexicon
from broadsheet.checking.reading.times import Bound
from broadsheet.checking.remarks import Weight
from broadsheet.kit.days import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from broadsheet.checking.known import Known, Office, Person, Tenure
    from broadsheet.checking.offices.claims import Claim
    from broadsheet.checking.reading.times import Stretch


@dataclass(frozen=True, slots=True)
class Verdict:
    """That a claim is wrong."""

    sentence: str
    weight: Weight
    tenure: Tenure
    """on which it rests"""
    fix: str = ""
    """the word that puts it right before the title"""


class Judge:
    """Knows who held what."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.held: dict[tuple[int, int], list[Tenure]] = {}
        """by person and office"""
        self.by_office: dict[int, list[Tenure]] = {}
        self.by_person: dict[int, list[Tenure]] = {}
        for tenure in known.tenures:
            self.held.setdefault((tenure.person, tenure.office), []).append(tenure)
            self.by_office.setdefault(tenure.office, []).append(tenure)
            self.by_person.setdefault(tenure.person, []).append(tenure)

    def verdict(
        self, claim: Claim, days: Sequence[Span], today: Span, stretch: Stretch | None = None
    ) -> Verdict | None:
        """What is wrong with a claim of those days, made today; None if nothing is for all we know.

        `stretch` is for how long the office is said to have been held.
        """
        tenures = [
            tenure
            for person in claim.mention.persons
            for office in claim.title.offices
            for tenure in self.held.get((person, office), ())
        ]
        if stretch is not None and claim.title.manner is Manner.NOW:
            found = self._for_long(claim, tenures, stretch, today)
        else:
            found = self._judged(claim, tenures, days, today)
        if found is None:
            return None
        most = _most(claim, is_on_record=bool(tenures))
        return replace(found, weight=min(found.weight, most))

    def _judged(
        self, claim: Claim, tenures: list[Tenure], days: Sequence[Span], today: Span
    ) -> Verdict | None:
        match claim.title.manner:
            case Manner.FORMER:
                return self._former(tenures, [today])
            case Manner.LATE:
                return self._late(claim, tenures, [today])
            case Manner.COMING:
                return self._coming(tenures, days)
            case Manner.THEN:
                is_told = today not in days
                return self._now(claim, tenures, days, today) if is_told else None
            case Manner.ACTING:
                return self._acting(tenures, days) or self._now(claim, tenures, days, today)
            case Manner.NOW:
                return self._now(claim, tenures, days, today)

    def _for_long(
        self, claim: Claim, tenures: list[Tenure], stretch: Stretch, today: Span
    ) -> Verdict | None:
        """Since 2014, from 2010 to 2014, in 2012: in each of these years, or beginning in it."""
        match stretch.bound:
            case Bound.SINCE:
                lasts = claim.lasts or claim.when is not When.EVER
                days = [stretch.first, today] if lasts else [stretch.first]
            case Bound.UNTIL:
                if not tenures or any(t.ends and t.ends.meets(stretch.last) for t in tenures):
                    return None
                days = [stretch.last]
                return self._at_another_time(tenures, days, Weight.ERROR)
            case Bound.WITHIN | Bound.FROM_TO:
                days = [stretch.first, stretch.last]
        begins = [t for t in tenures if t.begins and t.begins.meets(stretch.first)]
        if claim.is_begun and tenures and not begins:
            return self._at_another_time(tenures, days, Weight.ERROR)
        wrong = [each for each in days if not _any_covers(tenures, [each])]
        if not wrong:
            return None
        return (
            self._at_another_time(tenures, wrong, Weight.ERROR)
            if tenures
            else self._never(claim, wrong)
        )

    def terms(self, persons: Iterable[int]) -> list[Span]:
        """When any of them held whatever they are on record for, without the first and last day."""
        return [
            Span(
                tenure.begins.first + A_DAY if tenure.begins else date.min,
                tenure.ends.last - A_DAY if tenure.ends else date.max,
            )
            for person in persons
            for tenure in self.by_person.get(person, ())
        ]

    # --- each manner --------------------------------------------------------------------------

    def _now(
        self, claim: Claim, tenures: list[Tenure], days: Sequence[Span], today: Span
    ) -> Verdict | None:
        if _any_covers(tenures, days):
            return None
        if claim.when is When.EVER:
            return self._ever(claim, tenures, days, today)
        weight = Weight.WARNING if _any_covers(tenures, [today]) else Weight.ERROR
        if tenures:
            return self._at_another_time(tenures, days, weight)
        return self._never(claim, days)

    def _ever(
        self, claim: Claim, tenures: list[Tenure], days: Sequence[Span], today: Span
    ) -> Verdict | None:
        """Of a time that is not told, or of one that is."""
        is_told = today not in days
        if not is_told:
            return None
        if tenures:
            return self._at_another_time(tenures, days, Weight.ERROR)
        return self._never(claim, days)

    def _former(self, tenures: list[Tenure], days: Sequence[Span]) -> Verdict | None:
        for tenure in tenures:
            if all(_surely_covers(tenure, each) for each in days):
                return self._by_one_that_lasts(self._on_day("still", tenure, days), tenure, days)
        return None

    def _late(self, claim: Claim, tenures: list[Tenure], days: Sequence[Span]) -> Verdict | None:
        persons = [self.known.person[each] for each in claim.mention.persons]
        if any(person.died and person.died.first <= days[-1].last for person in persons):
            return None
        for tenure in tenures:
            if all(_surely_covers(tenure, each) for each in days):
                held = f"{self._office(tenure)} {self._on_last(tenure, days)}"
                said = f"The register has no death of {self._name(tenure)}, who was {held}."
                return self._by_one_that_lasts(said, tenure, days)
        return None

    def _coming(self, tenures: list[Tenure], days: Sequence[Span]) -> Verdict | None:
        if any(_comes_soon(tenure, each) for tenure in tenures for each in days):
            return None
        for tenure in tenures:
            if all(_surely_covers(tenure, each) for each in days):
                return self._by_one_that_lasts(self._on_day("already", tenure, days), tenure, days)
        return None

    def _acting(self, tenures: list[Tenure], days: Sequence[Span]) -> Verdict | None:
        covering = [t for t in tenures if any(t.may_cover(each) for each in days)]
        if covering and not any(tenure.is_acting for tenure in covering):
            tenure = covering[0]
            said = f"Not acting: {self._term(tenure)}."
            return self._by_one_that_lasts(said, tenure, days, Weight.WARNING)
        return None

    # --- how sure that is ---------------------------------------------------------------------

    def _by_one_that_lasts(
        self, said: str, tenure: Tenure, days: Sequence[Span], weight: Weight = Weight.ERROR
    ) -> Verdict:
        """A verdict that rests on who holds an office; a hint where that may be over meanwhile."""
        if not self._may_be_over(tenure, days):
            return Verdict(said, weight, tenure)
        seen = on(Span.of(self._seen(tenure)))
        return Verdict(f"{said} The register was last checked {seen}.", Weight.HINT, tenure)

    def _may_be_over(self, tenure: Tenure, days: Sequence[Span]) -> bool:
        """Whether it lasted when somebody last saw it, and all of those days came later."""
        return tenure.ends is None and all(day.first > self._seen(tenure) for day in days)

    def _seen(self, tenure: Tenure) -> date:
        """When somebody last saw who holds what; if nobody says when, it holds for ever."""
        person, office = self.known.person[tenure.person], self.known.office[tenure.office]
        days = [day for day in (person.known_on, office.known_on) if day is not None]
        return max(days, default=date.max)

    # --- why ----------------------------------------------------------------------------------

    def _at_another_time(
        self, tenures: Iterable[Tenure], days: Sequence[Span], weight: Weight
    ) -> Verdict:
        """Who holds it no more, or did not yet; and who did instead."""
        ended = [t for t in tenures if all(t.has_ended(each) for each in days)]
        by_end = sorted(ended, key=lambda t: t.ends.last if t.ends else Span.read("0001").first)
        if by_end:
            tenure = by_end[-1]
            said = f"{self._name(tenure)} was {self._office(tenure)}{until(tenure)}"
            return Verdict(f"{said}{self._instead(tenure, days)}.", weight, tenure, fix="former")
        tenure = min(tenures, key=lambda t: t.begins.first if t.begins else Span.read("0001").first)
        if tenure.begins is None or not any(tenure.is_to_come(each) for each in days):
            return Verdict(f"{self._term(tenure)}.", weight, tenure)
        begun = written(tenure.begins)
        said = f"{self._name(tenure)} did not become {self._office(tenure)} until {begun}"
        return Verdict(f"{said}{self._instead(tenure, days)}.", weight, tenure)

    def _never(self, claim: Claim, days: Sequence[Span]) -> Verdict | None:
        """Somebody who is not on record in that office at all; told only where others are."""
        if len(claim.mention.persons) != 1 or not claim.mention.was_named:
            return None
        person = self.known.person[claim.mention.persons[0]]
        own = [t for t in self.by_person.get(person.id, ()) if _any_covers([t], days)]
        if claim.title.is_of_named:
            titles = {self.known.office[each].title for each in claim.title.offices}
            own = [t for t in own if self.known.office[t.office].title in titles]
            found = self._somebody_else(claim, person, days)
            found = found or self._elsewhere(claim, person, days)
            if found is not None:
                return found
        if not own or any(not self.known.office[each].is_single for each in claim.title.offices):
            return None
        claimed = self.known.office[claim.title.offices[0]]
        what = named(claimed) if claim.title.is_of_named else claimed.title
        return self._by_one_that_lasts(f"{self._term(own[0])}, not {what}.", own[0], days)

    def _somebody_else(self, claim: Claim, person: Person, days: Sequence[Span]) -> Verdict | None:
        for office in claim.title.offices:
            if not self.known.office[office].is_single:
                return None
        for office in claim.title.offices:
            for tenure in self.by_office.get(office, ()):
                if any(_surely_covers(tenure, each) for each in days):
                    said = f"Not {person.name}: {self._term(tenure)}."
                    return self._by_one_that_lasts(said, tenure, days)
        return None

    def _elsewhere(self, claim: Claim, person: Person, days: Sequence[Span]) -> Verdict | None:
        """Somebody who held an office of another country then, where neither is a crown."""
        held = [(t, self.known.office[t.office]) for t in self.by_person.get(person.id, ())]
        told = [self.known.office[each] for each in claim.title.offices]
        for claimed in filter(None, (*told, claim.title.unrecorded)):
            for tenure, office in held:
                is_abroad = office.is_of_country and office.of != claimed.of and office.is_single
                is_crown = _is_crown(office) or _is_crown(claimed)
                if not (is_abroad and claimed.is_of_country) or is_crown:
                    continue
                if all(_surely_covers(tenure, each) for each in days):
                    said = f"{self._term(tenure)}, not {named(claimed)}."
                    return self._by_one_that_lasts(said, tenure, days, Weight.WARNING)
        return None

    def _instead(self, tenure: Tenure, days: Sequence[Span]) -> str:
        """Who held the office then, if one did."""
        if not self.known.office[tenure.office].is_single:
            return ""
        for day in days:
            others = {
                other.person: other
                for other in self.by_office.get(tenure.office, ())
                if other.person != tenure.person
                and _surely_covers(other, day)
                and not self._may_be_over(other, [day])
            }
            if len(others) == 1:
                (other,) = others.values()
                return f"; {told(day)} it was {self._name(other)}"
        return ""

    def _on_day(self, adverb: str, tenure: Tenure, days: Sequence[Span]) -> str:
        """That an office was held then, as far as anybody has seen."""
        held = f"{self._office(tenure)} {self._on_last(tenure, days)}"
        return f"{self._name(tenure)} was {adverb} {held}: in office{from_to(tenure)}."

    def _on_last(self, tenure: Tenure, days: Sequence[Span]) -> str:
        """On the last of those days; where that is more than anybody has seen, the last before."""
        if not self._may_be_over(tenure, days):
            return on(Span.of(days[-1].last))
        begun = tenure.begins.last if tenure.begins else date.min
        return on(Span.of(max(self._seen(tenure), begun)))

    def _term(self, tenure: Tenure) -> str:
        """Who held what from when to when."""
        verb = "was" if tenure.ends else "has been"
        return f"{self._name(tenure)} {verb} {self._office(tenure)}{from_to(tenure)}"

    def _name(self, tenure: Tenure) -> str:
        return self.known.person[tenure.person].name

    def _office(self, tenure: Tenure) -> str:
        return named(self.known.office[tenure.office])


_CROWNS: Final = lexicon("king queen monarch sovereign emperor prince")
"""Several countries may have the same, or give one to who holds an office elsewhere."""


def _is_crown(office: Office) -> bool:
    return folded(office.title).removeprefix("co ") in _CROWNS


def _most(claim: Claim, *, is_on_record: bool) -> Weight:
    """How much it may weigh: somebody of that name may be meant who is not on record."""
    if claim.mention.is_misspelt and not (is_on_record or claim.title.is_of_named):
        return Weight.HINT
    is_sure = claim.mention.was_named and not claim.mention.is_misspelt
    return Weight.ERROR if is_sure else Weight.WARNING


A_DAY: Final = timedelta(1)
SOON: Final = timedelta(days=366)
"""Within that whoever is elected takes office."""


def _comes_soon(tenure: Tenure, days: Span) -> bool:
    begins = tenure.begins
    return begins is not None and days.last < begins.last and begins.first <= days.last + SOON


def _any_covers(tenures: Iterable[Tenure], days: Iterable[Span]) -> bool:
    days = list(days)
    return any(tenure.may_cover(each) for tenure in tenures for each in days)


def _surely_covers(tenure: Tenure, days: Span) -> bool:
    """Whether it was held on all of those days, and not only perhaps."""
    begun = tenure.begins is not None and tenure.begins.last <= days.first
    return begun and (tenure.ends is None or tenure.ends.first >= days.last)
