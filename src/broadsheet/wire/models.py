"""What has come in from elsewhere, so that nothing is brought in twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from datetime import datetime

LONGEST_KEY = 200
LONGEST_REASON = 300
LONGEST_ADDRESS = 500


class Outcome(models.TextChoices):
    """What became of an item of an archive."""

    IMPORTED = "imported", _("Imported")
    LEFT_OUT = "left out", _("Left out")
    MISSING_FILE = "missing file", _("Its file could not be had")


class ArrivalQuerySet(models.QuerySet["Arrival"]):
    def of(self, source: str) -> Self:
        return self.filter(source=source)


class Arrival(models.Model):
    """An item of an archive, and what became of it. One row an item of one source, for ever."""

    source = models.CharField(max_length=200)
    """the site that the archive is of: its host, and its path if it has one"""
    kind = models.CharField(max_length=40)
    """as the archive calls it: post, page, attachment, category…"""
    key = models.CharField(max_length=LONGEST_KEY)
    """what identifies the item in its source, among its kind"""
    outcome = models.CharField(max_length=12, choices=Outcome)
    reason = models.CharField(max_length=LONGEST_REASON, blank=True)
    address = models.CharField(max_length=LONGEST_ADDRESS, blank=True)
    """where the item, or its file, is to be had in its source"""
    arrived_at = models.DateTimeField(default=timezone.now)
    content_type = models.ForeignKey(ContentType, null=True, on_delete=models.SET_NULL)
    object_id = models.PositiveBigIntegerField(null=True)
    thing = GenericForeignKey("content_type", "object_id")
    remarks = models.JSONField(default=list)
    """what of the item was left over or changed on the way: see `account.remarks.Remark`"""
    waiting_for = models.JSONField(default=list)
    """addresses of pictures and files that its body lacks until they are to be had"""
    open_links = models.JSONField(default=list)
    """addresses on the old site that its body links to, and that lead nowhere here"""
    unfinished = models.BooleanField(default=False)
    """whether its links and its place in the newsroom's indexes are still to be seen to"""

    objects = ArrivalQuerySet.as_manager()

    class Meta:
        verbose_name = _("arrival")
        constraints = [
            models.UniqueConstraint(fields=["source", "kind", "key"], name="arrived_once")
        ]
        indexes = [
            models.Index(fields=["source", "outcome"], name="arrivals_by_outcome"),
            models.Index(fields=["source", "address"], name="arrivals_by_address"),
            models.Index(
                fields=["source"], condition=Q(unfinished=True), name="arrivals_unfinished"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}: {self.outcome}"

    def came(self, thing: models.Model, *, at: datetime, reason: str = "") -> None:
        """It has become that thing of ours. Nothing is saved."""
        self.outcome, self.reason = Outcome.IMPORTED, reason
        self.arrived_at = at
        self.content_type = ContentType.objects.get_for_model(thing)
        self.object_id = thing.pk
        self.unfinished = True
