"""Home and the fronts of sections: what was chosen for their top, and the newest."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from broadsheet.fronts import context
from broadsheet.fronts import keys as facts
from broadsheet.fronts.models import Slot
from broadsheet.fronts.pages.lists import ONE_PAGE, listed
from broadsheet.paper.context import Crumb, Link
from broadsheet.press.recording import note
from broadsheet.stories import keys
from broadsheet.stories.pages import (
    cards_by_id,
    cards_of,
    ids_in,
    ids_in_each,
    label_of,
    section_crumbs,
)
from broadsheet.topics.keys import SECTIONS
from broadsheet.topics.models import Section

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence
    from datetime import datetime

    from django.db.models import QuerySet

    from broadsheet.stories.context import Card

TOP_OF_HOME = 7
TOP_OF_SECTION = 3
FILLED_FROM = 24
"""The top of a front is filled from that many of the newest stories, by priority."""
LATEST_LINES = 8
BLOCK_LENGTH = 5


def curated(section: Section | None) -> list[int]:
    """The stories an editor has put on a front, in the editor's order."""
    slots = Slot.objects.filter(front__section=section).order_by("sort_order")
    ids = list(slots.values_list("story_id", flat=True))
    key = facts.front(section.pk if section else None)
    note(key, tuple(ids), sources=[facts.FRONTS])
    return ids


def top_of(chosen: Sequence[Card], newest: Sequence[Card], *, count: int) -> tuple[Card, ...]:
    """The top of a front: what was chosen, then the weightiest of the newest.

    A story without a picture does not lead when one of the same priority has one.
    """
    taken = {card.id for card in chosen}
    rest = [card for card in newest if card.id not in taken]
    by_weight = sorted(rest, key=lambda card: (-card.priority, card.picture is None))
    return (*chosen, *by_weight)[:count]


def home_page(*, at: datetime) -> context.HomePage:
    """The front page: a lead, two seconds, more, the latest, then a block for each section.

    What stands where is decided by ids; the cards of all of it are then fetched together.
    """
    chosen, newest = curated(None), ids_in(keys.LATEST, at=at, count=FILLED_FROM)
    by_section = ids_in_each(top_sections(), at=at, count=BLOCK_LENGTH + TOP_OF_HOME)
    note_top_sections(by_section)
    cards = cards_by_id(chain(chosen, newest, *by_section.values()), at=at)
    latest = picked(cards, newest)
    top = top_of(picked(cards, chosen), latest, count=TOP_OF_HOME)
    shown = {card.id for card in top}
    return context.HomePage(
        lead=top[0] if top else None,
        seconds=top[1:3],
        more=top[3:],
        latest=latest[:LATEST_LINES],
        blocks=tuple(
            context.SectionBlock(section=label_of(section), cards=fresh)
            for section, ids in by_section.items()
            if (fresh := picked(cards, ids, without=shown)[:BLOCK_LENGTH])
        ),
    )


def top_sections() -> QuerySet[Section]:
    """The sections that are no part of another."""
    return Section.objects.filter(parent=None)


def note_top_sections(sections: Iterable[Section]) -> None:
    note(facts.TOP_SECTIONS, tuple(map(label_of, sections)), sources=[SECTIONS])


def picked(
    cards: dict[int, Card], ids: Iterable[int], *, without: Container[int] = ()
) -> tuple[Card, ...]:
    """The cards of those ids in that order; what readers may not see has none."""
    return tuple(cards[pk] for pk in ids if pk in cards and pk not in without)


def section_front(section: Section, *, number: int, at: datetime) -> context.SectionFront:
    """A page of a section: the first has a curated top, all go on with the newest."""
    cards, pager = listed(
        keys.section(section.pk), path=section.get_absolute_url(), number=number, at=at
    )
    top: tuple[Card, ...] = ()
    if number == 1:
        top = top_of(cards_of(curated(section), at=at), cards, count=TOP_OF_SECTION)
    shown = {card.id for card in top}
    return replace(
        bare_section(section),
        lead=top[0] if top else None,
        seconds=top[1:],
        cards=tuple(card for card in cards if card.id not in shown),
        pager=pager,
    )


def bare_section(section: Section) -> context.SectionFront:
    """A section's front before any story stands on it."""
    page = context.SectionFront(
        id=section.pk,
        section=label_of(section),
        description=section.description,
        crumbs=_last_is_here(tuple(section_crumbs(section))),
        parts=tuple(Link(part.name, part.get_absolute_url()) for part in section.children.all()),
        lead=None,
        seconds=(),
        cards=(),
        pager=ONE_PAGE,
    )
    note(facts.section(section.pk), page, sources=[SECTIONS])
    return page


def _last_is_here(crumbs: tuple[Crumb, ...]) -> tuple[Crumb, ...]:
    return (*crumbs[:-1], Crumb(text=crumbs[-1].text, url=""))
