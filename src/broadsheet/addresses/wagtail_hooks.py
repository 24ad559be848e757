"""Shows the newsroom its screen for old addresses."""

from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet

from broadsheet.addresses import newsroom


@hooks.register("register_admin_viewset")
def viewsets() -> list[ViewSet]:
    return [newsroom.former_addresses]
