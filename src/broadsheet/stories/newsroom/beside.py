"""The panels beside a story's form that look at the copy while it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.side_panels import BaseSidePanel

from broadsheet.paper.models import Paper

if TYPE_CHECKING:
    from collections.abc import Mapping


class WritingPanel(BaseSidePanel):
    """Filled by a script that asks the desk, a moment after the last key."""

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(parent_context)
        moment = self.object.published_at or self.object.go_live_at
        # Of what nobody has dated, the day is that of each asking: a form may stay open overnight.
        day = moment.astimezone(Paper.current().zone).date().isoformat() if moment else ""
        return {**context, "day": day}


class CopyPanel(WritingPanel):
    """Says what is wrong with the copy."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = _("Toggle copy checks")
        icon_name = "clipboard-list"
        counter_classname = "w-bg-critical-200"

    name = "copy"
    title = _("Copy checks")
    template_name = "newsroom/checks.html"
    order = 90


class StorylinesPanel(WritingPanel):
    """Says which storylines the story belongs to, and which earlier stories do."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = _("Toggle storylines")
        icon_name = "list-ol"

    name = "storylines"
    title = _("The story so far")
    template_name = "newsroom/storylines.html"
    order = 95
