"""The panel beside a story's form: which storylines it belongs to, and which earlier stories do."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.side_panels import BaseSidePanel


class StorylinesPanel(BaseSidePanel):
    """Filled by a script that asks the desk once somebody rests from writing."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = _("Toggle storylines")
        icon_name = "list-ol"

    name = "storylines"
    title = _("The story so far")
    template_name = "newsroom/storylines.html"
    order = 95
