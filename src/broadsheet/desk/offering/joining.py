"""Puts what somebody is writing into a storyline, and an earlier story with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils.translation import gettext as _

from broadsheet.desk.proofing.asking import Refused
from broadsheet.stories.models import Episode, Story
from broadsheet.stories.storylines import actions
from broadsheet.topics.models import Storyline, Topic

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from broadsheet.accounts.models import User

ADD: Final = "stories.add_episode"
CHANGE: Final = "stories.change_episode"
MAKE: Final = "topics.add_storyline"
LONGEST_NAME: Final = Storyline._meta.get_field("name").max_length  # noqa: SLF001 - Django's own way there


@dataclass(frozen=True, slots=True)
class Hand:
    """Who does it, and when."""

    user: User
    at: datetime
    begins: str = ""
    """the name of the storyline of which they know that readers will see it from then on"""


def may_place(user: User, story: Story) -> bool:
    """Whether somebody may put the story into a storyline, mend its line there and take it out.

    What is or was published, is scheduled or locked, is for editors; a draft is for whoever writes.
    """
    if user.has_perm(CHANGE):
        return True
    if story.live or story.published_at is not None or story.is_withdrawn:
        return False
    lock = story.get_lock()  # a version that waits for its hour is one, too
    return user.has_perm(ADD) and (lock is None or not lock.for_user(user))


def join(story: Story, name: str, *, hand: Hand) -> Storyline:
    """Put the story into the storyline of that name, or a new one. Raises Refused, TooMany."""
    storyline = Storyline.objects.filter(name=name).order_by("pk").first()
    return _put([story], storyline, name, hand=hand)


def join_earlier(story: Story, earlier: Story, *, topics: Sequence[int], hand: Hand) -> Storyline:
    """Put both into one storyline: that of the story, else that of the earlier one, else a new one
    named after what both are about. Raises Refused, TooMany.
    """
    name = _name(earlier, topics, at=hand.at)
    storyline = _first_with(story) or _first_with(earlier)
    return _put([earlier, story], storyline, name, hand=hand)


def there_already(story: Story, earlier: Collection[int]) -> set[int]:
    """Those of the earlier ones that need not be put anywhere: only the story is to join them."""
    there, own = Episode.objects.filter(story__in=earlier), _first_with(story)
    mine = there.filter(storyline=own) if own else there
    return set(mine.values_list("story", flat=True))


def _first_with(story: Story) -> Storyline | None:
    return Storyline.objects.filter(episodes__story=story).order_by("pk").first()


@transaction.atomic
def _put(
    stories: Sequence[Story], storyline: Storyline | None, name: str, *, hand: Hand
) -> Storyline:
    """Nobody makes the name of a storyline public, with its page and its feeds, unawares."""
    if storyline is not None:
        name = storyline.name
    elif not hand.user.has_perm(MAKE):
        raise Refused(_("An editor makes storylines: choose one that is there, or ask."), 403)
    elif not name:
        raise Refused(_("Say which storyline."), 400)
    if name != hand.begins and _begins(storyline, stories, at=hand.at):
        sentence = (
            _("Readers will see the storyline “%(name)s” now.")
            if storyline
            else _("“%(name)s” is a new storyline, and readers will see it now.")
        )
        raise Refused(sentence % {"name": name}, 409, begins=name)
    storyline = storyline or actions.make(name)
    for story in stories:
        actions.add(storyline, story)
    return storyline


def _begins(storyline: Storyline | None, stories: Sequence[Story], *, at: datetime) -> bool:
    """Whether these are the first of which readers see something."""
    if not any(story.is_public(at=at) for story in stories):
        return False
    there = Story.objects.public(at=at).filter(episodes__storyline=storyline)
    return storyline is None or not there.exists()


def _name(earlier: Story, topics: Sequence[int], *, at: datetime) -> str:
    """The first topic of the story that the earlier one has, too; else the earlier headline.

    Nothing that readers have not read: they will read the name before they read the story.
    """
    if not earlier.is_public(at=at):
        return ""
    shared = Topic.objects.filter(pk__in=topics, filed__story=earlier).in_bulk()
    first = next((shared[pk].name for pk in topics if pk in shared), earlier.headline)
    return first[:LONGEST_NAME]
