from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet

from broadsheet.fronts import newsroom


@hooks.register("register_admin_viewset")
def viewsets() -> list[ViewSet]:
    return [newsroom.fronts]
