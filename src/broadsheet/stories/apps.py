from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StoriesConfig(AppConfig):
    name = "broadsheet.stories"
    verbose_name = _("Stories")

    def ready(self) -> None:
        from broadsheet.press import directory as whole
        from broadsheet.press import kinds
        from broadsheet.press.watching.watches import watch
        from broadsheet.stories import directory, facts, signals, views
        from broadsheet.stories.models import Story

        Story.print_preview = staticmethod(views.preview)
        signals.connect()
        kinds.register(*facts.KINDS)
        whole.register(directory.addresses)
        watch(*facts.WATCHES)
