"""All that is written of what a reader keeps, and how an account is erased.

Every deed first makes sure that the account is still there: another window may have erased it.
"""

from __future__ import annotations

from contextlib import contextmanager
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Final

from django.db import IntegrityError, transaction

from broadsheet import belongings
from broadsheet.accounts.models import User
from broadsheet.readers.models import (
    Erasure,
    Follow,
    Place,
    Portrait,
    Preferences,
    SavedStory,
    Subject,
)
from broadsheet.readers.portraits import portrait
from broadsheet.stories.models import Story
from broadsheet.topics.models import Author, Section, Topic

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

MOST_SAVED: Final = 5_000
MOST_FOLLOWED: Final = 200
MOST_PLACES: Final = 50
"""Of more, the oldest is forgotten."""

FOLLOWED: Final = {Subject.TOPIC: Topic, Subject.AUTHOR: Author, Subject.SECTION: Section}


class NoReader(Exception):
    """The account is gone, or closed."""


class NoSuchThing(Exception):
    """There is nothing of that number that readers may see."""


class TooMany(Exception):
    """More than one reader may keep."""


class Bound(Exception):
    """The account cannot be erased by its owner; the text says why, in the paper's words."""


@contextmanager
def _writing_for(reader: User) -> Iterator[None]:
    """A transaction in which this reader's account stays. Raises NoReader.

    Whatever else is gone by its end has gone while we wrote. Raises NoSuchThing.
    """
    try:
        with transaction.atomic():
            there = User.objects.select_for_update(no_key=True).filter(pk=reader.pk, is_active=True)
            if not list(there.values_list("pk", flat=True)):
                raise NoReader(reader.pk)
            yield
    except IntegrityError as error:
        raise NoSuchThing from error


def _require_public(story_id: int, *, now: datetime) -> None:
    if not Story.objects.public(at=now).filter(pk=story_id).exists():
        raise NoSuchThing(story_id)


# --- stories --------------------------------------------------------------------------------


def save(reader: User, *, story_id: int, now: datetime) -> None:
    """Keep a story for the reader; one that is kept already stays as it is.

    Raises NoSuchThing and TooMany.
    """
    with _writing_for(reader):
        _require_public(story_id, now=now)
        theirs = SavedStory.objects.filter(reader=reader)
        if theirs.filter(story_id=story_id).exists():
            return
        if theirs.count() >= MOST_SAVED:
            raise TooMany(MOST_SAVED)
        SavedStory.objects.create(reader=reader, story_id=story_id, saved_at=now)


def drop(reader: User, *, story_id: int) -> None:
    """Keep it no longer; nothing happens if it was not kept."""
    with _writing_for(reader):
        SavedStory.objects.filter(reader=reader, story_id=story_id).delete()


def mark(reader: User, *, story_id: int, read_at: datetime | None) -> None:
    """Say when a saved story was read, or that it was not."""
    with _writing_for(reader):
        SavedStory.objects.filter(reader=reader, story_id=story_id).update(read_at=read_at)


# --- follows --------------------------------------------------------------------------------


def follow(reader: User, *, subject: Subject, subject_id: int, now: datetime) -> None:
    """Follow a topic, author or section. Raises NoSuchThing and TooMany."""
    chosen = {f"{subject}_id": subject_id}
    with _writing_for(reader):
        if not FOLLOWED[subject]._default_manager.filter(pk=subject_id).exists():  # noqa: SLF001
            raise NoSuchThing(subject_id)
        theirs = Follow.objects.filter(reader=reader)
        if theirs.filter(**chosen).exists():
            return
        if theirs.count() >= MOST_FOLLOWED:
            raise TooMany(MOST_FOLLOWED)
        Follow.objects.create(reader=reader, followed_at=now, **chosen)


def unfollow(reader: User, *, subject: Subject, subject_id: int) -> None:
    """Follow it no longer; nothing happens if it was not followed."""
    with _writing_for(reader):
        Follow.objects.filter(reader=reader, **{f"{subject}_id": subject_id}).delete()


# --- reading --------------------------------------------------------------------------------


def prefer(reader: User, **chosen: Any) -> None:
    """Note how the reader likes to read. Who wants no places kept has none kept from now on."""
    with _writing_for(reader):
        Preferences.objects.update_or_create(reader=reader, defaults=chosen)
        if chosen.get("keeps_places", True) is not True:
            Place.objects.filter(reader=reader).delete()


def stop(reader: User, *, story_id: int, block: int, blocks: int, now: datetime) -> None:
    """Keep where reading stopped, if the reader has said that we may; at the ends nothing is kept.

    Raises NoSuchThing.
    """
    with _writing_for(reader):
        theirs = Place.objects.filter(reader=reader)
        if not Preferences.objects.filter(reader=reader, keeps_places=True).exists():
            return
        if not 0 < block < blocks:
            theirs.filter(story_id=story_id).delete()
            return
        _require_public(story_id, now=now)
        place = {"block": block, "blocks": blocks, "stopped_at": now}
        theirs.update_or_create(reader=reader, story_id=story_id, defaults=place)
        kept = theirs.order_by("-stopped_at").values_list("pk", flat=True)[:MOST_PLACES]
        theirs.exclude(pk__in=list(kept)).delete()


# --- who they are ---------------------------------------------------------------------------


def name(reader: User, *, first_name: str, last_name: str) -> None:
    """What the reader wants to be called."""
    with _writing_for(reader):
        User.objects.filter(pk=reader.pk).update(first_name=first_name, last_name=last_name)


def show(reader: User, *, raw: bytes) -> None:
    """Make the reader's portrait of a picture. Raises Refused, whose text tells why."""
    body = portrait(raw)
    version = blake2b(body, digest_size=8).hexdigest()
    with _writing_for(reader):
        Portrait.objects.update_or_create(
            reader=reader, defaults={"body": body, "version": version}
        )


def hide(reader: User) -> None:
    """Show no picture of the reader."""
    with _writing_for(reader):
        Portrait.objects.filter(reader=reader).delete()


def erase(reader: User, *, now: datetime) -> None:
    """Let go of the account and of all that anybody here holds of it, for good.

    What remains says that an account was erased, and when. Raises Bound and NoReader.
    """
    with _writing_for(reader):
        if why := belongings.what_binds(reader):
            raise Bound(why)
        for holder in belongings.holders():
            holder.erase(reader)
        User.objects.get(pk=reader.pk).delete()
        Erasure.objects.create(erased_at=now)
