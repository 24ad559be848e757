"""The records of the style book."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import RevisionMixin

from broadsheet.checking.remarks import Weight
from broadsheet.checking.style import rules
from broadsheet.checking.style.patterns import NoPattern, variants_of
from broadsheet.checking.style.trying import failures_of
from broadsheet.fields import LineField, PassageField
from broadsheet.formats import stylebook
from broadsheet.kit.characters import lines
from broadsheet.stylebook.complaints import FIELDS, about_failure, about_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_NAME, LONGEST_LINE, LONGEST_TEXT = 200, 300, 4_000


class Weighing(models.IntegerChoices):
    """How much it matters when a rule is broken."""

    HINT = Weight.HINT, _("Hint: may be as it is meant")
    WARNING = Weight.WARNING, _("Warning: is likely wrong")
    ERROR = Weight.ERROR, _("Error: is not published without a reason")


TOLD = ("pk", "patterns", "instead", "why", "weight", "unless", "is_exact", "in_quotations")
"""What the checks take of a rule, as `told_of` does."""


def told_of(row: tuple[Any, ...]) -> rules.Rule:
    """A rule as the checks take it, from those columns."""
    pk, patterns, instead, why, weight, unless, is_exact, in_quotations = row
    return rules.Rule(
        pk or 0,
        lines(patterns),
        why,
        instead,
        lines(unless),
        Weight(weight),
        is_exact=is_exact,
        in_quotations=in_quotations,
    )


def name_of(patterns: str) -> str:
    """What a rule of these is known by."""
    first = (lines(patterns) or ("",))[0]
    return " ".join(first.lower().split())[:LONGEST_NAME]


class Rule(RevisionMixin, models.Model):
    """What the house does not write. It is not saved by a form unless its own examples hold."""

    name = models.CharField(max_length=LONGEST_NAME, unique=True, editable=False)
    """the first of its patterns: it is known by that"""
    patterns = PassageField(
        _("what to find"),
        max_length=LONGEST_TEXT,
        help_text=_(
            "One to a line. (less|fewer) is one or the other, (very|) may be missing, utilis* is "
            "a word that goes on, # is a figure, _ any word."
        ),
    )
    instead = LineField(
        _("what to write instead"),
        max_length=LONGEST_LINE,
        blank=True,
        help_text=_(
            "Empty where that depends. The same signs stand for what was found; a choice with as "
            "many parts becomes the one of the same place."
        ),
    )
    why = LineField(
        _("why"), max_length=LONGEST_LINE, help_text=_("A sentence for whoever wrote it.")
    )
    weight = models.PositiveSmallIntegerField(
        _("weight"), choices=Weighing, default=Weighing.WARNING
    )
    unless = PassageField(
        _("but not within"),
        max_length=LONGEST_TEXT,
        blank=True,
        help_text=_("Patterns, one to a line: what is found within them is left alone."),
    )
    is_exact = models.BooleanField(_("capitals count"), default=False)
    in_quotations = models.BooleanField(
        _("in quotations, too"), default=False, help_text=_("Where it weighs less.")
    )
    is_on = models.BooleanField(_("looked for"), default=True)
    wrong = PassageField(
        _("copy that is wrong"),
        max_length=LONGEST_TEXT,
        help_text=_(
            "Examples, one to a line. Behind an arrow may stand what becomes of it: Past history. "
            "→ History."
        ),
    )
    right = PassageField(
        _("copy that is right"),
        max_length=LONGEST_TEXT,
        help_text=_("Examples that come near, and are to be left alone."),
    )

    class Meta:
        verbose_name = _("rule of house style")
        verbose_name_plural = _("house style")
        ordering = ["name"]

    def __str__(self) -> str:
        return (lines(self.patterns) or ("",))[0]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name = name_of(self.patterns)
        super().save(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        others = Rule.objects.exclude(pk=self.pk)
        if others.filter(name=name_of(self.patterns)).exists():
            raise ValidationError({"patterns": _("The style book has this rule already.")})
        faults = dict(self._faults())
        if not faults:
            faults = self._failures()
        if faults:
            raise ValidationError(faults)

    def told(self) -> rules.Rule:
        """As the checks take it."""
        return told_of(tuple(getattr(self, field) for field in TOLD))

    def as_written(self) -> stylebook.Rule:
        """As it stands in a file."""
        return stylebook.Rule(
            find=lines(self.patterns),
            why=self.why,
            write=self.instead,
            weight=Weight(self.weight).name.lower(),
            unless=lines(self.unless),
            capitals=self.is_exact,
            quotations=self.in_quotations,
            off=not self.is_on,
            wrong=lines(self.wrong),
            right=lines(self.right),
        )

    def _faults(self) -> Iterator[tuple[str, str]]:
        """Of each field the first thing that is no pattern."""
        for name, text, instead in (
            ("patterns", self.patterns, ""),
            ("unless", self.unless, ""),
            ("instead", self.patterns, self.instead),
        ):
            try:
                variants_of(lines(text), instead)
            except NoPattern as error:
                if name != "instead" or error.is_of_instead:
                    yield name, about_pattern(error)

    def _failures(self) -> dict[str, Any]:
        said: dict[str, Any] = {}
        for failure in failures_of(self.told(), wrong=lines(self.wrong), right=lines(self.right)):
            said.setdefault(FIELDS[failure.how], []).append(about_failure(failure))
        return said
