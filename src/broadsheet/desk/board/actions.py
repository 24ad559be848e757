"""What is done on the planning board: stories are planned, and moved on as by their form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from wagtail.actions.create import CreateAction
from wagtail.admin.utils import get_user_display_name
from wagtail.locks import BasicLock
from wagtail.log_actions import LogContext

from broadsheet.desk.board.context import Column
from broadsheet.desk.board.pages import STATES
from broadsheet.stories.models import Plan, Story
from broadsheet.stories.newsroom.forms import slug_of
from broadsheet.stories.newsroom.states import states_of
from broadsheet.stories.newsroom.together.overtaking import named
from broadsheet.stories.publishing import fitness
from broadsheet.stories.publishing.changing import Change

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from wagtail.locks import BaseLock
    from wagtail.models import Revision

    from broadsheet.accounts.models import User
    from broadsheet.topics.models import Section

    Deed = Callable[[Story, User, str, datetime], None]


class NotMoved(Exception):
    """A card stays where it was; the exception says why, in a sentence."""


@transaction.atomic
def plan(story: Story, **facts: Any) -> Plan:
    """Say what is planned of a story. Readers see none of it, and no page is made anew."""
    planned, _new = Plan.objects.update_or_create(story=story, defaults=facts)
    return planned


@transaction.atomic
def start(
    headline: str, *, section: Section, by: User, due_at: datetime | None, now: datetime
) -> Story:
    """Make a draft of a story that nobody has written yet, planned to be its planner's own."""
    longest = Story._meta.get_field("slug").max_length or 0  # noqa: SLF001
    story = Story(
        section=section,
        headline=headline,
        slug=slug_of(headline, longest=longest),
        edited_at=now,
    )
    with LogContext(user=by):
        CreateAction(story, user=by).execute()
    plan(story, owner=by, due_at=due_at)
    return story


def column_of(story: Story, *, at: datetime) -> Column | None:
    """Where a story's card is; one that is down has none."""
    state = states_of([story], at=at)[story.pk]
    return next((column for column, states in STATES.items() if state in states), None)


@transaction.atomic
def move(
    story_id: int, *, to: Column, version: str, by: User, comment: str = "", now: datetime
) -> Story:
    """Move a card, and with it the story through the workflow.

    Raises NotMoved where there is no such way, it is not this person's, or somebody has worked on
    the story since; NotFit where a rule of the house is broken. Nothing has changed then.
    """
    story = Story.objects.select_for_update(no_key=True).filter(pk=story_id).first()
    if story is None:
        raise NotMoved(str(fitness.deleted().sentence))
    if named(story.latest_revision, live=story.live_revision_id) != version:
        raise NotMoved(_changed(story))
    column = column_of(story, at=now)
    if column is to:
        return story
    if column is None:
        raise NotMoved(_("It is taken down. What becomes of it is decided in the story itself."))
    deed = DEEDS.get((column, to))
    if deed is None:
        raise NotMoved(no_way(column, to))
    with LogContext(user=by):
        deed(story, by, comment, now)
    return Story.objects.get(pk=story_id)


def _changed(story: Story) -> str:
    newest = story.latest_revision
    if newest is None:
        return _("It has changed meanwhile. Look at it again, and move it then.")
    who = get_user_display_name(newest.user) if newest.user else _("Somebody")
    when = date_format(localtime(newest.created_at), "TIME_FORMAT")
    return _(
        "%(who)s has saved another version (%(when)s). Look at it again, and move it then."
    ) % {
        "who": who,
        "when": when,
    }


def no_way(column: Column, to: Column) -> str:
    """Why there is no way from one column to another."""
    match column, to:
        case Column.TODAY, _to:
            return _(
                "Readers have it. What is changed or taken down is decided in the story itself."
            )
        case _column, Column.REVIEW:
            return _("Only what is in work is submitted for review. Move it there first.")
        case Column.SCHEDULED, Column.TODAY:
            return _("It waits for its time. Take it off the schedule first, or change its time.")
        case Column.REVIEW, Column.SCHEDULED:
            return _("Approve it: if it has a time to be published at, it waits for that.")
        case _other:
            return _("There is no way there.")


def _must_be_open(story: Story, by: User) -> None:
    if any(lock.for_user(by) for lock in _locks(story)):
        raise NotMoved(_("It is locked for you."))


