"""The records of offices, and of who holds or held them when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce, Concat, Substr
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from broadsheet.fields import DaysField, LineField, PassageField
from broadsheet.kit.characters import lines
from broadsheet.register.models.entries import (
    LONGEST_NAME,
    Entry,
    Organisation,
    Person,
    Place,
    must_follow,
)
from broadsheet.register.models.names import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LONGEST_SOURCE = 500


class Office(Entry):
    """What somebody may be: of a country, of an organisation, or of nothing."""

    title = LineField(
        _("title"),
        max_length=LONGEST_NAME,
        help_text=_("As the house writes it, without what it is of: prime minister."),
    )
    others = PassageField(
        _("other titles"),
        blank=True,
        help_text=_("Other ways to write it, shortened ones too, one to a line: premier."),
    )
    country = models.ForeignKey(
        Place,
        verbose_name=_("of the country or place"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="offices",
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("or of the organisation"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="offices",
    )
    is_single = models.BooleanField(
        _("held by one person at a time"),
        default=True,
        help_text=_("Not so for members of a parliament, for instance."),
    )

    class Meta:
        verbose_name = _("office")
        verbose_name_plural = _("offices")
        ordering = ["title", "pk"]
        constraints = [
            models.UniqueConstraint(
                "title",
                Coalesce("country", Value(0)),
                Coalesce("organisation", Value(0)),
                name="one_office_of_a_title",
                violation_error_message=_("This office is in the register already."),
            ),
            models.CheckConstraint(
                name="office_of_one_thing",
                condition=Q(country=None) | Q(organisation=None),
                violation_error_message=_("Choose a country or an organisation, not both."),
            ),
        ]

    def __str__(self) -> str:
        of = self.country or self.organisation
        return f"{self.title}, {of}" if of else self.title

    def names(self) -> Iterator[tuple[Role, Iterable[str]]]:
        yield Role.OFFICE, (self.title, *lines(self.others))


class Tenure(models.Model):
    """That somebody holds or held an office, from when to when, and where that stands."""

    person = ParentalKey(
        Person,
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        related_name="tenures",
        db_index=False,  # the first of what is unique
    )
    office = ParentalKey(
        Office, verbose_name=_("office"), on_delete=models.PROTECT, related_name="tenures"
    )
    begins = DaysField(
        _("from"), help_text=_("A day, a month or a year. Empty if it is not known.")
    )
    ends = DaysField(_("to"), help_text=_("Empty while it lasts, or if it is not known."))
    is_acting = models.BooleanField(_("acting"), default=False)
    source = LineField(
        _("source"),
        max_length=LONGEST_SOURCE,
        help_text=_("Where that stands: a publication, or an address."),
    )

    class Meta:
        verbose_name = _("tenure")
        verbose_name_plural = _("tenures")
        ordering = ["begins", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "office", "begins"],
                name="one_tenure_from_a_day",
                violation_error_message=_("This tenure is in the register already."),
            ),
            models.CheckConstraint(
                name="tenure_begins_before_it_ends",
                # Of `2014`, the first days sort before all of its others, and the last ones after.
                condition=Q(begins="")
                | Q(ends="")
                | Q(begins__lte=Substr(Concat(F("ends"), Value("-99-99")), 1, 10)),
                violation_error_message=_("It ends before it begins."),
            ),
            models.CheckConstraint(
                name="tenure_has_a_source",
                condition=~Q(source=""),
                violation_error_message=_("Say where that stands."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.begins or '?'} – {self.ends or '…'}"

    def clean(self) -> None:
        super().clean()
        must_follow(self.begins, self.ends, field="ends", says=_("It ends before it begins."))
