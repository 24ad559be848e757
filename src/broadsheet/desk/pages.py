"""Reads what the newsroom's first page shows: what needs somebody now.

Every list is short and asked for from its small side; none costs more as the archive grows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Q
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import (
    ModelLogEntry,
    Page,
    PageLogEntry,
    Revision,
    TaskState,
    WorkflowState,
)
from wagtail.permissions import page_permission_policy

from broadsheet.stories.models import Story
from broadsheet.stories.newsroom.states import label_of, scheduled, states_of
from broadsheet.stories.schedule import HELD_BACK, reason_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from django.db.models import QuerySet
    from wagtail.models import BaseLogEntry

    from broadsheet.accounts.models import User

SHOWN = 8
LATEST_VERSIONS = 200
"""How far back somebody's own work is looked for."""
OUT_OF_DATE_WITHIN = timedelta(days=7)
LATE = timedelta(minutes=1)
"""What was not taken down for so long after its time, the worker has failed at."""
HELD_BACK_WITHIN = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Line:
    """A story, or a standing page, that needs somebody."""

    headline: str
    url: str
    section: str
    """where it stands in the paper"""
    note: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Needs:
    """One list of the first page."""

    key: str
    heading: str
    lines: tuple[Line, ...]
    empty: str
    """what is said instead of an empty list"""


def needs_of(user: User, *, at: datetime) -> list[Needs]:
    """The lists of somebody's first page: what waits longest for them first."""
    publishes = user.has_perm("stories.publish_story")
    lists = [held_back(user, at=at)] if publishes else []
    if publishes:
        lists.append(to_review(user))
    else:
        lists.append(sent_back(user))
    lists += [own_drafts(user, at=at), coming(user, at=at)]
    if publishes:
        lists.append(going(at=at))
    return [found for found in lists if found.lines or found.empty]


def line_of(story: Story, *, note: str = "", at: datetime | None = None) -> Line:
    newest = story.latest_revision.object_str if story.latest_revision else story.headline
    return Line(
        headline=newest or _("(no headline yet)"),
        url=reverse(story.snippet_viewset.get_url_name("edit"), args=[story.pk]),
        section=story.section.name,
        note=note,
        at=at,
    )


def _line_of_page(page: Page, *, note: str, at: datetime) -> Line:
    return Line(
        headline=page.get_admin_display_title(),
        url=reverse("wagtailadmin_pages:edit", args=[page.pk]),
        section=_("Standing page"),
        note=note,
        at=at,
    )


def _stories(ids: Iterable[object]) -> dict[int, Story]:
    found = Story.objects.select_related("section", "latest_revision")
    found = found.defer("body", "latest_revision__content")
    return {story.pk: story for story in found.filter(pk__in=[int(str(pk)) for pk in ids])}


def _type() -> ContentType:
    return ContentType.objects.get_for_model(Story)


def to_review(user: User) -> Needs:
    waiting = (
        TaskState.objects.reviewable_by(user)
        .filter(revision__base_content_type=_type())
        .select_related("workflow_state__requested_by")
        .order_by("started_at")[:SHOWN]
    )
    stories = _stories(state.workflow_state.object_id for state in waiting)
    return Needs(
        key="review",
        heading=_("Waiting for review"),
        lines=tuple(
            line_of(
                stories[int(state.workflow_state.object_id)],
                note=str(state.workflow_state.requested_by or ""),
                at=state.started_at,
            )
            for state in waiting
            if int(state.workflow_state.object_id) in stories
        ),
        empty=_("Nothing is waiting for review."),
    )


def sent_back(user: User) -> Needs:
    states = WorkflowState.objects.filter(
        base_content_type=_type(),
        requested_by=user,
        status=WorkflowState.STATUS_NEEDS_CHANGES,
    ).select_related("current_task_state")
    states = states.order_by("-current_task_state__finished_at")[:SHOWN]
    stories = _stories(state.object_id for state in states)
    return Needs(
        key="sent-back",
        heading=_("Sent back to you"),
        lines=tuple(
            line_of(
                stories[int(state.object_id)],
                note=state.current_task_state.comment,
                at=state.current_task_state.finished_at,
            )
            for state in states
            if int(state.object_id) in stories
        ),
        empty="",
    )


def own_drafts(user: User, *, at: datetime) -> Needs:
    versions = Revision.objects.filter(user=user, base_content_type=_type()).order_by("-pk")
    ids = set(versions.values_list("object_id", flat=True)[:LATEST_VERSIONS])
    unfinished = Q(live=False, expired=False) | Q(has_unpublished_changes=True)
    planned = list(scheduled())  # these are told of under what comes next
    drafts = (
        Story.objects.exclude(pk__in=planned)
        .filter(unfinished, pk__in=[int(pk) for pk in ids], latest_revision__user=user)
        .select_related("section", "latest_revision")
        .defer("body", "latest_revision__content")
        .order_by("-edited_at")[:SHOWN]
    )
    states = states_of(drafts, at=at)
    return Needs(
        key="drafts",
        heading=_("Your drafts"),
        lines=tuple(
            line_of(story, note=label_of(states[story.pk], live=story.live), at=story.edited_at)
            for story in drafts
        ),
        empty=_("You have no drafts."),
    )


