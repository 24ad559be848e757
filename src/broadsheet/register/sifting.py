"""Leaves out of what a file says whatever cannot be on record, and says so: the rest is taken."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, Final

from django.core.exceptions import ValidationError

from broadsheet.fields import validate_addresses
from broadsheet.formats.tenures.entries import Entries, Tenure, apart
from broadsheet.kit import characters, prose
from broadsheet.kit.folding import words
from broadsheet.register.models import LONGEST_KIND, LONGEST_NAME, LONGEST_SOURCE

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST: Final = {"sort": LONGEST_KIND, "source": LONGEST_SOURCE}
"""Characters of what is no name."""
_NEEDED: Final = frozenset({"name", "title"})
_LOOKED_UP: Final = _NEEDED | {"of", "country"}
_ADDRESSES: Final = "same_as"
_SHOWN: Final = 60
"""Characters of a long text in a sentence about it."""
_LAST: Final = "9999-99-99"


class _Unfit(Exception):
    """This cannot be on record; says why."""


def sifted(found: Entries) -> Entries:
    """What has a name that can be looked up, and what ends no sooner than it begins."""
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
        self._known: dict[Any, Any] = {}
        """many tenures are of one person, or of one office"""

    def kept(self, entries: Iterable[Any]) -> list[Any]:
        """Those that can be on record, as they would be."""
        kept = []
        for each in entries:
            try:
                kept.append(self._tenure(each) if isinstance(each, Tenure) else self._entry(each))
            except _Unfit as fault:
                self.left_out.append(str(fault))
        return kept

    def _tenure(self, tenure: Tenure) -> Tenure:
        person, office = self._entry(tenure.person), self._entry(tenure.office)
        if tenure.ends and tenure.begins > _last_of(tenure.ends):
            raise _Unfit(
                f"{person.name}, {office.title}: it ends in {tenure.ends}, before it begins in "
                f"{tenure.begins}."
            )
        source = _text("source", tenure.source)
        return replace(tenure, person=person, office=office, source=source)

    def _entry(self, entry: Any) -> Any:
        if entry not in self._known:
            told = {field.name: getattr(entry, field.name) for field in fields(entry)}
            settled = {name: _text(name, v) for name, v in told.items() if isinstance(v, str)}
            called = settled.get("name") or settled["title"]
            lists = {
                name: self._list(name, v, called)
                for name, v in told.items()
                if isinstance(v, tuple)
            }
            self._known[entry] = replace(entry, **settled, **lists)
        return self._known[entry]

    def _list(self, field: str, texts: tuple[str, ...], called: str) -> tuple[str, ...]:
        """Those of a list that can be on record; an entry is not left out for another."""
        kept = []
        for text in filter(str.strip, texts):
            try:
                kept.append(_address(text) if field == _ADDRESSES else _spelling(text))
            except _Unfit as fault:
                self.left_out.append(f"{called}: {fault}")
        return tuple(kept)


def _text(field: str, text: str) -> str:
    settled = _fitting(text, longest=_LONGEST.get(field, LONGEST_NAME))
    if field in _NEEDED or (field in _LOOKED_UP and settled):
        _must_be_name(settled)
    return settled


def _spelling(text: str) -> str:
    """A name, or one that it had with its last days."""
    settled = _fitting(text, longest=LONGEST_NAME)
    _must_be_name(apart(settled)[0])
    return settled


def _address(text: str) -> str:
    try:
        validate_addresses(text)
    except ValidationError as error:
        raise _Unfit(f"“{_shown(text)}” is no address.") from error
    return text


def _fitting(text: str, *, longest: int) -> str:
    settled = characters.line(text)
    if len(settled) > longest:
        raise _Unfit(
            f"“{_shown(settled)}” has {len(settled):,} characters; {longest} are the most."
        )
    return settled


def _must_be_name(text: str) -> None:
    if not any(words(text)):
        raise _Unfit(f"“{text}” is no name: it has neither letters nor figures.")


def _shown(text: str) -> str:
    return prose.clip(characters.line(text), at=_SHOWN)


def _last_of(days: str) -> str:
    """What no day of that year or month comes after, as texts are compared."""
    return days + _LAST[len(days) :]
