"""Leaves out of what a file says whatever cannot be on record, and says so: the rest is taken."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, Final

from django.core.exceptions import ValidationError

from broadsheet.fields import validate_addresses
from broadsheet.formats.tenures.entries import Entries, Tenure, apart
from broadsheet.kit import characters, prose
from broadsheet.kit.folding import words
from broadsheet.register.models import LONGEST_KIND, LONGEST_NAME, LONGEST_SOURCE
from broadsheet.register.reading import span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LONGEST: Final = {"sort": LONGEST_KIND}
"""Characters, where it is another than for names."""
_NAMES: Final = frozenset({"of", "country"})
"""Fields that name another entry."""
_SHOWN: Final = 60
"""Characters of a long text in a sentence about it."""
_LAST: Final = "9999-99-99"


class _Unfit(Exception):
    """This cannot be on record; says why."""


def sifted(found: Entries) -> Entries:
    """What the register's own forms would take, as they would have it.

    So it has a name that can be looked up, fits, and ends no sooner than it begins.
    """
    sieve = _Sieve()
    kept = Entries(
        persons=sieve.kept(found.persons),
        offices=sieve.kept(found.offices),
        places=sieve.kept(found.places),
        organisations=sieve.kept(found.organisations),
        tenures=sieve.kept(found.tenures),
    )
    return replace(kept, left_out=[*found.left_out, *sieve.left_out])


class _Sieve:
    """What went through, and sentences about what did not."""

    def __init__(self) -> None:
        self.left_out: list[str] = []
        self._said: set[str] = set()
        self._known: dict[Any, Any] = {}
        """many tenures are of one person, or of one office"""

    def kept(self, entries: Iterable[Any]) -> list[Any]:
        """Those that can be on record, as they would be."""
        kept = []
        for each in entries:
            try:
                kept.append(self._tenure(each) if isinstance(each, Tenure) else self._entry(each))
            except _Unfit as fault:
                self._leave_out(str(fault))
        return kept

    def _leave_out(self, sentence: str) -> None:
        """Once, though many tenures are of one person."""
        if sentence not in self._said:
            self._said.add(sentence)
            self.left_out.append(sentence)

    def _tenure(self, tenure: Tenure) -> Tenure:
        person, office = self._entry(tenure.person), self._entry(tenure.office)
        with _of(f"{person.name}, {office.title}"):
            _must_follow(tenure.begins, tenure.ends, "it ends in {}, before it begins in {}.")
            source = _fitting(tenure.source, longest=LONGEST_SOURCE)
            if not source:
                raise _Unfit("it has no source.")
        return replace(tenure, person=person, office=office, source=source)

    def _entry(self, entry: Any) -> Any:
        if entry not in self._known:
            self._known[entry] = self._settled(entry)
        return self._known[entry]

    def _settled(self, entry: Any) -> Any:
        """The entry as a form would have it."""
        told = {field.name: getattr(entry, field.name) for field in fields(entry)}
        first = next(iter(told))
        called = _name(told.pop(first))
        settled: dict[str, Any] = {first: called}
        with _of(called):
            for field, value in told.items():
                if isinstance(value, str):
                    settled[field] = _text(field, value)
                elif isinstance(value, tuple):
                    settled[field] = self._list(field, value, called)
            _must_follow(
                told.get("born", ""), told.get("died", ""), "dead in {}, before the birth in {}."
            )
        return replace(entry, **settled)

    def _list(self, field: str, texts: tuple[str, ...], called: str) -> tuple[str, ...]:
        """Those of a list that can be on record; an entry is not left out for another."""
        settle = _OF_LISTS.get(field, _name)
        kept = []
        for text in filter(str.strip, texts):
            try:
                kept.append(settle(text))
            except _Unfit as fault:
                self._leave_out(f"{called}: {fault}")
        return tuple(kept)


@contextmanager
def _of(called: str) -> Iterator[None]:
    """Inside, what is unfit is said of that."""
    try:
        yield
    except _Unfit as fault:
        raise _Unfit(f"{called}: {fault}") from fault


def _must_follow(first: str, last: str, says: str) -> None:
    """Of a year or a month, the last days may be any."""
    if first and last and first > last + _LAST[len(last) :]:
        raise _Unfit(says.format(last, first))


def _text(field: str, text: str) -> str:
    if field in _NAMES:
        return _name(text) if characters.line(text) else ""
    return _fitting(text, longest=_LONGEST.get(field, LONGEST_NAME))


def _name(text: str) -> str:
    settled = _fitting(text, longest=LONGEST_NAME)
    if not any(words(settled)):
        raise _Unfit(f"“{settled}” is no name: it has neither letters nor figures.")
    return settled


def _former(text: str) -> str:
    """A name that something had, with its last days."""
    settled = _fitting(text, longest=LONGEST_NAME)
    name, until = apart(settled)
    try:
        span(until)
    except ValueError as error:
        raise _Unfit(f"“{settled}”: {until} is no day, month or year.") from error
    _name(name)
    return settled


def _address(text: str) -> str:
    settled = characters.line(text)
    try:
        validate_addresses(settled)
    except ValidationError as error:
        raise _Unfit(f"“{prose.clip(settled, at=_SHOWN)}” is no address.") from error
    return settled


_OF_LISTS: Final = {"former": _former, "same_as": _address}


def _fitting(text: str, *, longest: int) -> str:
    settled = characters.line(text)
    if len(settled) > longest:
        shown = prose.clip(settled, at=_SHOWN)
        raise _Unfit(f"“{shown}” has {len(settled):,} characters; {longest} are the most.")
    return settled