def _locks(story: Story) -> Iterator[BaseLock]:
    """All of its locks. What waits for its time is locked by that as well, for everybody and
    before the others: here it is taken off the schedule.
    """
    if story.locked:
        yield BasicLock(story)
    task = story.current_workflow_task
    if task is not None and task.lock_class is not None:
        yield task.lock_class(story, task)


def _newest(story: Story, by: User) -> Revision:
    """The version that is moved; what was never saved as one is now."""
    newest: Revision = story.latest_revision or story.save_revision(user=by, clean=False)
    return newest


def _must_be_whole(version: Revision) -> None:
    try:
        version.as_object().full_clean()
    except ValidationError as error:
        raise NotMoved(" ".join(error.messages)) from error


def _submit(story: Story, by: User, comment: str, now: datetime) -> None:
    if not by.has_perm("stories.change_story"):
        raise NotMoved(_("Your role does not submit stories."))
    workflow = story.get_workflow()
    if workflow is None:
        raise NotMoved(_("The newsroom has no review. Publish it, or ask somebody who may."))
    _must_be_open(story, by)
    version = _newest(story, by)
    _must_be_whole(version)
    change = Change.of(version, at=now)
    is_to_be_named = change.is_to_be_named(at=now)
    if found := fitness.faults_of(change.story, at=now, is_to_be_named=is_to_be_named):
        raise fitness.NotFit(found)
    state = story.current_workflow_state
    if state is not None and state.status == state.STATUS_NEEDS_CHANGES:
        state.resume(by)
    else:
        workflow.start(story, by)


def _publish(story: Story, by: User, comment: str, now: datetime) -> None:
    if not by.has_perm("stories.publish_story"):
        raise NotMoved(_("Your role does not publish. Submit it for review instead."))
    _must_be_open(story, by)
    version = _newest(story, by)
    _must_be_whole(version)
    version.publish(user=by, skip_permission_checks=True)


def _schedule(story: Story, by: User, comment: str, now: datetime) -> None:
    go_live_at = _newest(story, by).as_object().go_live_at
    if go_live_at is None or go_live_at <= now:
        raise NotMoved(_("Say first when: in the story, under Dates, “Publish at”."))
    _publish(story, by, comment, now)


def _publish_now(story: Story, by: User, comment: str, now: datetime) -> None:
    go_live_at = _newest(story, by).as_object().go_live_at
    if go_live_at is not None and go_live_at > now:
        when = date_format(localtime(go_live_at), "DATETIME_FORMAT")
        raise NotMoved(
            _("It is to be published on %(when)s. Move it to what is scheduled.") % {"when": when}
        )
    _publish(story, by, comment, now)


def _review(story: Story, by: User, deed: str, comment: str) -> None:
    task = story.current_workflow_task
    if task is None or deed not in {name for name, *_rest in task.get_actions(story, by)}:
        raise NotMoved(_("Its review is not yours."))
    _must_be_open(story, by)
    task.on_action(story.current_workflow_task_state, by, deed, comment=comment)


def _approve(story: Story, by: User, comment: str, now: datetime) -> None:
    _review(story, by, "approve", comment)


def _send_back(story: Story, by: User, comment: str, now: datetime) -> None:
    """By whoever reviews it; by whoever submitted it, it is taken back."""
    state, task = story.current_workflow_state, story.current_workflow_task
    if task is not None and task.get_actions(story, by):
        _review(story, by, "reject", comment)
    elif state is not None and state.requested_by == by:
        state.cancel(user=by)
    else:
        raise NotMoved(_("Its review is not yours."))


def _unschedule(story: Story, by: User, comment: str, now: datetime) -> None:
    if not by.has_perm("stories.publish_story"):
        raise NotMoved(_("Your role does not decide when stories are published."))
    _must_be_open(story, by)
    version = story.scheduled_revision
    if version is None:
        raise NotMoved(_("Its embargo ends by itself. Whether it waits is decided in the story."))
    version.approved_go_live_at = None
    version.save(user=by, update_fields=["approved_go_live_at"])


DEEDS: dict[tuple[Column, Column], Deed] = {
    (Column.WORK, Column.REVIEW): _submit,
    (Column.WORK, Column.SCHEDULED): _schedule,
    (Column.WORK, Column.TODAY): _publish_now,
    (Column.REVIEW, Column.TODAY): _approve,
    (Column.REVIEW, Column.WORK): _send_back,
    (Column.SCHEDULED, Column.WORK): _unschedule,
}
"""The ways there are."""
