"""Publishes what is due and takes down what has expired: stories and standing pages.

The background worker asks every second, so that no cron is needed. Two workers may ask at once.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import InterfaceError, OperationalError, transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page, Revision

from broadsheet.stories.fitness import NotFit
from broadsheet.stories.models import Story

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet
    from wagtail.models import BaseLogEntry

logger = logging.getLogger(__name__)

HELD_BACK = "broadsheet.held_back"
"""Log entry of a scheduled version that could not be published; its data says why."""

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
            revision = _locked(due, pk)
            if revision is None:
                return False
            revision.publish(log_action="wagtail.publish.scheduled")
    except NotFit as error:
        _hold_back(pk, [fault.sentence for fault in error.faults])
    except ValidationError as error:
        _hold_back(pk, error.messages)
    except (OperationalError, InterfaceError):
        raise  # the database is away: nothing is wrong with the story
    except Exception:
        logger.exception("scheduled version %s failed", pk)
        _hold_back(pk, [])
    else:
        return True
    return False


def _locked(things: QuerySet[Any], pk: int) -> Any | None:
    """The thing, if it is still due and no other worker is at it."""
    return things.select_for_update(skip_locked=True, of=("self",)).filter(pk=pk).first()


def _hold_back(pk: int, reasons: list[str]) -> None:
    """Take a version off the schedule and write down why, for editors to see."""
    with transaction.atomic():
        revision = Revision.objects.filter(pk=pk, approved_go_live_at__isnull=False).first()
        thing = revision.content_object if revision else None
        if revision is None or thing is None:
            return
        log(
            instance=thing,
            action=HELD_BACK,
            revision=revision,
            data={"reasons": reasons, "go_live_at": revision.approved_go_live_at},
        )
        Revision.objects.filter(pk=pk).update(approved_go_live_at=None)
    logger.warning("held back: %s (%s) %s", thing, thing.pk, " ".join(reasons))


def reason_of(entry: BaseLogEntry) -> str:
    """Why a scheduled version was held back."""
    told = " ".join(entry.data.get("reasons", ()))
    return told or _(
        "Something went wrong here. Publish it by hand, and tell whoever looks after the server."
    )


def expire_due(now: datetime) -> int:
    """Take down every story and page whose time is over; returns how many were."""
    stories = Story.objects.filter(live=True, expire_at__lte=now)
    pages = Page.objects.filter(live=True, expire_at__lte=now)
    return _expire_all(stories) + _expire_all(pages)


def _expire_all(over: QuerySet[Any]) -> int:
    ids = over.order_by("expire_at", "pk").values_list("pk", flat=True)[:AT_ONCE]
    return sum(_expire(pk, over) for pk in list(ids))


def _expire(pk: int, over: QuerySet[Any]) -> bool:
    try:
        with transaction.atomic():
            thing = _locked(over, pk)
            if thing is None:
                return False
            thing.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        logger.exception("could not take down %s %s", over.model.__name__, pk)
        return False
    return True
