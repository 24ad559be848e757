"""All that is written of what a reader keeps, and how an account is erased.

Every deed first makes sure that the account is still there: another window may have erased it.
Where it is not, NoReader is raised.
"""

from __future__ import annotations

from contextlib import contextmanager
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Final

from django.db import IntegrityError, connection, transaction

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
from broadsheet.stories.storylines.telling import begun
from broadsheet.topics.models import Author, Section, Storyline, Topic

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

MOST_SAVED: Final = 5_000
MOST_FOLLOWED: Final = 200
MOST_PLACES: Final = 50
"""Of more, the oldest is forgotten."""

FOLLOWED: Final = {
    Subject.TOPIC: Topic,
    Subject.AUTHOR: Author,
    Subject.SECTION: Section,
    Subject.STORYLINE: Storyline,
}


class NoReader(Exception):
    """The account is gone, or closed."""


class NoSuchThing(Exception):
    """There is nothing of that number that readers may see."""


class TooMany(Exception):
    """More than one reader may save or follow; what it is raised with says how many that are."""


class Bound(Exception):
    """The account cannot be erased by its owner; the text says why, in the paper's words."""


@contextmanager
def _writing_for(reader: User) -> Iterator[None]:
    """A transaction in which this reader's account stays. Raises NoReader."""
    with transaction.atomic():
        there = User.objects.select_for_update(no_key=True).filter(pk=reader.pk, is_active=True)
        if not list(there.values_list("pk", flat=True)):
            raise NoReader(reader.pk)
        yield


@contextmanager
def _keeping_for(reader: User) -> Iterator[None]:
    """The same, to write of something else that may go meanwhile. Raises NoSuchThing, too."""
    try:
        with _writing_for(reader):
            yield
    except IntegrityError as error:
        raise NoSuchThing from error


# --- stories --------------------------------------------------------------------------------


def can_be_saved(story_id: int, *, now: datetime) -> bool:
    """Whether there is such a story, for readers to see."""
    return Story.objects.public(at=now).filter(pk=story_id).exists()


def save(reader: User, *, story_id: int, now: datetime) -> None:
    """Keep a story for the reader; one that is kept already stays as it is.

    Raises NoSuchThing and TooMany.
    """
    with _keeping_for(reader):
        if not can_be_saved(story_id, now=now):
            raise NoSuchThing(story_id)
        theirs = SavedStory.objects.filter(reader=reader)
        if theirs.filter(story_id=story_id).exists():
            return
        if theirs.count() >= MOST_SAVED:
            raise TooMany(MOST_SAVED)
        SavedStory.objects.create(reader=reader, story_id=story_id, saved_at=now)


def unsave(reader: User, *, story_id: int) -> None:
    """Keep it no longer; nothing happens if it was not kept."""
    with _writing_for(reader):
        SavedStory.objects.filter(reader=reader, story_id=story_id).delete()


def mark(reader: User, *, story_id: int, read_at: datetime | None) -> None:
    """Say when a saved story was read, or that it was not."""
    with _writing_for(reader):
        SavedStory.objects.filter(reader=reader, story_id=story_id).update(read_at=read_at)


# --- follows --------------------------------------------------------------------------------


def can_be_followed(subject: Subject, subject_id: int, *, now: datetime) -> bool:
    """Whether there is such a topic, author or section, or a storyline for readers to see."""
    things = FOLLOWED[subject]._default_manager.all()  # noqa: SLF001
    if subject is Subject.STORYLINE:
        things = begun(at=now)
    return things.filter(pk=subject_id).exists()


def follow(reader: User, *, subject: Subject, subject_id: int, now: datetime) -> None:
    """Follow a topic, author, section or storyline. Raises NoSuchThing and TooMany."""
    chosen = {f"{subject}_id": subject_id}
    with _keeping_for(reader):
        if not can_be_followed(subject, subject_id, now=now):
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


def set_preferences(reader: User, **chosen: Any) -> None:
    """Note how the reader likes to read. Who wants no places kept has none kept from now on."""
    with _writing_for(reader):
        Preferences.objects.update_or_create(reader=reader, defaults=chosen)
        if chosen.get("keeps_places", True) is not True:
            Place.objects.filter(reader=reader).delete()


def keep_place(reader: User, *, story_id: int, block: int, blocks: int, now: datetime) -> None:
    """Keep where reading stopped, if the reader has said that we may; at the ends nothing is kept.

    Raises NoSuchThing.
    """
    with _keeping_for(reader):
        theirs = Place.objects.filter(reader=reader)
        if not Preferences.objects.filter(reader=reader, keeps_places=True).exists():
            return
        if not 0 < block < blocks:
            theirs.filter(story_id=story_id).delete()
            return
        if not can_be_saved(story_id, now=now):
            raise NoSuchThing(story_id)
        place = {"block": block, "blocks": blocks, "stopped_at": now}
        theirs.update_or_create(reader=reader, story_id=story_id, defaults=place)
        kept = theirs.order_by("-stopped_at").values_list("pk", flat=True)[:MOST_PLACES]
        theirs.exclude(pk__in=list(kept)).delete()


# --- who they are ---------------------------------------------------------------------------


def rename(reader: User, *, first_name: str, last_name: str) -> None:
    """What the reader wants to be called."""
    with _writing_for(reader):
        User.objects.filter(pk=reader.pk).update(first_name=first_name, last_name=last_name)


def set_portrait(reader: User, *, raw: bytes) -> None:
    """Make the reader's portrait of a picture. Raises Busy; and Refused, whose text tells why."""
    if not connection.in_atomic_block:
        connection.close()  # nobody holds one of few while they wait for their turn
    body = portrait(raw, reader_id=reader.pk)
    version = blake2b(body, digest_size=8).hexdigest()
    with _writing_for(reader):
        Portrait.objects.update_or_create(
            reader=reader, defaults={"body": body, "version": version}
        )


def remove_portrait(reader: User) -> None:
    """Show no picture of the reader."""
    with _writing_for(reader):
        Portrait.objects.filter(reader=reader).delete()


def erase(reader: User) -> None:
    """Delete the account for good, as its owner wishes, and all that goes with it. Raises Bound."""
    with _writing_for(reader):
        if why := belongings.what_binds(reader):
            raise Bound(why)
        User.objects.get(pk=reader.pk).delete()


def let_go(user: User, *, now: datetime) -> None:
    """Let go of all that anybody here holds of an account that is being deleted.

    What remains says that an account was erased, and when.
    """
    for holder in belongings.holders():
        holder.erase(user)
    Erasure.objects.create(erased_at=now)
