"""Leaves out of what a file says whatever cannot be on record, and says so: the rest is taken."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from broadsheet.formats.tenures.entries import Tenure
from broadsheet.kit.folding import words

if TYPE_CHECKING:
    from broadsheet.formats.tenures.entries import Entries


def sifted(found: Entries) -> Entries:
    """What has a name that can be looked up, and what ends no sooner than it begins."""
    every = (found.persons, found.offices, found.places, found.organisations, found.tenures)
    kept: list[list[Any]] = []
    left_out = list(found.left_out)
    for some in every:
        faults = [(each, _fault(each)) for each in some]
        kept.append([each for each, fault in faults if not fault])
        left_out += [fault for _each, fault in faults if fault]
    persons, offices, places, organisations, tenures = kept
    return replace(
        found,
        persons=persons,
        offices=offices,
        places=places,
        organisations=organisations,
        tenures=tenures,
        left_out=left_out,
    )


def _fault(entry: Any) -> str:
    """Why an entry cannot be taken; empty if it can."""
    if isinstance(entry, Tenure):
        return _fault(entry.person) or _fault(entry.office) or _fault_of_days(entry)
    for name in ("name", "title", "of", "country"):
        text = getattr(entry, name, "")
        if text and not list(words(text)):
            return f"“{text}” is no name: it has neither letters nor figures."
    return ""


def _fault_of_days(tenure: Tenure) -> str:
    """Of `2014`, the last days may be any."""
    if not (tenure.begins and tenure.ends) or tenure.begins <= f"{tenure.ends}-99-99"[:10]:
        return ""
    who = f"{tenure.person.name}, {tenure.office.title}"
    return f"{who}: it ends in {tenure.ends}, before it begins in {tenure.begins}."
