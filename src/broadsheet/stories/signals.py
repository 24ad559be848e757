"""Keeps lists and old addresses right whenever Wagtail publishes or takes down a story."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models.signals import post_delete, post_save, pre_save
from django.utils import timezone
from wagtail.signals import published, unpublished

from broadsheet.stories import actions
from broadsheet.stories.models import Story
from broadsheet.topics.models import Section

if TYPE_CHECKING:
    from collections.abc import Iterable


def writes_address(update_fields: Iterable[str] | None) -> bool:
    """Whether a save touches what the address is made of; saving a draft does not."""
    return update_fields is None or not {"slug", "section", "day"}.isdisjoint(update_fields)


def note_address(
    sender: type[Story], instance: Story, update_fields: Iterable[str] | None, **_: Any
) -> None:
    """Before the row changes: which address do readers know?"""
    if instance.pk and instance.day and writes_address(update_fields):
        known = Story.objects.select_related("section").filter(pk=instance.pk).first()
        instance._address_before = known.get_absolute_url() if known else None  # noqa: SLF001


def keep_addresses(
    sender: type[Story], instance: Story, update_fields: Iterable[str] | None, **_: Any
) -> None:
    if writes_address(update_fields):
        before = getattr(instance, "_address_before", None)
        actions.remember_address(instance, before=before)


def file_story(sender: type[Story], instance: Story, **_: Any) -> None:
    actions.file(instance, now=timezone.now())


def forget_story(sender: type[Story], instance: Story, **_: Any) -> None:
    """A deleted story has taken its lines with it; its month may be empty now."""
    if instance.published_at is not None:
        actions.note_month(instance.published_at, now=timezone.now())


def note_parent(sender: type[Section], instance: Section, **_: Any) -> None:
    """Before the row changes: which section was it part of?"""
    known = Section.objects.filter(pk=instance.pk).values_list("parent_id", flat=True).first()
    instance._parent_before = known  # type: ignore[attr-defined]  # noqa: SLF001


def move_stories(sender: type[Section], instance: Section, **_: Any) -> None:
    before = instance._parent_before  # type: ignore[attr-defined]  # noqa: SLF001
    if before != instance.parent_id:
        actions.move_section(instance, parent_before=before)


def connect() -> None:
    pre_save.connect(note_parent, sender=Section)
    post_save.connect(move_stories, sender=Section)
    pre_save.connect(note_address, sender=Story)
    post_save.connect(keep_addresses, sender=Story)
    post_delete.connect(forget_story, sender=Story)
    published.connect(file_story, sender=Story)
    unpublished.connect(file_story, sender=Story)
