"""Keeps lists right whenever Wagtail publishes or takes down a story, or its section changes.

Reads the clock, since those who call here tell no time.
"""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from django.utils import timezone
from wagtail.models import ReferenceIndex
from wagtail.signals import published, unpublished

from broadsheet.addresses.signals import connect as keep_addresses_of
from broadsheet.stories import actions
from broadsheet.stories.models import Story
from broadsheet.topics.models import Section


def file_story(sender: type[Story], instance: Story, **_: Any) -> None:
    actions.file(instance, now=timezone.now())
    # Files are handed out for as long as a story leads to them: it must be known at once.
    ReferenceIndex.create_or_update_for_object(instance)


def hold_story(sender: type[Story], instance: Story, **_: Any) -> None:
    """Before a deletion: whoever is publishing the story is waited for, as between editors."""
    Story.objects.select_for_update().filter(pk=instance.pk).first()


def forget_story(sender: type[Story], instance: Story, **_: Any) -> None:
    """A deleted story has taken its lines with it; its month may be empty now."""
    if instance.published_at is not None:
        actions.note_months([instance.published_at], now=timezone.now())


def note_section(sender: type[Section], instance: Section, **_: Any) -> None:
    """Before the row changes: which section was it part of, and where?"""
    instance._before = Section.objects.filter(pk=instance.pk).first()  # type: ignore[attr-defined]  # noqa: SLF001


def move_stories(sender: type[Section], instance: Section, **_: Any) -> None:
    before: Section | None = instance._before  # type: ignore[attr-defined]  # noqa: SLF001
    if before is None:
        return
    if before.parent_id != instance.parent_id:
        actions.move_section(instance, parent_before=before.parent_id)
    if before.slug != instance.slug:
        actions.lead_on_from(before.slug, instance, now=timezone.now())


def connect() -> None:
    # Held before anything is asked of it.
    pre_delete.connect(hold_story, sender=Story)
    keep_addresses_of(Story)
    pre_save.connect(note_section, sender=Section)
    post_save.connect(move_stories, sender=Section)
    post_delete.connect(forget_story, sender=Story)
    published.connect(file_story, sender=Story)
    unpublished.connect(file_story, sender=Story)
