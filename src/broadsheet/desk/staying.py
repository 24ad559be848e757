"""Whose account stays because the newsroom needs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from wagtail.models import Revision

if TYPE_CHECKING:
    from broadsheet.accounts.models import User


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
