"""The page of saved stories, and what an address asks of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, assert_never

from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from broadsheet.kit import figures, folding
from broadsheet.paper.context import Link, Pager
from broadsheet.readers import context
from broadsheet.readers.context import State
from broadsheet.readers.models import SavedStory
from broadsheet.readers.pages.owner import SAVED, crumbs
from broadsheet.stories.models import Byline
from broadsheet.stories.pages import cards_by_id

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from django.db.models import QuerySet

    from broadsheet.accounts.models import User
    from broadsheet.stories.context import Card

LENGTH: Final = 20
LONGEST_SEARCH: Final = 100


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which of the saved stories an address asks for; what makes no sense in it is left out."""

    typed: str = ""
    state: State = State.ALL
    number: int = 1

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Wanted:
        typed, state, number = (query.get(name, "") for name in ("q", "state", "page"))
        return cls(
            typed=" ".join(typed.replace("\0", "")[:LONGEST_SEARCH].split()),
            state={each.value: each for each in State}.get(state, State.ALL),
            number=figures.whole(number) or 1,
        )

    def address(self, *, state: State | None = None, number: int = 1) -> str:
        """Where the same is asked for, but in another state or on another page."""
        state = state or self.state
        things = {
            "q": self.typed,
            "state": "" if state is State.ALL else state,
            "page": number if number > 1 else "",
        }
        query = urlencode({name: value for name, value in things.items() if value})
        return f"{SAVED}?{query}" if query else SAVED


def saved_page(
    reader: User, owner: context.Owner, *, wanted: Wanted, at: datetime
) -> context.SavedPage:
    theirs = SavedStory.objects.filter(reader=reader).public(at=at)
    shown = _matching(theirs, wanted)
    total = shown.count()
    number = min(wanted.number, max(1, -(-total // LENGTH)))
    first = (number - 1) * LENGTH
    lines = list(shown.order_by("-saved_at", "-pk")[first : first + LENGTH])
    ids = [line.story_id for line in lines]
    cards = cards_by_id(ids, at=at) if ids else {}
    return context.SavedPage(
        heading=_("Saved stories"),
        crumbs=crumbs(_("Saved stories")),
        owner=owner,
        typed=wanted.typed,
        states=tuple(
            Link(_label_of(state), "" if state is wanted.state else wanted.address(state=state))
            for state in State
        ),
        state=wanted.state,
        has_any=bool(total) or theirs.exists(),
        total=total,
        saved=tuple(saved_of(line, cards) for line in lines if line.story_id in cards),
        pager=Pager(
            number=number,
            newer=wanted.address(number=number - 1) if number > 1 else "",
            older=wanted.address(number=number + 1) if first + LENGTH < total else "",
        ),
    )


def _label_of(state: State) -> str:
    match state:
        case State.ALL:
            return _("All")
        case State.UNREAD:
            return pgettext("stories", "Unread")
        case State.READ:
            return pgettext("stories", "Read")
        case _:
            assert_never(state)


def _matching(theirs: QuerySet[SavedStory], wanted: Wanted) -> QuerySet[SavedStory]:
    match wanted.state:
        case State.ALL:
            pass
        case State.UNREAD:
            theirs = theirs.filter(read_at=None)
        case State.READ:
            theirs = theirs.exclude(read_at=None)
        case _:
            assert_never(wanted.state)
    if not wanted.typed:
        return theirs
    words = folding.words(wanted.typed)
    texts = _texts(theirs) if words else {}
    return theirs.filter(
        story__in=[pk for pk, text in texts.items() if all(word in text for word in words)]
    )


def _texts(theirs: QuerySet[SavedStory]) -> dict[int, str]:
    """What of each saved story is searched: headlines, standfirst, section and authors.

    Compared here and not by the database, which tells cases apart in most scripts.
    """
    told = ("headline", "short_headline", "kicker", "standfirst", "section__name")
    rows = theirs.values_list("story_id", *(f"story__{name}" for name in told))
    texts = {pk: "\n".join(words) for pk, *words in rows}
    bylines = Byline.objects.filter(story__in=theirs.values("story_id"))
    for pk, name in bylines.values_list("story_id", "author__name"):
        texts[pk] = f"{texts.get(pk, '')}\n{name}"
    return {pk: folding.fold(text) for pk, text in texts.items()}


def saved_of(line: SavedStory, cards: Mapping[int, Card]) -> context.Saved:
    """A line of what is saved, by the card of its story."""
    return context.Saved(cards[line.story_id], line.saved_at, is_read=line.read_at is not None)
