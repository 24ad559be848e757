"""What a newsroom plans of a story: when it is due, who writes it, how long it is to be.

No page for readers may look here, and no version of the story has any of it.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from broadsheet.fields import LineField


class Plan(models.Model):
    """Beside its story, which may have none."""

    story = models.OneToOneField(
        "stories.Story",
        verbose_name=_("story"),
        primary_key=True,
        on_delete=models.CASCADE,
        related_name="plan",
    )
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("owner"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Who sees to it that the story is there in time."),
    )
    words_wanted = models.PositiveIntegerField(_("words wanted"), null=True, blank=True)
    pictures_wanted = LineField(
        _("pictures wanted"),
        max_length=200,
        blank=True,
        help_text=_("For example: the quay at dusk, a portrait of the mayor, a map."),
    )

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        default_permissions = ()
        indexes = [models.Index(fields=["due_at"], name="plans_by_due")]

    def __str__(self) -> str:
        return str(self.story)
