"""Words that somebody keeps as they are, though a check remarks on them.

No page for readers may look here.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from broadsheet.checking.remarks import Weight


class KeptWords(models.Model):
    """Why some words of a story stay as they are."""

    story = models.ForeignKey(
        "stories.Story",
        verbose_name=_("story"),
        on_delete=models.CASCADE,
        related_name="kept_words",
    )
    key = models.CharField(max_length=32)
    """of the remark"""
    weight = models.PositiveSmallIntegerField(default=int(Weight.ERROR))
    """of the remark"""
    words = models.TextField(_("words"))
    remark = models.TextField(_("remark"))
    reason = models.TextField(_("reason"))
    by = models.CharField(_("by"), max_length=255)
    kept_at = models.DateTimeField(_("kept"))

    class Meta:
        verbose_name = _("kept words")
        verbose_name_plural = _("kept words")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["story", "key"], name="words_kept_once")]

    def __str__(self) -> str:
        return self.words
