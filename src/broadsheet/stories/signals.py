"""Keeps lists and old addresses right whenever Wagtail publishes or takes down a story."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save, pre_save
from wagtail.signals import published, unpublished

from broadsheet.stories import actions
from broadsheet.stories.models import Story
from broadsheet.topics.models import Section


def note_address(sender: type[Story], instance: Story, **_: Any) -> None:
    """Before the row changes: which address do readers know?"""
    if instance.pk and instance.day:
        known = Story.objects.select_related("section").filter(pk=instance.pk).first()
        instance._address_before = known.get_absolute_url() if known else None  # noqa: SLF001


def keep_addresses(sender: type[Story], instance: Story, **_: Any) -> None:
    actions.remember_address(instance, before=getattr(instance, "_address_before", None))


def file_story(sender: type[Story], instance: Story, **_: Any) -> None:
    actions.file(instance)


def note_parent(sender: type[Section], instance: Section, **_: Any) -> None:
    """Before the row changes: which section was it part of?"""
    known = Section.objects.filter(pk=instance.pk).values_list("parent_id", flat=True).first()
    instance._parent_before = known  # noqa: SLF001


def move_stories(sender: type[Section], instance: Section, **_: Any) -> None:
    before = instance._parent_before  # noqa: SLF001
    if before != instance.parent_id:
        actions.move_section(instance, parent_before=before)


def connect() -> None:
    pre_save.connect(note_parent, sender=Section)
    post_save.connect(move_stories, sender=Section)
    pre_save.connect(note_address, sender=Story)
    post_save.connect(keep_addresses, sender=Story)
    published.connect(file_story, sender=Story)
    unpublished.connect(file_story, sender=Story)
