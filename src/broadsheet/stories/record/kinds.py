"""The kinds of change that a published story may undergo, and what each asks of the newsroom."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """Why a version took the place of the one before."""

    FIRST = "first", _("First publication")
    TYPO = "typo", _("Small change")
    UPDATE = "update", _("Update")
    CLARIFICATION = "clarification", _("Clarification")
    CORRECTION = "correction", _("Correction")
    RETRACTION = "retraction", _("Retraction")


TOLD = frozenset({Kind.UPDATE, Kind.CLARIFICATION, Kind.CORRECTION, Kind.RETRACTION})
"""Readers are told of these, in a sentence; the time of the newest stands beside the first one."""

AMENDS = frozenset({Kind.CLARIFICATION, Kind.CORRECTION, Kind.RETRACTION})
"""These own up to a fault, and put the story among the corrections."""

OFFERED = [
    (Kind.TYPO.value, _("Typo: spelling and the like. Readers are told nothing.")),
    (Kind.UPDATE.value, _("Update: there is news. Told at the top, with its time.")),
    (
        Kind.CLARIFICATION.value,
        _("Clarification: it was right, and could be misunderstood. Told at the foot."),
    ),
    (
        Kind.CORRECTION.value,
        _("Correction: something was wrong. Told at the foot, with the words before and after."),
    ),
    (
        Kind.RETRACTION.value,
        _("Retraction: the story does not stand. Told at the top, plain and large."),
    ),
]
"""What an editor chooses from."""

LONGEST_NOTE = 600
"""Characters of the sentence for readers."""
