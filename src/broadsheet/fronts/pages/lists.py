"""Lists that go on from page to page, and those of the whole paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.utils.translation import gettext as _

from broadsheet.fronts import context
from broadsheet.kit import paths
from broadsheet.paper.context import Crumb, Pager, home_crumb
from broadsheet.stories import keys
from broadsheet.stories.notes import last_corrected
from broadsheet.stories.pages import cards_of, page_in

if TYPE_CHECKING:
    from datetime import datetime

    from broadsheet.stories.context import Card

PAGE_LENGTH = 20
ONE_PAGE = Pager(number=1, newer="", older="")


def listed(name: str, *, path: str, number: int, at: datetime) -> tuple[tuple[Card, ...], Pager]:
    """A page of a list, and where it goes on. Raises Http404 past the end of the list.

    Whether it goes on is asked of the list: a story that expired a moment ago is still a line.
    """
    first = (number - 1) * PAGE_LENGTH
    ids, goes_on = page_in(name, at=at, first=first, count=PAGE_LENGTH)
    if number > 1 and not ids:
        raise Http404
    more = goes_on and number < paths.LAST_PAGE
    pager = Pager(
        number=number,
        newer=paths.page_of(path, number - 1) if number > 1 else "",
        older=paths.page_of(path, number + 1) if more else "",
    )
    return cards_of(ids, at=at), pager


def latest_page(*, number: int, at: datetime) -> context.ListPage:
    """Everything, by time alone."""
    cards, pager = listed(keys.LATEST, path="/latest/", number=number, at=at)
    return context.ListPage(
        heading=_("Latest"),
        description="",
        crumbs=(home_crumb(), Crumb(text=_("Latest"), url="")),
        cards=cards,
        pager=pager,
    )


def corrections_page(*, number: int, at: datetime) -> context.CorrectionsPage:
    """Every story that was corrected, the latest correction first, and each that is one."""
    cards, pager = listed(keys.CORRECTIONS, path="/corrections/", number=number, at=at)
    notes = last_corrected([card.id for card in cards])
    return context.CorrectionsPage(
        heading=_("Corrections"),
        description=_("What we got wrong and have put right, the latest first."),
        crumbs=(home_crumb(), Crumb(text=_("Corrections"), url="")),
        entries=tuple(context.Corrected(card=card, note=notes.get(card.id)) for card in cards),
        pager=pager,
    )
