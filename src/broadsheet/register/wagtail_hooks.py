"""Shows the newsroom its screens for the register."""

from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet
from wagtail.snippets.models import register_snippet

from broadsheet.register import newsroom

register_snippet(newsroom.RegisterGroup)


@hooks.register("register_admin_viewset")
def viewsets() -> list[ViewSet]:
    return [newsroom.country_chooser]
