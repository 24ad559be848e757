"""The roles people have in the newsroom. What each may do is said in the group it names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.contrib.auth.models import Group


class Role(models.TextChoices):
    """A role; its value is the name of the group that has its rights."""

    REPORTER = "Reporter", _("Reporter")
    EDITOR = "Editor", _("Editor")
    PUBLISHER = "Publisher", _("Publisher")


def name_of(group: Group) -> str:
    """What whoever looks calls it: a role in their language, any other group by its own name."""
    return str(Role(group.name).label) if group.name in Role.values else group.name
