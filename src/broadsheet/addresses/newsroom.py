"""The newsroom's screen for old addresses: what leads where, by hand or remembered."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.model import ModelViewSet

from broadsheet.addresses.models import FormerAddress


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
    list_display = ["path", Column("target", label=_("Leads to"))]
    search_fields = ["path", "to_address"]
    search_backend_name = None
    edit_handler = ObjectList([FieldPanel("path"), FieldPanel("to_address")])


former_addresses = FormerAddressViewSet("former_addresses", url_prefix="old-addresses")
