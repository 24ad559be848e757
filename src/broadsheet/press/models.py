"""The log of what changed, and the nodes that follow it."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.db.models.functions import Now

EVERYTHING = "*"
"""The source that stands for all of them."""

NO_COPIES = "!"
"""The source that stands for none: of what its transaction makes wrong, no old copy may be kept."""


AWAY = timedelta(seconds=15)
"""A node that was not seen for so long does not work: it says every five seconds that it does."""


class Change(models.Model):
    """A source that a committed write has altered. Written by the database's own triggers.

    Ids never come again. On PostgreSQL a row also bears the transaction that wrote it, in a
    column `xid` that Django need not know.
    """

    source = models.TextField()
    made_at = models.DateTimeField(db_default=Now())

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.source

    @classmethod
    def log_everything(cls) -> None:
        """Say that anything may have changed."""
        cls.objects.create(source=EVERYTHING)

    @classmethod
    def leave_no_copies(cls) -> Change:
        """Say that what the transaction under way makes wrong is not to be kept as a fallback."""
        return cls.objects.create(source=NO_COPIES)


class Node(models.Model):
    """A machine that keeps sheets, and how far it has followed the log."""

    name = models.CharField(max_length=255, unique=True)
    address = models.CharField(max_length=200, blank=True)
    """where other nodes reach it"""
    cursor = models.TextField()
    seen_at = models.DateTimeField()
    told = models.JSONField(default=dict)
    """what it says of itself: its store in numbers, its lag, up to where all is cleared"""

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.name

    @property
    def cleared(self) -> str:
        """The cursor up to which it keeps nothing of what was withdrawn; it may have read on."""
        return str(self.told.get("cleared", self.cursor))


class Hold(models.Model):
    """Somebody beside the press who follows the log, and how far: what comes after is kept."""

    name = models.CharField(max_length=300, unique=True)
    cursor = models.TextField()
    seen_at = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.name


class BulkWriting(models.Model):
    """Somebody writes past the log, and owes it a line that says everything.

    The row stands from before the first such write until that line is written, so that a writer
    who died still has his debt paid.
    """

    is_silent = models.BooleanField(default=False)
    """true within the writer's own transaction, and never committed: SQLite's triggers look here"""

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"bulk writing {self.pk}"
