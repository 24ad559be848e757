from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FrontsConfig(AppConfig):
    name = "broadsheet.fronts"
    verbose_name = _("Fronts and pages")

    def ready(self) -> None:
        from broadsheet.fronts import facts, signals, views
        from broadsheet.fronts.models import StandingPage
        from broadsheet.press import kinds
        from broadsheet.press.watching.watches import watch

        StandingPage.print_preview = staticmethod(views.preview_standing)
        signals.connect()
        kinds.register(*facts.KINDS)
        watch(*facts.WATCHES)
