"""Which stories are like which. Derived, by whoever keeps a search index; pages only read it."""

from __future__ import annotations

from django.db import models

from broadsheet.stories.models.story import Story


class Likeness(models.Model):
    """Another story that is like one, and so may stand beside it."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="likenesses")
    other = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="+")
    percent = models.PositiveSmallIntegerField()
    """of what tells the one that was looked at from all others, so much is in the other as well"""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["story", "other"], name="alike_once")]
        indexes = [models.Index(fields=["story", "-percent", "-other"], name="likeness_most_first")]

    def __str__(self) -> str:
        return f"{self.story_id} {self.percent} % {self.other_id}"


class LikenessDue(models.Model):
    """A story for which others that are like it are to be looked for."""

    story = models.OneToOneField(
        Story, primary_key=True, on_delete=models.CASCADE, related_name="likeness_due"
    )

    def __str__(self) -> str:
        return str(self.story_id)
