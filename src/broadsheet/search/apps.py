from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "broadsheet.search"
    verbose_name = _("Search")

    def ready(self) -> None:
        from broadsheet.press import keepers
        from broadsheet.search import withdrawing

        keepers.register(keepers.Keeper("search", addresses=withdrawing.searches_with))
