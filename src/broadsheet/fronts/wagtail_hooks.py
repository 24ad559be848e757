from __future__ import annotations

from typing import TYPE_CHECKING

from wagtail import hooks

from broadsheet.fronts import newsroom

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from wagtail.admin.viewsets.base import ViewSet
    from wagtail.models import Page


@hooks.register("register_admin_viewset")
def viewsets() -> list[ViewSet]:
    return [newsroom.fronts]


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
