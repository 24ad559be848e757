"""The roles people have in the newsroom. What each may do is said in the group it names."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """A role; its value is the name of the group that has its rights."""

    REPORTER = "Reporter", _("Reporter")
    EDITOR = "Editor", _("Editor")
    PUBLISHER = "Publisher", _("Publisher")
