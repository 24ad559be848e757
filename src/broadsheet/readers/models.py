"""What readers keep: stories, follows, preferences, places, a portrait. All goes with the account.

No address of a machine and no history of what was read: only what a reader asked us to keep.
"""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from broadsheet.stories.models import Story
from broadsheet.stories.storylines.telling import begun

if TYPE_CHECKING:
    from datetime import datetime


class Kept(models.Model):
    """Something that a reader keeps. The newsroom's register of uses leaves it out: who keeps what
    is no editor's business.
    """

    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True


class KeptOfStories(models.QuerySet):  # type: ignore[type-arg]
    """Of what is kept of stories."""

    def public(self, *, at: datetime) -> Self:
        """Only of those that readers may see at that moment: the others go quietly."""
        return self.filter(story__in=Story.objects.public(at=at))


class SavedStory(Kept):
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_stories"
    )
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="+")
    saved_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    objects = KeptOfStories.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reader", "story"], name="saved_once")]
        indexes = [models.Index(fields=["reader", "-saved_at", "-id"], name="saved_newest_first")]

    def __str__(self) -> str:
        return f"{self.reader_id} {self.story_id}"


class Subject(models.TextChoices):
    """What can be followed. The value is the name of the field that holds it."""

    TOPIC = "topic", _("Topic")
    AUTHOR = "author", _("Author")
    SECTION = "section", _("Section")
    STORYLINE = "storyline", _("Storyline")


def _only(subject: str) -> Q:
    """That this field holds something, and none of the others."""
    return Q(**{f"{each}__isnull": each != subject for each in Subject.values})


class FollowQuerySet(models.QuerySet["Follow"]):
    def public(self, *, at: datetime) -> Self:
        """Without the storylines of which readers may see nothing at that moment."""
        return self.filter(Q(storyline=None) | Q(storyline__in=begun(at=at)))


class Follow(Kept):
    """A reader follows a topic, an author, a section or a storyline: exactly one."""

    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="follows"
    )
    topic = models.ForeignKey("topics.Topic", models.CASCADE, null=True, related_name="+")
    author = models.ForeignKey("topics.Author", models.CASCADE, null=True, related_name="+")
    section = models.ForeignKey("topics.Section", models.CASCADE, null=True, related_name="+")
    storyline = models.ForeignKey("topics.Storyline", models.CASCADE, null=True, related_name="+")
    followed_at = models.DateTimeField()

    objects = FollowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="follows_exactly_one",
                condition=reduce(or_, map(_only, Subject.values)),
            ),
            *(
                models.UniqueConstraint(fields=["reader", subject], name=f"{subject}_followed_once")
                for subject in Subject.values
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reader_id} {self.subject} {self.subject_id}"

    @property
    def subject(self) -> Subject:
        return next(each for each in Subject if getattr(self, f"{each}_id") is not None)

    @property
    def subject_id(self) -> int:
        return int(getattr(self, f"{self.subject}_id"))


class Appearance(models.TextChoices):
    AUTO = "auto", _("As this device has it")
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


class Folding(models.TextChoices):
    PAPER = "paper", _("As the paper does")
    NEVER = "never", _("Never: show the whole story at once")


TEXT_SIZES = (100, 125, 150, 175, 200)
"""Percent; the style sheet knows these steps."""


class Preferences(Kept):
    """How a reader likes to read. There is a row once they have chosen anything."""

    reader = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="preferences",
    )
    text_size = models.PositiveSmallIntegerField(default=TEXT_SIZES[0])
    appearance = models.CharField(max_length=5, choices=Appearance, default=Appearance.AUTO)
    folding = models.CharField(max_length=5, choices=Folding, default=Folding.PAPER)
    keeps_places = models.BooleanField(null=True)
    """whether we may keep where reading stopped; null: not asked yet, and nothing is kept"""

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="text_size_is_a_step", condition=Q(text_size__in=TEXT_SIZES)
            ),
        ]

    def __str__(self) -> str:
        return str(self.reader_id)


class Place(Kept):
    """Where in a long story reading stopped: before which of its blocks."""

    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="places"
    )
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="+")
    block = models.PositiveSmallIntegerField()
    blocks = models.PositiveSmallIntegerField()
    """how many the story had then"""
    stopped_at = models.DateTimeField()

    objects = KeptOfStories.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reader", "story"], name="stopped_once"),
            models.CheckConstraint(
                name="place_lies_inside", condition=Q(block__gt=0, block__lt=F("blocks"))
            ),
        ]
        indexes = [models.Index(fields=["reader", "-stopped_at"], name="place_newest_first")]

    def __str__(self) -> str:
        return f"{self.reader_id} {self.story_id} {self.block}/{self.blocks}"


class Portrait(Kept):
    """What a reader looks like: small, square, and in the database, so that it goes with them."""

    reader = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="portrait",
    )
    body = models.BinaryField()
    version = models.CharField(max_length=16)

    def __str__(self) -> str:
        return f"{self.reader_id} {self.version}"


class Erasure(models.Model):
    """That an account was erased, and when; nobody's in particular."""

    erased_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.erased_at:%Y-%m-%d %H:%M}"
