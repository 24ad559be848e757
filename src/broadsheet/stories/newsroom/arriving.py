"""What editors are told of where a story is live by now, and since when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from broadsheet.press import kinds
from broadsheet.press.arrival import Arrival, Question, Stage, arrival, await_arrival
from broadsheet.stories import actions, keys
from broadsheet.stories.models import Story

if TYPE_CHECKING:
    from django.http import HttpRequest

PATIENCE: Final = 0.4
"""Seconds that an editor is let wait for the answer to be complete."""
SOONEST: Final = timedelta(milliseconds=1)
AGAIN: Final = frozenset({Stage.UNFOLLOWED, Stage.UNDER_WAY, Stage.HANDLED})
"""Stages that are not the last."""


@dataclass(frozen=True, slots=True)
class Link:
    """A page that shows the story."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of a story's arrival."""

    sentence: str
    links: tuple[Link, ...] = ()
    others: str = ""
    """how many more pages there are, in words"""
    again: str = ""
    """where to ask again; nothing once all is said"""


def arriving(outcome: str, story: Story, *, since: datetime) -> str:
    """What came of a deed; if it published the story, also where that is live by now."""
    now = timezone.now()
    is_published = story.last_published_at is not None and story.last_published_at >= since
    return (
        _waited(outcome, story, since=since)
        if is_published and story.is_public(at=now)
        else outcome
    )


def leaving(outcome: str, story: Story, *, since: datetime) -> str:
    """What came of taking a story down, and whether it is gone from every page by now."""
    return _waited(outcome, story, since=since) if story.is_known(at=timezone.now()) else outcome


def _waited(outcome: str, story: Story, *, since: datetime) -> str:
    now = timezone.now()
    found = await_arrival(question_of(story), now=now, patience=PATIENCE)
    return format_html("{} {}", outcome, _printed(told(found, story, since=since, at=now)))


@require_safe
def arrival_view(request: HttpRequest, pk: int) -> HttpResponse:
    """What is said by now; without a moment since when, of a story as it stands."""
    story = get_object_or_404(Story.objects.select_related("section"), pk=pk)
    now = timezone.now()
    since = _moment(request.GET.get("since", ""))
    found = arrival(question_of(story), now=now)
    return HttpResponse(_printed(told(found, story, since=since, at=now)))


def url_of(story: Story, *, since: datetime | None = None) -> str:
    """Where to ask how a story stands, or what became of a deed of that moment."""
    url = reverse("wagtailsnippets_stories_story:arrival", args=[story.pk])
    return f"{url}?{urlencode({'since': since.timestamp()})}" if since else url


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromtimestamp(float(text), UTC)
    except (ValueError, OverflowError, OSError):
        return None


def question_of(story: Story) -> Question:
    """The story, and the lists that it comes into or leaves."""
    lists = {keys.in_list(name) for name in actions.lists_of(story)}
    return Question(
        sources=frozenset({keys.source(story.pk), *lists}), facts=frozenset(keys.shown(story.pk))
    )


def told(found: Arrival, story: Story, *, since: datetime | None, at: datetime) -> Told:
    """What is said of how far it has come."""
    is_up = story.is_public(at=at)
    again = url_of(story, since=since) if found.stage in AGAIN else ""
    match found.stage:
        case Stage.UNKEPT:
            return Told(_unkept(is_up=is_up))
        case Stage.UNFOLLOWED:
            return Told(_unfollowed(is_up=is_up and not found.is_kept_as_it_was), again=again)
        case Stage.UNDER_WAY:
            return Told(_("On its way to every page"), again=again)
        case Stage.HANDLED | Stage.THERE:
            took = _duration(since, found.at)
            if not is_up:
                return Told(_gone(took))
            if found.stage is Stage.HANDLED and since is not None:
                return Told(_live(0, took), again=again)
            return _live_on(found, story, took)


def _unkept(*, is_up: bool) -> str:
    if is_up:
        return _("Live: each page is made anew for each reader, since none can be kept just now")
    return _("Gone: each page is made anew for each reader, since none can be kept just now")


def _unfollowed(*, is_up: bool) -> str:
    if is_up:
        return _(
            "The page is live; fronts follow when the background worker runs again. "
            "Tell whoever looks after the server"
        )
    return _(
        "Readers still see pages as they were: these follow when the background worker runs "
        "again. Tell whoever looks after the server"
    )


def _gone(took: str) -> str:
    words = {"took": took}
    return _("Gone from every page after %(took)s") % words if took else _("Gone from every page")


def _live_on(found: Arrival, story: Story, took: str) -> Told:
    own = str(story.get_absolute_url())
    # Whether or not it is kept yet: whoever asks for it gets it.
    shown = found.shown_at | {own}
    names = kinds.pages_of(question_of(story).sources) | {own: _("the story itself")}
    links = tuple(Link(name, url) for url, name in names.items() if url in shown)
    further = len(shown) - len(links)
    others = ngettext("and %(count)s other", "and %(count)s others", further) % {"count": further}
    return Told(_live(len(shown), took), links, others if further else "")


def _live(count: int, took: str) -> str:
    words = {"count": number_format(count), "took": took}
    if not count:
        return (_("Live after %(took)s") if took else _("Live")) % words
    if not took:
        return ngettext("Live on %(count)s page", "Live on %(count)s pages", count) % words
    return (
        ngettext(
            "Live on %(count)s page after %(took)s", "Live on %(count)s pages after %(took)s", count
        )
        % words
    )


def _duration(since: datetime | None, until: datetime | None) -> str:
    """From the deed until nobody was sent anything older; nothing if no page had to change."""
    if since is None or until is None or until < since:
        return ""
    took = max(until - since, SOONEST)
    if took < timedelta(seconds=1):
        return _("%(count)s ms") % {"count": number_format(took // SOONEST)}
    return _("%(count)s s") % {"count": number_format(took.total_seconds(), decimal_pos=1)}


def _printed(told: Told) -> str:
    return render_to_string("newsroom/arrival.html", {"told": told})
