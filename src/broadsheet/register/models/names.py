"""What entries are looked up by, as a text has it, and how very many are looked up at once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Iterable

KINDS: Final = ("person", "office", "place", "organisation")


@models.Field.register_lookup
@models.ForeignKey.register_lookup  # which has lookups of its own
class Among(models.Lookup):
    """`in`, for thousands of values: they go to the database as one."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        left, params = self.process_lhs(compiler, connection)
        # In order, they are looked up side by side, in half of the time.
        values = json.dumps(sorted(self.rhs), ensure_ascii=False)
        return f"{left} IN (SELECT value FROM json_each(%s))", [*params, values]  # noqa: S608

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        left, params = self.process_lhs(compiler, connection)
        if not isinstance(self.lhs.output_field, models.CharField | models.TextField):
            return f"{left} = ANY(%s)", [*params, sorted(self.rhs)]
        # Of an array it would estimate each value, which takes longer than to look them all up.
        values = json.dumps(sorted(self.rhs), ensure_ascii=False)
        return f"{left} IN (SELECT jsonb_array_elements_text(%s::jsonb))", [*params, values]


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
