"""The newsroom's screen for old addresses: what leads where, by hand or remembered."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.model import ModelViewSet

from broadsheet.addresses.models import FormerAddress


class AddressForm(WagtailAdminModelForm):
    """An address written by hand takes the place of the thing that was remembered."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if cleaned.get("to_address"):
            self.instance.content_type = self.instance.object_id = None
        elif self.instance.content_type is None and "to_address" not in self.errors:
            self.add_error("to_address", _("Say where the old address leads."))
        return cleaned


def where(former: FormerAddress) -> str:
    """Where readers are sent, or why they are not."""
    if former.is_gone:
        return str(_("Nowhere: what was there has been deleted or withdrawn (410)"))
    return former.target_for_readers(at=timezone.now()) or str(_("Nowhere: it is not public"))


class FormerAddressViewSet(ModelViewSet):
    model = FormerAddress
    icon = "redirect"
    menu_label = _("Old addresses")
    menu_order = 30
    add_to_settings_menu = True
    copy_view_enabled = False
    add_to_reference_index = False
    list_per_page = 50
    ordering = ["path"]
    list_display = ["path", Column("target", label=_("Leads to"), accessor=where)]
    search_fields = ["path", "to_address"]
    search_backend_name = None
    edit_handler = ObjectList(
        [
            FieldPanel("path"),
            FieldPanel(
                "to_address",
                help_text=_(
                    "Path on this site, or an address elsewhere starting with https://. Leave "
                    "empty for a remembered address: it follows the story or page it belonged to, "
                    "and says that it is gone once that is deleted."
                ),
            ),
        ],
        base_form_class=AddressForm,
    )


former_addresses = FormerAddressViewSet("former_addresses", url_prefix="old-addresses")
