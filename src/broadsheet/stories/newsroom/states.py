"""Where a story stands in the newsroom: draft, in review, scheduled, live…

What is scheduled or under review is little at any time, and asked for from that side.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Self, assert_never

from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, TextChoices
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Revision, WorkflowState

from broadsheet.stories.models import Story

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.db.models import QuerySet

    from broadsheet.stories.models import StoryQuerySet


class State(TextChoices):
    """One word for what an editor needs to know of a story first."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "review", _("In review")
    SCHEDULED = "scheduled", _("Scheduled")
    EMBARGOED = "embargoed", _("Under embargo")
    # Translators: where a story stands: readers see it. Not the form of coverage.
    LIVE = "live", pgettext_lazy("state", "Live")
    CHANGED = "changed", _("Live with changes")
    EXPIRED = "expired", _("Expired")
    TAKEN_DOWN = "taken-down", _("Taken down")
    WITHDRAWN = "withdrawn", _("Withdrawn")


Settled = Literal[
    State.DRAFT,
    State.EMBARGOED,
    State.LIVE,
    State.CHANGED,
    State.EXPIRED,
    State.TAKEN_DOWN,
]
"""A state that a story itself tells, while no review and no schedule says more."""


def in_review() -> QuerySet[WorkflowState, int]:
    """The ids of the stories that wait for somebody's review."""
    return _story_ids(WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS))


def scheduled() -> QuerySet[Revision, int]:
    """The ids of the stories that have a version that will be published."""
    return _story_ids(Revision.objects.filter(approved_go_live_at__isnull=False))


def withdrawn() -> QuerySet[Story, int]:
    """The ids of the stories that cannot be published until somebody allows it."""
    return Story.objects.filter(withdrawn_at__isnull=False).values_list("pk", flat=True)


def _story_ids(things: QuerySet[Revision] | QuerySet[WorkflowState]) -> QuerySet:  # type: ignore[type-arg]
    content_type = ContentType.objects.get_for_model(Story)
    number = Cast("object_id", BigIntegerField())
    return things.filter(base_content_type=content_type).values_list(number, flat=True)


@dataclass(frozen=True, slots=True)
class Few:
    """The stories of which a review, a plan or a date says more than the story itself.

    Few at any time; as plain ids they leave the rest to be found in one index.
    """

    reviewed: list[int]
    planned: list[int]
    withdrawn: list[int]
    embargoed: list[int]

    @classmethod
    def now(cls, *, at: datetime) -> Self:
        # Asked for by date alone, since the newest few are at one end of that index.
        later = Story.objects.filter(published_at__gt=at).values_list("pk", "live")
        embargoed = [pk for pk, live in later if live]
        return cls(list(in_review()), list(scheduled()), list(withdrawn()), embargoed)


def in_state(
    stories: StoryQuerySet, state: State, *, at: datetime, few: Few | None = None
) -> StoryQuerySet:
    """The stories of which `states_of` would say so; who asks for several hands over the few."""
    few = few or Few.now(at=at)
    if state is State.WITHDRAWN:
        return stories.filter(pk__in=few.withdrawn)
    stories = stories.exclude(pk__in=few.withdrawn)
    if state is State.IN_REVIEW:
        return stories.filter(pk__in=few.reviewed)
    if state is State.SCHEDULED:
        return stories.filter(pk__in=few.planned).exclude(pk__in=few.reviewed)
    stories = stories.exclude(pk__in=few.reviewed + few.planned)
    return _settled_in(stories, state, few, at=at)


# Lists of one, since SQLite looks up no bare yes or no in an index.
YES, NO = [True], [False]


def _settled_in(stories: StoryQuerySet, state: Settled, few: Few, *, at: datetime) -> StoryQuerySet:
    out = stories.filter(live__in=YES, expired__in=NO).exclude(pk__in=few.embargoed)
    neither = stories.filter(live__in=NO, expired__in=NO)
    match state:
        case State.DRAFT:
            return neither.exclude(published_at__lte=at)
        case State.TAKEN_DOWN:
            return neither.filter(published_at__lte=at)
        case State.EXPIRED:
            return stories.filter(live__in=NO, expired__in=YES)
        case State.EMBARGOED:
            return stories.filter(pk__in=few.embargoed)
        case State.LIVE:
            return out.filter(has_unpublished_changes__in=NO)
        case State.CHANGED:
            return out.filter(has_unpublished_changes__in=YES)
        case _:
            assert_never(state)


def states_of(stories: Iterable[Story], *, at: datetime) -> dict[int, State]:
    """The state of each, by id, in two queries however many they are."""
    stories = list(stories)
    ids = [str(story.pk) for story in stories]
    reviewed = set(in_review().filter(object_id__in=ids))
    planned = set(scheduled().filter(object_id__in=ids))
    return {
        story.pk: State.WITHDRAWN
        if story.is_withdrawn
        else State.IN_REVIEW
        if story.pk in reviewed
        else State.SCHEDULED
        if story.pk in planned
        else _settled(story, at=at)
        for story in stories
    }


def _settled(story: Story, *, at: datetime) -> State:
    if not story.live:
        if story.expired:
            return State.EXPIRED
        return State.TAKEN_DOWN if story.is_known(at=at) else State.DRAFT
    if story.published_at is not None and story.published_at > at:
        return State.EMBARGOED
    return State.CHANGED if story.has_unpublished_changes else State.LIVE


def label_of(state: State, *, live: bool) -> str:
    """What is shown: a live story under review is live all the same."""
    if live and state in {State.IN_REVIEW, State.SCHEDULED}:
        return f"{State.LIVE.label} · {state.label}"
    return str(state.label)
