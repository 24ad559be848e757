"""All checks of a draft, in one pass each."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from broadsheet.checking.archive import UNKNOWN
from broadsheet.checking.copy.archive import remarks_on_archive
from broadsheet.checking.copy.days import remarks_on_days
from broadsheet.checking.copy.names import remarks_on_names
from broadsheet.checking.copy.pictures import remarks_on_pictures
from broadsheet.checking.copy.places import remarks_on_places
from broadsheet.checking.copy.quotations import remarks_on_quotations
from broadsheet.checking.copy.sources import remarks_on_sources
from broadsheet.checking.copy.topics import remarks_on_topics
from broadsheet.checking.copy.wording import remarks_on_wording
from broadsheet.checking.galley import Galley
from broadsheet.checking.offices.checks import remarks_on_offices
from broadsheet.checking.style.rules import remarks_on_style

if TYPE_CHECKING:
    from collections.abc import Mapping

    from broadsheet.checking.archive import Archive
    from broadsheet.checking.draft import Draft
    from broadsheet.checking.known import Known
    from broadsheet.checking.remarks import Remark
    from broadsheet.checking.style.rules import Rule


def look_at(
    draft: Draft, known: Known, rules: tuple[Rule, ...] = (), archive: Archive = UNKNOWN
) -> tuple[Remark, ...]:
    """What there is to say of a draft, by what is known and published and by the house's rules.

    In the order of reading; the heaviest first at one place.
    """
    passages = {passage.place: passage.text for passage in draft.passages}
    galley = Galley(draft, known)
    places = {place: number for number, place in enumerate(passages)}
    found = [
        *remarks_on_offices(galley),
        *remarks_on_names(galley),
        *remarks_on_places(galley),
        *remarks_on_days(galley),
        *remarks_on_quotations(draft),
        *remarks_on_pictures(draft),
        *remarks_on_topics(galley),
        *remarks_on_wording(galley),
        *remarks_on_style(galley, rules),
        *remarks_on_archive(draft, archive),
        *remarks_on_sources(draft, archive),
    ]
    last = len(places)
    found.sort(key=lambda each: (places.get(each.place, last), each.start, -each.weight, each.kind))
    pictures = {shown.place: f"{shown.file} {shown.alt}" for shown in draft.pictures}
    return tuple(
        replace(each, around=_sentence(each, galley, passages) or pictures.get(each.place, ""))
        for each in found
    )


def _sentence(remark: Remark, galley: Galley, passages: Mapping[str, str]) -> str:
    """That which it is about; the whole of a passage that has none."""
    text = passages.get(remark.place, "")
    at = galley.sentence_at(text, remark.start)
    return text[at.start : at.end] if at else text
