"""Keeps prints in step with their pictures: made after a change, gone after a deletion."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_save

from broadsheet.media import actions
from broadsheet.media.models import Picture
from broadsheet.media.printing import shelf, tasks


def note_version(sender: type[Picture], instance: Picture, **_: Any) -> None:
    """Before the row changes: under which version do readers know it?"""
    known = Picture.objects.filter(pk=instance.pk).first() if instance.pk else None
    instance._version_before = known.version if known else None  # noqa: SLF001


def print_anew(sender: type[Picture], instance: Picture, raw: bool, **_: Any) -> None:  # noqa: FBT001
    before = instance._version_before  # noqa: SLF001
    if raw or before == instance.version:
        return
    if before is not None:
        actions.remember_version(instance, before)
        transaction.on_commit(partial(shelf.discard, instance.pk, keep=instance.version))
    if instance.print_ahead:
        transaction.on_commit(partial(tasks.print_ahead.enqueue, instance.pk))


def discard_prints(sender: type[Picture], instance: Picture, **_: Any) -> None:
    transaction.on_commit(partial(shelf.discard, instance.pk))


def connect() -> None:
    pre_save.connect(note_version, sender=Picture)
    post_save.connect(print_anew, sender=Picture)
    post_delete.connect(discard_prints, sender=Picture)
