from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MediaConfig(AppConfig):
    name = "broadsheet.media"
    verbose_name = _("Pictures and files")

    def ready(self) -> None:
        from broadsheet.media import facts, printing, signals
        from broadsheet.press import keepers
        from broadsheet.press.watching.watches import watch

        signals.connect()
        watch(*facts.WATCHES)
        keepers.register(keepers.Keeper("pictures", clear=printing.discard_withdrawn))
