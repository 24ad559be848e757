from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MediaConfig(AppConfig):
    name = "broadsheet.media"
    verbose_name = _("Pictures and files")

    def ready(self) -> None:
        from broadsheet.media import facts, signals
        from broadsheet.press.watching.watches import watch

        signals.connect()
        watch(*facts.WATCHES)
