"""Reads what a reader's own pages show. The number of queries never grows with what they keep.

Of stories only what is public at that moment: everything else goes quietly.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db.models import CharField, F, OuterRef, Value
from django.db.models.functions import Cast, Concat
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from broadsheet.paper.context import Crumb, Link, Pager
from broadsheet.readers import context
from broadsheet.readers.models import (
    TEXT_SIZES,
    Appearance,
    Folding,
    Follow,
    Place,
    Portrait,
    Preferences,
    SavedStory,
    Subject,
)
from broadsheet.stories.models import Byline, Filing, Story, StoryIds
from broadsheet.stories.pages import cards_by_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from django.db.models import QuerySet

    from broadsheet.accounts.models import User
    from broadsheet.belongings import Sheet
    from broadsheet.stories.context import Card

LENGTH: Final = 20
FRESH: Final = 20
NEWEST_SAVED: Final = 4
PLACES_SHOWN: Final = 4
LONGEST_SEARCH: Final = 100
MINE: Final = "/me/"
SAVED: Final = "/me/saved/"
FOLLOWS: Final = "/me/follows/"
SETTINGS: Final = "/me/settings/"
DATA: Final = "/me/data/"
PICTURE: Final = "/me/picture/"


# --- what stands on each ------------------------------------------------------------------------


def owner_of(reader: User, *, here: str, token: str) -> context.Owner:
    """Whose pages these are. Two queries."""
    return context.Owner(
        name=str(reader),
        initials=initials_of(reader),
        portrait=portrait_of(reader),
        tabs=tuple(
            Link(text, "" if url == here else url)
            for text, url in (
                (_("My page"), MINE),
                # Translators: stories that a reader saved.
                (pgettext("stories", "Saved"), SAVED),
                (_("Following"), FOLLOWS),
                (_("Settings"), SETTINGS),
                (_("My data"), DATA),
            )
        ),
        reading=reading_of(reader) or UNCHOSEN,
        token=token,
    )


def initials_of(reader: User) -> str:
    """One letter or two, as whoever has no picture is shown."""
    names = [reader.first_name, reader.last_name] if str(reader) != reader.email else [reader.email]
    return "".join(name.strip()[:1] for name in names).upper()


def portrait_of(reader: User) -> str:
    """The address of the reader's picture; empty where there is none."""
    version = Portrait.objects.filter(reader=reader).values_list("version", flat=True).first()
    return f"{PICTURE}?v={version}" if version else ""


UNCHOSEN: Final = context.Reading(
    text_size=TEXT_SIZES[0],
    appearance=str(Appearance.AUTO),
    folding=str(Folding.PAPER),
    keeps_places=None,
)


def reading_of(reader: User) -> context.Reading | None:
    """How the reader likes to read; None before anything was chosen."""
    found = Preferences.objects.filter(reader=reader).first()
    if found is None:
        return None
    return context.Reading(
        text_size=found.text_size,
        appearance=found.appearance,
        folding=found.folding,
        keeps_places=found.keeps_places,
    )


def crumbs(heading: str = "") -> tuple[Crumb, ...]:
    mine = Crumb(text=_("My page"), url=MINE if heading else "")
    return (Crumb(text=_("Home"), url="/"), mine, *([Crumb(heading, "")] if heading else ()))


# --- my page ------------------------------------------------------------------------------------


def my_page(reader: User, owner: context.Owner, *, at: datetime) -> context.MyPage:
    saved = SavedStory.objects.filter(reader=reader).public(at=at)
    newest = saved.order_by(F("read_at").asc(nulls_first=True), "-saved_at", "-pk")[:NEWEST_SAVED]
    stopped = Place.objects.filter(reader=reader).public(at=at).order_by("-stopped_at")
    fresh = fresh_ids(reader, at=at)
    lines, places = list(newest), list(stopped[:PLACES_SHOWN])
    wanted = {*fresh, *(each.story_id for each in (*lines, *places))}
    cards = cards_by_id(wanted, at=at) if wanted else {}
    return context.MyPage(
        heading=_("My page"),
        crumbs=crumbs(),
        owner=owner,
        follows=Follow.objects.filter(reader=reader).count(),
        fresh=tuple(cards[pk] for pk in fresh if pk in cards),
        saved=tuple(_saved(each, cards) for each in lines if each.story_id in cards),
        stopped=tuple(
            context.Stopped(cards[each.story_id], round(100 * each.block / each.blocks))
            for each in places
            if each.story_id in cards
        ),
    )


