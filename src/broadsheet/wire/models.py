"""What has come in from elsewhere, so that nothing is brought in twice."""

from __future__ import annotations

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class Outcome(models.TextChoices):
    """What became of an item of an archive."""

    IMPORTED = "imported", _("Imported")
    LEFT_OUT = "left out", _("Left out")
    MISSING_FILE = "missing file", _("Imported without its file")


class Arrival(models.Model):
    """An item of an archive, and what became of it. One row an item of one source, for ever."""

    source = models.CharField(max_length=200)
    """address of the site the archive is of"""
    kind = models.CharField(max_length=40)
    """as the archive calls it: post, page, attachment, category…"""
    key = models.CharField(max_length=200)
    """what identifies the item in its source, among its kind"""
    outcome = models.CharField(max_length=12, choices=Outcome)
    reason = models.CharField(max_length=300, blank=True)
    address = models.CharField(max_length=500, blank=True)
    """where the item, or its file, is to be had in its source"""
    content_type = models.ForeignKey(ContentType, null=True, on_delete=models.SET_NULL)
    object_id = models.PositiveBigIntegerField(null=True)
    thing = GenericForeignKey("content_type", "object_id")
    leftovers = models.JSONField(default=list)
    """what of the item could not be carried over: a sentence each"""

    class Meta:
        verbose_name = _("arrival")
        constraints = [
            models.UniqueConstraint(fields=["source", "kind", "key"], name="arrived_once")
        ]
        indexes = [models.Index(fields=["source", "outcome"], name="arrivals_by_outcome")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}: {self.outcome}"
