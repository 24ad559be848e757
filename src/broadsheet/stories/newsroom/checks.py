"""The panel beside a story's form that says what is wrong with the copy in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.side_panels import BaseSidePanel

from broadsheet.paper.models import Paper

if TYPE_CHECKING:
    from collections.abc import Mapping


class CopyPanel(BaseSidePanel):
    """Filled by a script that asks the desk, a moment after the last key."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = _("Toggle copy checks")
        icon_name = "clipboard-list"
        counter_classname = "w-bg-critical-200"

    name = "copy"
    title = _("Copy checks")
    template_name = "newsroom/checks.html"
    order = 90

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(parent_context)
        moment = self.object.published_at or self.object.go_live_at
        # Of what nobody has dated, the day is that of each asking: a form may stay open overnight.
        day = moment.astimezone(Paper.current().zone).date().isoformat() if moment else ""
        return {**context, "day": day}
