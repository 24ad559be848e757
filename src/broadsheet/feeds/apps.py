from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FeedsConfig(AppConfig):
    name = "broadsheet.feeds"
    verbose_name = _("Feeds")

    def ready(self) -> None:
        from broadsheet.feeds import directory, facts
        from broadsheet.press import directory as whole
        from broadsheet.press import keepers, kinds

        kinds.register(*facts.KINDS)
        whole.register(directory.addresses)
        keepers.register(keepers.Keeper("feeds and sitemaps", addresses=facts.feeds_of))
