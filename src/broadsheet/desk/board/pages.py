"""Reads the planning board, in as many queries for a full one as for an empty one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from django.contrib.contenttypes.models import ContentType
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_user_display_name
from wagtail.models import Revision, TaskState, WorkflowState

from broadsheet.desk.board.context import Board, Card, Column, Move, Shown
from broadsheet.desk.board.lengths import lengths
from broadsheet.paper.models import Paper
from broadsheet.stories.models import Story
from broadsheet.stories.newsroom.states import Few, State, in_state, label_of
from broadsheet.stories.newsroom.together.overtaking import named
from broadsheet.stories.newsroom.together.presence import people_in
from broadsheet.topics.models import Section

if TYPE_CHECKING:
    from collections.abc import Iterable

    from broadsheet.accounts.models import User
    from broadsheet.stories.models import Plan, StoryQuerySet
    from broadsheet.stories.newsroom.together.presence import Person

MOST: Final = 30
"""Cards of one column. A newsroom that has more to do looks at one desk at a time."""

STATES: Final = {
    Column.WORK: (State.DRAFT, State.CHANGED),
    Column.REVIEW: (State.IN_REVIEW,),
    Column.SCHEDULED: (State.SCHEDULED, State.EMBARGOED),
    Column.TODAY: (State.LIVE,),
}
"""A story that is down stands nowhere, until somebody works on it as on a draft."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants to see of the board."""

    section: Section | None = None
    owner_id: int | None = None

    @property
    def query(self) -> str:
        asked = {"section": self.section and self.section.pk, "owner": self.owner_id}
        return urlencode({name: value for name, value in asked.items() if value})


@dataclass(frozen=True, slots=True)
class Rights:
    """What whoever looks may do, asked once for all cards."""

    writes: bool
    publishes: bool
    reviews: frozenset[int]
    """stories that wait for this very person, among others"""
    asked_for: frozenset[int]
    """stories that this person submitted"""

    @classmethod
    def of(cls, user: User) -> Rights:
        kind = ContentType.objects.get_for_model(Story)
        waiting = TaskState.objects.reviewable_by(user).filter(revision__base_content_type=kind)
        submitted = WorkflowState.objects.filter(
            base_content_type=kind, status=WorkflowState.STATUS_IN_PROGRESS, requested_by=user
        )
        return cls(
            writes=user.has_perm("stories.change_story"),
            publishes=user.has_perm("stories.publish_story"),
            reviews=_numbers(waiting.values_list("workflow_state__object_id", flat=True)),
            asked_for=_numbers(submitted.values_list("object_id", flat=True)),
        )


def _numbers(ids: Iterable[str]) -> frozenset[int]:
    return frozenset(int(each) for each in ids)


def board_for(user: User, wanted: Wanted, *, at: datetime) -> Board:
    few = Few.now(at=at)
    found = {column: _Found.of(column, wanted, few, at=at) for column in Column}
    stories = _stories([pk for each in found.values() for pk in each.ids])
    known = _Known(
        rights=Rights.of(user),
        words=lengths.of(stories.values()),
        people=people_in(stories, at=at),
        planned=_planned(stories),
        at=at,
    )
    columns = []
    for column, each in found.items():
        cards = [
            known.card_of(stories[pk], column, each.states[pk]) for pk in each.ids if pk in stories
        ]
        columns.append(_shown(column, each, cards, wanted))
    late = sum(card.is_late for column in columns for card in column.cards)
    return Board(tuple(columns), late, at)


@dataclass(frozen=True, slots=True)
class _Found:
    """The stories of a column, before anything is known of them."""

    ids: list[int]
    states: dict[int, State]
    count: int

    @classmethod
    def of(cls, column: Column, wanted: Wanted, few: Few, *, at: datetime) -> _Found:
        states: dict[int, State] = {}
        count = 0
        for state in STATES[column]:
            there = in_state(_wanted(wanted), state, at=at, few=few)
            if column is Column.TODAY:
                there = there.filter(published_at__gte=_midnight(at))
            count += there.count()
            states |= dict.fromkeys(_first(there, column), state)
        return cls(list(states), states, count)


def _wanted(wanted: Wanted) -> StoryQuerySet:
    stories = Story.objects.all()
    if wanted.section is not None:
        parts = Section.objects.filter(parent=wanted.section).values_list("pk", flat=True)
        stories = stories.filter(section__in=[wanted.section.pk, *parts])
    if wanted.owner_id is not None:
        stories = stories.filter(plan__owner=wanted.owner_id)
    return stories


def _midnight(at: datetime) -> datetime:
    zone = Paper.current().zone
    return datetime.combine(at.astimezone(zone).date(), time(), zone)


def _first(stories: StoryQuerySet, column: Column) -> list[int]:
    """What is due comes first, then what was worked on last; of what is out, the newest."""
    order = (
        ["-published_at", "-pk"]
        if column is Column.TODAY
        else [F("plan__due_at").asc(nulls_last=True), "-edited_at", "-pk"]
    )
    return list(stories.order_by(*order).values_list("pk", flat=True)[:MOST])


