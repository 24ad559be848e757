"""The newsroom’s first page, whom its screens for people show, and its look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.templatetags.static import static
from django.urls import path
from django.utils.html import format_html
from wagtail import hooks

from broadsheet.desk import newsroom, users

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.urls import URLPattern
    from django.utils.safestring import SafeString
    from wagtail.admin.menu import MenuItem
    from wagtail.admin.ui.components import Component


newsroom.fit_screens()

for bulk_action in users.BULK_ACTIONS:
    # After Wagtail's own, which it replaces.
    hooks.register("register_bulk_action", bulk_action, order=1)


@hooks.register("construct_homepage_panels")
def first_page(request: HttpRequest, panels: list[Component]) -> None:
    panels[:] = newsroom.panels_for(request)


@hooks.register("construct_main_menu")
def menu(request: HttpRequest, items: list[MenuItem]) -> None:
    newsroom.rename(items)


@hooks.register("construct_reports_menu")
def reports_menu(request: HttpRequest, items: list[MenuItem]) -> None:
    newsroom.choose_reports(items)


@hooks.register("register_admin_urls", order=-1)
def before_wagtails_own() -> list[URLPattern]:
    return [path("images/<int:image_id>/delete/", newsroom.DeletePicture.as_view())]


@hooks.register("construct_help_menu")
def help_menu(request: HttpRequest, items: list[MenuItem]) -> None:
    newsroom.clear_help(items)


@hooks.register("insert_global_admin_css")
def style() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("newsroom/newsroom.css"))
