"""Reads what the page of a storyline shows, and the list of all of them; says what that was."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from broadsheet.fronts import context, keys
from broadsheet.fronts.pages.subjects import INDEX_LENGTH
from broadsheet.media.context import Print, Ratio
from broadsheet.media.keys import picture
from broadsheet.paper.context import Crumb, Link, home_crumb
from broadsheet.press.recording import note
from broadsheet.stories.pages import form_label
from broadsheet.stories.storylines.telling import (
    begins_next,
    begun,
    in_order,
    public,
    sources_of,
    span_of,
    whole_of,
)
from broadsheet.topics import keys as subjects

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from broadsheet.stories.models import Episode
    from broadsheet.topics.models import Storyline

STORYLINES = "/storylines/"


def storyline_page(storyline: Storyline, *, at: datetime) -> context.StorylinePage | None:
    """The whole of it; None as long as readers may see none of its stories."""
    episodes = episodes_of([storyline.pk], at=at)[storyline.pk]
    page = replace(bare_storyline(storyline), episodes=episodes)
    return page if episodes else None


def episodes_of(ids: Collection[int], *, at: datetime) -> dict[int, tuple[context.Episode, ...]]:
    """All of each of those storylines that readers may see, in order. One query."""
    found = {}
    for pk, whole in whole_of(ids).items():
        found[pk] = tuple(_episode(each, at=at) for each in _in_order(whole, at=at))
        leads = (each.story.lead_picture_id for each in whole)
        sources = {subjects.storyline(pk), *sources_of(whole)}
        sources |= {picture(lead) for lead in leads if lead is not None}
        note(keys.episodes(pk), found[pk], sources=sources, **span_of(whole, at=at))
    return found


def _in_order(episodes: list[Episode], *, at: datetime) -> list[Episode]:
    seen = public(episodes, at=at)
    return in_order(seen, at=at, zone=timezone.get_current_timezone())


def _episode(episode: Episode, *, at: datetime) -> context.Episode:
    story = episode.story
    lead, caption = story.lead_picture, story.lead_caption
    return context.Episode(
        day=episode.day or timezone.localdate(at),
        line=episode.line,
        headline=story.short_headline or story.headline,
        standfirst="" if episode.line else story.standfirst,
        url=story.get_absolute_url() or "",
        form_label=form_label(story),
        hue=story.section.hue,
        picture=Print.of(lead, Ratio.CARD, caption=caption) if lead else None,
    )


def bare_storyline(storyline: Storyline) -> context.StorylinePage:
    """A storyline's page before any story stands on it."""
    page = context.StorylinePage(
        id=storyline.pk,
        name=storyline.name,
        standfirst=storyline.standfirst,
        crumbs=(
            home_crumb(),
            Crumb(text=_("Storylines"), url=STORYLINES),
            Crumb(text=storyline.name, url=""),
        ),
        episodes=(),
    )
    note(keys.storyline(storyline.pk), page, sources=[subjects.storyline(storyline.pk)])
    return page


def storylines_index(*, at: datetime) -> context.Index:
    """All storylines that have begun; of a very long list, the first by name."""
    links = tuple(
        Link(storyline.name, storyline.get_absolute_url())
        for storyline in begun(at=at).order_by("name", "pk")[:INDEX_LENGTH]
    )
    index = context.Index(
        heading=_("Storylines"),
        crumbs=(home_crumb(), Crumb(text=_("Storylines"), url="")),
        groups=(("", links),) if links else (),
    )
    until = begins_next(at=at)
    note(keys.STORYLINES_INDEX, index, sources=[subjects.STORYLINES], until=until)
    return index
