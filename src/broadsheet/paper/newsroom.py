"""The newsroom's screen for the paper itself: name and language, publisher, menus, house limits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)

from broadsheet.media.forms import PictureChoice
from broadsheet.paper.models import zone_choices

if TYPE_CHECKING:
    from django.utils.safestring import SafeString


class ZoneInput(forms.TextInput):
    """A time zone, found by typing a part of its name."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        zones_id = f"{(attrs or {}).get('id', name)}-zones"
        field = super().render(name, value, {**(attrs or {}), "list": zones_id}, renderer)
        zones = format_html_join(
            "", '<option value="{}"></option>', ((zone,) for zone, _label in zone_choices())
        )
        return format_html('{}<datalist id="{}">{}</datalist>', field, zones_id, zones)


PAPER = [
    FieldPanel("name"),
    FieldPanel("tagline", help_text=_("A few words under the name.")),
    FieldPanel("description"),
    FieldRowPanel(
        [
            FieldPanel("language", help_text=_("Of the pages readers see.")),
            FieldPanel(
                "time_zone",
                widget=ZoneInput,
                help_text=_(
                    "Type a city, such as Berlin. All times in the newsroom and on the pages are "
                    "told in it. A story keeps its address when this changes."
                ),
            ),
        ]
    ),
    FieldPanel("logo", widget=PictureChoice),
]

MENUS = [
    InlinePanel(
        "menu_items",
        heading=_("Menus"),
        label=_("line"),
        help_text=_(
            "Each line leads to a section, or a standing page, or an address: fill in one of the "
            "three. Without lines under the name, the paper shows its sections."
        ),
        panels=[
            FieldRowPanel([FieldPanel("place"), FieldPanel("text")]),
            FieldRowPanel([FieldPanel("section"), FieldPanel("page")]),
            FieldPanel("address", help_text=_("For example /latest/ or https://example.org/")),
        ],
    )
]

PUBLISHER = [
    FieldPanel("publisher_name", help_text=_("Leave empty to use the name of the paper.")),
    FieldPanel("publisher_address"),
    FieldRowPanel([FieldPanel("publisher_email"), FieldPanel("publisher_phone")]),
    FieldPanel("founded_on"),
    FieldPanel("social_accounts"),
    MultiFieldPanel(
        [
            FieldPanel("corrections_policy"),
            FieldPanel("ethics_policy"),
            FieldPanel("ownership"),
            FieldPanel("masthead"),
            FieldPanel("feedback_policy"),
        ],
        heading=_("Where readers find what you stand for"),
        help_text=_("Addresses of pages, such as /about/corrections/. Search engines are told."),
    ),
]

HOUSE = [
    FieldPanel("headline_limit"),
    FieldPanel("grace_minutes"),
    FieldPanel("fold", help_text=_("Readers open the rest of a long story with one tap.")),
]

paper_desk = TabbedInterface(
    [
        ObjectList(PAPER, heading=_("The paper")),
        ObjectList(MENUS, heading=_("Menus")),
        ObjectList(PUBLISHER, heading=_("Publisher")),
        ObjectList(HOUSE, heading=_("House rules")),
    ]
)
