"""What is done to storylines: made, and given episodes.

Whatever is written of an episode, by these or on any screen, puts its story into the list of the
storyline or takes it out of that: see `stories.signals`.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Final

from django.db import IntegrityError, transaction

from broadsheet.kit.slugs import slugify
from broadsheet.stories import keys
from broadsheet.stories.models import Episode, Filing, Story
from broadsheet.topics.models import Storyline

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

NAMELESS: Final = "storyline"
"""The slug of a name that has no letters to make one of."""
MOST_EPISODES: Final = 500
"""Of one storyline: its page has them all."""


class TooMany(Exception):
    """A storyline has as many episodes as one may have."""


@transaction.atomic
def make(name: str) -> Storyline:
    """A storyline of that name; where its slug is taken, a number goes with it."""
    longest = Storyline._meta.get_field("name").max_length  # noqa: SLF001 - Django's own way there
    stem = slugify(name)[:100].strip("-") or NAMELESS
    slugs = (stem if number == 1 else f"{stem}-{number}" for number in count(1))
    made = (_made(name[:longest], slug) for slug in slugs)
    return next(storyline for storyline in made if storyline is not None)


def _made(name: str, slug: str) -> Storyline | None:
    """None where the slug is taken, be it a moment ago."""
    if Storyline.objects.filter(slug=slug).exists():
        return None
    try:
        with transaction.atomic():
            return Storyline.objects.create(name=name, slug=slug)
    except IntegrityError:
        # Whoever made it at the same moment has committed: it must be seen, or this is not why.
        if not Storyline.objects.filter(slug=slug).exists():
            raise
        return None


@transaction.atomic
def add(
    storyline: Storyline, story: Story, *, line: str = "", happened_on: date | None = None
) -> Episode:
    """Let the story be an episode; one that it is already stays as it is. Raises TooMany."""
    held = Storyline.objects.select_for_update(no_key=True).get(pk=storyline.pk)
    standing = Episode.objects.filter(storyline=held)
    if there := standing.filter(story=story).first():
        return there
    if standing.count() >= MOST_EPISODES:
        raise TooMany(MOST_EPISODES)
    return Episode.objects.create(storyline=held, story=story, line=line, happened_on=happened_on)


def amend(episode: Episode, *, line: str, happened_on: date | None) -> Episode:
    """Say in other words what happened, or that it was on another day."""
    episode.line, episode.happened_on = line, happened_on
    episode.save(update_fields=["line", "happened_on"])
    return episode


@transaction.atomic
def keep(
    storyline: Storyline, episodes: Iterable[Episode], *, removed: Iterable[Episode] = ()
) -> None:
    """Write these, and no others, as somebody left them on a screen.

    Their stories are held in one order, so that nobody waits in a circle. One that somebody else
    has added meanwhile is no second one.
    """
    held = Storyline.objects.select_for_update(no_key=True).get(pk=storyline.pk)
    there = dict(Episode.objects.filter(storyline=held).values_list("story", "pk"))
    written, gone = list(episodes), list(removed)
    coming = [episode for episode in written if there.get(episode.story_id) != episode.pk]
    _hold({episode.story_id for episode in (*coming, *gone)})
    for episode in gone:
        there.pop(episode.story_id, None)
        episode.delete()
    for episode in written:
        if episode._state.adding and episode.story_id in there:  # noqa: SLF001
            episode.pk, episode._state.adding = there[episode.story_id], False  # noqa: SLF001
        episode.storyline = held
        episode.save()


def _hold(stories: Collection[int]) -> None:
    held = Story.objects.select_for_update(no_key=True).filter(pk__in=stories).order_by("pk")
    list(held.values_list("pk"))


def remove(episode: Episode) -> None:
    """The story is no episode any more."""
    episode.delete()


# --- the list of a storyline, from which come its feeds and what its followers read -----------


@transaction.atomic
def file(storyline_id: int, *, story_id: int) -> None:
    """Put the story into the list of the storyline if it is a published episode of it, and take out
    of the list whatever is none.

    Whoever is publishing or taking down the story is waited for, since the row is held in whatever
    state it is; what it is then is read from the row as it came to be.
    """
    name = keys.storyline(storyline_id)
    held = Story.objects.select_for_update(no_key=True).filter(pk=story_id)
    is_live, moment = held.values_list("live", "published_at").first() or (False, None)
    episodes = Episode.objects.filter(storyline=storyline_id).values("story")
    Filing.objects.filter(list=name).exclude(story__in=episodes).delete()
    if is_live and moment and episodes.filter(story=story_id).exists():
        Filing.objects.get_or_create(
            list=name, story_id=story_id, defaults={"published_at": moment}
        )
