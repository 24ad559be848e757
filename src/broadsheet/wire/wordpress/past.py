"""What of a source was met before. A first import asks the database next to nothing."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from broadsheet.wire.models import LONGEST_KEY, Arrival

if TYPE_CHECKING:
    from broadsheet.wire.wordpress.survey import Survey

LONGEST_KIND = 40
IN_MEMORY = 2000


class Past:
    """The arrivals of one source, each the same object for as long as it is remembered."""

    def __init__(self, source: str, survey: Survey) -> None:
        self.source = source
        self._survey = survey
        kinds = Arrival.objects.of(source).order_by().values_list("kind", flat=True).distinct()
        self._kinds_before = frozenset(kinds)
        self._recent: OrderedDict[tuple[str, str], Arrival] = OrderedDict()

    def at(self, kind: str, key: str) -> Arrival:
        """The arrival of an item; an unsaved one where the item has not been met before."""
        name = kind[:LONGEST_KIND], key[:LONGEST_KEY]
        if name not in self._recent:
            self._recent[name] = self._asked(*name)
        self._recent.move_to_end(name)
        if len(self._recent) > IN_MEMORY:
            self._recent.popitem(last=False)
        return self._recent[name]

    def _asked(self, kind: str, key: str) -> Arrival:
        is_first = self._survey.meet(kind, key)
        if is_first and kind not in self._kinds_before:
            return Arrival(source=self.source, kind=kind, key=key)
        found = Arrival.objects.filter(source=self.source, kind=kind, key=key).order_by()[:1]
        return next(iter(found), None) or Arrival(source=self.source, kind=kind, key=key)