def _saved(line: SavedStory, cards: Mapping[int, Card]) -> context.Saved:
    return context.Saved(cards[line.story_id], line.saved_at, is_read=line.read_at is not None)


def fresh_ids(reader: User, *, at: datetime) -> list[int]:
    """The newest stories in all that the reader follows: a range of each list, a query a kind."""
    found: set[int] = set()
    for subject in Subject:
        # Lists are named by what they are about: “topic:4”.
        name = Concat(Value(f"{subject}:"), Cast(OuterRef(f"{subject}_id"), CharField()))
        lines = Filing.objects.newest_of(name, at=at).values("story_id")[:FRESH]
        theirs = Follow.objects.filter(reader=reader, **{f"{subject}__isnull": False})
        for ids in theirs.annotate(newest=StoryIds(lines)).values_list("newest", flat=True):
            found.update(ids or ())
    newest = Story.objects.public(at=at).filter(pk__in=found).order_by("-published_at", "-pk")
    return list(newest.values_list("pk", flat=True)[:FRESH]) if found else []


# --- saved stories ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which of the saved stories an address asks for; what makes no sense in it is left out."""

    typed: str = ""
    state: str = "all"
    number: int = 1

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Wanted:
        typed, state, number = (query.get(name, "") for name in ("q", "state", "page"))
        is_number = number.isascii() and number.isdigit() and len(number) < 5
        return cls(
            typed=" ".join(typed.replace("\0", "")[:LONGEST_SEARCH].split()),
            state=state if state in {"unread", "read"} else "all",
            number=max(1, int(number)) if is_number else 1,
        )

    def address(self, *, state: str = "", number: int = 1) -> str:
        """Where the same is asked for, but in another state or on another page."""
        state = state or self.state
        things = {
            "q": self.typed,
            "state": "" if state == "all" else state,
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
    labels = {"all": _("All"), "unread": pgettext("stories", "Unread"),
              "read": pgettext("stories", "Read")}  # fmt: skip
    return context.SavedPage(
        heading=_("Saved stories"),
        crumbs=crumbs(_("Saved stories")),
        owner=owner,
        typed=wanted.typed,
        states=tuple(
            Link(label, "" if state == wanted.state else wanted.address(state=state))
            for state, label in labels.items()
        ),
        state=wanted.state,
        has_any=bool(total) or theirs.exists(),
        total=total,
        saved=tuple(_saved(line, cards) for line in lines if line.story_id in cards),
        pager=Pager(
            number=number,
            newer=wanted.address(number=number - 1) if number > 1 else "",
            older=wanted.address(number=number + 1) if first + LENGTH < total else "",
        ),
    )


def _matching(theirs: QuerySet[SavedStory], wanted: Wanted) -> QuerySet[SavedStory]:
    match wanted.state:
        case "unread":
            theirs = theirs.filter(read_at=None)
        case "read":
            theirs = theirs.exclude(read_at=None)
    words = folded(wanted.typed).split()
    if not words:
        return theirs
    texts = _texts(theirs)
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
    return {pk: folded(text) for pk, text in texts.items()}


def folded(text: str) -> str:
    """The text without cases and accents: what two spellings of a word have in common."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


# --- follows, settings, data --------------------------------------------------------------------


def follows_page(reader: User, owner: context.Owner) -> context.FollowsPage:
    theirs = Follow.objects.filter(reader=reader).select_related(*Subject.values)
    follows = sorted(map(_followed, theirs), key=lambda each: folded(each.name))
    heading = _("What you follow")
    return context.FollowsPage(
        heading=heading, crumbs=crumbs(heading), owner=owner, follows=tuple(follows)
    )


def _followed(follow: Follow) -> context.Followed:
    subject = follow.subject
    thing = getattr(follow, subject)
    label = thing.get_kind_display() if subject == Subject.TOPIC else str(subject.label)
    return context.Followed(subject, thing.pk, thing.name, thing.get_absolute_url(), label)


def settings_page(
    reader: User,
    owner: context.Owner,
    *,
    wrong_name: str = "",
    wrong_picture: str = "",
    is_done: bool = False,
) -> context.SettingsPage:
    reading = owner.reading
    kept = {None: "", True: "yes", False: "no"}[reading.keeps_places]
    heading = _("Settings")
    return context.SettingsPage(
        heading=heading,
        crumbs=crumbs(heading),
        owner=owner,
        text_sizes=_choices({str(n): f"{n}%" for n in TEXT_SIZES}.items(), str(reading.text_size)),
        appearances=_choices(Appearance.choices, reading.appearance),
        foldings=_choices(Folding.choices, reading.folding),
        places=_choices({"yes": _("Yes"), "no": _("No")}.items(), kept or "no"),
        first_name=reader.first_name,
        last_name=reader.last_name,
        wrong_name=wrong_name,
        wrong_picture=wrong_picture,
        is_done=is_done,
    )


def _choices(labels: Iterable[tuple[str, object]], chosen: str) -> tuple[context.Choice, ...]:
    return tuple(context.Choice(value, str(text), value == chosen) for value, text in labels)


def data_page(
    reader: User, owner: context.Owner, *, bound: str, wrong: str = ""
) -> context.DataPage:
    heading = _("My data")
    return context.DataPage(
        heading=heading,
        crumbs=crumbs(heading),
        owner=owner,
        email=reader.email,
        bound=bound,
        wrong=wrong,
    )


def copy_page(sheets: Iterable[Sheet], *, at: datetime) -> context.CopyPage:
    """All sheets as tables; a row is read when it is printed."""
    return context.CopyPage(
        heading=_("My data"),
        made_at=at,
        tables=tuple(
            context.Table(
                heading=sheet.heading,
                file=f"{sheet.name}.json",
                columns=tuple(sheet.columns.values()),
                rows=_rows(sheet),
            )
            for sheet in sheets
        ),
    )


def _rows(sheet: Sheet) -> Iterator[tuple[object, ...]]:
    for row in sheet.rows():
        yield tuple(row[name] for name in sheet.columns)


# --- what islands ask ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Here:
    """What a page has that a reader may keep: stories and subjects, by their numbers."""

    stories: frozenset[int]
    subjects: Mapping[Subject, frozenset[int]]


def kept_here(reader: User, here: Here) -> dict[str, list[int]]:
    """Which of these the reader keeps or follows, by kind. A query for each kind that is there."""
    saved = SavedStory.objects.filter(reader=reader, story__in=here.stories)
    kept = {"story": _ids(saved, "story_id") if here.stories else []}
    for subject, ids in here.subjects.items():
        theirs = Follow.objects.filter(reader=reader, **{f"{subject}__in": ids})
        kept[str(subject)] = _ids(theirs, f"{subject}_id") if ids else []
    return kept


def places_here(reader: User, stories: Iterable[int]) -> dict[int, tuple[int, int]]:
    """Where the reader stopped in these: before which block of how many."""
    theirs = Place.objects.filter(reader=reader, story__in=set(stories))
    rows = theirs.values_list("story_id", "block", "blocks")
    return {story: (block, blocks) for story, block, blocks in rows}


def _ids(rows: QuerySet, field: str) -> list[int]:  # type: ignore[type-arg]
    return sorted(rows.values_list(field, flat=True))
