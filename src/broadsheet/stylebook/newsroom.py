"""The newsroom's screens for the style book: each rule with the examples that it is tried on."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.snippets.views.snippets import SnippetViewSet

from broadsheet.stylebook.models import Rule


class RuleViewSet(SnippetViewSet):
    model = Rule
    icon = "edit"
    add_to_admin_menu = True
    menu_label = _("House style")
    menu_order = 136
    url_prefix = "house-style"
    copy_view_enabled = False
    list_per_page = 50
    list_display = [
        "__str__",
        Column("instead", label=_("Write instead"), classname="newsroom-pattern"),
        Column("why", label=_("Why")),
        BooleanColumn("is_on", label=_("Looked for"), sort_key="is_on"),
    ]
    list_filter = ["weight", "is_on"]
    search_fields = ["patterns", "instead", "why", "wrong"]
    search_backend_name = None
    edit_handler = ObjectList(
        [
            FieldPanel("patterns"),
            FieldRowPanel([FieldPanel("instead"), FieldPanel("why")]),
            MultiFieldPanel([FieldPanel("wrong"), FieldPanel("right")], heading=_("Examples")),
            FieldPanel("unless"),
            FieldPanel("weight"),
            FieldRowPanel(
                [FieldPanel("is_on"), FieldPanel("is_exact"), FieldPanel("in_quotations")]
            ),
        ]
    )
