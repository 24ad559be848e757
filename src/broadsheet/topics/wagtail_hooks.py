"""Shows the newsroom its screens for sections, topics and authors."""

from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet

from broadsheet.topics import newsroom


@hooks.register("register_admin_viewset")
def viewsets() -> list[ViewSet]:
    return [
        newsroom.topic_chooser,
        newsroom.place_chooser,
        newsroom.author_chooser,
        newsroom.sections,
        newsroom.topics,
        newsroom.authors,
    ]
