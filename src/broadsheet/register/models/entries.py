"""The records of persons, places and organisations, and what all entries have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from wagtail.models import RevisionMixin

from broadsheet.checking import near
from broadsheet.checking.known import all_folded
from broadsheet.fields import DaysField, LineField, PassageField, validate_addresses
from broadsheet.kit.characters import lines
from broadsheet.kit.days import Span
from broadsheet.register.models.names import Name, Role
from broadsheet.register.reading import formers, validate_formers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LONGEST_NAME = 200
LONGEST_KIND = 80


def must_follow(first: str, second: str, *, field: str, says: Any) -> None:
    """Raises ValidationError for a field whose days are all before those of another."""
    try:
        if first and second and Span.read(second).last < Span.read(first).first:
            raise ValidationError({field: says})
    except ValueError:
        return  # it has been said at the field itself


class Entry(RevisionMixin, ClusterableModel):
    """What the register has of somebody or something."""

    known_on = models.DateField(
        _("known as of"),
        null=True,
        blank=True,
        help_text=_("The day on which somebody last saw that all of this is so."),
    )

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Its names are looked up as soon as it is saved."""
        with transaction.atomic():
            super().save(*args, **kwargs)
            self._settle_names()

    @classmethod
    def kind(cls) -> str:
        """The field of `Name` that leads here."""
        return cls._meta.model_name or ""

    def names(self) -> Iterator[tuple[Role, Iterable[str]]]:
        """All that it may be looked up by."""
        raise NotImplementedError

    def looked_up_by(self) -> set[tuple[int, str]]:
        return {(int(role), name) for role, names in self.names() for name in all_folded(names)}

    def _settle_names(self) -> None:
        mine = Name.objects.filter(**{self.kind(): self.pk})
        there = {
            (role, folded): pk for pk, role, folded in mine.values_list("pk", "role", "folded")
        }
        wanted = self.looked_up_by()
        if gone := [pk for key, pk in there.items() if key not in wanted]:
            Name.objects.filter(pk__in=gone).delete()
        Name.objects.bulk_create(Name.of(self.kind(), self.pk, wanted - there.keys()))


class Person(Entry):
    """Somebody who holds or held an office, or whom the paper writes about."""

    name = LineField(
        _("name"), max_length=LONGEST_NAME, help_text=_("In full, as the house writes it.")
    )
    others = PassageField(
        _("other spellings"), blank=True, help_text=_("Of the full name, one to a line.")
    )
    short = LineField(
        _("short name"),
        max_length=LONGEST_NAME,
        blank=True,
        help_text=_("What they are called after a first mention: mostly the family name."),
    )
    born = DaysField(_("born"), help_text=_("A day, a month or a year: 1956-03-12."))
    died = DaysField(_("died"))
    same_as = models.TextField(
        _("same as"),
        blank=True,
        validators=[validate_addresses],
        help_text=_("Addresses that stand for the same person elsewhere, one to a line."),
    )

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name", "pk"]
        indexes = [models.Index(fields=["name"], name="person_by_name")]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        must_follow(self.born, self.died, field="died", says=_("This is before the birth."))

    def names(self) -> Iterator[tuple[Role, Iterable[str]]]:
        yield Role.PERSON, (self.name, *lines(self.others))
        yield Role.SHORT, (self.short,)

    def looked_up_by(self) -> set[tuple[int, str]]:
        there = super().looked_up_by()
        full = [name for role, name in there if role == Role.PERSON]
        return there | {(int(Role.NEAR), key) for name in full for key in near.keys(name)}


class Place(Entry):
    """A country, or what lies in one."""

    name = LineField(
        _("name"), max_length=LONGEST_NAME, help_text=_("As the house writes it: Kyiv.")
    )
    others = PassageField(
        _("other spellings"),
        blank=True,
        help_text=_("That are not wrong, shortened ones too, one to a line: US, U.S."),
    )
    adjectives = PassageField(
        _("adjectives"),
        blank=True,
        help_text=_("What stands for it before an office, one to a line: American."),
    )
    former = PassageField(
        _("former names"),
        blank=True,
        validators=[validate_formers],
        help_text=_("One to a line, and in parentheses until when: Bombay (1995-11)."),
    )
    country = models.ForeignKey(
        "self",
        verbose_name=_("country"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="places",
        help_text=_("In which it lies. Empty for a country."),
    )
    region = LineField(_("region"), max_length=LONGEST_NAME, blank=True)
    same_as = models.TextField(_("same as"), blank=True, validators=[validate_addresses])

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                "name",
                Coalesce("country", Value(0)),
                "region",
                name="one_place_of_a_name",
                violation_error_message=_("This place is in the register already."),
            ),
            models.CheckConstraint(
                name="place_not_its_own_country",
                condition=Q(country=None) | ~Q(country=F("id")),
                violation_error_message=_("A place does not lie in itself."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        if self.country and self.country.country_id:
            raise ValidationError({"country": _("That is no country: it lies in one.")})
        if self.country and self.pk and self.places.exists():
            raise ValidationError({"country": _("This is a country: places lie in it.")})

    def names(self) -> Iterator[tuple[Role, Iterable[str]]]:
        formerly = (each.name for each in formers(self.former))
        yield Role.PLACE, (self.name, *lines(self.others), *formerly)
        yield Role.ADJECTIVE, lines(self.adjectives)


class Organisation(Entry):
    """A company, an alliance, a party, a ministry."""

    name = LineField(_("name"), max_length=LONGEST_NAME, help_text=_("As the house writes it."))
    others = PassageField(
        _("other names"),
        blank=True,
        help_text=_("That are not wrong, shortened ones too, one to a line: UN, U.N."),
    )
    former = PassageField(
        _("former names"),
        blank=True,
        validators=[validate_formers],
        help_text=_("One to a line, and in parentheses until when: Facebook, Inc. (2021-10-28)."),
    )
    sort = LineField(
        _("kind"), max_length=LONGEST_KIND, blank=True, help_text=_("Company, alliance, party…")
    )
    same_as = models.TextField(_("same as"), blank=True, validators=[validate_addresses])

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name", "pk"]
        indexes = [models.Index(fields=["name"], name="organisation_by_name")]

    def __str__(self) -> str:
        return self.name

    def names(self) -> Iterator[tuple[Role, Iterable[str]]]:
        formerly = (each.name for each in formers(self.former))
        yield Role.ORGANISATION, (self.name, *lines(self.others), *formerly)
