"""The newsroom's screen for the curated places of fronts, and what guards the standing pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultipleChooserPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.models import Page

from broadsheet.fronts.models import ROOT_DEPTH, Front

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import Model, QuerySet
    from django.http import HttpRequest, HttpResponse


def places(front: Front) -> str:
    """The headlines an editor has put there, the lead first."""
    return " · ".join(str(slot.story) for slot in front.slots.all())


def keep_root(request: HttpRequest, things: Iterable[Model]) -> HttpResponse | None:
    """Refuse to do away with the page that all standing pages, and their menus, hang on."""
    if not any(isinstance(thing, Page) and thing.depth <= ROOT_DEPTH for thing in things):
        return None
    messages.error(request, _("All standing pages hang from this one, so it stays as it is."))
    return redirect("wagtailadmin_explore_root")


class FrontViewSet(ModelViewSet):
    model = Front
    icon = "home"
    menu_label = _("Fronts")
    menu_order = 110
    add_to_admin_menu = True
    copy_view_enabled = False
    list_display = ["__str__", Column("places", label=_("Chosen by hand"), accessor=places)]
    edit_handler = ObjectList(
        [
            FieldPanel("section"),
            MultipleChooserPanel(
                "slots",
                chooser_field_name="story",
                label=_("story"),
                heading=_("Places"),
                help_text=_(
                    "The first is the lead. Places you leave open fill themselves with the newest."
                ),
            ),
        ]
    )

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        kwargs["queryset"] = self.fronts()
        return super().get_index_view_kwargs(**kwargs)

    def fronts(self) -> QuerySet[Front]:
        return Front.objects.select_related("section").prefetch_related("slots__story")


fronts = FrontViewSet("fronts")
