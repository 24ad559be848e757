"""Publishes what is due and takes down what has expired: stories and standing pages.

The background worker asks every second, so that no cron is needed. Two workers may ask at once.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import InterfaceError, OperationalError, transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.log_actions import registry as log_registry
from wagtail.models import Page, Revision

from broadsheet.stories.models import Story
from broadsheet.stories.publishing.fitness import NotFit

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet
    from wagtail.models import BaseLogEntry

logger = logging.getLogger(__name__)

HELD_BACK = "broadsheet.held_back"
"""Log entry of a scheduled version that could not be published; its data says why."""

STILL_UP = "broadsheet.still_up"
"""Log entry of a story or page that could not be taken down; tells when the next try may be."""

FIRST_REST, LONGEST_REST = timedelta(minutes=1), timedelta(hours=6)
"""Between two tries to take something down: each rest is twice the one before."""

AWAY = (OperationalError, InterfaceError)
"""What is raised when the database does not answer."""

AT_ONCE = 100
"""How many are done before the worker looks again what else is due."""


def publish_due(now: datetime) -> int:
    """Publish every version whose time has come; returns how many were.

    One that is not fit any more, or fails, is held back with its reason and stops no other.
    """
    due = Revision.objects.filter(approved_go_live_at__lte=now)
    ids = due.order_by("approved_go_live_at", "pk").values_list("pk", flat=True)[:AT_ONCE]
    return sum(_publish(pk, due) for pk in list(ids))


def _publish(pk: int, due: QuerySet[Revision]) -> bool:
    try:
        with transaction.atomic():
            revision = _held_version(due, pk)
            if revision is None:
                return False
            revision.publish(log_action="wagtail.publish.scheduled")
    except NotFit as error:
        _hold_back(due, pk, [fault.sentence for fault in error.faults])
    except ValidationError as error:
        _hold_back(due, pk, error.messages)
    except AWAY:
        raise  # nothing is wrong with the story
    except Exception:
        logger.exception("scheduled version %s failed", pk)
        _hold_back(due, pk, [])
    else:
        return True
    return False


def _held_version(due: QuerySet[Revision], pk: int) -> Revision | None:
    """The version, if it is still due and nobody else is at what it is a version of.

    That is held first, as an editor holds it who publishes: else each might wait for the other.
    """
    revision = due.filter(pk=pk).first()
    if revision is None:
        return None
    things = revision.base_content_type.model_class().objects.all()
    if _held(things, revision.object_id) is None and things.filter(pk=revision.object_id).exists():
        return None
    return due.filter(pk=pk).first()


def _held(things: QuerySet[Any], pk: Any) -> Any | None:
    """The thing, if nobody else is at it."""
    free = things.select_for_update(skip_locked=True, of=("self",), no_key=True)
    return free.filter(pk=pk).first()


def _hold_back(due: QuerySet[Revision], pk: int, reasons: list[str]) -> None:
    """Take a version off the schedule and write down why, for editors to see.

    One that somebody has given another time meanwhile keeps that.
    """
    with transaction.atomic():
        revision = due.filter(pk=pk).first()
        if revision is None or not due.filter(pk=pk).update(approved_go_live_at=None):
            return
        if (thing := revision.content_object) is not None:
            log(
                instance=thing,
                action=HELD_BACK,
                revision=revision,
                data={"reasons": reasons, "go_live_at": revision.approved_go_live_at},
            )
    logger.warning("held back: %s (%s) %s", thing, revision.object_id, " ".join(reasons))


def reason_of(entry: BaseLogEntry) -> str:
    """Why a scheduled version was held back."""
    told = " ".join(entry.data.get("reasons", ()))
    return told or _(
        "Something went wrong here. Publish it by hand, and tell whoever looks after the server."
    )


def expire_due(now: datetime) -> int:
    """Take down every story and page whose time is over; returns how many were.

    One that cannot be taken down is tried again, each time after a longer rest.
    """
    stories = Story.objects.filter(live=True, expire_at__lte=now)
    pages = Page.objects.filter(live=True, expire_at__lte=now)
    return _expire_all(stories, now=now) + _expire_all(pages, now=now)


def _expire_all(over: QuerySet[Any], *, now: datetime) -> int:
    things = over.only("expire_at").order_by("expire_at", "pk")
    awake = (thing for thing in list(things) if not _rests(thing, now=now))
    return sum(_expire(thing.pk, over, now=now) for thing in islice(awake, AT_ONCE))


def _rests(thing: Any, *, now: datetime) -> bool:
    """Whether taking it down has failed, and it is too early to try again."""
    tries = log_registry.get_logs_for_instance(thing).filter(
        action=STILL_UP, timestamp__gte=thing.expire_at
    )
    tried = list(tries.order_by("timestamp").values_list("timestamp", flat=True))
    return bool(tried) and now < tried[-1] + rest_after(len(tried))


def rest_after(failures: int) -> timedelta:
    """How long to wait after so many failures before the next try."""
    return min(FIRST_REST * 2 ** min(failures - 1, 16), LONGEST_REST)


def _expire(pk: int, over: QuerySet[Any], *, now: datetime) -> bool:
    try:
        with transaction.atomic():
            thing = _held(over, pk)
            if thing is None:
                return False
            thing.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    except AWAY:
        raise
    except Exception:
        logger.exception("could not take down %s %s", over.model.__name__, pk)
        if (thing := over.filter(pk=pk).first()) is not None:
            log(instance=thing, action=STILL_UP, timestamp=now)
        return False
    return True
