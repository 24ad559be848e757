from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FrontsConfig(AppConfig):
    name = "broadsheet.fronts"
    verbose_name = _("Fronts and pages")

    def ready(self) -> None:
        from broadsheet.addresses.models import FormerAddress
        from broadsheet.fronts import directory, facts, forwarding, signals, views
        from broadsheet.fronts.models import StandingPage
        from broadsheet.press import directory as whole
        from broadsheet.press import keepers, kinds
        from broadsheet.press.watching.watches import watch
        from broadsheet.topics.models import Section

        Section.is_taken = staticmethod(StandingPage.has_at_top)
        FormerAddress.is_living = staticmethod(forwarding.is_living)
        StandingPage.print_preview = staticmethod(views.preview_standing)
        signals.connect()
        kinds.register(*facts.KINDS)
        whole.register(directory.addresses)
        watch(*facts.WATCHES)
        keepers.register(keepers.Keeper("fronts", addresses=facts.fronts_with))
