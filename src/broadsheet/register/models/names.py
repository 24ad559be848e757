"""What entries are looked up by, as a text has it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Iterable

KINDS: Final = ("person", "office", "place", "organisation")


class Role(models.IntegerChoices):
    """What a name is looked up as. `SHORT` is the last: very many may have the same."""

    PERSON = 1, _("Person")
    OFFICE = 2, _("Office")
    PLACE = 3, _("Place")
    ADJECTIVE = 4, _("Adjective of a place")
    ORGANISATION = 5, _("Organisation")
    NEAR = 6, _("Key of a misspelt name")
    SHORT = 9, _("Short name of a person")


def _of(model: str) -> models.ForeignKey[Any, Any]:
    # Most are empty: an index of those that are not is one of the table's own.
    return models.ForeignKey(
        model, null=True, on_delete=models.CASCADE, related_name="+", db_index=False
    )


class Name(models.Model):
    """What an entry is looked up by, folded as in a text. Nobody writes it but the entry."""

    role = models.PositiveSmallIntegerField(choices=Role)
    folded = models.TextField()
    person = _of("Person")
    office = _of("Office")
    place = _of("Place")
    organisation = _of("Organisation")

    class Meta:
        indexes = [
            models.Index(fields=["folded", "role", "person"], name="name_looked_up"),
            *(
                models.Index(fields=[kind], condition=~Q(**{kind: None}), name=f"name_of_{kind}")
                for kind in KINDS
            ),
        ]

    def __str__(self) -> str:
        return self.folded

    @classmethod
    def of(cls, kind: str, pk: int, keys: Iterable[tuple[int, str]]) -> list[Self]:
        """Those of one entry, which is saved, not saved yet themselves."""
        return [
            cls(role=role, folded=folded, **{f"{kind}_id": pk}) for role, folded in sorted(keys)
        ]
