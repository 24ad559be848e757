"""What the panel of storylines asks while somebody writes, and the deeds that it offers.

A question is a draft as JSON, as for copy checks. The answers are pieces of the panel.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from broadsheet.desk.offering.context import Line, Turn
from broadsheet.desk.offering.joining import (
    CHANGE,
    LONGEST_NAME,
    MAKE,
    Hand,
    join,
    join_earlier,
    may_place,
    there_already,
)
from broadsheet.desk.offering.offers import Sought, offers
from broadsheet.desk.proofing.asking import Asked, Refused, answering
from broadsheet.desk.proofing.drafts import Unreadable
from broadsheet.paper.models import Paper
from broadsheet.stories.models import Episode, Story
from broadsheet.stories.storylines import actions
from broadsheet.stories.storylines.telling import in_order
from broadsheet.topics.models import Storyline

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

NAMES_OFFERED = 500
LONGEST_LINE = Episode._meta.get_field("line").max_length  # noqa: SLF001 - Django's own way there


# --- what it shows ----------------------------------------------------------------------------


@answering
def look(asked: Asked) -> dict[str, Any]:
    """Which storylines the story belongs to, and which earlier stories belong to it."""
    story = _story_of(asked)
    sought = Sought(asked.draft, asked.topics, story.pk if story else None, Paper.current().zone)
    found = offers(sought, at=asked.at)
    addable = _addable(asked, story, [offer.story_id for offer in found])
    told = render_to_string(
        "newsroom/offers.html", {"offers": found, "addable": addable, "is_saved": story is not None}
    )
    return {"own": _own(asked, story), "offers": told, "count": len(found)}


def _story_of(asked: Asked) -> Story | None:
    """The story that is being written, once it is saved."""
    pk = asked.number("story")
    stories = Story.objects.select_related("section").defer("body")
    return stories.filter(pk=pk).first() if pk is not None else None


def _addable(asked: Asked, story: Story | None, offered: Collection[int]) -> Collection[int]:
    """Those of some stories that readers see with which it may be put together."""
    if story is None or not may_place(asked.user, story):
        return ()
    return offered if asked.user.has_perm(CHANGE) else there_already(story, offered)


def _own(asked: Asked, story: Story | None) -> str:
    """What the story belongs to, as a piece of the panel."""
    episodes = Episode.objects.beside([story.pk] if story else []).with_stories()
    by_line: dict[Storyline, list[Episode]] = {}
    for episode in sorted(episodes, key=lambda each: (each.storyline.name, each.storyline_id)):
        by_line.setdefault(episode.storyline, []).append(episode)
    zone = Paper.current().zone
    lines = [
        _line(storyline, in_order(some, at=asked.at, zone=zone), story_id=story.pk)
        for storyline, some in by_line.items()
        if story is not None
    ]
    names = Storyline.objects.order_by("name").values_list("name", flat=True)[:NAMES_OFFERED]
    return render_to_string(
        "newsroom/storylines_of.html",
        {
            "is_saved": story is not None,
            "lines": lines,
            "names": names,
            "may_place": story is not None and may_place(asked.user, story),
            "may_make": asked.user.has_perm(MAKE),
            "may_edit": asked.user.has_perm("topics.change_storyline"),
            "longest_line": LONGEST_LINE,
            "longest_name": LONGEST_NAME,
        },
    )


def _line(storyline: Storyline, episodes: list[Episode], *, story_id: int) -> Line:
    own = next(each for each in episodes if each.story_id == story_id)
    return Line(
        id=storyline.pk,
        name=storyline.name,
        turns=tuple(
            Turn(
                day=each.day,
                text=each.line or each.story.headline,
                is_published=each.story.live,
                is_here=each is own,
            )
            for each in episodes
        ),
        episode_id=own.pk,
        text=own.line,
        headline=own.story.headline,
        happened_on=own.happened_on,
    )


# --- what it does -----------------------------------------------------------------------------


@answering
def add(asked: Asked) -> dict[str, Any]:
    """Put the story into the storyline of a `name`, or into one with the `earlier` story.

    Where readers would see that storyline from then on, it is not done but answered with what
    `begins`, until that is sent along.
    """
    story = _story_of(asked)
    if story is None:
        raise Refused(_("The story has to be saved first: it does so by itself in a moment."), 409)
    _ask_for(asked, story)
    hand = Hand(asked.user, asked.at, asked.line("begins", longest=LONGEST_NAME))
    try:
        _note(asked, _joined(asked, story, hand))
    except actions.TooMany as error:
        sentence = _("A storyline has at most %(most)s stories.") % {"most": error.args[0]}
        raise Refused(sentence, 409) from error
    return {"own": _own(asked, story)}


def _joined(asked: Asked, story: Story, hand: Hand) -> Storyline:
    pk = asked.number("earlier")
    if pk is None:
        return join(story, asked.line("name", longest=LONGEST_NAME), hand=hand)
    earlier = Story.objects.defer("body").filter(pk=pk).first()
    if earlier is None:
        raise Refused(_("That story is deleted."), 404)
    if not (may_place(asked.user, earlier) or there_already(story, [earlier.pk])):
        raise Refused(_("Readers see that story: ask an editor."), 403)
    return join_earlier(story, earlier, topics=asked.topics, hand=hand)


@answering
def change(asked: Asked, pk: int) -> dict[str, Any]:
    """Say in another `line` what happened, and on which day it `happened_on`; or `remove` it."""
    episode = get_object_or_404(Episode.objects.with_stories(), pk=pk)
    _ask_for(asked, episode.story)
    if asked.flag("remove"):
        actions.remove(episode)
    else:
        line = asked.line("line", longest=LONGEST_LINE)
        actions.amend(episode, line=line, happened_on=_day(asked))
    _note(asked, episode.storyline)
    return {"own": _own(asked, _story_of(asked))}


def _ask_for(asked: Asked, story: Story) -> None:
    """Refused to whoever may not place the story."""
    if not may_place(asked.user, story):
        raise Refused(_("This story is no open draft any more: ask an editor."), 403)


def _note(asked: Asked, storyline: Storyline) -> None:
    """In its history, as its own screen does."""
    log(instance=storyline, action="wagtail.edit", user=asked.user)


def _day(asked: Asked) -> date | None:
    try:
        return asked.day("happened_on")
    except Unreadable as error:
        raise Refused(_("That is no day."), 400) from error
