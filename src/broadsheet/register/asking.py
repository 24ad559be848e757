"""What the register is asked for each text, prepared; `pages` makes of the rows what is known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db.models import Case, F, Q, When
from django.db.models.functions import Coalesce

from broadsheet.prepared import Later, Prepared
from broadsheet.register.models import Name, Office, Organisation, Person, Place, Role, Tenure

if TYPE_CHECKING:
    from django.db.models import Manager

MOST_SHORT: Final = 200
"""Tenures that are taken in by a short name and a title alone."""


def _by_number(records: Manager[Any], *columns: str) -> Prepared:
    """Those that `ids` names."""
    return Prepared(records.filter(pk__among=Later("ids")).order_by("pk").values_list(*columns))


_TITLED: Final = Name.objects.filter(role=Role.OFFICE, folded__among=Later("titles"))
_CALLED: Final = Name.objects.filter(role=Role.SHORT, folded__among=Later("names"))

NAMES: Final = Prepared(
    Name.objects.filter(folded__among=Later("names"), role__lt=Role.SHORT)
    .values_list(
        "role",
        "folded",
        # A title is that of very many offices; which of them is meant, further words say.
        Case(
            When(role=Role.OFFICE, then=None),
            default=Coalesce("person_id", "place_id", "organisation_id"),
        ),
    )
    .distinct()
)
"""Who and what has a name that stands in the text: role, name and number, which titles have not."""

SHORT_NAMES: Final = Prepared(_CALLED.order_by("folded").values_list("folded").distinct())
"""Those of `names` that are somebody's short name."""

OFFICES_NAMED: Final = Prepared(
    _TITLED.filter(
        Q(office__country__among=Later("places"))
        | Q(office__organisation__among=Later("organisations"))
        | Q(office__country=None, office__organisation=None)
    ).values_list("office_id", "office__is_single")
)
"""Offices, and whether one person at a time holds them."""

TENURES_CALLED: Final = Prepared(
    # Reckoned with, an office is not looked up with each person: few people bear a name, and of
    # titles the text may have many.
    Tenure.objects.alias(held=F("office_id") + 0)
    .filter(person__in=_CALLED.values("person_id"), held__in=_TITLED.values("office_id"))
    .order_by("person_id", "pk")
    .values_list("pk")[:MOST_SHORT]
)
"""Of those whose short name is among `names`, in offices whose title is among `titles`."""

TENURES: Final = Prepared(
    Tenure.objects.filter(
        Q(person__among=Later("people"))
        | Q(pk__among=Later("called"))
        | Q(office__among=Later("offices"))
    )
    .order_by("pk")
    .values_list("pk", "person_id", "office_id", "begins", "ends", "is_acting", "source")
)

PERSONS: Final = _by_number(
    Person.objects, "pk", "name", "others", "short", "born", "died", "known_on"
)

OFFICES: Final = _by_number(
    Office.objects,
    *("pk", "title", "others", "is_single", "known_on", "country__name", "organisation__name"),
    *("country__others", "country__adjectives", "organisation__others"),
    *("country__former", "organisation__former"),
)

PLACES: Final = _by_number(
    Place.objects,
    *("pk", "name", "others", "former", "region", "adjectives"),
    *("country__name", "country__others", "country__adjectives"),
)

ORGANISATIONS: Final = _by_number(Organisation.objects, "pk", "name", "others", "former")
