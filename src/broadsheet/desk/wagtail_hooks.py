"""The newsroom’s first page, whom its screens for people show, and its look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.models import CollectionViewRestriction

from broadsheet.accounts.middleware import is_let_in
from broadsheet.desk import newsroom, users, views
from broadsheet.desk.board import views as board
from broadsheet.desk.offering import views as storylines
from broadsheet.paper.printing import notice

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern
    from django.utils.safestring import SafeString
    from wagtail.admin.menu import MenuItem
    from wagtail.admin.ui.components import Component
    from wagtail.documents.models import Document


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


@hooks.register("register_admin_menu_item")
def board_item() -> MenuItem:
    return newsroom.BoardItem(
        gettext_lazy("Planning board"),
        reverse("board"),
        name="board",
        icon_name="calendar-alt",
        order=90,
    )


@hooks.register("register_admin_urls", order=-1)
def before_wagtails_own() -> list[URLPattern]:
    return [
        path("images/<int:image_id>/delete/", newsroom.DeletePicture.as_view()),
        path("desk/openapi.json", views.describe, name="desk_openapi"),
        path("desk/check/", views.check_copy, name="check_copy"),
        path("desk/storylines/", storylines.look, name="storylines_of"),
        path("desk/storylines/add/", storylines.add, name="add_to_storyline"),
        path("desk/storylines/episode/<int:pk>/", storylines.change, name="change_episode"),
        path("desk/keep/<int:pk>/", views.keep_words, name="keep_words"),
        path("desk/let-go/<int:pk>/", views.let_words_go, name="let_words_go"),
        path("board/", board.board, name="board"),
        path("board/cards/", board.cards, name="board_cards"),
        path("board/plan/", board.start, name="board_start"),
        path("board/<int:pk>/", board.card, name="board_card"),
        path("board/<int:pk>/move/", board.move, name="board_move"),
    ]


@hooks.register("before_serve_document", order=-1)
def closed_file(document: Document, request: HttpRequest) -> HttpResponse | None:
    """A collection that is closed to all but “logged-in users” is closed to readers, too."""
    closed = document.collection.get_view_restrictions().exclude(
        restriction_type=CollectionViewRestriction.PASSWORD
    )
    if request.user.is_authenticated and not is_let_in(request) and closed.exists():
        return notice(403)
    return None


@hooks.register("construct_help_menu")
def help_menu(request: HttpRequest, items: list[MenuItem]) -> None:
    newsroom.clear_help(items)


@hooks.register("insert_global_admin_css")
def style() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("newsroom/newsroom.css"))


@hooks.register("register_account_menu_item")
def how_one_logs_in(_request: HttpRequest) -> dict[str, str]:
    """Staff see to that where anybody does."""
    return {
        "url": reverse("account"),
        "label": _("How you log in"),
        "help_text": _("E-mail address, password, passkeys, and where you are logged in."),
    }
