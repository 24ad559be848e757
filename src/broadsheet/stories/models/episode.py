"""The episodes of a storyline: which stories tell it, what happened in each, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from broadsheet.fields import LineField
from broadsheet.stories.models.story import Story

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date


class EpisodeQuerySet(models.QuerySet["Episode"]):
    def beside(self, stories: Iterable[int]) -> Self:
        """All episodes of the storylines to which any of these stories belongs."""
        theirs = Episode.objects.filter(story__in=list(stories)).values("storyline")
        return self.filter(storyline__in=theirs)

    def with_stories(self) -> Self:
        """With all that a line of a storyline tells."""
        return self.select_related("storyline", "story__section").defer("story__body")


class Episode(models.Model):
    """A story of a storyline.

    It belongs to no version of the story: editors add it, and mend its line and its day, without
    publishing the story anew. Readers see it for as long as they may see the story.
    """

    storyline = ParentalKey(
        "topics.Storyline",
        verbose_name=_("storyline"),
        on_delete=models.CASCADE,
        related_name="episodes",
    )
    story = models.ForeignKey(
        Story, verbose_name=_("story"), on_delete=models.CASCADE, related_name="episodes"
    )
    line = LineField(
        _("what happened"),
        max_length=200,
        blank=True,
        help_text=_("In one line. Leave empty to show the headline."),
    )
    happened_on = models.DateField(
        _("on which day"),
        null=True,
        blank=True,
        help_text=_("Leave empty for the day on which the story was first published."),
    )

    objects = EpisodeQuerySet.as_manager()

    class Meta:
        verbose_name = _("episode")
        verbose_name_plural = _("episodes")
        constraints = [
            models.UniqueConstraint(
                fields=["storyline", "story"],
                name="episode_once",
                violation_error_message=_("The story is in this storyline already."),
            )
        ]

    def __str__(self) -> str:
        return self.line or str(self.story)

    @property
    def day(self) -> date | None:
        """When it happened; unknown as long as nobody says so and the story is a draft."""
        return self.happened_on or self.story.day