def _stories(ids: list[int]) -> dict[int, Story]:
    found = Story.objects.select_related("section", "latest_revision", "plan__owner")
    found = found.defer("body", "latest_revision__content")
    return {story.pk: story for story in found.filter(pk__in=ids)}


def _planned(ids: Iterable[int]) -> dict[int, datetime]:
    """When a version of each will be published."""
    kind = ContentType.objects.get_for_model(Story)
    versions = Revision.objects.filter(
        base_content_type=kind,
        object_id__in=[str(pk) for pk in ids],
        approved_go_live_at__isnull=False,
    )
    found = versions.values_list("object_id", "approved_go_live_at")
    return {int(pk): moment for pk, moment in found if moment}


@dataclass(frozen=True, slots=True)
class _Known:
    """What was found out for all cards at once."""

    rights: Rights
    words: dict[int, int]
    people: dict[int, tuple[Person, ...]]
    planned: dict[int, datetime]
    at: datetime

    def card_of(self, story: Story, column: Column, state: State) -> Card:
        plan: Plan | None = getattr(story, "plan", None)
        due_at = plan.due_at if plan else None
        headline = story.latest_revision.object_str if story.latest_revision else story.headline
        is_open = column in {Column.WORK, Column.REVIEW}
        return Card(
            pk=story.pk,
            headline=headline or _("(no headline yet)"),
            url=reverse(story.snippet_viewset.get_url_name("edit"), args=[story.pk]),
            plan_url=reverse("board_card", args=[story.pk]),
            move_url=reverse("board_move", args=[story.pk]),
            section=story.section.name,
            state="" if state is STATES[column][0] else label_of(state, live=story.live),
            version=named(story.latest_revision, live=story.live_revision_id),
            owner=get_user_display_name(plan.owner) if plan and plan.owner else "",
            due_at=due_at,
            is_late=is_open and due_at is not None and due_at < self.at,
            at=None if is_open else self.planned.get(story.pk) or story.published_at,
            words=self.words.get(story.pk, 0),
            words_wanted=plan.words_wanted if plan else None,
            pictures_wanted=plan.pictures_wanted if plan else "",
            people=self.people.get(story.pk, ()),
            moves=moves_of(story, state, self.rights, at=self.at),
        )


def moves_of(story: Story, state: State, rights: Rights, *, at: datetime) -> tuple[Move, ...]:
    """What is offered; what is done is judged anew, with the rules of the house."""
    match state:
        case State.DRAFT | State.CHANGED:
            offered = [(rights.writes, Move(Column.REVIEW, _("Submit for review"), ""))]
            offered.append((rights.publishes, _publishing(story, at=at)))
        case State.IN_REVIEW:
            reviews = story.pk in rights.reviews
            is_own = story.pk in rights.asked_for
            approve = _("Approve and publish this story?")
            offered = [
                (reviews, Move(Column.TODAY, _("Approve"), approve)),
                (reviews, Move(Column.WORK, _("Send back"), "")),
                (is_own and not reviews, Move(Column.WORK, _("Take back"), "")),
            ]
        case State.SCHEDULED:
            offered = [(rights.publishes, Move(Column.WORK, _("Unschedule"), ""))]
        case _:
            offered = []
    return tuple(move for may, move in offered if may)


def _publishing(story: Story, *, at: datetime) -> Move:
    if story.go_live_at is not None and story.go_live_at > at:
        return Move(Column.SCHEDULED, _("Schedule"), _("Schedule this story?"))
    return Move(Column.TODAY, _("Publish"), _("Publish this story now?"))


def _shown(column: Column, found: _Found, cards: list[Card], wanted: Wanted) -> Shown:
    cards.sort(key=lambda card: _place(card, column))
    shown = tuple(cards[:MOST])
    return Shown(
        key=column.value,
        heading=str(column.label),
        count=found.count,
        cards=shown,
        more=found.count - len(shown),
        more_url=f"{reverse('wagtailsnippets_stories_story:list')}?"
        + urlencode({"state": STATES[column][0].value, **_section_of(wanted)}),
        empty=_nothing(column),
    )


def _section_of(wanted: Wanted) -> dict[str, int]:
    return {"section": wanted.section.pk} if wanted.section else {}


def _place(card: Card, column: Column) -> tuple[bool, float]:
    """Python's sort keeps what the database has put in order."""
    match column:
        case Column.WORK | Column.REVIEW:
            return card.due_at is None, card.due_at.timestamp() if card.due_at else 0
        case Column.SCHEDULED:
            return card.at is None, card.at.timestamp() if card.at else 0
        case Column.TODAY:
            return False, 0


def _nothing(column: Column) -> str:
    match column:
        case Column.WORK:
            return _("Nobody is writing anything. Plan a story above.")
        case Column.REVIEW:
            return _("Nothing is waiting for review.")
        case Column.SCHEDULED:
            return _("Nothing is scheduled.")
        case Column.TODAY:
            return _("Nothing has been published today.")
