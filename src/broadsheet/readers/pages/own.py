"""A reader's first page, what they follow, and their settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db.models import CharField, F, OuterRef, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext as _

from broadsheet.kit import folding
from broadsheet.readers import context
from broadsheet.readers.models import (
    TEXT_SIZES,
    Appearance,
    Folding,
    Follow,
    Place,
    SavedStory,
    Subject,
)
from broadsheet.readers.pages.owner import crumbs
from broadsheet.readers.pages.saved import saved_of
from broadsheet.readers.portraits import LIMITS
from broadsheet.stories.models import Filing, Story, StoryIds
from broadsheet.stories.pages import cards_by_id

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from broadsheet.accounts.models import User

FRESH: Final = 20
NEWEST_SAVED: Final = 4
PLACES_SHOWN: Final = 4


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
        follows=Follow.objects.filter(reader=reader).public(at=at).count(),
        fresh=tuple(cards[pk] for pk in fresh if pk in cards),
        saved=tuple(saved_of(each, cards) for each in lines if each.story_id in cards),
        stopped=tuple(
            context.Stopped(cards[each.story_id], round(100 * each.block / each.blocks))
            for each in places
            if each.story_id in cards
        ),
    )


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


def follows_page(reader: User, owner: context.Owner, *, at: datetime) -> context.FollowsPage:
    """What they follow; a storyline whose stories are gone comes back with one of them."""
    theirs = Follow.objects.filter(reader=reader).public(at=at).select_related(*Subject.values)
    follows = sorted(map(_followed, theirs), key=lambda each: folding.fold(each.name))
    heading = _("Following")
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
        picture_size=LIMITS.file_size,
        picture_pixels=LIMITS.pixels // 1_000_000,
        is_done=is_done,
    )


def _choices(labels: Iterable[tuple[str, object]], chosen: str) -> tuple[context.Choice, ...]:
    return tuple(context.Choice(value, str(text), value == chosen) for value, text in labels)
