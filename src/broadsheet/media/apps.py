from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MediaConfig(AppConfig):
    name = "broadsheet.media"
    verbose_name = _("Pictures and files")

    def ready(self) -> None:
        from broadsheet.media import facts
        from broadsheet.media.printing import shelf, signals
        from broadsheet.press import keepers
        from broadsheet.press.watching.watches import watch

        signals.connect()
        watch(*facts.WATCHES)
        keepers.register(keepers.Keeper("pictures", clear=shelf.discard_withdrawn))
