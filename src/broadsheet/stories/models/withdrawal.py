"""The record of a withdrawal: what was taken off the paper for good, why, by whom, and the proof.

No page for readers may look here.
"""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class WithdrawalQuerySet(models.QuerySet["Withdrawal"]):
    def standing(self) -> Self:
        """Those that nobody has lifted."""
        return self.filter(lifted_at=None)


class Withdrawal(models.Model):
    """A story that was withdrawn. Outlives the story: a record stays, whatever becomes of that."""

    story = models.ForeignKey(
        "stories.Story",
        verbose_name=_("story"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="withdrawals",
    )
    guid = models.UUIDField()
    headline = models.CharField(_("headline"), max_length=255)
    addresses = models.JSONField(default=list)
    """every address of its own that readers knew, the last one first"""
    pictures = models.JSONField(default=list)
    """the ids of those that were withdrawn with it"""

    reason = models.TextField(_("reason"))
    by = models.CharField(_("by"), max_length=255)
    made_at = models.DateTimeField(_("withdrawn"))

    proof = models.JSONField(default=list)
    """what each node answered at each address, when that was last asked"""
    proven_at = models.DateTimeField(null=True)

    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.CharField(max_length=255, blank=True)
    why_lifted = models.TextField(blank=True)

    objects: ClassVar = WithdrawalQuerySet.as_manager()

    class Meta:
        verbose_name = _("withdrawal")
        verbose_name_plural = _("withdrawals")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["story"], condition=Q(lifted_at=None), name="withdrawn_once_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.guid} {self.made_at:%Y-%m-%d}"
