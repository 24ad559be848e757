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
from broadsheet.stories.models import Episode, Story
from broadsheet.stories.storylines import actions as storylines
from broadsheet.stories.withdrawing import actions as withdrawing
from broadsheet.topics.models import Section


def file_story(sender: type[Story], instance: Story, **_: Any) -> None:
    actions.file(instance, now=timezone.now())
    # Files are handed out for as long as a story leads to them: it must be known at once.
    ReferenceIndex.create_or_update_for_object(instance)


def hold_story(sender: type[Story], instance: Story, **_: Any) -> None:
    """Before a deletion: whoever is publishing the story is waited for, as between editors.

    Of a withdrawn story no words are to be left anywhere, in the record of changes either.
    """
    held = Story.objects.select_for_update().filter(pk=instance.pk).first()
    if held is not None and held.is_withdrawn:
        withdrawing.bury_record(held, now=timezone.now())


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


def note_episode(sender: type[Episode], instance: Episode, **_: Any) -> None:
    """Before the row changes: which story was it, and of which storyline?"""
    before = Episode.objects.filter(pk=instance.pk).values_list("storyline", "story").first()
    instance._before = before  # type: ignore[attr-defined]  # noqa: SLF001


def move_episode(sender: type[Episode], instance: Episode, **_: Any) -> None:
    """Where only the line or the day is another, the list stays, and nobody is waited for."""
    if instance._before != (instance.storyline_id, instance.story_id):  # type: ignore[attr-defined]  # noqa: SLF001
        file_episode(sender, instance)


def file_episode(sender: type[Episode], instance: Episode, **_: Any) -> None:
    """The list of its storyline has it, or has it no longer."""
    storylines.file(instance.storyline_id, story_id=instance.story_id)


def connect() -> None:
    # Held before anything is asked of it.
    pre_delete.connect(hold_story, sender=Story)
    keep_addresses_of(Story)
    pre_save.connect(note_section, sender=Section)
    post_save.connect(move_stories, sender=Section)
    post_delete.connect(forget_story, sender=Story)
    pre_save.connect(note_episode, sender=Episode)
    post_save.connect(move_episode, sender=Episode)
    post_delete.connect(file_episode, sender=Episode)
    published.connect(file_story, sender=Story)
    unpublished.connect(file_story, sender=Story)
