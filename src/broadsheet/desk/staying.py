"""Whose account stays because the newsroom needs it, and what the newsroom forgets with others."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry, Revision
from wagtail.users.models import UserProfile

from broadsheet.accounts.models import User

if TYPE_CHECKING:
    from django.db.models import QuerySet


def what_binds(user: User) -> str:
    """Why somebody cannot erase their account themselves: what was published has its authors."""
    if user.is_staff or user.is_superuser:
        return _(
            "This account works in the newsroom, so it cannot be erased here. An administrator can "
            "close it, and keeps what was written with it."
        )
    if Revision.objects.filter(user=user).exists():
        return _(
            "Stories were written with this account, and the paper has to be able to say by whom. "
            "So it cannot be erased here; an administrator can close it."
        )
    return ""


def forget(user: User) -> None:
    """Leave no name behind: neither in the newsroom's history nor as a picture on its disk."""
    _history_of(user).update(label="")
    for profile in UserProfile.objects.filter(user=user).exclude(avatar=""):
        transaction.on_commit(partial(profile.avatar.storage.delete, profile.avatar.name))


def _history_of(user: User) -> QuerySet[ModelLogEntry]:
    kind = ContentType.objects.get_for_model(User)
    entries: QuerySet[ModelLogEntry] = ModelLogEntry.objects.filter(
        content_type=kind, object_id=str(user.pk)
    )
    return entries
