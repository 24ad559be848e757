from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StoriesConfig(AppConfig):
    name = "broadsheet.stories"
    verbose_name = _("Stories")

    def ready(self) -> None:
        from broadsheet.stories import signals, views
        from broadsheet.stories.models import Story

        Story.print_preview = staticmethod(views.preview)
        signals.connect()
