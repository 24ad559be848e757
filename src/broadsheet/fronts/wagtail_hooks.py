"""The screens for fronts, whose a file is before its page is out, and the page that stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from wagtail import hooks

from broadsheet.fronts import newsroom
from broadsheet.fronts.pages.files import is_shown
from broadsheet.paper.printing import notice

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from wagtail.admin.viewsets.base import ViewSet
    from wagtail.documents.models import Document
    from wagtail.models import Page


@hooks.register("register_admin_viewset")
def viewsets() -> list[ViewSet]:
    return [newsroom.fronts]


@hooks.register("before_serve_document")
def for_readers_alone_if_shown(document: Document, request: HttpRequest) -> HttpResponse | None:
    """A file of what is not published yet, or no more, is the newsroom's own."""
    if is_shown(document, at=timezone.now()):
        return None
    if request.user.has_perm("wagtailadmin.access_admin"):
        return None
    return notice(404)


@hooks.register("before_delete_page")
@hooks.register("before_unpublish_page")
def keep_root(request: HttpRequest, page: Page) -> HttpResponse | None:
    return newsroom.keep_root(request, [page])


@hooks.register("before_move_page")
@hooks.register("before_copy_page")
def keep_root_in_place(request: HttpRequest, page: Page, *_: Page) -> HttpResponse | None:
    return newsroom.keep_root(request, [page])


@hooks.register("before_bulk_action")
def keep_root_among_many(
    request: HttpRequest, action_type: str, objects: list[Page], *_: object
) -> HttpResponse | None:
    return newsroom.keep_root(request, objects)
