from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PaperConfig(AppConfig):
    name = "broadsheet.paper"
    verbose_name = _("The paper")

    def ready(self) -> None:
        from broadsheet.paper import facts
        from broadsheet.press import kinds
        from broadsheet.press.watching.watches import watch

        kinds.register(*facts.KINDS)
        watch(*facts.WATCHES)
