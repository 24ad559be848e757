"""The history of a story, in which what was decided stands out from what was merely saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

import django_filters  # type: ignore[import-untyped]
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Table
from wagtail.admin.views.generic.history import HistoryFilterSet
from wagtail.snippets.views.snippets import HistoryView

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from wagtail.models import BaseLogEntry

SAVED = ("wagtail.edit", "wagtail.rename")
"""A sitting at the form. All other lines are deeds: made, submitted, approved, published…"""

DEEDS = "deeds"


class HistoryTable(Table):
    def get_row_classname(self, instance: BaseLogEntry) -> str:
        return "newsroom-saved" if instance.action in SAVED else "newsroom-deed"


class StoryHistoryFilters(HistoryFilterSet):
    show = django_filters.ChoiceFilter(
        label=_("Show"),
        empty_label=_("Everything"),
        choices=[(DEEDS, _("All but saved drafts"))],
        method="shown",
    )

    def shown(
        self, entries: QuerySet[BaseLogEntry], name: str, value: str
    ) -> QuerySet[BaseLogEntry]:
        return entries.exclude(action__in=SAVED)


class StoryHistoryView(HistoryView):
    table_class = HistoryTable
    filterset_class = StoryHistoryFilters
