"""The history of a story, in which what was decided stands out from what was merely saved.

And the way back to an earlier version.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

import django_filters  # type: ignore[import-untyped]
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Table
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.generic import RevisionsRevertMixin
from wagtail.admin.views.generic.history import ActionColumn, HistoryFilterSet
from wagtail.snippets.views.snippets import HistoryView

from broadsheet.stories.actions import AUTOSAVED
from broadsheet.stories.newsroom.writing import DeskView

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.db.models import QuerySet
    from wagtail.admin.ui.tables import Column
    from wagtail.models import BaseLogEntry

    from broadsheet.stories.models import Story

SAVED = (AUTOSAVED, "wagtail.edit", "wagtail.rename")
"""A sitting at the form. All other lines are deeds: made, submitted, approved, published…"""

DEEDS = "deeds"

NAMES: Final = {"wagtail.create": _("Begun"), "wagtail.edit": _("Saved by hand")}
"""What is said of these lines, which Wagtail calls by what its program did."""


@dataclass(frozen=True, slots=True)
class Run:
    """Lines that follow each other; several that saved themselves are folded into one."""

    rows: tuple[Any, ...]
    is_folded: bool

    @property
    def since(self) -> datetime:
        moment: datetime = self.rows[-1].instance.timestamp
        return moment

    @property
    def until(self) -> datetime:
        moment: datetime = self.rows[0].instance.timestamp
        return moment

    @property
    def people(self) -> str:
        users = {row.instance.user_id: row.instance.user for row in self.rows if row.instance.user}
        return ", ".join(get_user_display_name(user) for user in users.values())


class HistoryTable(Table):
    template_name = "newsroom/history_table.html"

    def get_row_classname(self, instance: BaseLogEntry) -> str:
        return "newsroom-saved" if instance.action in SAVED else "newsroom-deed"

    @property
    def runs(self) -> Iterator[Run]:
        for by_itself, rows in groupby(self.rows, key=lambda row: row.instance.action == AUTOSAVED):
            run = tuple(rows)
            yield Run(run, is_folded=by_itself and len(run) > 1)


class DeedColumn(ActionColumn):
    def get_value(self, instance: BaseLogEntry) -> str:
        return str(NAMES.get(instance.action) or super().get_value(instance))


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

    @cached_property
    def columns(self) -> list[Column]:
        deed, *others = super().columns
        named = DeedColumn(
            deed.name,
            label=deed.label,
            object=deed.object,
            url_names=deed.url_names,
            user_can_unschedule=deed.user_can_unschedule,
        )
        return [named, *others]


class GoBackView(RevisionsRevertMixin, DeskView):
    """An earlier version in the form, to become the newest again."""

    view_name = "revisions_revert"

    def save_instance(self) -> Story:
        self.hold()
        story: Story = super().save_instance()
        return story