def coming(user: User, *, at: datetime) -> Needs:
    """Scheduled versions, and stories whose embargo ends, the next first."""
    lines = [*_stories_planned(), *_pages_planned(user), *_embargoed(at)]
    lines.sort(key=lambda line: line.at or at)
    return Needs(
        key="coming",
        heading=_("Coming next"),
        lines=tuple(lines[:SHOWN]),
        empty=_("Nothing is scheduled."),
    )


def _stories_planned() -> Iterator[Line]:
    planned = _moments(Revision.objects.filter(base_content_type=_type()))
    for pk, story in _stories(planned).items():
        yield line_of(story, note=_("will be published"), at=planned[pk])


def _pages_planned(user: User) -> Iterator[Line]:
    """Those that this person could change."""
    theirs = page_permission_policy.instances_user_has_permission_for(user, "change")
    pks = theirs.annotate(key=Cast("pk", CharField())).values("key")
    planned = _moments(Revision.page_revisions.filter(object_id__in=pks))
    for page in Page.objects.filter(pk__in=planned):
        yield _line_of_page(page, note=_("will be published"), at=planned[page.pk])


def _moments(versions: QuerySet[Revision]) -> dict[int, datetime]:
    """When the next of them will be published, by what they are versions of."""
    planned = versions.filter(approved_go_live_at__isnull=False).order_by("approved_go_live_at")
    found = planned.values_list("object_id", "approved_go_live_at")[:SHOWN]
    return {int(pk): moment for pk, moment in found if moment}


def _embargoed(at: datetime) -> Iterator[Line]:
    held = Story.objects.filter(live=True, published_at__gt=at).order_by("published_at")
    for story in _stories(held.values_list("pk", flat=True)[:SHOWN]).values():
        yield line_of(story, note=_("embargo ends"), at=story.published_at)


def going(*, at: datetime) -> Needs:
    """Stories that will be taken down soon, and before them any that should be down already."""
    soon = Story.objects.filter(live=True, expire_at__lte=at + OUT_OF_DATE_WITHIN)
    ids = list(soon.order_by("expire_at").values_list("pk", flat=True)[:SHOWN])
    stories = _stories(ids)
    return Needs(
        key="going",
        heading=_("Coming down soon"),
        lines=tuple(
            line_of(
                stories[pk],
                note=_("should be down already") if _is_overdue(stories[pk], at=at) else "",
                at=stories[pk].expire_at,
            )
            for pk in ids
            if pk in stories
        ),
        empty=_("No story comes down within a week."),
    )


def _is_overdue(story: Story, *, at: datetime) -> bool:
    return story.expire_at is not None and story.expire_at < at - LATE


def held_back(user: User, *, at: datetime) -> Needs:
    """Scheduled versions that were not fit when their time came, and have not been seen to."""
    since = at - HELD_BACK_WITHIN
    lines = [*_stories_held_back(since), *_pages_held_back(user, since)]
    lines.sort(key=lambda line: line.at or at, reverse=True)
    return Needs(
        key="held-back",
        heading=_("Not published, though scheduled"),
        lines=tuple(lines[:SHOWN]),
        empty="",
    )


def _stories_held_back(since: datetime) -> Iterator[Line]:
    entries = ModelLogEntry.objects.filter(
        action=HELD_BACK, content_type=_type(), timestamp__gt=since
    ).order_by("timestamp")
    newest = {int(entry.object_id): entry for entry in entries}
    planned = set(scheduled()) if newest else set()
    for pk, story in _stories(newest.keys() - planned).items():
        if _is_unpublished_since(story, newest[pk]):
            yield line_of(story, note=reason_of(newest[pk]), at=newest[pk].timestamp)


def _pages_held_back(user: User, since: datetime) -> Iterator[Line]:
    """Those that this person could publish."""
    theirs = page_permission_policy.instances_user_has_permission_for(user, "publish")
    entries = PageLogEntry.objects.filter(
        action=HELD_BACK, timestamp__gt=since, page__in=theirs.values("pk")
    ).order_by("timestamp")
    newest = {entry.page_id: entry for entry in entries}
    waiting = Revision.page_revisions.filter(approved_go_live_at__isnull=False)
    planned = set(map(int, waiting.values_list("object_id", flat=True))) if newest else set()
    for page in Page.objects.filter(pk__in=newest.keys() - planned):
        entry = newest[page.pk]
        if _is_unpublished_since(page, entry):
            yield _line_of_page(page, note=reason_of(entry), at=entry.timestamp)


def _is_unpublished_since(thing: Story | Page, entry: BaseLogEntry) -> bool:
    return thing.last_published_at is None or thing.last_published_at < entry.timestamp
